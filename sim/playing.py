"""Playing many runs: the same work in one process or in several, with the same result to the byte."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from typing import TypeVar

from sim.declarations import Scenario
from sim.runs import Run
from sim.simulate import simulate_all

Played = dict[str, list[Run]]
Progress = Callable[[int], None]
Job = TypeVar("Job")
Result = TypeVar("Result")
MAIN = threading.main_thread()


def play(
    scenario: Scenario,
    runs: int,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress = lambda done: None,
) -> Played:
    """Every strategy of a scenario, `runs` times on the same customers with the same luck.

    `workers` processes share the runs (as many as there are cores where left out); `progress` hears of each run done.
    """
    finished = shared_out(partial(all_strategies, scenario, seed), range(runs), workers, progress)
    return {name: [run[name] for run in finished] for name in scenario.strategies}


def all_strategies(scenario: Scenario, seed: int | None, run: int) -> dict[str, Run]:
    """One replication of every strategy."""
    return {one.strategy: one for one in simulate_all(scenario, scenario.strategies, run, seed)}


def shared_out(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    workers: int | None = None,
    progress: Progress = lambda done: None,
) -> list[Result]:
    """The results of the same work for every job, in the jobs' order, whatever the number of processes.

    `work` and the jobs must be picklable where there is more than one process; `progress` hears of each job done.
    """
    waiting = list(jobs)
    finished = dict(_finished(work, waiting, workers or os.cpu_count() or 1, progress))
    return [finished[at] for at in range(len(waiting))]


def _finished(
    work: Callable[[Job], Result], jobs: Sequence[Job], workers: int, progress: Progress
) -> Iterator[tuple[int, Result]]:
    """Results by place, as they are finished. The first is made here, so that what needs compiling is compiled once."""
    alone = len(jobs) if workers == 1 or len(jobs) < 4 else 1
    for at, job in enumerate(jobs[:alone]):
        yield at, work(job)
        progress(1)
    if alone == len(jobs):
        return
    pool = local_pool(min(workers, len(jobs) - 1))
    try:
        with _left_to_the_parent():
            pending: dict[Future[Result], int] = {pool.submit(work, jobs[at]): at for at in range(1, len(jobs))}
        while pending:
            for done in wait(pending, return_when=FIRST_COMPLETED).done:
                yield pending.pop(done), done.result()
                progress(1)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def local_pool(workers: int) -> ProcessPoolExecutor:
    """Processes on this machine that leave Ctrl-C to their parent, and end when it has ended."""
    # Ask for the way of starting explicitly: importing Mesa changes the default in some versions.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow_the_parent)


@contextmanager
def _left_to_the_parent() -> Iterator[None]:
    """Workers start while the parent ignores Ctrl-C, and inherit that."""
    if threading.current_thread() is not MAIN:
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def _follow_the_parent() -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent has ended, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
