"""Explicit points: a CSV or Parquet file with a column for each number that is set and a row for each point."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.declarations import Facts, Scenario
from sim.runs import Numbers
from sim.scenario.altering import facts_of, whole_path
from sim.scenario.declared import number_text
from sim.scenario.errors import ScenarioError, shown
from sim.scenario.reading import near_name
from sim.sweep.designs import BLOCK, Design
from sim.sweep.parameters import Kind, Parameter

if TYPE_CHECKING:
    import pyarrow as pa


def table_of_points(file: Path, scenario: Scenario) -> tuple[tuple[Parameter, ...], int, bytes]:
    """What a file of points sets, over the range it covers; how many points; and these as the bytes of a Parquet file.

    ScenarioError names the line of a CSV (the row of a Parquet file) and the column of what does not fit.
    """
    import pyarrow.parquet as pq

    names, arrays = columns_of(file)
    facts = [declared_facts(file, name, scenario) for name in names]
    held, count = BytesIO(), 0
    low, high = np.full(len(names), np.inf), np.full(len(names), -np.inf)
    with pq.ParquetWriter(held, numbers_table(names, np.zeros((0, len(names)))).schema, compression="zstd") as writer:
        for block in in_blocks(checked(file, batch, facts, first) for first, batch in counted(arrays)):
            low, high = np.minimum(low, block.min(axis=0)), np.maximum(high, block.max(axis=0))
            writer.write_table(numbers_table(names, block))
            count += len(block)
    if not count:
        raise ScenarioError(f"{file}: there are no points in it; give a row for each, below the names of the columns")
    parameters = tuple(
        Parameter(name, kind_of(name, scenario), float(low[place]), float(high[place]), None, facts[place])
        for place, name in enumerate(names)
    )
    return parameters, count, held.getvalue()


def kind_of(path: str, scenario: Scenario) -> Kind:
    """Whether a number is one of our levers or an uncertainty of the world."""
    return "lever" if whole_path(path, scenario)[:2] == ("firms", scenario.us) else "uncertainty"


def is_csv(file: Path) -> bool:
    """Whether a file is text with commas."""
    return file.suffix.lower() in (".csv", ".txt")


def columns_of(file: Path) -> tuple[list[str], Iterator[pa.RecordBatch]]:
    """The names of the columns of a file of points, and its rows, a bounded number at a time."""
    import pyarrow as pa

    if not file.is_file():
        raise ScenarioError(f"{file}: there is no such file of points{near_name(file)}")
    try:
        names, found = csv_columns(file) if is_csv(file) else parquet_columns(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise no_table(file, error) from None
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ScenarioError(f"{file}: column {twice}: it is given twice; keep one")
    return names, found


def csv_columns(file: Path) -> tuple[list[str], Iterator[pa.RecordBatch]]:
    """The columns of a CSV, all as text: a first page of whole numbers does not make the column whole."""
    import pyarrow as pa
    from pyarrow import csv

    with csv.open_csv(file) as reader:
        names = reader.schema.names
    as_text = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return names, iter(csv.open_csv(file, convert_options=as_text))


def parquet_columns(file: Path) -> tuple[list[str], Iterator[pa.RecordBatch]]:
    """The columns of a Parquet file."""
    import pyarrow.parquet as pq

    held = pq.ParquetFile(file)
    return held.schema_arrow.names, held.iter_batches(batch_size=BLOCK)


def no_table(file: Path, error: Exception) -> ScenarioError:
    """What is to be said of a file that is no table."""
    reason = str(error).splitlines()[0]
    remedy = "expected a CSV or Parquet file with a column for each path"
    return ScenarioError(f"{file}: this is no table of points ({reason}); {remedy}")


def counted(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Batches with the number of their first row."""
    first = 0
    for batch in batches:
        yield first, batch
        first += batch.num_rows


def in_blocks(arrays: Iterable[Numbers]) -> Iterator[Numbers]:
    """The same rows in blocks of equal size, but for the last."""
    waiting: list[Numbers] = []
    for array in arrays:
        waiting.append(array)
        if sum(map(len, waiting)) >= BLOCK:
            joined = np.concatenate(waiting)
            full = len(joined) // BLOCK * BLOCK
            yield from np.split(joined[:full], full // BLOCK)
            waiting = [joined[full:]]
    left = np.concatenate(waiting) if waiting else np.zeros(0)
    if len(left):
        yield left


def declared_facts(file: Path, name: str, scenario: Scenario) -> Facts:
    """What is declared of a column."""
    try:
        return facts_of(name, scenario)
    except ScenarioError as error:
        raise ScenarioError(f"{file}: column {error}") from None


def checked(file: Path, batch: pa.RecordBatch, facts: Sequence[Facts], first: int) -> Numbers:
    """Rows as numbers that are all there and within bounds: (rows, columns)."""
    import pyarrow as pa

    values = np.zeros((batch.num_rows, len(facts)))
    for place, known in enumerate(facts):
        try:
            values[:, place] = numbers(batch.column(place))
        except (pa.ArrowInvalid, ValueError):
            texts = [str(value) for value in batch.column(place).to_pylist()]
            at = next((at for at, text in enumerate(texts) if not is_number(text)), 0)
            raise misfit(file, first + at, batch.schema.names[place], shown(texts[at]), known) from None
        bad = np.flatnonzero(~fitting(values[:, place], known))
        if bad.size:
            value = values[bad[0], place]
            given = "nothing" if np.isnan(value) else f"{value:g}"
            raise misfit(file, first + int(bad[0]), batch.schema.names[place], given, known)
    return values


def numbers(column: pa.Array) -> Numbers:
    """A column as numbers; NaN where nothing is given. Raises ArrowInvalid for what is no number."""
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = compute.utf8_trim_whitespace(column)
    return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False))


def fitting(values: Numbers, known: Facts) -> npt.NDArray[np.bool_]:
    """Which values are within bounds, and whole where they have to be."""
    low, high = known.bounds
    within = np.isfinite(values) & (values >= low) & (values <= high)
    return within & (values == np.rint(values)) if known.whole else within


def misfit(file: Path, row: int, name: str, given: str, known: Facts) -> ScenarioError:
    """What is to be said of a value that does not fit; a CSV has a line of names above its rows."""
    where = f"line {row + 2}" if is_csv(file) else f"row {row + 1}"
    expected = number_text("a whole number" if known.whole else "a number", *known.bounds)
    return ScenarioError(f"{file}, {where}: {name}: {given} is given; expected {expected}")


def is_number(text: str) -> bool:
    """Whether a text is a number.

    >>> is_number("1e3"), is_number("cheap")
    (True, False)
    """
    try:
        float(text)
    except ValueError:
        return False
    return True


def numbers_table(names: list[str], values: Numbers) -> pa.Table:
    """Columns of numbers under their names."""
    import pyarrow as pa

    return pa.table({name: values[:, place] for place, name in enumerate(names)})


def tabled(file: Path, checksum: str | None) -> Design:
    """The points of a table that was kept in a sweep's folder; ScenarioError where it is not what was kept."""
    import pyarrow.parquet as pq

    try:
        content = file.read_bytes()
    except OSError as error:
        raise ScenarioError(f"{file}: the points cannot be read ({error.strerror}); begin the sweep anew") from None
    if hashlib.sha256(content).hexdigest() != checksum:
        raise ScenarioError(f"{file}: the points are torn or corrupt (their checksum differs); begin the sweep anew")
    held = pq.ParquetFile(BytesIO(content))

    def stretch(first: int, last: int) -> Numbers:
        group = held.read_row_group(first // BLOCK)
        return np.column_stack([column.to_numpy() for column in group.columns])

    return Design(held.metadata.num_rows, stretch)
