"""One of two worlds as it is watched: whose customer everybody is, since when, and why they left."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.ledger import COLUMN, UNALLOCATED
from sim.market.market import Market
from sim.market.records import Records
from sim.market.run_off import RECURRING, RunOff
from sim.market.saving import Saved
from sim.rules import journal as lines
from sim.rules.switching import INVOLUNTARY
from sim.runs import Numbers
from sim.why.money import KINDS, SERVING, Flags, Whole, month_money

NEVER = -1
YEAR = 12
SPENT = [COLUMN[line] for line in UNALLOCATED]


@dataclass
class World:
    """A strategy as it is played month by month, with every person's dealings with our firm.

    All by person: `before`, `after`: with us at the month's start and end; `since`: month in which the present or last
    time with us began; `seen`: last month with us; `reason`, `channel`: of the last leaving and joining (-1: none).
    `money`: this month's, by kind.
    """

    market: Market
    before: Flags = field(init=False)
    after: Flags = field(init=False)
    since: Whole = field(init=False)
    seen: Whole = field(init=False)
    reason: Whole = field(init=False)
    channel: Whole = field(init=False)
    money: Numbers = field(init=False)

    def __post_init__(self) -> None:
        people = len(self.market.town.customers)
        self.before = self.after = self.with_us()
        self.since, self.seen = (np.where(self.after, 0, NEVER) for _ in range(2))
        self.reason, self.channel = (np.full(people, NEVER) for _ in range(2))
        self.money = np.zeros((people, len(KINDS)))

    @classmethod
    def restored(cls, opening: Saved, strategy: str) -> World:
        """The world in which a strategy is played from the opening on."""
        return cls(Market.restore(opening, strategy, watch=-1))

    def with_us(self) -> Flags:
        """Who is our customer now."""
        return np.asarray(self.market.town.customers["provider"] == self.market.us)

    def live_a_month(self) -> None:
        """Plays a month and takes down who came, who went and what each brought."""
        earned = self.market.town.customers["earned"].copy()
        self.market.step()
        self.turn_page(self.with_us(), earned)

    def live_on(self, left: RunOff) -> None:
        """Plays a month of the run-off: only those held at the horizon and not gone since are ours.

        What those cost who leave in a month is known in sum only, and shared among them.
        """
        market, earned = self.market, self.market.town.customers["earned"].copy()
        left.live_a_month()
        market.journal.turn_page(market.month)
        held = self.after
        self.turn_page(np.asarray(market.town.customers["held_by"] == market.us), earned)
        gone = held & ~self.after
        self.money[~self.after] = 0.0
        if gone.any():
            self.money[gone, SERVING] = (left.earned[left.lived - 1, market.us] - self.money.sum()) / gone.sum()

    def turn_page(self, ours: Flags, earned: Numbers) -> None:
        """Reads the month's page of the journal."""
        events = self.market.journal.events()
        self.market.journal.months.clear()
        self.before, self.after = self.after, ours
        self.money = month_money(self.market, events, earned)
        self.take_down(events[events["firm"] == self.market.us])

    def take_down(self, events: Records) -> None:
        """Who left us and why, who joined us and how; in the run-off nobody new is ours."""
        events = events[(self.before | self.after)[events["customer"]]]
        left, gone, joined = (events[events["event"] == kind] for kind in (lines.LEAVE, lines.EXIT, lines.JOIN))
        self.reason[left["customer"]] = left["outcome"]
        self.reason[gone["customer"]] = gone["outcome"] + INVOLUNTARY
        self.channel[joined["customer"]] = joined["outcome"]
        self.since[joined["customer"]] = self.market.month
        self.seen[self.before | self.after] = self.market.month

    @property
    def discount(self) -> float:
        """Today's worth of a unit of this month."""
        return float((1.0 + self.market.case.market.discount_rate) ** (-self.market.month / YEAR))

    def spent(self, left: RunOff) -> Numbers:
        """What no single customer causes, discounted: (2, UNALLOCATED), up to the horizon and on those left there."""
        us = self.market.us
        surviving, tail = left.surviving[:, us], float(left.tail[us]) / YEAR
        to_come = float((left.discounts * surviving).sum() + tail * surviving[-YEAR:].sum())
        recurring = recurring_lines(self.ledger[-1], float(left.recurring[us]))
        spent = (self.discounts[:, None] * self.ledger[:, SPENT]).sum(axis=0)
        return np.stack([spent, to_come * recurring])

    def total(self, left: RunOff) -> float:
        """The total value: discounted profit up to the horizon, and the customers left there."""
        return float((self.discounts * self.ledger[:, COLUMN["profit"]]).sum() + left.value[self.market.us])

    @property
    def ledger(self) -> Numbers:
        """Our months up to the horizon: (months, COLUMNS)."""
        return np.stack(self.market.ledger)[1:, self.market.us]

    @property
    def discounts(self) -> Numbers:
        """Today's worth of a unit of each month up to the horizon: (months,)."""
        months = np.arange(1, len(self.market.ledger))
        return np.asarray((1.0 + self.market.case.market.discount_rate) ** (-months / YEAR))


def recurring_lines(last: Numbers, recurring: float) -> Numbers:
    """A month's recurring spending at the horizon, by line as in the last month: (UNALLOCATED,)."""
    lines_now = np.where([line in RECURRING for line in UNALLOCATED], last[SPENT], 0.0)
    whole = float(lines_now.sum())
    return lines_now * (recurring / whole) if whole else lines_now
