"""What a customer is worth over the years: margin multiples, streams of yearly profit, and a worked example.

Everything is per year, and money comes at the end of its year unless said otherwise. Sources: Gupta, S. & Lehmann,
D. R. (2003), Customers as assets, Journal of Interactive Marketing 17 (1), 9-24 (margin multiples); Reichheld, F. F. &
Sasser, W. E. (1990), Zero defections, Harvard Business Review 68 (5), 105-111 (streams).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

FOREVER = 1000
"""Years after which nothing is counted: at 1% discount, the rest of an endless stream is worth 0.005% of it."""


def margin_multiple(retention: float, discount: float, growth: float = 0.0, first_at_once: bool = False) -> float:
    """Value, in yearly margins, of a customer whose chance of staying never changes: r / (1 + i - r (1 + g)).

    `retention` r, `discount` i, `growth` g of the margin, per year. `first_at_once`: with a first margin today, which
    is certain. Raises ValueError where margins grow faster than they are discounted and lost.

    >>> [round(margin_multiple(r, 0.12), 2) for r in (0.6, 0.7, 0.8, 0.9)]
    [1.15, 1.67, 2.5, 4.09]
    """
    remaining = 1 + discount - retention * (1 + growth)
    if remaining <= 0:
        raise ValueError(f"growth {growth:g} outruns discount {discount:g} and losses: the value has no bound")
    return (1 + discount if first_at_once else retention) / remaining


def elasticity_to_retention(retention: float, discount: float) -> float:
    """Per cent by which the margin multiple rises when retention rises by one per cent: (1 + i) / (1 + i - r).

    >>> round(elasticity_to_retention(0.8, 0.12), 2)
    3.5
    """
    return (1 + discount) / (1 + discount - retention)


def elasticity(before: tuple[float, float], after: tuple[float, float]) -> float:
    """Relative change of a result over the relative change of its cause, both as shares of the first values.

    `before`, `after`: cause and result. Relative per cent, not percentage points.

    >>> round(elasticity((0.80, 100.0), (0.84, 125.0)), 9)
    5.0
    """
    (cause, result), (new_cause, new_result) = before, after
    return (new_result / result - 1) / (new_cause / cause - 1)


def survival(retention: float, years: int) -> Numbers:
    """Share still there after year 1, 2, ... `years` when the chance of staying never changes: (years,).

    >>> survival(0.8, 3).round(3).tolist()
    [0.8, 0.64, 0.512]
    """
    with np.errstate(under="ignore"):
        return np.asarray(retention ** np.arange(1, years + 1))


class Stream(NamedTuple):
    """Profit a customer brings: at the start (minus its acquisition), then by year; the last year's for ever after."""

    at_start: float
    yearly: Sequence[float]

    def years(self, count: int) -> Numbers:
        """Profit of years 1 to `count`: (count,).

        >>> Stream(-51, [30, 42]).years(4).tolist()
        [30.0, 42.0, 42.0, 42.0]
        """
        told = np.asarray(self.yearly, dtype=float)
        return np.concatenate([told, np.full(max(0, count - len(told)), told[-1])])[:count]


REPORTED = Stream(-51, (30, 42, 44, 49, 55))
"""A credit card customer's yearly profit, as Reichheld and Sasser (1990) reported it."""


def value_of_fixed_life(stream: Stream, life: float, discount: float) -> float:
    """Present value when the customer stays exactly `life` years; a part of a year brings its part.

    >>> [round(value_of_fixed_life(REPORTED, 1 / defection, 0.06), 1) for defection in (0.20, 0.10, 0.05)]
    [131.5, 304.7, 530.7]
    """
    count = int(np.ceil(life - 1e-9))
    there = np.clip(life - np.arange(count), 0, 1)
    return stream.at_start + present_value(stream.years(count) * there, discount)


def value_with_defection(stream: Stream, defection: float, discount: float, first_certain: bool = True) -> float:
    """Expected present value when a share `defection` leaves every year.

    `first_certain`: all stay through year 1, so (1 - d)^(t - 1) are there in year t; otherwise (1 - d)^t.

    >>> [round(value_with_defection(REPORTED, defection, 0.06), 1) for defection in (0.20, 0.10, 0.05)]
    [119.4, 247.8, 402.0]
    >>> [round(value_with_defection(REPORTED, defection, 0.06, False), 1) for defection in (0.20, 0.10, 0.05)]
    [85.3, 217.9, 379.4]
    """
    with np.errstate(under="ignore"):
        there = (1 - defection) ** (np.arange(FOREVER) + (0 if first_certain else 1))
        return stream.at_start + present_value(stream.years(FOREVER) * there, discount)


def present_value(yearly: npt.ArrayLike, discount: float) -> float:
    """What amounts at the end of year 1, 2, ... are worth today.

    >>> round(present_value([106.0, 112.36], 0.06), 9)
    200.0
    """
    amounts = np.asarray(yearly, dtype=float)
    with np.errstate(under="ignore"):
        return float(amounts @ (1 + discount) ** -np.arange(1.0, len(amounts) + 1))


def lasting_value(purchases: float, purchase: float, acquisition: float, referrals: float = 0.0) -> float:
    """Expected number of purchases in the lifetime x average purchase - cost of acquiring + net income from referrals.

    >>> lasting_value(10, 80.0, 300.0, 120.0)
    620.0
    """
    return purchases * purchase - acquisition + referrals


class ExampleYear(NamedTuple):
    """A year of the worked example: sales by who buys, and what keeping customer A costs."""

    year: int
    sales: float
    referrals: tuple[float, ...]
    cost: float

    @property
    def profit(self) -> float:
        """What the year leaves."""
        return self.sales + sum(self.referrals) - self.cost


EXAMPLE_SALES = (800.0, 750.0, 700.0, 500.0, 3200.0)
"""What customer A of the software house buys in years 1 to 5."""
EXAMPLE_COSTS = (850.0, 100.0, 100.0, 100.0, 100.0)
"""What it costs to win A, then to keep A."""
REFERRED_IN = (2, 3, 4, 4)
"""Years in which A's first, second, third and fourth referral buy for the first time; each then buys as A did."""


def worked_example() -> list[ExampleYear]:
    """A customer who loses money in year 1, with all that came through it: the article's table, year by year.

    >>> years = worked_example()
    >>> years[0].profit, sum(year.profit for year in years)
    (-50.0, 12800.0)
    >>> sum(year.sales for year in years[1:]), sum(sum(year.referrals) for year in years[1:])
    (5150.0, 8100.0)
    """
    years = range(1, len(EXAMPLE_SALES) + 1)
    return [ExampleYear(year, EXAMPLE_SALES[year - 1], referred_sales(year), EXAMPLE_COSTS[year - 1]) for year in years]


def referred_sales(year: int) -> tuple[float, ...]:
    """What each of A's referrals buys in a year, 0 before it comes.

    >>> referred_sales(3)
    (750.0, 800.0, 0.0, 0.0)
    """
    return tuple(EXAMPLE_SALES[year - since] if year >= since else 0.0 for since in REFERRED_IN)
