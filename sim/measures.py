"""The measures of a run: what a strategist asks of it, one number each, for our firm from month 1 to the horizon."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sim.declarations.quantity import LAYERS
from sim.ledger import CHANNELS, REVENUE
from sim.runs import Numbers, Run

Better = Literal["up", "down", "none"]

YEAR = 12
NOT_KNOWN = float("nan")
"""What a measure is where nobody was there to be measured; written as null."""


def discounts(run: Run) -> Numbers:
    """What a unit of money of each month is worth today."""
    months = np.arange(1, run.months.shape[0])
    return (1.0 + run.discount_rate) ** (-months / YEAR)


def profit(run: Run) -> float:
    """Monthly profit, discounted and added up."""
    return float((run.ours("profit") * discounts(run)).sum())


def base_value(run: Run) -> float:
    """Discounted run-off value of the customers held at the horizon."""
    return float(run.base_value[run.us])


def total_value(run: Run) -> float:
    """Profit and the value of the customers left behind: what decides the verdict."""
    return profit(run) + base_value(run)


def customers(run: Run) -> float:
    """Customers held at the horizon."""
    return float(run.ours("loyal")[-1])


def retention(run: Run) -> float:
    """Share of customers kept over a year: the geometric mean of the months, to the twelfth power."""
    held, kept = run.ours("held"), run.ours("kept")
    served = held > 0
    if not served.any():
        return NOT_KNOWN
    kept_share = kept[served] / held[served]
    return 0.0 if (kept_share <= 0).any() else float(np.exp(YEAR * np.mean(np.log(kept_share))))


def market_share(run: Run) -> float:
    """Our share of all firms' revenue in the last twelve months."""
    revenue = sum(run.column(name) for name in REVENUE)[1:][-YEAR:]  # type: ignore[index]
    whole = float(revenue.sum())
    return float(revenue[:, run.us].sum()) / whole if whole > 0 else NOT_KNOWN


def mean_of_customers(run: Run, stock: str) -> float:
    """A stock averaged over our customers of the last twelve months."""
    weights = run.ours("customers")[-YEAR:]
    whole = float(weights.sum())
    return float((run.ours(stock)[-YEAR:] * weights).sum()) / whole if whole > 0 else NOT_KNOWN


def satisfaction(run: Run) -> float:
    """Satisfaction of our customers of the last twelve months; 50 is as expected."""
    return mean_of_customers(run, "satisfaction")


def acquisitions(run: Run) -> float:
    """Customers won."""
    return float(sum(run.ours(f"joined_{channel}").sum() for channel in CHANNELS))


def referrals(run: Run) -> float:
    """Customers won by a named recommendation."""
    return float(run.ours("joined_referral").sum())


def complaints(run: Run) -> float:
    """Recorded complaints per 1,000 customers and year."""
    customer_months = float(run.ours("held").sum())
    return float(run.ours("complaints").sum()) / customer_months * YEAR * 1000 if customer_months > 0 else NOT_KNOWN


BETTER: dict[str, Better] = {
    "total_value": "up",
    "profit": "up",
    "base_value": "up",
    "customers": "up",
    "retention": "up",
    "market_share": "up",
    "satisfaction": "up",
    **{f"satisfaction_{layer}": "up" for layer in LAYERS},
    "acquisitions": "up",
    "referrals": "up",
    "complaints": "none",
}
"""Every measure of a run, and which way is better; more complaints may mean worse service or an easier ear."""


def measures(run: Run) -> dict[str, float]:
    """All measures of a run by name, in the order of `BETTER`."""
    single = (total_value, profit, base_value, customers, retention, market_share, satisfaction)
    won = (acquisitions, referrals, complaints)
    by_layer = {f"satisfaction_{layer}": mean_of_customers(run, f"satisfaction_{layer}") for layer in LAYERS}
    return {
        **{measure.__name__: measure(run) for measure in single},
        **by_layer,
        **{measure.__name__: measure(run) for measure in won},
    }


def cumulative_difference(run: Run, baseline: Run) -> Numbers:
    """Discounted profit beyond the baseline's, added up month by month."""
    return np.cumsum((run.ours("profit") - baseline.ours("profit")) * discounts(run))


def break_even_month(run: Run, baseline: Run) -> int | None:
    """The first month from whose end on the cumulative difference stays above zero; none if never."""
    behind = np.flatnonzero(cumulative_difference(run, baseline) <= 0)
    month = int(behind[-1]) + 2 if behind.size else 1
    return month if month < run.months.shape[0] else None
