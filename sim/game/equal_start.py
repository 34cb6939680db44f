"""An equal start: the teams' customers are dealt afresh before the game; no team opens with the luckier hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.declarations import Scenario
from sim.market.firms import Firm
from sim.market.market import Market
from sim.market.records import Records
from sim.market.saving import Saved

SETTLING = 2
"""Months of the burn-in left after the deal, so that all books are of the customers dealt."""
LIKE_EACH_OTHER = ("morale", "skill", "load", "size", "cash", "credit")
FIRM_OF_A_CUSTOMER = ("provider", "betrayed_by", "told_of", "mood_about")

Places = npt.NDArray[Any]


def opened_equal(scenario: Scenario, seats: Sequence[str], seed: int) -> Saved:
    """The market after its burn-in, with the seats' customers dealt evenly just before its end.

    The seats' firms have been alike to the last coin all along, so whatever a customer has lived through with one of
    them it could have lived through with another.
    """
    market = Market(scenario, rng=seed)
    market.advance(max(0, scenario.market.burn_in - SETTLING))
    deal(market, [market.firm(seat) for seat in seats])
    market.advance(min(SETTLING, scenario.market.burn_in))
    return market.save()


def deal(market: Market, firms: Sequence[Firm]) -> None:
    """Gives every one of these firms customers of the same kinds, and the same people to serve them."""
    places = np.array([firm.place for firm in firms])
    customers = market.town.customers
    theirs = np.flatnonzero(np.isin(customers["provider"], places))
    order = theirs[np.lexsort((customers["spend"][theirs], customers["segment"][theirs]))]
    hands = places[dealt_hands(len(order), len(places))]
    for old in places:
        for new in places[places != old]:
            exchange(market, order[(hands == new) & (customers["provider"][order] == old)], int(old), int(new))
    make_alike(firms)


def dealt_hands(cards: int, players: int) -> Places:
    """Who gets which card of a sorted pack: to and fro round the table, beginning one further every other time.

    >>> dealt_hands(8, 3).tolist()
    [0, 1, 2, 2, 1, 0, 1, 2]
    """
    turn, seat = np.divmod(np.arange(cards), players)
    seat = np.where(turn % 2, players - 1 - seat, seat)
    return np.asarray((seat + turn // 2) % players)


def exchange(market: Market, people: Places, one: int, other: int) -> None:
    """Lets these people have lived through with one firm what they lived through with the other, and the reverse."""
    town = market.town
    for name in FIRM_OF_A_CUSTOMER:
        town.customers[name][people] = swapped(town.customers[name][people], one, other)
    town.said_of[people] = swapped(town.said_of[people], one, other)
    swap_columns(town.customers["beliefs"], people, one, other)
    if town.relations.shape[1] > 1:
        swap_columns(town.relations, people, one, other)


def swapped(numbers: Places, one: int, other: int) -> Places:
    """Places of firms with two of them exchanged.

    >>> swapped(np.array([0, 1, 2, -1]), 0, 2).tolist()
    [2, 1, 0, -1]
    """
    return np.where(numbers == one, other, np.where(numbers == other, one, numbers))


def swap_columns(table: Records, rows: Places, one: int, other: int) -> None:
    """Exchanges two columns of some rows."""
    table[rows, one], table[rows, other] = table[rows, other].copy(), table[rows, one].copy()


def make_alike(firms: Sequence[Firm]) -> None:
    """Gives the firms the mean of their people's state, their size and their means."""
    for name in LIKE_EACH_OTHER:
        mean = float(np.mean([getattr(firm, name) for firm in firms]))
        for firm in firms:
            setattr(firm, name, mean)
    capability = np.mean([firm.capability for firm in firms], axis=0)
    for firm in firms:
        firm.capability = [float(part) for part in capability]
