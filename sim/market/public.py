"""What everybody can know at the end of a month: visible levers, sizes, reputations, what the market offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.market.behaviours import COPIED
from sim.market.offers import delivered

if TYPE_CHECKING:
    from sim.market.firms import Firm
    from sim.market.market import Market

Line = dict[str, float]


def visible(firm: Firm, market: Market) -> Line:
    """One firm's line: what everybody sees of it, and its own sales, which only it reads."""
    book = market.month_of(firm)
    known = {path: firm.now[path] for path in COPIED}
    standing = float(market.standing[firm.place])
    return {**known, "customers": book["customers"], "volume": book["sum_volume"], "standing": standing}


def publish(market: Market) -> None:
    """Sets reputations and standards from what customers now see, and adds the month to the public record."""
    total = np.zeros(5)
    served = 0.0
    for firm in market.firms:
        book = market.month_of(firm)
        held = book["customers"]
        if held > 0:
            market.standing[firm.place] = book["sum_impression"] / held
            market.public[firm.place] = book["sum_seen"] / held
            total += book["sum_seen"]
            served += held
        else:
            layers = delivered(firm, 1.0)
            market.public[firm.place] = layers
            market.standing[firm.place] = sum(layers) / len(layers)
    if served > 0:
        market.standard[:] = total / served
    open_now = [firm.place for firm in market.firms if firm.open]
    weights = [market.month_of(firm)["customers"] + 1.0 for firm in market.firms if firm.open]
    if open_now:
        market.stage[0]["usual_standing"] = np.average(market.standing[open_now], weights=weights)
    market.record.append({firm.name: visible(firm, market) for firm in market.firms if firm.open})
