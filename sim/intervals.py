"""How surely: means over runs with their 95% intervals, paired tests and their correction for many strategies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.runs import Numbers

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """What the runs say of one number: their mean and the 95% interval round it; one run gives no interval."""

    mean: float | None
    low: float | None
    high: float | None


def estimate(values: Numbers, confidence: float = CONFIDENCE) -> Estimate:
    """Mean and Student interval over runs; runs in which the number is not known are left out.

    >>> estimate(np.array([1.0, 3.0])).mean
    2.0
    >>> estimate(np.array([5.0]))
    Estimate(mean=5.0, low=None, high=None)
    >>> estimate(np.array([float("nan")]))
    Estimate(mean=None, low=None, high=None)
    """
    known = values[np.isfinite(values)]
    if known.size == 0:
        return Estimate(None, None, None)
    mean = float(known.mean())
    if known.size == 1:
        return Estimate(mean, None, None)
    reach = float(stats.t.ppf((1 + confidence) / 2, known.size - 1)) * float(known.std(ddof=1)) / math.sqrt(known.size)
    return Estimate(mean, mean - reach, mean + reach)


def share_better(differences: Numbers) -> float | None:
    """Share of runs with a difference above zero; ties count half.

    >>> share_better(np.array([1.0, 0.0, -1.0, 2.0]))
    0.625
    """
    known = differences[np.isfinite(differences)]
    if known.size == 0:
        return None
    return float(((known > 0).sum() + 0.5 * (known == 0).sum()) / known.size)


def doubt(differences: Numbers) -> float:
    """The p-value of the paired t-test: how easily luck alone makes such differences; 1 where one run cannot tell.

    >>> doubt(np.array([0.0, 0.0])), doubt(np.array([2.0, 2.0])), doubt(np.array([7.0]))
    (1.0, 0.0, 1.0)
    """
    if differences.size < 2:
        return 1.0
    spread = float(differences.std(ddof=1))
    mean = float(differences.mean())
    if spread == 0:
        return 1.0 if mean == 0 else 0.0
    return float(2 * stats.t.sf(abs(mean) / spread * math.sqrt(differences.size), differences.size - 1))


def holm(doubts: Mapping[str, float]) -> dict[str, float]:
    """The p-values corrected for being several (Holm 1979), so that trying many strategies proves nothing.

    >>> holm({"a": 0.01, "b": 0.04, "c": 0.03})
    {'a': 0.03, 'c': 0.06, 'b': 0.06}
    """
    corrected: dict[str, float] = {}
    worst = 0.0
    for place, (name, value) in enumerate(sorted(doubts.items(), key=lambda item: item[1])):
        worst = max(worst, min(1.0, value * (len(doubts) - place)))
        corrected[name] = worst
    return corrected
