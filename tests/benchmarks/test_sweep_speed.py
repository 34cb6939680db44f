"""What sharing runs out costs: against a plain loop, and from one core to two; compared within one run only.

Run with `pytest tests/benchmarks/test_sweep_speed.py -m slow -s`, on a machine that is doing nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sweep.functions import busy, sweep_over

from sim.sweep.cells import Chunk, Task
from sim.sweep.engine import Engine
from sim.sweep.folder import SweepFolder
from sim.sweep.sweep import Sweep
from sim.sweep.workers import LocalWorkers

from .test_speed import report

pytestmark = pytest.mark.slow
CELLS = 2000
ROUNDS = 3
COST_AT_MOST = 1.05
TWO_CORES_AT_LEAST = 1.85


def task_of(sweep: Sweep) -> Task:
    """Five milliseconds of work for each cell."""
    return Task(busy, sweep.paths, sweep.strategies, sweep.outcomes, sweep.runs)


@pytest.fixture(scope="module")
def sweep() -> Sweep:
    """A sweep of 2,000 cells of five milliseconds, in parts of the usual size."""
    return sweep_over(CELLS // 2, rows_per_part=1024)


def seconds_in_a_loop(sweep: Sweep) -> float:
    """How long the cells take one after the other, here."""
    design, task = sweep.points.design(sweep.parameters), task_of(sweep)
    values = np.repeat(np.concatenate(list(design.blocks())), sweep.runs, axis=0)
    begun = time.perf_counter()
    task(Chunk(tuple(range(sweep.cells)), values))
    return time.perf_counter() - begun


def seconds_shared_out(sweep: Sweep, workers: LocalWorkers, folder: Path) -> float:
    """How long they take shared out to processes that are there already, with the table written to the disk."""
    folder.mkdir()
    held = SweepFolder(folder, sweep)
    held.prepare()
    engine = Engine(held, task_of(sweep), sweep.points.design(sweep.parameters), workers)
    begun = time.perf_counter()
    assert engine.run().done == sweep.rows
    return time.perf_counter() - begun


@pytest.fixture
def crews(tmp_path: Path) -> Iterator[dict[int, LocalWorkers]]:
    """One worker and two, warmed up on a small sweep."""
    crews = {count: LocalWorkers(count) for count in (1, 2)}
    for count, workers in crews.items():
        seconds_shared_out(sweep_over(50, rows_per_part=20), workers, tmp_path / f"warm{count}")
    yield crews
    for workers in crews.values():
        workers.close()


def test_two_cores_are_nearly_twice_as_fast_and_sharing_out_costs_little(
    benchmark: Any, sweep: Sweep, crews: dict[int, LocalWorkers], tmp_path: Path
) -> None:
    """The best of three rounds each, in turns, since others may be using the machine."""
    loops, ones, twos = [], [], []
    for number in range(ROUNDS):
        loops.append(seconds_in_a_loop(sweep))
        ones.append(seconds_shared_out(sweep, crews[1], tmp_path / f"one{number}"))
        twos.append(seconds_shared_out(sweep, crews[2], tmp_path / f"two{number}"))
    benchmark.pedantic(lambda: None)
    loop, one, two = min(loops), min(ones), min(twos)
    report(
        benchmark,
        plain_loop_seconds=loop,
        one_worker_seconds=one,
        two_workers_seconds=two,
        cost_of_sharing_out=one / loop,
        cost_with_two=two / (loop / 2),
        two_cores=one / two,
    )
    assert one / loop <= COST_AT_MOST
    assert one / two >= TWO_CORES_AT_LEAST
