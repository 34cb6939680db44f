"""Guessing at speed is made slow: a few tries at once, then one every so often, per address."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable


class Throttle:
    """A bucket of tries for each address, refilled with time; remembers only so many addresses.

    >>> now = [0.0]
    >>> throttle = Throttle(tries=2, every=10.0, clock=lambda: now[0])
    >>> [throttle.allows("a") for _ in range(3)], throttle.allows("b")
    ([True, True, False], True)
    >>> now[0] = 10.0
    >>> throttle.allows("a"), throttle.allows("a")
    (True, False)
    """

    def __init__(
        self, tries: int, every: float, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`tries`: that may be spent at once; `every`: seconds until another; `most`: addresses remembered."""
        self.tries, self.every, self.most, self.clock = tries, every, most, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._left)

    def allows(self, address: str) -> bool:
        """Whether this address may try once more now; spends a try if so."""
        left = self.left(address)
        self._left[address] = (left - 1 if left >= 1 else left, self.clock())
        self._left.move_to_end(address)
        if len(self._left) > self.most:
            self._left.popitem(last=False)
        return left >= 1

    def left(self, address: str) -> float:
        """Tries an address has now."""
        left, at = self._left.get(address, (float(self.tries), self.clock()))
        return min(float(self.tries), left + (self.clock() - at) / self.every)

    def wait(self, address: str) -> float:
        """Seconds until this address may try again."""
        return max(0.0, (1 - self.left(address)) * self.every)

    def forgive(self, address: str) -> None:
        """Gives an address all its tries back, as after the right code."""
        self._left.pop(address, None)
