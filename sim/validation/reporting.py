"""Validation and tuning from end to end: played, judged, shown and written down."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from sim.compiling import say_if_compiling
from sim.laboratory import Laboratory
from sim.report.drawing import png, style
from sim.results import MANIFEST, check_folder, json_bytes, versions, write_results
from sim.validation.page import band_words, number, page, verdict
from sim.validation.pictures import bands, survival_curves
from sim.validation.row import Row
from sim.validation.survival import PATTERNS as COHORTS
from sim.validation.tuned import shown, tuning_json
from sim.validation.tuning import Tuning, tune
from sim.validation.validating import PATTERNS, validation

FIGURES, TUNING = "validation.json", "tuning.json"


@contextmanager
def laboratory_with_progress(runs: int, workers: int | None, what: str) -> Iterator[Laboratory]:
    """A laboratory that shows how many plays are done, and a word where compiling comes first."""
    console = Console(stderr=True)
    say_if_compiling(console)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f} plays"))
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        with Laboratory(runs, workers, lambda done: bar.advance(task, done)) as laboratory:
            yield laboratory


def validate_and_report(runs: int, quick: bool, workers: int | None, folder: Path) -> Path:
    """Validates, prints what is missed and writes the folder; returns it."""
    check_folder(folder)
    begun = time.perf_counter()
    with laboratory_with_progress(runs, workers, "Holding the market against the record") as laboratory:
        rows = validation(laboratory, quick)
    pictures = drawn(rows)
    told = page(rows, PATTERNS, pictures, versions(), runs, quick)
    files = {
        "report.html": told.encode(),
        FIGURES: json_bytes([row.as_json() for row in rows]),
        MANIFEST: json_bytes({"command": "validate", "runs": runs, "quick": quick, "versions": versions()}),
        **{f"{file_name(title)}.png": picture for title, picture in pictures.items()},
        "timing.json": json_bytes({"total": round(time.perf_counter() - begun, 3)}),
    }
    write_results(folder, files)
    print_rows(rows, folder / "report.html")
    return folder


def drawn(rows: Sequence[Row]) -> dict[str, bytes]:
    """A picture for every pattern, by its title."""
    cohorts = {pattern.title for pattern in COHORTS[:2]}
    pictures = {}
    with style():
        pictures[COHORTS[0].title] = png(survival_curves([row for row in rows if row.pattern in cohorts]))
        for pattern in PATTERNS:
            if pattern.title not in cohorts:
                own = [row for row in rows if row.pattern == pattern.title and row.judged]
                note = "Grey: the published band. Dot: the median over runs; line: nine in ten runs."
                pictures[pattern.title] = png(bands(pattern.title, own, note))
    return pictures


def file_name(title: str) -> str:
    """The name of a picture's file.

    >>> file_name("Praise outweighs blame")
    'praise_outweighs_blame'
    """
    return "".join(letter if letter.isalnum() else "_" for letter in title.lower())[:40].strip("_")


def print_rows(rows: Sequence[Row], written: Path) -> None:
    """What was missed, in the terminal, and where the report lies."""
    console = Console(highlight=False)
    console.print(verdict(rows))
    missed = [row for row in rows if not row.passed]
    if missed:
        table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
        for heading in ("missed", "in", "here", "expected"):
            table.add_column(heading)
        for row in missed:
            table.add_row(row.target, row.scenario, number(row.measured), band_words(row.band))
        console.print(table)
    console.print(f"Report:  {written}", soft_wrap=True)


def tune_and_report(waves: int, workers: int | None, folder: Path) -> Path:
    """Searches the assumed parameters, prints what was found and writes `tuning.json`; returns the folder.

    Nothing is changed in the program: whoever takes a value over writes it into the declarations, with its origin.
    """
    check_folder(folder)
    console = Console(stderr=True)

    def heard(tuning: Tuning) -> None:
        best = tuning.scores[tuning.best]
        console.print(f"{len(tuning.points)} points: objective {tuning.scores[0]:.3f} as it stands, best {best:.3f}")

    with laboratory_with_progress(1, workers, "Searching the plausible ranges") as laboratory:
        tuning = tune(laboratory, waves, heard=heard)
    made_with = {"command": "validate --tune", "waves": waves, "versions": versions()}
    write_results(folder, {TUNING: json_bytes(tuning_json(tuning)), MANIFEST: json_bytes(made_with)})
    Console(highlight=False).print(shown(tuning))
    return folder
