"""What a round costs and brings, line by line, as far as it follows from levers and from the customers held."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from sim.declarations import LAYERS, Scenario
from sim.ledger import CHANNELS, COLUMN, CUSTOMER_COSTS, REVENUE, UNALLOCATED
from sim.scenario.filling import average_bill

if TYPE_CHECKING:
    from sim.game.outcome import Outcome
    from sim.game.reading import Game

UNHAPPY, COMPLAINING = 0.2, 0.02
"""Share of rivals' customers who are approached at most, and of one's own who complain in a month at medium ease, until
a team's own books show it. *Assumption.*"""
SALES, REFERRAL_REWARDS, PROMISED = "sales", "referral_rewards", "promised"
COSTS = (*CUSTOMER_COSTS, *UNALLOCATED)
NEW = tuple(channel for channel in CHANNELS if channel != "opening")
"""How customers come in the course of the game."""


@dataclass(frozen=True)
class Footing:
    """A team with its levers and so many customers: all that a line of its plan follows from."""

    case: Scenario
    firm: str
    size: float
    customers: float
    levers: Mapping[str, float]

    @property
    def heads(self) -> float:
        """Front-line people, as `Firm.lead_people` has them."""
        served = max(0.0, self.size + self.levers["workforce.follow"] * (self.customers - self.size))
        return self.levers["workforce.heads"] / 1000.0 * served * (1.0 + self.levers["flexibility.spare"])

    @property
    def price(self) -> float:
        """The mean price customers pay, discounts by segment taken off: by what segments spend."""
        weights = {name: one.share * one.spend.mean for name, one in self.case.segments.items()}
        off = sum(weight * self.levers[f"discount.{name}"] for name, weight in weights.items())
        return self.levers["price"] * (1.0 - off / sum(weights.values()))

    @property
    def needs(self) -> float:
        """What the customers' needs are worth a month at the usual price."""
        return average_bill(self.case) * self.customers

    def monthly(self) -> dict[str, float]:
        """Money a month by ledger line, with average customers; the last round's books are moved in proportion."""
        return {
            SALES: self.needs * self.price,
            **self._people(),
            **self._layers(),
            **self._customers(),
            **self._trade(),
        }

    def _people(self) -> dict[str, float]:
        now, costs = self.levers, self.case.firms[self.firm].costs
        wages = (costs.wage or 0.0) * now["workforce.pay"] * self.heads
        return {
            "wages": wages * (1.0 + 0.15 * now["workforce.standing"]),
            "training": now["workforce.training"] * self.heads,
            "turnover": wages * costs.hiring * self.case.world.turnover / 12.0,
        }

    def _layers(self) -> dict[str, float]:
        now = self.levers
        return {
            **{f"spend_{layer}": now[f"spend.{layer}"] * self.size for layer in LAYERS},
            "listening": 0.01 * now["listening.effort"] * average_bill(self.case) * self.size,
            "overhead": (self.case.firms[self.firm].costs.overhead or 0.0) * self.size,
        }

    def _customers(self) -> dict[str, float]:
        """What serving customers and staying in contact with them costs."""
        now, costs, world = self.levers, self.case.firms[self.firm].costs, self.case.world
        authority = now["workforce.authority"]
        cards = now["contact.frequency"] * (costs.contact or 0.0) * (1.0 + 2.0 * now["contact.personal"])
        answers = world.ask_rate * now["contact.answering"] * (costs.answer or 0.0)
        rate = sum(one.share * one.rate.mean for one in self.case.segments.values())
        encounter = (costs.encounter or 0.0) * (0.9 + 0.25 * authority) * (1.0 - 0.7 * now["terms.self_service"])
        complaint = (costs.complaint or 0.0) * (0.7 + authority + 0.5 * now["complaints.speed"])
        return {
            "contacting": self.customers * (cards + answers),
            "visiting": self.customers * self.visits * (costs.visit or 0.0),
            "serving": self.customers * rate * encounter,
            "recovery": self.customers * COMPLAINING * 2.0 * now["complaints.ease"] * complaint,
            "key_accounts": self._key_accounts(),
        }

    @property
    def visits(self) -> float:
        """Visits and training days per customer and month."""
        by_segment = sum(
            one.share * (self.levers[f"technicians.{name}"] + self.levers[f"training.{name}"])
            for name, one in self.case.segments.items()
        )
        return by_segment + self.levers["key_accounts.share"] * self.levers["key_accounts.visits"]

    def _key_accounts(self) -> float:
        """Delivery and planning by their bills; help as if all were trusted, which is the most it can cost."""
        now, share = self.levers, self.levers["key_accounts.share"]
        bills = self.needs * self.price * held_by_largest(share, spread_of_needs(self.case))
        for_bills = bills * (0.02 * now["key_accounts.delivery"] + 0.01 * now["key_accounts.planning"])
        return for_bills + share * self.customers * now["key_accounts.help_to_win"]

    def _trade(self) -> dict[str, float]:
        """Goods, what comes off the bill, advertising and offers."""
        now, costs = self.levers, self.case.firms[self.firm].costs
        goods = costs.goods * self.needs
        others = self.case.market.customers * self.case.market.served - self.customers
        offers = now["poaching.offers"] * UNHAPPY * max(0.0, others) * (costs.offer or 0.0)
        return {
            "goods": goods,
            "rewards": now["terms.loyalty_reward"] * self.needs * self.price,
            "flexibility": goods * (0.01 * now["flexibility.stock"] + 0.005 * now["flexibility.allies"]),
            "advertising": now["acquisition.spend"] * self.size + offers,
        }


def spread_of_needs(case: Scenario) -> float:
    """Log standard deviation of what customers need, over all segments."""
    shares = np.array([one.share for one in case.segments.values()])
    spreads = np.array([one.spend.spread for one in case.segments.values()])
    middles = np.log([one.spend.mean for one in case.segments.values()]) - spreads**2 / 2.0
    mean = float(shares @ middles)
    return math.sqrt(float(shares @ (spreads**2 + (middles - mean) ** 2)))


def held_by_largest(share: float, spread: float) -> float:
    """The part of all sales that the largest customers bring where needs are lognormal.

    >>> held_by_largest(0.0, 0.8), round(held_by_largest(0.2, 0.8), 2), round(held_by_largest(0.2, 0.0), 2)
    (0.0, 0.48, 0.2)
    """
    if share <= 0.0 or share >= 1.0:
        return min(1.0, max(0.0, share))
    normal = NormalDist()
    return normal.cdf(spread + normal.inv_cdf(share))


@dataclass(frozen=True)
class Projection:
    """Money a round by line, `before` in the last round and `next` with other levers and the customers held now."""

    before: dict[str, float]
    next: dict[str, float]


def projection(game: Game, outcome: Outcome, seat: str, levers: Mapping[str, float]) -> Projection:
    """The next round at the customers held now: the last round's books, moved as far as levers and customers move them.

    `levers`: what the team sets, all of it or only what it changes. A line for which the last round has nothing comes
    from what it costs with average customers. Nobody's reaction is foreseen: nobody comes, leaves or buys otherwise.
    Newcomers are as many as in the last round, and so are those whom a recommendation brings.
    """
    last, months, place = last_round(game, outcome, seat), game.file.months, outcome.place(seat)
    then = Footing(game.case, seat, float(outcome.sizes[place]), last["held"] / months, outcome.levers[seat])
    now = replace(then, customers=float(outcome.now("customers")[place]), levers=outcome.levers[seat] | dict(levers))
    before = {name: last[name] for name in COSTS} | {SALES: sum(last[name] for name in REVENUE)}
    formula_then, formula_now = then.monthly(), now.monthly()
    moved = {
        name: moved_by(before[name], months * formula_then[name], months * formula_now[name]) for name in formula_now
    }
    moved[SALES] -= given_to_newcomers(then, now, last, months)
    rewards = [one.levers["acquisition.referral_reward"] * last["joined_referral"] for one in (then, now)]
    promised = [promised_to_newcomers(one, last) for one in (then, now)]
    before |= {REFERRAL_REWARDS: rewards[0], "acquisition": before["acquisition"] - rewards[0], PROMISED: promised[0]}
    moved |= {REFERRAL_REWARDS: rewards[1], "acquisition": before["acquisition"], PROMISED: promised[1]}
    return Projection(before, moved)


def last_round(game: Game, outcome: Outcome, seat: str) -> dict[str, float]:
    """A team's books of the last round by ledger column; before the first round the opening month stands for one."""
    rows = outcome.months[outcome.begins :, outcome.place(seat)]
    scale = game.file.months / len(rows)
    return {name: scale * float(rows[:, at].sum()) for name, at in COLUMN.items()}


def promised_to_newcomers(team: Footing, last: Mapping[str, float]) -> float:
    """What a round's newcomers, as many as in the last, are promised to be let off in their first year.

    It comes off the sales of a year to come and is no cost of the round; but who may promise without limit buys
    customers with money it has not earned.
    """
    newcomers = sum(last[f"joined_{channel}"] for channel in NEW)
    return 12.0 * newcomers * average_bill(team.case) * team.price * team.levers["acquisition.discount"]


def given_to_newcomers(then: Footing, now: Footing, last: Mapping[str, float], months: int) -> float:
    """What a newcomers' discount that has been changed takes off a round's sales: who joins pays for half of it."""
    newcomers = sum(last[f"joined_{channel}"] for channel in NEW)
    more = now.levers["acquisition.discount"] - then.levers["acquisition.discount"]
    return more * newcomers * average_bill(now.case) * months / 2.0


def moved_by(last: float, then: float, now: float) -> float:
    """Last round's money moved in proportion to a formula; the formula's own where there was nothing to move.

    >>> moved_by(90.0, 100.0, 120.0), moved_by(0.0, 0.0, 120.0), moved_by(90.0, 100.0, 0.0)
    (108.0, 120.0, 0.0)
    """
    return last * (now / then) if last > 0.0 and then > 0.0 else now
