"""What a step of a lever costs and brings, from paired plays with and without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from sim.intervals import CONFIDENCE, Estimate, doubt, estimate
from sim.marginal.account import Account
from sim.marginal.levers import Lever
from sim.reasons import COSTS
from sim.runs import Numbers


@dataclass(frozen=True)
class Step:
    """A lever moved by a step, everything else as it was; all differences are paired by run and in today's money.

    `gain`: total value; `spent`: the lever's own cost, as the ledger shows it (zero where it has no line of its own);
    `costs`: all costs together; `brings_back`: what one unit spent brings back before it is paid for, so that above 1
    it pays (nothing where nothing is spent); `by_run`: the same run by run; `by_segment`: what each segment's customers
    bring more.
    """

    lever: Lever
    gain: Estimate
    spent: Estimate
    costs: Estimate
    brings_back: Estimate
    by_segment: Mapping[str, Estimate]
    by_run: Numbers = field(repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """As `comparison.json` holds it."""
        return {
            "group": self.lever.group,
            "now": self.lever.now,
            "then": self.lever.then,
            "unit": self.lever.unit,
            "gain": asdict(self.gain),
            "spent": asdict(self.spent),
            "costs": asdict(self.costs),
            "brings_back": asdict(self.brings_back),
            "by_segment": {name: asdict(value) for name, value in self.by_segment.items()},
        }


def step_of(lever: Lever, segments: Iterable[str], after: Sequence[Account], before: Sequence[Account]) -> Step:
    """What a step of a lever did, over paired plays with and without it."""
    gain = difference([one.total_value for one in after], [one.total_value for one in before])
    spent = spending(lever.lines, after, before)
    costs = difference([one.cost_of(COSTS) for one in after], [one.cost_of(COSTS) for one in before])
    back = brought_back(gain, spent)
    by_segment = difference([one.by_segment for one in after], [one.by_segment for one in before])
    return Step(
        lever,
        gain=estimate(gain),
        spent=estimate(spent),
        costs=estimate(costs),
        brings_back=estimate(back),
        by_segment={name: estimate(by_segment[:, place]) for place, name in enumerate(segments)},
        by_run=back,
    )


def spending(lines: Iterable[str], after: Sequence[Account], before: Sequence[Account]) -> Numbers:
    """What some lines of cost take more, run by run."""
    named = tuple(lines)
    return np.array([one.spent_more(named, other) for one, other in zip(after, before, strict=True)])


def difference(after: Sequence[float] | Sequence[Numbers], before: Sequence[float] | Sequence[Numbers]) -> Numbers:
    """One less the other, run by run."""
    return np.asarray(after, dtype=float) - np.asarray(before, dtype=float)


def brought_back(gain: Numbers, spent: Numbers) -> Numbers:
    """What a unit of money spent brought back, run by run so that the mean is that of the ratio: (runs,).

    `gain` is net of what was spent. The ratio of the means, with each run's departure from it (the linearised ratio
    estimator: Cochran, Sampling Techniques, 1977, chapter 6); not known where the spending cannot be told from nothing.

    >>> brought_back(np.array([30.0, 10.0]), np.array([10.0, 10.0])).tolist()
    [4.0, 2.0]
    >>> brought_back(np.array([5.0, 5.0]), np.array([0.0, 0.0])).tolist()
    [nan, nan]
    """
    mean = float(spent.mean())
    if mean == 0 or (spent.size > 1 and doubt(spent) > 1 - CONFIDENCE):
        return np.full(gain.shape, np.nan)
    ratio = float(gain.mean()) / mean
    return np.asarray(1.0 + ratio + (gain - ratio * spent) / mean)
