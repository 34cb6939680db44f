"""Who plays: processes of this machine, or the workers of a Dask cluster, behind one kind of executor."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any, Protocol

from sim.playing import left_to_the_parent, local_pool
from sim.scenario.errors import ScenarioError
from sim.sweep.cells import Chunk, Played, Task

PATIENCE = 20.0
"""Seconds to wait for a scheduler to answer."""
RECOUNT = 5.0
"""Seconds after which a cluster's workers are counted again."""


class Workers(Protocol):
    """Who plays chunks of cells."""

    @property
    def count(self) -> int:
        """How many chunks are played at once."""

    def submit(self, task: Task, chunk: Chunk) -> Future[Played]:
        """Hands out a chunk."""

    def withdraw(self, future: Future[Played]) -> None:
        """Takes a chunk back that nobody has begun."""

    def renew(self) -> None:
        """Replaces workers that have died, where they do not come back by themselves."""

    def check(self) -> None:
        """ScenarioError where the workers are out of reach for good."""

    def close(self) -> None:
        """Lets the workers go."""


class LocalWorkers:
    """Processes of this machine."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or os.cpu_count() or 1
        self.pool: Executor = local_pool(self.count)

    def submit(self, task: Task, chunk: Chunk) -> Future[Played]:
        """Hands out a chunk; a process that starts for it leaves Ctrl-C to its parent."""
        with left_to_the_parent():
            return self.pool.submit(task, chunk)

    def withdraw(self, future: Future[Played]) -> None:
        """Takes a chunk back that nobody has begun."""
        future.cancel()

    def renew(self) -> None:
        """Starts anew after the death of a process, which takes the others with it."""
        self.close()
        self.pool = local_pool(self.count)

    def check(self) -> None:
        """Processes of this machine are always within reach."""

    def close(self) -> None:
        """Ends the processes; what has not been begun is left."""
        self.pool.shutdown(wait=True, cancel_futures=True)


class ClusterWorkers:
    """The workers of a Dask cluster that is already there; how it came about is Dask's business."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.client = connected(address)
        self.pool: Executor = self.client.get_executor(pure=False)
        self.threads, self.counted = 1, float("-inf")

    @property
    def count(self) -> int:
        """How many threads all workers have; they may come and go, so they are counted now and then."""
        if time.monotonic() - self.counted > RECOUNT:
            with self.within_reach():
                self.threads = sum(self.client.nthreads().values())
            self.counted = time.monotonic()
        return max(1, self.threads)

    def submit(self, task: Task, chunk: Chunk) -> Future[Played]:
        """Hands out a chunk; where its worker dies, Dask gives it to another."""
        with self.within_reach():
            return self.pool.submit(task, chunk)

    def withdraw(self, future: Future[Played]) -> None:
        """Dask does not say which chunks have been begun, so all are let end."""

    def renew(self) -> None:
        """Dask replaces its workers itself."""

    def check(self) -> None:
        """ScenarioError where the scheduler has gone."""
        if self.client.status != "running":
            raise self.gone()

    def close(self) -> None:
        """Leaves the cluster as it was."""
        self.client.close()

    @contextmanager
    def within_reach(self) -> Iterator[None]:
        """Turns what Dask raises where the scheduler has gone into a sentence."""
        try:
            yield
        except (OSError, RuntimeError, CancelledError):
            raise self.gone() from None

    def gone(self) -> ScenarioError:
        """What is to be said of a scheduler that has gone."""
        return ScenarioError(
            f"--scheduler {self.address}: the scheduler has gone; what was finished is safe: "
            "start it anew and go on with --resume"
        )


def connected(address: str) -> Any:
    """A client of the scheduler at an address, or a sentence."""
    try:
        from distributed import Client
    except ImportError:
        raise ScenarioError(
            "--scheduler needs Dask, which is not installed: pip install 'loyalty-ladder[cluster]'"
        ) from None
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ScenarioError(
            f"--scheduler {address}: no scheduler answers there ({reason}); "
            "start one with `dask scheduler` and name the address it prints, such as tcp://10.0.0.1:8786"
        ) from None
