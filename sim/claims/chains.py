"""Chains of referral: who came on whose word, and on the word of those, down from the customers one begins with."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.market.market import Market

Whole = npt.NDArray[np.int64]

NOT_IN_A_CHAIN = -1


class Chains:
    """Our customers who stand in a chain that begins with one of some customers.

    `generation`: 0 for those it begins with, 1 for those they brought, 2 for those brought by these, and so on; -1 for
    everybody else, and for whoever has left us since. `began`: the month (on the market's clock) in which the first of
    the chain began to be followed. Both: (people,).
    """

    def __init__(self, market: Market) -> None:
        people = len(market.town.customers)
        self.generation: Whole = np.full(people, NOT_IN_A_CHAIN, dtype=np.int64)
        self.began: Whole = np.zeros(people, dtype=np.int64)

    def begin(self, market: Market, who: Whole) -> None:
        """These customers begin chains of their own this month."""
        self.generation[who] = 0
        self.began[who] = market.clock

    def follow(self, market: Market) -> Whole:
        """After a month: whoever was brought joins a chain, whoever left us falls out; returns who joined."""
        before = self.generation.copy()
        held = market.town.customers["provider"] == market.us
        new = newcomers(market)
        brought = new[by_recommendation(market, new)]
        referrers = market.town.customers["referrer"][brought]
        inside = before[referrers] != NOT_IN_A_CHAIN
        joined, by = brought[inside], referrers[inside]
        self.generation[~held] = NOT_IN_A_CHAIN
        self.generation[new] = NOT_IN_A_CHAIN
        self.generation[joined] = before[by] + 1
        self.began[joined] = self.began[by]
        return joined


def newcomers(market: Market) -> Whole:
    """Who has become our customer in the month just played."""
    people = market.town.customers
    return np.flatnonzero((people["provider"] == market.us) & (people["joined"] == market.clock))


def by_recommendation(market: Market, who: Whole) -> npt.NDArray[np.bool_]:
    """Of these customers, who came because somebody had named the firm to them: (who,)."""
    return np.asarray(market.town.customers["referrer"][who] >= 0)
