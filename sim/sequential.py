"""Enough runs and no more: each strategy is played until its difference from the baseline is settled.

After a batch of runs (a look) every difference has an interval. All intervals of all looks and all strategies hold the
true differences together with the stated confidence, so nothing is risked by looking often or by trying many strategies
(repeated confidence intervals: Jennison & Turnbull 1989, doi:10.1111/j.2517-6161.1989.tb01433.x). The doubt allowed is
shared out beforehand and added up (Bonferroni): over looks as 1/2, 1/6, 1/12 ... (Lan & DeMets 1983 spend it likewise),
over strategies equally. Intervals are Student's on paired differences, which are taken to be normal: each sums up
thousands of lives.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Literal

from scipy import stats

from sim.intervals import CONFIDENCE
from sim.runs import Numbers

FIRST, GROWTH = 8, 1.5
"""Runs before the first look, and by how many times they grow to the next."""

Finding = Literal["different", "alike", "open"]


@dataclass(frozen=True)
class Plan:
    """When to stop: a difference told apart from zero, or shown to lie within a share of the baseline's value."""

    limit: int = 100
    indifference: float = 0.01
    confidence: float = CONFIDENCE

    def looks(self) -> tuple[int, ...]:
        """The numbers of runs after which one looks.

        >>> Plan().looks(), Plan(limit=5).looks()
        ((8, 12, 18, 27, 40, 60, 90, 100), (5,))
        """
        counts = [min(FIRST, self.limit)]
        while counts[-1] < self.limit:
            counts.append(min(int(counts[-1] * GROWTH), self.limit))
        return tuple(counts)


@dataclass(frozen=True)
class Settled:
    """What is found of one strategy, after how many runs, and how many runs of independent luck it would have taken.

    `low`, `high`: the interval of the difference at that look, which allows for all looks and all strategies.
    """

    finding: Finding
    runs: int
    low: float | None
    high: float | None
    independent_runs: int | None


@dataclass(frozen=True)
class Decision:
    """How the number of runs came about; `indifference` in money, at the last look."""

    plan: Plan
    looks: tuple[int, ...]
    indifference: float
    strategies: Mapping[str, Settled]

    @property
    def runs(self) -> int:
        """Runs made of every strategy."""
        return self.looks[-1]

    @property
    def caution(self) -> float:
        """By how much a doubt at the last look is enlarged, because it is one look of several."""
        return 1.0 / doubt_at(len(self.looks))

    @property
    def is_settled(self) -> bool:
        """Whether no strategy is left open."""
        return not self.found("open")

    def found(self, finding: Finding) -> list[str]:
        """The strategies of which something was found."""
        return [name for name, settled in self.strategies.items() if settled.finding == finding]

    @property
    def independent_runs(self) -> int | None:
        """Runs that independent luck would have taken for all of them."""
        counts = [settled.independent_runs for settled in self.strategies.values() if settled.independent_runs]
        return max(counts, default=None)

    def as_json(self) -> dict[str, Any]:
        """As `comparison.json` holds it."""
        return {
            **asdict(self.plan),
            "looks": list(self.looks),
            "indifference_amount": self.indifference,
            "independent_runs": self.independent_runs,
            "strategies": {name: asdict(settled) for name, settled in self.strategies.items()},
        }


def doubt_at(look: int) -> float:
    """The part of all doubt that is spent at a look, counted from 1; over however many looks the parts sum to one.

    >>> [round(doubt_at(look), 3) for look in (1, 2, 3)]
    [0.5, 0.167, 0.083]
    """
    return 1.0 / (look * (look + 1))


def repeated_interval(differences: Numbers, look: int, strategies: int, confidence: float) -> tuple[float, float]:
    """The interval of a mean difference at a look, allowing for all looks and strategies; at least two runs.

    >>> import numpy as np
    >>> low, high = repeated_interval(np.array([1.0, 2.0, 3.0, 2.0]), 1, 1, 0.95)
    >>> round(low, 2), round(high, 2)
    (0.29, 3.71)
    """
    doubt = (1.0 - confidence) * doubt_at(look) / strategies
    mean, count = float(differences.mean()), differences.size
    reach = _student(1.0 - doubt / 2, count - 1) * float(differences.std(ddof=1)) / math.sqrt(count)
    return mean - reach, mean + reach


@cache
def _student(level: float, freedom: int) -> float:
    return float(stats.t.ppf(level, freedom))


def decided(plan: Plan, total_value: Mapping[str, Numbers], baseline: str) -> Decision:
    """What is settled by the runs made so far: the same whether asked after every batch or at the end.

    `total_value`: (runs,) of every strategy, paired by run; looks that the runs do not reach are still to come.
    """
    made = total_value[baseline].size
    looks = [count for count in plan.looks() if count <= made]
    others = [name for name in total_value if name != baseline]
    found: dict[str, Settled] = {}
    margin, reached = 0.0, 0
    for look, count in enumerate(looks, 1):
        base = total_value[baseline][:count]
        margin, reached = plan.indifference * abs(float(base.mean())), look
        for name in others:
            if name not in found or found[name].finding == "open":
                found[name] = settled(total_value[name][:count], base, margin, look, len(others), plan.confidence)
        if not any(one.finding == "open" for one in found.values()):
            break
    return Decision(plan, tuple(looks[:reached]), margin, {name: found[name] for name in others if name in found})


def settled(ours: Numbers, base: Numbers, margin: float, look: int, strategies: int, confidence: float) -> Settled:
    """What one look finds of one strategy."""
    difference = ours - base
    if difference.size < 2:
        return Settled("open", difference.size, None, None, None)
    low, high = repeated_interval(difference, look, strategies, confidence)
    finding: Finding = "open"
    if low > 0 or high < 0:
        finding = "different"
    elif -margin <= low and high <= margin:
        finding = "alike"
    return Settled(finding, difference.size, low, high, independent_runs(ours, base))


def independent_runs(ours: Numbers, base: Numbers) -> int | None:
    """Runs of two strategies, each with luck of its own, that give an interval as short; none where luck cancels out.

    >>> import numpy as np
    >>> independent_runs(np.array([11.0, 23.0, 31.0]), np.array([10.0, 20.0, 30.0]))
    453
    """
    together = float((ours - base).var(ddof=1))
    if together <= 0:
        return None
    return math.ceil(ours.size * float(ours.var(ddof=1) + base.var(ddof=1)) / together)
