"""Playing many runs: the same work in one process or in several, with the same result to the byte."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
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
    with Crew(min(workers or os.cpu_count() or 1, max(len(waiting) - 1, 1))) as crew:
        return crew.share_out(work, waiting, progress)


class Crew:
    """Processes of this machine that do one piece of work after another; with one worker there is this process only.

    They start when first needed: the very first job is done here, so that what needs compiling is compiled once.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1
        self.pool: ProcessPoolExecutor | None = None
        self.warm = False

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *error: object) -> None:
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def share_out(
        self, work: Callable[[Job], Result], jobs: Iterable[Job], progress: Progress = lambda done: None
    ) -> list[Result]:
        """The results of the same work for every job, in the jobs' order."""
        waiting = list(jobs)
        finished: dict[int, Result] = {}
        for at, result in self._finished(work, waiting):
            finished[at] = result
            progress(1)
        return [finished[at] for at in range(len(waiting))]

    def _finished(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        """Results by place, as they are finished."""
        alone = len(jobs) if self.workers == 1 or len(jobs) < 4 else 0 if self.warm else 1
        for at, job in enumerate(jobs[:alone]):
            yield at, work(job)
        if alone == len(jobs):
            return
        self.warm = True
        self.pool = self.pool or local_pool(self.workers)
        with left_to_the_parent():
            pending: dict[Future[Result], int] = {
                self.pool.submit(work, jobs[at]): at for at in range(alone, len(jobs))
            }
        # Not `wait`, which locks all that is pending every time: Ctrl-C in the midst of that would leave locks behind.
        for done in as_completed(pending):
            yield pending.pop(done), done.result()


def local_pool(workers: int) -> ProcessPoolExecutor:
    """Processes on this machine that leave Ctrl-C to their parent, and end when it has ended."""
    # Ask for the way of starting explicitly: importing Mesa changes the default in some versions.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow_the_parent)


@contextmanager
def left_to_the_parent() -> Iterator[None]:
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
