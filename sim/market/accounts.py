"""Large and small accounts: from which needs on a firm treats a customer as key, below which as small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.market.firms import Firm
    from sim.market.market import Market

Bounds = tuple[float, float]
NO_BOUNDS: Bounds = (float("inf"), -1.0)


class AccountBounds:
    """Classifies when a firm sets or changes its policy; the bounds then stand, whoever passes them."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[tuple[float, float], Bounds]] = {}

    def of(self, firm: Firm, market: Market) -> Bounds:
        """The needs from which an account is key, and below which it is small."""
        large, small = firm.now["key_accounts.share"], firm.now["small_accounts.share"]
        if large <= 0 and small <= 0:
            return NO_BOUNDS
        policy = (large, small)
        seen = self.known.get(firm.name)
        if seen is None or seen[0] != policy:
            seen = (policy, _bounds(firm, market, large, small))
            # A firm without customers has nobody to classify yet.
            if seen[1] != NO_BOUNDS:
                self.known[firm.name] = seen
        return seen[1]


def _bounds(firm: Firm, market: Market, large: float, small: float) -> Bounds:
    customers = market.town.customers
    own = customers["provider"] == firm.place
    if not own.any():
        return NO_BOUNDS
    needs = customers["spend"][own] * customers["grown"][own]
    # "higher" and "lower" pick somebody's own needs, so the bounds do not depend on rounding between two people.
    key_from = float(np.quantile(needs, 1 - large, method="higher")) if large > 0 else float("inf")
    small_below = float(np.quantile(needs, small, method="lower")) if small > 0 else -1.0
    return key_from, small_below
