"""Playing many runs: the same work in one process or in several, with the same result to the byte."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import partial

from sim.declarations import Scenario
from sim.runs import Run
from sim.simulate import simulate_all

Played = dict[str, list[Run]]
Progress = Callable[[int], None]
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
    one = partial(all_strategies, scenario, seed)
    finished = dict(_shared(one, runs, workers or os.cpu_count() or 1, progress))
    return {name: [finished[run][name] for run in range(runs)] for name in scenario.strategies}


def all_strategies(scenario: Scenario, seed: int | None, run: int) -> dict[str, Run]:
    """One replication of every strategy."""
    return {one.strategy: one for one in simulate_all(scenario, scenario.strategies, run, seed)}


def _shared(
    one: Callable[[int], dict[str, Run]], runs: int, workers: int, progress: Progress
) -> Iterator[tuple[int, dict[str, Run]]]:
    """Runs by number, as they are finished. The first is played here, so that what needs compiling is compiled once."""
    yield 0, one(0)
    progress(1)
    if workers == 1 or runs < 4:
        for run in range(1, runs):
            yield run, one(run)
            progress(1)
        return
    # Ask for the way of starting explicitly: importing Mesa changes the default in some versions.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(workers, runs - 1), mp_context=context, initializer=_follow_the_parent)
    try:
        # Workers start while the parent ignores Ctrl-C, and inherit that.
        heard = signal.signal(signal.SIGINT, signal.SIG_IGN) if threading.current_thread() is MAIN else None
        pending: dict[Future[dict[str, Run]], int] = {pool.submit(one, run): run for run in range(1, runs)}
        if heard is not None:
            signal.signal(signal.SIGINT, heard)
        while pending:
            for done in wait(pending, return_when=FIRST_COMPLETED).done:
                yield pending.pop(done), done.result()
                progress(1)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _follow_the_parent() -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent has ended, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
