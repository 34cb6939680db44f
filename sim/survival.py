"""Survival of a cohort: the share of the customers who joined in given months that is still with the same firm."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sim.declarations import Scenario
from sim.market.market import Market
from sim.runs import Numbers

Whole = npt.NDArray[np.int64]

YEAR = 12


def undisturbed(scenario: Scenario) -> Scenario:
    """The scenario with its events and trends removed: a market left to itself."""
    return scenario.model_copy(update={"events": [], "trends": []})


def lifetimes(scenario: Scenario, joined_in: Sequence[int], months: int, run: int = 0) -> Whole:
    """For everybody who joined a firm in the given months: for how many months they stayed with it, at most `months`.

    The market is stepped month by month under the baseline, without events, from its burn-in to the last month needed.
    All firms are pooled. A customer who leaves and comes back has left; one who leaves the market has left too. Whoever
    left and joined anew within the joining months counts once for each time.
    """
    market = Market(undisturbed(scenario), run=run)
    market.advance(market.since + min(joined_in) - 1)
    who, firm, since = (np.zeros(0, dtype=np.int64) for _ in range(3))
    stayed = np.zeros(0, dtype=np.int64)
    while market.month < max(joined_in) + months:
        market.step()
        people = market.town.customers
        still = (people["provider"][who] == firm) & (people["joined"][who] == since)
        # A month counts for those who were there without a break until its end.
        unbroken = still & (stayed == market.clock - 1 - since)
        stayed = stayed + unbroken
        if market.month in joined_in:
            new = np.flatnonzero((people["provider"] >= 0) & (people["joined"] == market.clock))
            who, firm = np.concatenate([who, new]), np.concatenate([firm, people["provider"][new]])
            since = np.concatenate([since, np.full(len(new), market.clock)])
            stayed = np.concatenate([stayed, np.zeros(len(new), dtype=np.int64)])
    return np.asarray(np.minimum(stayed, months))


def shares_surviving(stayed: Whole, years: int) -> Numbers:
    """The share of a cohort still there after 1, 2, ... years, from the months that each of it stayed: (years,).

    >>> [float(share) for share in shares_surviving(np.array([3, 12, 30, 84]), 3)]
    [0.75, 0.5, 0.25]
    """
    if len(stayed) == 0:
        raise ValueError("nobody joined in these months")
    return np.array([(stayed >= YEAR * year).mean() for year in range(1, years + 1)])


def cohort_survival(scenario: Scenario, joined_in: Sequence[int] = (1,), years: int = 7, run: int = 0) -> Numbers:
    """The share of those who joined in the given months that is still with the same firm after 1, 2, ... years.

    `scenario`: its events and trends are left out, and its baseline is played. `joined_in`: months from 1, after the
    burn-in; more months make a larger cohort. Returns one share for each year: (years,).
    """
    return shares_surviving(lifetimes(scenario, joined_in, YEAR * years, run), years)
