"""How far a sweep is, for people who wait: a bar in a terminal, a line a minute in a log file."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from sim.sweep.engine import Engine, Tally

A_MINUTE = 60.0


class Watch:
    """Shows a tally as it grows."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.begun = time.monotonic()
        self.told = self.begun
        columns = (BarColumn(), TextColumn("{task.description}"))
        self.bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.task = self.bar.add_task("", total=None)

    def __enter__(self) -> Watch:
        self.bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.bar.stop()

    def heard(self, tally: Tally) -> None:
        """Shows how far it is; in a log file, once a minute."""
        now = time.monotonic()
        words = progress_words(tally, now - self.begun)
        self.bar.update(self.task, description=words, completed=tally.done, total=tally.total)
        if not self.console.is_terminal and now - self.told >= A_MINUTE:
            self.told = now
            self.console.print(words, highlight=False)


def progress_words(tally: Tally, seconds: float) -> str:
    """How far a sweep is, in words.

    >>> progress_words(Tally(total=4000, before=1000, done=2000, failed=3), 100.0)
    '2,000 of 4,000 runs, 3 failed, 10 a second, 0:03:20 left'
    """
    rate = (tally.done - tally.before) / seconds if seconds > 0 else 0.0
    pace = f"{rate:.3g} a second" if rate >= 1 or rate == 0 else f"{60 * rate:.3g} a minute"
    left = f"{duration((tally.total - tally.done) / rate)} left" if rate > 0 else "time left not known yet"
    return f"{tally.done:,} of {tally.total:,} runs, {tally.failed:,} failed, {pace}, {left}"


def duration(seconds: float) -> str:
    """A time as hours, minutes and seconds.

    >>> duration(7384.4)
    '2:03:04'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


@contextmanager
def stopped_by_hand(engine: Engine, console: Console) -> Iterator[None]:
    """While it lasts, Ctrl-C (or a cluster's SIGTERM) lets the engine finish what is in hand; a second ends it."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {kind: signal.getsignal(kind) for kind in kinds}

    def stop(number: int, frame: object) -> None:
        for kind, handler in before.items():
            signal.signal(kind, handler)
        console.print("Finishing what is in hand; press Ctrl-C again to leave it", highlight=False)
        engine.stop()

    for kind in kinds:
        signal.signal(kind, stop)
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
