"""A month's money between our firm and every person, by kind: read from the market as it stands and its journal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.market.market import Market
from sim.market.records import Records
from sim.rules import journal as lines
from sim.runs import Numbers

KINDS = ("sales", "premium", "serving", "contact", "rewards", "winning")
"""Sales at the rivals' prices less goods; the price above theirs; encounters and failures put right; contact and
visits; rewards and key-account care; winning the customer. Costs are negative, so that the kinds sum to what is left.
"""
SALES, PREMIUM, SERVING, CONTACT, REWARDS, WINNING = range(6)
COSTS_OF = {SERVING: ("serving",), CONTACT: ("contacting", "visiting"), REWARDS: ("key_accounts",)}
"""Ledger lines of the costs that the journal does not name."""
BASE_SALES, GROWTH_SALES, PREMIUM_SALES = range(3)

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def month_money(market: Market, events: Records, earned_before: Numbers) -> Numbers:
    """What our firm earned with each person this month, by kind: (people, KINDS).

    The rows sum to what the person's own account was credited. Purchases, complaints and joinings are in the journal;
    goods and rewards go by sales, other costs by what is left of the person's account, each within its segment.
    """
    people = market.town.customers
    ours = events[events["firm"] == market.us]
    money = np.zeros((len(people), len(KINDS)))
    sales = amounts(ours, lines.BUY, len(people), (BASE_SALES, GROWTH_SALES))
    premium = amounts(ours, lines.BUY, len(people), (PREMIUM_SALES,))
    recovery = amounts(ours, lines.COMPLAIN, len(people))
    money[:, SALES] = sales - shared_by(sales, market, ("goods",))
    money[:, PREMIUM] = premium
    money[:, WINNING] = -amounts(ours, lines.JOIN, len(people))
    money[:, REWARDS] = -shared_by(sales + premium, market, ("rewards",))
    rest = money.sum(axis=1) - recovery - (people["earned"] - earned_before)
    for kind, share in shares_of_rest(market).items():
        money[:, kind] -= rest * share[people["segment"]]
    money[:, SERVING] -= recovery
    return money


def amounts(events: Records, kind: int, people: int, outcomes: tuple[int, ...] | None = None) -> Numbers:
    """The money of one kind of event, by person: (people,)."""
    chosen = events["event"] == kind
    if outcomes is not None:
        chosen &= np.isin(events["outcome"], outcomes)
    return np.asarray(
        np.bincount(events["customer"][chosen], weights=events["amount"][chosen], minlength=people), float
    )


def shared_by(basis: Numbers, market: Market, costs: tuple[str, ...]) -> Numbers:
    """A month's costs of each segment, shared among its people in proportion to something of theirs: (people,)."""
    segment = market.town.customers["segment"]
    whole = np.asarray(np.bincount(segment, weights=basis, minlength=len(market.segments)), float)
    return np.asarray(basis * ratio(costs_by_segment(market, costs), whole)[segment])


def shares_of_rest(market: Market) -> dict[int, Numbers]:
    """How the costs that the journal does not name divide among kinds, by segment; serving takes what nobody claims."""
    booked = {kind: costs_by_segment(market, costs) for kind, costs in COSTS_OF.items()}
    whole = np.sum(list(booked.values()), axis=0)
    divided = {kind: ratio(cost, whole) for kind, cost in booked.items() if kind != SERVING}
    return {SERVING: 1.0 - np.sum(list(divided.values()), axis=0), **divided}


def costs_by_segment(market: Market, costs: tuple[str, ...]) -> Numbers:
    """Lines of our book of this month, added up: (segments,)."""
    books = market.books[market.us]
    return np.asarray(sum(books[cost] for cost in costs))


def ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Shares, and nothing where there is nothing to share."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole != 0)
