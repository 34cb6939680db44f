"""Agents of a market: Mesa's own, numbered so that a market nobody holds any more is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from weakref import WeakKeyDictionary

import mesa


class NextNumbers(WeakKeyDictionary[mesa.Model, Iterator[int]]):
    """Each market's next number. Mesa 3.3 keeps such a table for all agents, and with it every model for ever."""

    def __getitem__(self, market: mesa.Model) -> Iterator[int]:
        """The numbers still to be given in a market."""
        return self.setdefault(market, count(1))


class MarketAgent(mesa.Agent):
    """A customer or a firm."""

    _ids = NextNumbers()
