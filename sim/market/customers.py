"""Customers as Mesa agents: a window on one row, living by the same rules in plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.market.agents import MarketAgent
from sim.market.journal import Journal
from sim.market.records import Town
from sim.rules import month
from sim.rules.rule import plain

if TYPE_CHECKING:
    from sim.market.market import Market

ACTS = (month.meet_firms, month.hear_friends, month.choose_and_buy, month.remember_referral)


class Customer(MarketAgent):
    """One person. Attributes read its row: `market.customer(17).bond`."""

    def __init__(self, market: Market, who: int) -> None:
        super().__init__(market)
        self.who = who

    @property
    def record(self) -> Any:
        """The person's own row."""
        return self.model.town.customers.view(np.recarray)[self.who]

    @property
    def provider(self) -> str | None:
        """The firm this person is a customer of."""
        place = int(self.record.provider)
        return self.model.firm_names[place] if place >= 0 else None

    @property
    def relation(self) -> Any:
        """The row of this person with its present firm."""
        relations = self.model.town.relations.view(np.recarray)
        slot = max(int(self.record.provider), 0) if relations.shape[1] > 1 else 0
        return relations[self.who, slot]

    @property
    def satisfaction(self) -> float:
        """Lasting satisfaction with the present firm, 0 to 100; 50 = as expected."""
        return 100.0 * float(self.relation.satisfaction)

    @property
    def bond(self) -> float:
        """The bond with the present firm, 0 to 1."""
        return float(self.relation.bond)

    @property
    def tenure(self) -> int:
        """Months with the present firm."""
        return int(self.model.clock - self.record.joined) if self.record.provider >= 0 else 0

    @property
    def spend(self) -> float:
        """What this person's needs are worth a month at a price of 1."""
        return float(self.record.spend * self.record.grown)

    def live(self, act: int, scene: Any, town: Town) -> None:
        """Does one act of the month by the plain rules."""
        plain(ACTS[act])(scene, town, self.who)


def live_one_by_one(people: list[Customer], act: int, scene: Any, town: Town, journal: Journal) -> None:
    """An act of the month for everybody, one agent after the other."""
    readable = town._replace(customers=town.customers.view(np.recarray), relations=town.relations.view(np.recarray))
    # The generator's integers wrap around by design.
    with np.errstate(over="ignore"):
        for person in people:
            person.live(act, scene, readable)
            journal.filed = plain(month.file_page)(scene, journal.room, journal.filed)
