"""What Mesa's own DataCollector gathers from a market each month."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import mesa

from sim.ledger import COLUMN

if TYPE_CHECKING:
    from sim.market.market import Market

REPORTED = ("customers", "profit", "satisfaction", "bond", "morale")
"""Ledger columns of our firm."""


def collector() -> mesa.DataCollector:
    """A collector of our firm's month; nothing where the ledger has not begun (burn-in)."""
    return mesa.DataCollector(model_reporters={column: reporter(column) for column in REPORTED})


def reporter(column: str) -> Callable[[Market], float | None]:
    """Reads one ledger column of our firm."""

    def last_month(market: Market) -> float | None:
        return float(market.ledger[-1][market.us, COLUMN[column]]) if market.ledger else None

    return last_month
