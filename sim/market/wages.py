"""What a firm's front-line people are paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.market.firms import Firm
    from sim.market.market import Market


def wage_of(firm: Firm, market: Market) -> float:
    """A head's monthly wage: the going wage, by the wage level and the firm's own pay."""
    return firm.now["costs.wage"] * market.wages * firm.now["workforce.pay"]


def wage_bill(firm: Firm, market: Market) -> float:
    """A month's wages, with what the standing of service people costs."""
    return wage_of(firm, market) * firm.heads * (1.0 + 0.15 * firm.now["workforce.standing"])
