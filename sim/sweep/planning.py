"""What a sweep will take, told before it begins: runs, hours, gigabytes, from a measured trial."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from sim.compiling import say_if_compiling
from sim.event_files import parquet
from sim.sweep.cells import Chunk
from sim.sweep.folder import POINTS
from sim.sweep.progress import duration
from sim.sweep.reading import Wanted, read_sweep
from sim.sweep.rows import failures, rows_table
from sim.sweep.sweep import Sweep
from sim.sweep.sweeping import design_of, market_play, task_of

TRIALS = 4
"""Cells of the trial, spread over the design; one before them is not measured, since it starts everything up."""
GIGABYTE = 1e9


@dataclass(frozen=True)
class Plan:
    """What a sweep will take: seconds of one core, bytes of its table at most, bytes of memory of each worker."""

    seconds: float
    table: float
    memory: float | None
    failed: int
    tried: int


def print_plan(source: Path, wanted: Wanted, workers: int | None) -> None:
    """Prints what a sweep will take."""
    sweep, points = read_sweep(source, wanted)
    say_if_compiling(Console(soft_wrap=True))
    plan, many = planned(sweep, points), workers or os.cpu_count() or 1
    table = Table(title=sweep.title or sweep.name, show_header=False)
    for words, value in rows_of(sweep, plan, many):
        table.add_row(words, value)
    Console().print(table)
    if plan.failed:
        Console().print(f"{plan.failed} of {plan.tried} runs of the trial failed; --row tells why once they are played")


def planned(sweep: Sweep, points: bytes | None) -> Plan:
    """What a sweep will take, measured on a few of its cells."""
    task = task_of(sweep, market_play(sweep))
    cells = np.unique(np.linspace(0, sweep.cells - 1, TRIALS).astype(int))
    with tempfile.TemporaryDirectory() as folder:
        if points is not None:
            (Path(folder) / POINTS).write_bytes(points)
        design = design_of(Path(folder), sweep)
        values = np.concatenate([design.between(cell // sweep.runs, cell // sweep.runs + 1) for cell in cells])
    task(Chunk((int(cells[0]),), values[:1]))
    played = task(Chunk(tuple(cells.tolist()), values))
    rows = rows_table(sweep, played, values)
    a_part = len(parquet(rows.slice(0, 0)))
    return Plan(
        seconds=float(played.seconds.mean()) * sweep.cells,
        table=rows.nbytes / len(rows) * sweep.rows + a_part * sweep.parts,
        memory=peak_memory(),
        failed=failures(played),
        tried=len(rows),
    )


def peak_memory() -> float | None:
    """The most memory this process has held, in bytes; none where the system does not say."""
    try:
        import resource
    except ImportError:
        return None
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(held if sys.platform == "darwin" else held * 1024)


def rows_of(sweep: Sweep, plan: Plan, workers: int) -> list[tuple[str, str]]:
    """What a sweep will take, in words."""
    points = sweep.points.count(sweep.parameters)
    memory = "not known here" if plan.memory is None else f"{plan.memory / GIGABYTE:.2f} GB each"
    return [
        ("numbers that vary", f"{len(sweep.parameters):,}"),
        ("points", f"{points:,} ({sweep.points.kind})"),
        ("runs", f"{sweep.rows:,} = points x {len(sweep.strategies)} strategies x {sweep.runs} runs"),
        ("time of one core", duration(plan.seconds)),
        (f"time with {workers} workers", duration(plan.seconds / workers)),
        ("table on the disk, at most", f"{plan.table / GIGABYTE:.3g} GB"),
        (f"memory of {workers} workers", memory),
    ]
