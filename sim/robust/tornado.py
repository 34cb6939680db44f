"""What moves the difference between two strategies: from the lowest to the highest value of each thing unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.intervals import CONFIDENCE, Estimate, estimate, holm
from sim.robust.unknowns import Feature
from sim.runs import Numbers

FEWEST_WORLDS = 10
"""Fewer worlds than these tell nothing of what moves a difference."""


@dataclass(frozen=True)
class Bar:
    """One feature: the mean difference where it is lowest and highest, and the swing between, whatever else is so.

    `told_apart`: whether luck alone hardly makes such a swing (Holm's correction over all features).
    """

    feature: Feature
    at_low: float
    at_high: float
    swing: Estimate
    told_apart: bool


@dataclass(frozen=True)
class Tornado:
    """By how much one strategy is worth more than another (the mean over worlds), and what moves that most, first."""

    strategy: str
    against: str
    difference: Estimate
    bars: tuple[Bar, ...]

    @property
    def clear(self) -> tuple[Bar, ...]:
        """The bars that luck does not explain."""
        return tuple(bar for bar in self.bars if bar.told_apart)


def tornado(strategy: str, against: str, features: Sequence[Feature], columns: Numbers, difference: Numbers) -> Tornado:
    """`columns`: (worlds, features); `difference`: (worlds,), in money.

    Each swing is the slope of a straight line through all worlds (least squares), over the feature's whole range, with
    its Student interval; in a hypercube features are as good as independent, so each is judged by itself.
    """
    spread = np.ptp(columns, axis=0) > 0
    enough = len(difference) >= FEWEST_WORLDS and bool(np.ptp(difference) > 0)
    judged = [(one, columns[:, at]) for at, one in enumerate(features) if enough and spread[at]]
    lines = [line(one, values, difference) for one, values in judged]
    doubts = holm({bar.feature.path: doubt for bar, doubt in lines})
    bars = [
        Bar(bar.feature, bar.at_low, bar.at_high, bar.swing, doubts[bar.feature.path] <= 1 - CONFIDENCE)
        for bar, _ in lines
    ]
    ranked = sorted(bars, key=lambda bar: -abs(bar.swing.mean or 0.0))
    return Tornado(strategy, against, estimate(difference), tuple(ranked))


def line(feature: Feature, values: Numbers, difference: Numbers) -> tuple[Bar, float]:
    """The swing over one feature, and its p-value.

    >>> lag = Feature("lag", "months", "months", True, 0.0, 10.0, "assumed")
    >>> bar, doubt = line(lag, np.array([0.0, 5.0, 10.0, 5.0]), np.array([1.0, 2.0, 5.0, 4.0]))
    >>> bar.at_low, bar.at_high, bar.swing.mean, round(doubt, 2)
    (1.0, 5.0, 4.0, 0.11)
    """
    shares = (values - feature.low) / (feature.high - feature.low)
    fit = stats.linregress(shares, difference)
    slope, begin = float(fit.slope), float(fit.intercept)
    reach = float(stats.t.ppf((1 + CONFIDENCE) / 2, len(values) - 2)) * float(fit.stderr)
    swing = Estimate(slope, slope - reach, slope + reach)
    return Bar(feature, begin, begin + slope, swing, told_apart=False), float(fit.pvalue)
