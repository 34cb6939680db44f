"""What every customer brought a team, month by month: the whale curve, and the first sale that lost money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.game.table import at_hand
from sim.rules.switching import REFERRAL
from sim.simulate import whale_curve

if TYPE_CHECKING:
    from sim.game.history import History
    from sim.game.reading import Game
    from sim.market.market import Market
    from sim.runs import Numbers

NEVER = -1
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Dealings:
    """A team's dealings with everybody over a game.

    `money`: (months, people), what each month with each person left after the cost of serving; `joined`: (people,)
    month in which the present or last time with the team began, `NEVER` for whom the team had from the opening or
    never; `brought_by`: (people,) the friend on whose word each joined then, else `NEVER`; `theirs`: (people,) who is
    the team's customer now.
    """

    money: Numbers
    joined: Whole
    brought_by: Whole
    theirs: npt.NDArray[np.bool_]

    @property
    def whale(self) -> Numbers:
        """Profit of all who were customers, added up from the most to the least profitable: (101,)."""
        earned = self.money.sum(axis=0)
        return whale_curve(earned[self.theirs | (self.money != 0).any(axis=0)])


def dealings(game: Game, history: History, seat: str) -> Dealings:
    """A team's dealings, found by playing all rounds again with this team's account of every customer open."""
    table = at_hand(game)
    months: list[Numbers] = []
    people = len(table.after(history).town.customers)
    joined, brought_by = np.full(people, NEVER), np.full(people, NEVER)
    theirs = np.zeros(people, bool)
    for number in range(1, len(history) + 1):
        market = table.begun(history.before(number + 1))
        place = market.firm_names.index(seat)
        # Customers' accounts are kept for one firm; whose is written in the scene.
        market.stage[0]["us"] = place
        for _month in range(game.file.months):
            months.append(a_month(market))
            take_down(market, place, joined, brought_by)
        theirs = np.asarray(market.town.customers["provider"] == place)
    return Dealings(np.array(months).reshape(len(months), people), joined, brought_by, theirs)


def a_month(market: Market) -> Numbers:
    """Plays a month; what each person brought in it: (people,)."""
    before = market.town.customers["earned"].copy()
    market.step()
    return np.asarray(market.town.customers["earned"] - before)


def take_down(market: Market, place: int, joined: Whole, brought_by: Whole) -> None:
    """Notes who joined the firm this month, and on whose word."""
    people = market.town.customers
    came = (people["provider"] == place) & (people["joined"] == market.clock)
    joined[came] = market.month
    brought_by[came] = np.where(people["channel"][came] == REFERRAL, people["referrer"][came], NEVER)


@dataclass(frozen=True)
class FirstSale:
    """A customer won in the game whose first month lost money, and what it brought by the end.

    `own`: money of each month since it joined, the first sale first; `brought`: money of the friends who joined on
    its word, in the same months; `friends`: who they are. By money in the game, friends included, it is number `place`
    of all the team's `customers`, and number `place_of_won` of those `won` in the game and still there.
    """

    customer: int
    joined: int
    own: tuple[float, ...]
    brought: tuple[float, ...]
    friends: tuple[int, ...]
    place: int
    customers: int
    place_of_won: int
    won: int

    @property
    def worth(self) -> float:
        """What it brought in all, with its friends."""
        return sum(self.own) + sum(self.brought)

    @property
    def years(self) -> tuple[float, ...]:
        """Money by year of the relationship, with its friends.

        >>> FirstSale(7, 2, (-30.0,) + (10.0,) * 12, (0.0,) * 12 + (5.0,), (9,), 3, 400, 1, 25).years
        (80.0, 15.0)
        """
        together = [own + brought for own, brought in zip(self.own, self.brought, strict=True)]
        return tuple(sum(together[start : start + 12]) for start in range(0, len(together), 12))


def first_sale(found: Dealings) -> FirstSale | None:
    """The best of the customers whose first sale lost money: found among all whom the team won and still has.

    None where no such customer has paid for itself by now.
    """
    own = found.money.sum(axis=0)
    with_friends = own + brought_along(found)
    first = np.zeros(len(own))
    came = np.flatnonzero(found.joined > NEVER)
    first[came] = found.money[found.joined[came] - 1, came]
    candidates = found.theirs & (found.joined > NEVER) & (first < 0) & (with_friends > 0)
    if not candidates.any():
        return None
    who = int(np.argmax(np.where(candidates, with_friends, -np.inf)))
    return told_of(found, who, with_friends)


def brought_along(found: Dealings) -> Numbers:
    """What the friends who joined on each person's word brought: (people,)."""
    own, came = found.money.sum(axis=0), found.brought_by > NEVER
    return np.asarray(np.bincount(found.brought_by[came], weights=own[came], minlength=len(own)), float)


def told_of(found: Dealings, who: int, worth: Numbers) -> FirstSale:
    """One customer's money month by month since it joined, and its place among all."""
    since, won = int(found.joined[who]) - 1, found.theirs & (found.joined > NEVER)
    better = worth > worth[who]
    friends = np.flatnonzero(found.brought_by == who)
    return FirstSale(
        customer=who,
        joined=since + 1,
        own=tuple(found.money[since:, who].tolist()),
        brought=tuple(found.money[since:, friends].sum(axis=1).tolist()),
        friends=tuple(friends.tolist()),
        place=int((found.theirs & better).sum()) + 1,
        customers=int(found.theirs.sum()),
        place_of_won=int((won & better).sum()) + 1,
        won=int(won.sum()),
    )
