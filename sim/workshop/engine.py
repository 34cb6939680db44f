"""The process beside the server in which the market is played, so that pages stay responsive while it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from sim.playing import left_to_the_parent, local_pool

TRIES = 3
"""How often work is tried whose process dies in the midst of it."""
Result = TypeVar("Result")


class EngineError(Exception):
    """The process died again and again over the same work."""


class Engine:
    """One worker, kept warm; made anew when it dies. It ends when the server does, however that comes about."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._workers: set[BaseProcess] = set()

    async def result(self, work: Callable[..., Result], *given: Any) -> Result:
        """What a function of a module makes of these arguments, computed in the worker.

        Whatever the function raises is raised here; EngineError where the worker dies over it three times.
        """
        for _ in range(TRIES):
            try:
                return await asyncio.wrap_future(self._ready().submit(work, *given))
            except BrokenProcessPool:
                self.close()
        raise EngineError(f"the process died {TRIES} times over {work.__name__}")

    @property
    def workers(self) -> list[int]:
        """The process ids of the workers that live."""
        return [worker.pid for worker in self._workers if worker.pid is not None and worker.is_alive()]

    def close(self) -> None:
        """Ends the worker, whatever it is doing."""
        for worker in self._workers:
            worker.terminate()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._pool, self._workers = None, set()

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = local_pool(1)
            before = set(active_children())
            with left_to_the_parent():
                self._pool.submit(int)
            self._workers = set(active_children()) - before
        return self._pool
