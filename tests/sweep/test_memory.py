"""Memory does not grow with the number of runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import psutil
import pytest

from sim.sweep.cells import Task
from sim.sweep.engine import Engine, Tally
from sim.sweep.folder import SweepFolder
from sim.sweep.workers import LocalWorkers

from .functions import quick, sweep_over

MEGABYTE = 1e6


@pytest.mark.parametrize("rows", [4_000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_memory_stays_flat_over_many_short_runs(rows: int, tmp_path: Path) -> None:
    """Measured after each fortieth of the runs, here and in the workers; the first quarter is for warming up."""
    sweep = sweep_over(rows // 4, rows_per_part=200, parameters=20)
    held = SweepFolder(tmp_path, sweep)
    held.prepare()
    workers = LocalWorkers(2)
    task = Task(quick, sweep.paths, sweep.strategies, sweep.outcomes, sweep.runs)
    engine = Engine(held, task, sweep.points.design(sweep.parameters), workers)
    here, marks = psutil.Process(), iter(range(rows // 40, rows + 1, rows // 40))
    memory: list[tuple[int, int]] = []
    mark = next(marks)

    def measure(tally: Tally) -> None:
        nonlocal mark
        if tally.done >= mark:
            mark = next((some for some in marks if some > tally.done), rows + 1)
            children = [child.memory_info().rss for child in here.children(recursive=True)]
            memory.append((here.memory_info().rss, max(children)))

    engine.heard = measure
    try:
        assert engine.run().done == sweep.rows == rows
    finally:
        workers.close()
    measured = np.array(memory) / MEGABYTE
    settled = measured[len(measured) // 4 :]
    assert len(settled) >= 8
    growth = settled[-len(settled) // 4 :].mean(axis=0) - settled[: len(settled) // 4].mean(axis=0)
    print(f"\n{rows} runs: growth {growth.round(2)} MB of {settled[-1].round(0)} MB (here, the larger worker)")
    assert (growth < 8).all(), growth
