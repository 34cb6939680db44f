"""The run-off: what the customers held at the horizon are still worth, under the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.ledger import CHANNELS, COLUMN, REVENUE, UNALLOCATED
from sim.scenario.overlays import event_overlays, strategy_overlays

if TYPE_CHECKING:
    from sim.market.market import Market
    from sim.runs import Numbers

RECURRING = tuple(line for line in UNALLOCATED if line != "advertising")


def wind_up(market: Market) -> Numbers:
    """The discounted value of the customers each firm holds at the horizon: (firms,). The market is used up by it."""
    left = RunOff(market)
    for _ in range(left.months):
        left.live_a_month()
    return left.value


class RunOff:
    """What each firm earns with the customers held at the horizon, month by month for `market.run_off` months.

    From the horizon on decisions stay as they stand, no further events strike and nothing is spent on advertising.
    Only customers held at the horizon count; recurring spending shrinks with them. Beyond, a closed form goes on at
    the last year's margin and retention. `recurring`: (firms,) a month's recurring spending at the horizon;
    `surviving`, `survivors`, `earned`: a row of (firms,) each month, the last before recurring spending.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self.months = market.case.market.run_off
        self.rate = (1.0 + market.case.market.discount_rate) ** (1 / 12) - 1.0
        customers = market.town.customers
        customers["held_by"] = np.where(customers["provider"] >= 0, customers["provider"], -1)
        self.held = market.books["customers"].sum(axis=1)
        self.left = self.held.copy()
        self.recurring = recurring_spending(market)
        self.earned, self.survivors, self.surviving = (np.zeros((self.months, len(self.held))) for _ in range(3))
        self.lived = 0
        self.begins = market.month
        lay_out_for_good(market)

    def live_a_month(self) -> None:
        """Plays a month and counts what those still held brought."""
        self.market.live_on()
        self.left = self.left - self.market.books["held_left"].sum(axis=1)
        surviving = np.divide(self.left, self.held, out=np.zeros_like(self.left), where=self.held > 0)
        self.earned[self.lived] = self.market.books["held_profit"].sum(axis=1)
        self.survivors[self.lived], self.surviving[self.lived] = self.left, surviving
        self.lived += 1

    @property
    def discounts(self) -> Numbers:
        """Today's worth of a unit of each month: (months,)."""
        return (1.0 + self.rate) ** -(self.begins + 1.0 + np.arange(self.months))

    @property
    def value(self) -> Numbers:
        """The discounted value of the customers held at the horizon: (firms,)."""
        earned = self.earned - self.recurring * self.surviving
        # Summed row by row: a dot product may add in another order on another processor.
        total = (self.discounts[:, None] * earned).sum(axis=0)
        return np.asarray(total + tail(earned, self.survivors, self.rate) * self.last_discount)

    @property
    def tail(self) -> Numbers:
        """Today's worth of what comes after the run-off, for a unit of mean monthly earning in its last year."""
        return tail(np.ones_like(self.earned), self.survivors, self.rate) * self.last_discount

    @property
    def last_discount(self) -> float:
        """Today's worth of a unit of the last month."""
        return float(self.discounts[-1]) if self.months else 0.0


def lay_out_for_good(market: Market) -> None:
    """Every firm's offers as they stand without what is passing: events with an end, advertising, poaching.

    Our strategy stays as it is in the last month; events without an end (an open door) are the world by now.
    """
    ours = strategy_overlays(market.case.us, market.case.strategies[market.strategy])
    events = [one for event in market.case.events for one in event_overlays(market.case, event)]
    market.overlays = (*ours, *(one for one in events if one.end is None))
    market.set_conditions()
    for firm in market.firms:
        firm.lay_over()
        firm.now |= {"acquisition.spend": 0.0, "poaching.offers": 0.0}
    market.hold_out_offers()
    # A price that has risen is an old price from now on.
    market.offers["price_rise"] = 0.0


def tail(earned: Numbers, survivors: Numbers, rate: float) -> Numbers:
    """What comes after the run-off: last year's monthly margin, shrinking at last year's retention: m r / (1 + i - r).

    >>> margins, people = np.full((13, 1), 10.0), 100 * 0.9 ** np.arange(13.0)[:, None]
    >>> round(float(tail(margins, people, 0.01)[0]), 2)
    81.82
    """
    if len(earned) < 13:
        return np.zeros(earned.shape[1])
    before, last = survivors[-13], survivors[-1]
    kept = np.divide(last, before, out=np.zeros_like(last), where=before > 0) ** (1 / 12)
    margin = earned[-12:].mean(axis=0)
    return np.asarray(np.where(last > 0, margin * kept / (1.0 + rate - np.minimum(kept, 0.9999)), 0.0))


def recurring_spending(market: Market) -> Numbers:
    """Each firm's monthly costs that no customer causes, without advertising, as in the last month: (firms,).

    Only customers held are valued, so in repertoire markets the part is taken that their share of sales bears.
    """
    last = market.ledger[-1]
    spent = sum(last[:, COLUMN[line]] for line in RECURRING)
    sales = sum(last[:, COLUMN[line]] for line in REVENUE)
    theirs = sum(last[:, COLUMN[f"revenue_from_{channel}"]] for channel in CHANNELS)
    return np.asarray(spent * np.divide(theirs, sales, out=np.ones_like(sales), where=sales > 0))
