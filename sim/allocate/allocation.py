"""What a budget is best spent on: the best division found, those as good as it, and those it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sim.allocate.purse import COINS, Purse
from sim.allocate.question import Question
from sim.intervals import Estimate


@dataclass(frozen=True)
class Verified:
    """A division on luck that had no part in choosing it.

    `amounts`: money a month by lever; `score`: what was aimed at; `behind`: by how much it falls short of the best
    found (paired; none for the best itself); `nearly_as_good`: whether that is little beside the budget itself;
    `solvent`: share of plays in which the firm stays solvent.
    """

    title: str
    amounts: Mapping[str, float]
    score: Estimate
    behind: Estimate
    nearly_as_good: bool
    solvent: float

    @property
    def told_apart(self) -> bool:
        """Whether luck alone does not explain that it falls short of the best."""
        return self.behind.low is not None and self.behind.low > 0

    def as_json(self) -> dict[str, Any]:
        """As `allocation.json` holds it."""
        return asdict(self) | {"told_apart": self.told_apart}


@dataclass(frozen=True)
class Allocation:
    """What a budget is best spent on, and how much it matters.

    `references`: equal split, today's split, all in one lever, and today's spending as it is (another sum of money);
    `flat`: divisions verified beside the best that fall short of it by no more than `indifference` (money, over the
    horizon), of `looked` that were verified; `tried`: how many divisions the search tried; `runs`: replications each,
    in each of the `worlds`, of which the first is numbered `first_run` (those before it had a part in the choice).
    """

    question: Question
    scenario: str
    title: str
    currency: str
    months: int
    customers: float
    purse: Purse
    best: Verified
    references: Mapping[str, Verified]
    flat: tuple[Verified, ...]
    looked: int
    indifference: float
    tried: int
    worlds: int
    runs: int
    first_run: int

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The least and the most each lever gets among the divisions nearly as good as the best."""
        among = [self.best, *self.flat]
        return {
            lever: (min(one.amounts[lever] for one in among), max(one.amounts[lever] for one in among))
            for lever in self.purse.levers
        }

    @property
    def values(self) -> dict[str, float]:
        """The best division as a strategy sets it, in each lever's own unit."""
        coins = tuple(round(self.best.amounts[lever] * COINS) for lever in self.purse.levers)
        return self.purse.values(coins)

    def as_json(self) -> dict[str, Any]:
        """The contract of `allocation.json`; money a month unless it says otherwise."""
        return {
            "scenario": self.scenario,
            "question": self.question.as_json(),
            "currency": self.currency,
            "months": self.months,
            "opening_customers": self.customers,
            "budget": self.purse.budget / COINS,
            "best": self.best.as_json() | {"levers": self.values},
            "references": {name: one.as_json() for name, one in self.references.items()},
            "flat": {
                "looked_at": self.looked,
                "nearly_as_good": len(self.flat),
                "indifference": self.indifference,
                "ranges": {lever: list(ends) for lever, ends in self.ranges.items()},
                "divisions": [dict(one.amounts) for one in self.flat],
            },
            "tried": self.tried,
            "worlds": self.worlds,
            "runs": self.runs,
            "first_run": self.first_run,
        }
