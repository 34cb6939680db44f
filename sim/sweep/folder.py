"""The folder of a sweep: parts of the table, each written whole or not at all and known by its checksum."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sim.event_files import parquet
from sim.results import ResultsError
from sim.sweep.cells import Played
from sim.sweep.rows import FAILED, played_in, rows_table, timing_table
from sim.sweep.sweep import Sweep

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.runs import Numbers

MANIFEST = "sweep.json"
CHECKSUM = "sweep.sha256"
POINTS = "points.parquet"
HALF_WRITTEN = ".half-"


class TornError(Exception):
    """A part of the table that is not what was written."""


@dataclass(frozen=True)
class SweepFolder:
    """Where the table of a sweep is kept.

    `parts/` holds the table, `checksums/` the SHA-256 of each part, `timing/` how long each cell took. `unfinished/`
    holds cells of parts that are not complete yet, under names that end in their own checksum.
    """

    path: Path
    sweep: Sweep

    def part(self, number: int) -> Path:
        """The file of a part."""
        return self.path / "parts" / f"part-{number:06}.parquet"

    def checksum(self, number: int) -> Path:
        """The file with the checksum of a part; `sha256sum -c` reads it, from the sweep's folder."""
        return self.path / "checksums" / f"part-{number:06}.sha256"

    def timing(self, number: int) -> Path:
        """The file with the timings of a part."""
        return self.path / "timing" / f"part-{number:06}.parquet"

    def unfinished(self, number: int) -> list[Path]:
        """The files with single cells of a part."""
        return sorted((self.path / "unfinished").glob(f"part-{number:06}-*.parquet"))

    def save_part(self, number: int, played: Played, values: Numbers) -> None:
        """Writes a complete part, and then removes its single cells."""
        content = parquet(rows_table(self.sweep, played, values))
        save(self.timing(number), parquet(timing_table(self.sweep, played)))
        save(self.part(number), content)
        save(self.checksum(number), checksum_line(content, f"parts/{self.part(number).name}"))
        for file in self.unfinished(number):
            file.unlink()

    def save_unfinished(self, number: int, played: Played, values: Numbers) -> None:
        """Writes some cells of a part that is not complete yet."""
        import pyarrow as pa

        rows = rows_table(self.sweep, played, values)
        seconds = pa.array(played.seconds.repeat(len(self.sweep.strategies)))
        content = parquet(rows.append_column("seconds", seconds))
        name = f"part-{number:06}-{played.cells[0]:09}-{digest(content)}.parquet"
        save(self.path / "unfinished" / name, content)

    def saved_cells(self, number: int) -> list[Played]:
        """The single cells of a part that were saved; what is torn is left out, to be played again."""
        found = []
        for file in self.unfinished(number):
            content = file.read_bytes()
            if digest(content) in file.name:
                rows = table_in(content)
                seconds = rows["seconds"].to_numpy()[:: len(self.sweep.strategies)]
                found.append(played_in(self.sweep, rows, seconds))
        return found

    def content(self, number: int) -> bytes | None:
        """The file of a part, or none where it has not been written; TornError where it is not what was written."""
        file, checksum = self.part(number), self.checksum(number)
        if not file.exists():
            return None
        content = file.read_bytes()
        if not checksum.exists() or checksum.read_bytes()[:64] != digest(content).encode():
            raise TornError(f"{file}: this part is torn or corrupt (its checksum does not match)")
        return content

    def rows(self, number: int) -> pa.Table | None:
        """The rows of a part, or none where it has not been written; TornError where it is not what was written."""
        content = self.content(number)
        return None if content is None else table_in(content)

    def played(self, number: int) -> Played | None:
        """The cells of a part, or none where it has not been written; TornError where it is not what was written."""
        rows = self.rows(number)
        if rows is None:
            return None
        timing = self.timing(number)
        seconds = table_in(timing.read_bytes())["seconds"].to_numpy() if timing.exists() else None
        return played_in(self.sweep, rows, seconds)

    def failures(self, number: int) -> int | None:
        """How many rows of a part failed, or none where it has not been written; TornError as above."""
        content = self.content(number)
        if content is None:
            return None
        statuses: list[str] = table_in(content, ["status"])["status"].to_pylist()
        return statuses.count(FAILED)

    def tables(self) -> Iterator[pa.Table]:
        """The rows of all parts in order; ResultsError where one is missing or torn."""
        for number in range(self.sweep.parts):
            try:
                rows = self.rows(number)
            except TornError as torn:
                raise ResultsError(f"{torn}; --resume plays it again") from None
            if rows is None:
                raise ResultsError(f"{self.part(number)}: this part is missing; --resume plays it")
            yield rows

    def write_csv(self) -> Path:
        """Writes the whole table as table.csv, a part at a time; what is not known is left empty."""
        from pyarrow import csv

        path = self.path / "table.csv"
        half = path.with_name(f"{HALF_WRITTEN}{path.name}")
        with writing(half, path):
            tables = (with_gaps(rows) for rows in self.tables())
            first = next(tables)
            with csv.CSVWriter(half, first.schema) as writer:
                for rows in chain([first], tables):
                    writer.write_table(rows)
        return path

    def prepare(self) -> None:
        """Makes the inner folders, and removes what a killed process left half written."""
        for name in ("parts", "checksums", "timing", "unfinished"):
            (self.path / name).mkdir(exist_ok=True)
        for left in self.path.glob(f"*/{HALF_WRITTEN}*"):
            left.unlink()


def table_in(content: bytes, columns: list[str] | None = None) -> pa.Table:
    """The table in the bytes of a Parquet file, or some columns of it."""
    import pyarrow.parquet as pq

    return pq.read_table(BytesIO(content), columns=columns)


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def checksum_line(content: bytes, name: str) -> bytes:
    """The checksum of a file as `sha256sum -c` reads it."""
    return f"{digest(content)}  {name}\n".encode()


def save(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: beside its place first, to the disk, then in its place."""
    half = path.with_name(f"{HALF_WRITTEN}{path.name}")
    with writing(half, path), half.open("wb") as file:
        file.write(content)


@contextmanager
def writing(half: Path, path: Path) -> Iterator[None]:
    """Puts a file in its place once it is written and on the disk; ResultsError where there is no room for it."""
    try:
        yield
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise ResultsError(
            f"{path}: cannot be written ({error.strerror}); what is there is safe: make room and go on with --resume"
        ) from None
    finally:
        half.unlink(missing_ok=True)


def with_gaps(rows: pa.Table) -> pa.Table:
    """A table in which what is not known is empty."""
    import pyarrow as pa
    from pyarrow import compute

    for place, field in enumerate(rows.schema):
        if pa.types.is_floating(field.type):
            column = rows.column(place)
            known = compute.if_else(compute.is_nan(column), pa.scalar(None, field.type), column)
            rows = rows.set_column(place, field, known)
    return rows


def sync_folder(folder: Path) -> None:
    """Puts the names in a folder on the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps a second process away from a sweep's folder; the lock of a process that died holds nobody back."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder.parent / f".{folder.name}.lock")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise ResultsError(
            f"{folder}: another process is at work in this folder; wait for it, or name another folder with --out"
        ) from None
    except OSError as error:
        raise ResultsError(f"{folder}: cannot be written ({error.strerror}); name another folder with --out") from None
    try:
        yield
    finally:
        lock.release()
