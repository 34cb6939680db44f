"""One row of a sweep's table played again by itself, beside what the table says."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from sim.results import ResultsError
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError
from sim.sweep.cells import BREAK_EVEN, Chunk
from sim.sweep.folder import SweepFolder, TornError
from sim.sweep.manifest import read_manifest
from sim.sweep.rows import rows_table
from sim.sweep.sweep import Sweep
from sim.sweep.sweeping import design_of, market_play, task_of

ALIKE, DIFFERENT = 0, 1


def play_row_again(folder: Path, row: int) -> int:
    """Plays a row of a folder's table again and prints both; returns 0 where they are alike to the last digit, or 1."""
    if not folder.is_dir():
        raise ScenarioError(f"{folder}: --row needs the folder of a sweep, such as results/airline/sweep")
    sweep = read_manifest(folder)
    if row >= sweep.rows:
        raise ScenarioError(f"--row: there is no row {row:,}; expected 0 to {sweep.rows - 1:,}")
    stored, again = stored_row(folder, sweep, row), row_played(folder, sweep, row)
    print_rows(sweep, stored, again)
    return ALIKE if stored is None or alike(stored, again) else DIFFERENT


def stored_row(folder: Path, sweep: Sweep, row: int) -> dict[str, Any] | None:
    """A row as the table has it, or none where it has not been played."""
    many = len(sweep.strategies)
    part, first = divmod(row // many, sweep.cells_per_part)
    try:
        rows = SweepFolder(folder, sweep).rows(part)
    except TornError as torn:
        raise ResultsError(f"{torn}; --resume plays it again") from None
    found: dict[str, Any] | None = rows and rows.slice(first * many + row % many, 1).to_pylist()[0]
    return found


def row_played(folder: Path, sweep: Sweep, row: int) -> dict[str, Any]:
    """A row played by itself, in this process, with no other strategy but the baseline where that is needed."""
    cell, place = divmod(row, len(sweep.strategies))
    strategy, point = sweep.strategies[place], cell // sweep.runs
    needed = {strategy, sweep.baseline} if BREAK_EVEN in sweep.outcomes else {strategy}
    alone = replace(sweep, strategies=tuple(name for name in sweep.strategies if name in needed))
    values: Numbers = design_of(folder, sweep).between(point, point + 1)
    played = task_of(alone, market_play(alone))(Chunk((cell,), values))
    rows: list[dict[str, Any]] = rows_table(alone, played, values).to_pylist()
    return rows[alone.strategies.index(strategy)] | {"row": row}


def alike(stored: dict[str, Any], again: dict[str, Any]) -> bool:
    """Whether two rows are the same to the last digit.

    >>> alike({"profit": float("nan"), "error": ""}, {"profit": float("nan"), "error": ""}), alike({"a": 1}, {"a": 2})
    (True, False)
    """
    return stored.keys() == again.keys() and all(same(stored[name], again[name]) for name in stored)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same, what is not known being like what is not known."""
    both_unknown = all(isinstance(value, float) and math.isnan(value) for value in (one, other))
    return bool(both_unknown or one == other)


def print_rows(sweep: Sweep, stored: dict[str, Any] | None, again: dict[str, Any]) -> None:
    """Both rows side by side, and whether they are alike."""
    table = Table("", "in the table", "played again", title=f"Row {again['row']:,}: {again['strategy']}")
    for name, value in again.items():
        before = "" if stored is None else shown_value(stored[name])
        table.add_row(name, before, shown_value(value))
    console = Console()
    console.print(table)
    if stored is None:
        console.print("This row has not been written yet, so there is nothing to compare with.")
    else:
        console.print("The two are alike to the last digit." if alike(stored, again) else "The two differ.")


def shown_value(value: Any) -> str:
    """A value in full."""
    return f"{value:.17g}" if isinstance(value, float) else str(value)
