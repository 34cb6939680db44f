"""A user's file, CSV or Parquet: read as columns of text or numbers, or refused in a sentence with the remedy."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.scenario.errors import ScenarioError, did_you_mean, quoted, shown

if TYPE_CHECKING:
    import pyarrow as pa

Numbers = npt.NDArray[np.float64]
Words = npt.NDArray[np.object_]

COLUMNS = {
    "customer": "who",
    "month": "when: a date such as 2024-01-31, or the number of a month",
    "firm": "with whom",
    "amount": "how much money",
    "start": "since when a customer",
    "end": "until when, empty for those who still are",
    "reason": "why the customer left",
    "event": "what happened",
    "outcome": "how it ended",
}
"""The columns that a log may have, and what they tell."""
ALSO = {"date": "month", "customer_id": "customer", "begin": "start"}
"""Other names under which columns are found without being mapped."""


class LogError(ScenarioError):
    """What is wrong with a log, in a sentence."""


@dataclass(frozen=True)
class Sheet:
    """The columns of a file by the names of `COLUMNS`, and where they came from."""

    path: Path
    columns: Mapping[str, Words]
    headings: Mapping[str, str]
    first_line: int

    def __len__(self) -> int:
        """The number of rows."""
        return len(next(iter(self.columns.values())))

    def has(self, *names: str) -> bool:
        """Whether the file has all these columns."""
        return all(name in self.columns for name in names)

    def wrong(self, row: int, name: str, instead: str) -> LogError:
        """What is wrong with one cell: where, what, and what was expected."""
        value = self.columns[name][row]
        told = "is empty" if blank(value) else f"is {shown(value)}"
        place = f"{self.path}, line {row + self.first_line}" if self.first_line > 1 else f"{self.path}, row {row + 1}"
        return LogError(f"{place}: {self.headings[name]} {told}; {instead}")

    def words(self, name: str) -> Words:
        """A column of names; none may be empty."""
        empty = np.flatnonzero([blank(value) for value in self.columns[name]])
        if empty.size:
            raise self.wrong(int(empty[0]), name, f"every row needs one ({COLUMNS[name]}); fill it in or drop the row")
        return np.array([str(value).strip() for value in self.columns[name]], dtype=object)

    def money(self, name: str, below_zero: bool = False) -> Numbers:
        """A column of amounts: finite numbers, none below zero unless that may be."""
        amounts = np.empty(len(self))
        for row, value in enumerate(self.columns[name]):
            number = as_number(value)
            if number is None:
                raise self.wrong(row, name, "expected a number such as 12.50, without currency or thousands separators")
            if number < 0 and not below_zero:
                raise self.wrong(
                    row, name, "an amount cannot be negative; take refunds off the purchase they belong to"
                )
            amounts[row] = number
        return amounts


def blank(value: object) -> bool:
    """Whether a cell holds nothing.

    >>> blank(" "), blank(None), blank(float("nan")), blank(0)
    (True, True, True, False)
    """
    return value is None or (isinstance(value, float) and value != value) or str(value).strip() == ""


def as_number(value: object) -> float | None:
    """A finite number, or nothing where it is none.

    >>> as_number("12.5"), as_number("twelve"), as_number("nan"), as_number(True)
    (12.5, None, None, None)
    """
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if np.isfinite(number) and not isinstance(value, bool) else None


def read_log(path: Path, mapped: Mapping[str, str]) -> Sheet:
    """The columns of a log; `mapped` says under which heading of the file a column of `COLUMNS` stands."""
    for name in mapped:
        if name not in COLUMNS:
            raise LogError(f"--map: there is no {quoted(name)} to map{did_you_mean(name, COLUMNS)}")
    if path.is_dir():
        raise LogError(f"{path}: this is a folder; name a file in it, such as {path / 'events.parquet'}")
    if not path.exists():
        raise LogError(f"{path}: there is no such file")
    table, first_line = read_table(path)
    if table.num_rows == 0:
        raise LogError(f"{path}: the file holds no rows; expected a heading and a row for each purchase or contract")
    headings = headings_of(path, table.column_names, mapped)
    columns = {name: as_objects(table.column(heading)) for name, heading in headings.items()}
    return Sheet(path, columns, headings, first_line)


def as_objects(column: pa.ChunkedArray) -> Words:
    """A column as Python's own values."""
    values = np.empty(len(column), dtype=object)
    values[:] = column.to_pylist()
    return values


def read_table(path: Path) -> tuple[pa.Table, int]:
    """The file's table, and the line of its first row (1 where lines are not counted)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if path.suffix.lower() == ".parquet":
            return pq.read_table(path), 1
        if path.suffix.lower() == ".csv":
            return read_csv(path), 2
    except OSError as error:
        raise LogError(f"{path}: the file cannot be read ({error.strerror or 'it is damaged'})") from None
    except pa.ArrowInvalid as error:
        reason = str(error).splitlines()[0].removeprefix("CSV parse error: ")
        raise LogError(f"{path}: the file cannot be read as {path.suffix[1:]} ({reason})") from None
    raise LogError(f"{path}: expected a file ending in .csv or .parquet; save the sheet as CSV (UTF-8)")


def read_csv(path: Path) -> pa.Table:
    """A CSV file as text; commas, semicolons or tabs part its columns."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
    except UnicodeDecodeError:
        raise LogError(f"{path}: the file is not in UTF-8; save it as CSV (UTF-8)") from None
    if not first.strip():
        raise LogError(f"{path}: the file is empty; expected a heading such as customer,month,firm,amount")
    between = max(",;\t", key=first.count)
    headings = next(csv.reader([first], delimiter=between))
    return arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(column_names=headings, skip_rows=1),
        parse_options=arrow_csv.ParseOptions(delimiter=between),
        convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(headings, pa.string())),
    )


def headings_of(path: Path, found: Sequence[str], mapped: Mapping[str, str]) -> dict[str, str]:
    """Under which heading each column stands: as mapped, or by its own name in large or small letters."""
    twice = sorted({heading for heading in found if found.count(heading) > 1})
    if twice:
        raise LogError(f"{path}: there are two columns {quoted(twice[0])}; rename one")
    headings = {}
    for name, heading in mapped.items():
        if heading not in found:
            raise LogError(f"--map {name}={heading}: {path} has no such column{did_you_mean(heading, found)}")
        headings[name] = heading
    for heading in found:
        plain = heading.strip().lower()
        name = ALSO.get(plain, plain)
        if name in COLUMNS and name not in headings and heading not in mapped.values():
            headings[name] = heading
    if "customer" not in headings:
        there = ", ".join(map(quoted, found[:10]))
        raise LogError(f"{path}: there is no column customer; say which it is with --map customer=..., one of {there}")
    return headings
