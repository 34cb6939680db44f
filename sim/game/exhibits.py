"""A team's game as the debrief shows it: leads copied and kept, a leaky bucket, people, customers' accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.declarations import LAYERS
from sim.game.dealings import FirstSale, dealings, first_sale
from sim.game.standing import Split, split
from sim.game.table import at_hand
from sim.ledger import CHANNELS, COLUMN, REASONS
from sim.rules.workforce import turnover_after

if TYPE_CHECKING:
    from sim.declarations import World
    from sim.game.history import History
    from sim.game.outcome import Outcome
    from sim.game.reading import Game
    from sim.runs import Numbers

A_LEAD = 0.02
"""Delivered quality (0 to 1) from which being ahead is called a lead. *Assumption.*"""


@dataclass(frozen=True)
class Lead:
    """How far a team was ahead of its best rival in what it delivers at a layer, month by month from the opening on.

    Below zero it was behind.
    """

    layer: str
    ahead: tuple[float, ...]

    @property
    def largest(self) -> float:
        """The largest lead."""
        return max(self.ahead)

    @property
    def month(self) -> int:
        """The month of the largest lead."""
        return self.ahead.index(self.largest)

    @property
    def kept(self) -> float:
        """The part of the largest lead that is left at the end; below zero where it has turned; 0 without a lead.

        >>> Lead("product", (0.0, 0.25, 0.0625)).kept
        0.25
        """
        return self.ahead[-1] / self.largest if self.largest >= A_LEAD else 0.0


def leads(outcome: Outcome, seat: str) -> tuple[Lead, ...]:
    """A team's lead at every layer, from what all firms delivered in every month."""
    at = outcome.place(seat)
    return tuple(Lead(layer, tuple(ahead(outcome, at, layer).tolist())) for layer in LAYERS)


def ahead(outcome: Outcome, place: int, layer: str) -> Numbers:
    """What a firm delivers at a layer beyond the best of those rivals who have customers: (months + 1,)."""
    delivered = outcome.column(f"delivered_{layer}")
    rivals = np.where(outcome.column("customers") > 0, delivered, -np.inf)
    rivals[:, place] = -np.inf
    best = rivals.max(axis=1)
    return np.where(np.isfinite(best), delivered[:, place] - best, 0.0)


def copied_and_kept(found: Sequence[Lead]) -> tuple[Lead | None, Lead | None]:
    """The largest lead of which less than half is left, and the largest of which at least half is; None without.

    >>> product, bond = Lead("product", (0.0, 0.2, 0.05)), Lead("bond", (0.0, 0.1, 0.09))
    >>> [one.layer for one in copied_and_kept([product, bond])]
    ['product', 'bond']
    """
    there = sorted((one for one in found if one.largest >= A_LEAD), key=lambda one: -one.largest)
    copied = next((one for one in there if one.kept < 0.5), None)
    return copied, next((one for one in there if one.kept >= 0.5), None)


@dataclass(frozen=True)
class Bucket:
    """Customers of a round: held when it began, who came by channel, who went by reason, held when it ended."""

    round: int
    before: int
    joined: dict[str, int]
    left: dict[str, int]
    after: int


def buckets(outcome: Outcome, seat: str, months: int) -> tuple[Bucket, ...]:
    """The leaky bucket, round by round; `months` in a round. Channels and reasons without anybody are left out."""
    at, held = outcome.place(seat), outcome.column("customers")
    return tuple(
        Bucket(
            round=number,
            before=int(held[start, at]),
            joined=counted(outcome.months[start + 1 : start + 1 + months, at], "joined", CHANNELS),
            left=counted(outcome.months[start + 1 : start + 1 + months, at], "left", REASONS),
            after=int(held[start + months, at]),
        )
        for number, start in enumerate(range(0, len(held) - 1, months), 1)
    )


def counted(rows: Numbers, prefix: str, words: Sequence[str]) -> dict[str, int]:
    """Sums of some columns of the ledger, by word, where there is anything."""
    counts = {word: int(rows[:, COLUMN[f"{prefix}_{word}"]].sum()) for word in words}
    return {word: count for word, count in counts.items() if count}


@dataclass(frozen=True)
class People:
    """The front line month by month from the opening on: (months + 1,) each.

    `pay` against the market's (times); `morale`, `skill` and delivered `execution` 0 to 1; `load` of work over what
    people can do; `leaving`: share of people who leave a year; `satisfaction` of customers, 0 to 100.
    """

    pay: tuple[float, ...]
    load: tuple[float, ...]
    morale: tuple[float, ...]
    skill: tuple[float, ...]
    leaving: tuple[float, ...]
    execution: tuple[float, ...]
    satisfaction: tuple[float, ...]


def people(outcomes: Sequence[Outcome], seat: str, months: int, world: World) -> People:
    """How a team's people fared, and its customers with them. `outcomes`: of the opening and of every round."""
    last = outcomes[-1]
    at = last.place(seat)
    columns = {
        name: tuple(last.column(column)[:, at].tolist())
        for name, column in (
            ("load", "load"),
            ("morale", "morale"),
            ("skill", "skill"),
            ("execution", "delivered_execution"),
            ("satisfaction", "satisfaction"),
        )
    }
    pays = [one.levers[seat]["workforce.pay"] for one in outcomes]
    leaving = (12.0 * turnover_after(morale, world.turnover, world.turnover_slope) for morale in columns["morale"])
    return People(
        pay=(pays[0], *(pay for pay in pays[1:] for _month in range(months))), leaving=tuple(leaving), **columns
    )


@dataclass(frozen=True)
class Exhibits:
    """What the debrief shows of a team.

    `value`: what its total value was made of at the opening and after each round; `whale`: (101,) profit of its
    customers, added up from the most to the least profitable; `first_sale`: None where no customer's first sale lost
    money and was made good.
    """

    seat: str
    value: tuple[Split, ...]
    leads: tuple[Lead, ...]
    buckets: tuple[Bucket, ...]
    people: People
    whale: tuple[float, ...]
    first_sale: FirstSale | None


def exhibits(game: Game, history: History, seat: str) -> Exhibits:
    """All exhibits of a team, from its rounds played again; data only, so that any language can tell them."""
    outcomes, months = at_hand(game).outcomes(history), game.file.months
    accounts = dealings(game, history, seat)
    return Exhibits(
        seat=seat,
        value=tuple(split(one, seat) for one in outcomes),
        leads=leads(outcomes[-1], seat),
        buckets=buckets(outcomes[-1], seat, months),
        people=people(outcomes, seat, months, game.case.world),
        whale=tuple(accounts.whale.tolist()),
        first_sale=first_sale(accounts),
    )
