"""What moves the difference between two strategies: from the lowest to the highest value of each thing unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.intervals import CONFIDENCE, Estimate, estimate
from sim.robust.unknowns import Feature
from sim.runs import Numbers

FEWEST_WORLDS = 10
"""Fewer worlds than these tell nothing of what moves a difference."""
WORLDS_A_FEATURE = 5
"""Worlds needed for each feature that is accounted for."""
DUST = 1e-18
"""Below this part of what there was, what is left is rounding."""


@dataclass(frozen=True)
class Bar:
    """One feature: the mean difference where it is lowest and highest, and the swing between, whatever else is so.

    `told_apart`: whether luck alone hardly makes such a swing, all features looked at taken together.
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

    Each swing is the slope of a straight line (least squares), over the feature's whole range, with all that is told
    apart from luck accounted for first: what is clearest is taken up, then what is clearest of the rest, and so on.
    """
    if len(difference) < FEWEST_WORLDS or np.ptp(difference) == 0:
        return Tornado(strategy, against, estimate(difference), ())
    moving = [at for at in range(len(features)) if np.ptp(columns[:, at]) > 0]
    shares = np.column_stack([share_of_range(features[at], columns[:, at]) for at in moving])
    clear = told_apart(shares, difference)
    bars = [bar(features[at], shares, place, clear, difference) for place, at in enumerate(moving)]
    ranked = sorted(bars, key=lambda one: -abs(one.swing.mean or 0.0))
    return Tornado(strategy, against, estimate(difference), tuple(ranked))


def share_of_range(feature: Feature, values: Numbers) -> Numbers:
    """Values as shares of a feature's range."""
    return (values - feature.low) / (feature.high - feature.low)


def told_apart(shares: Numbers, difference: Numbers) -> list[int]:
    """The columns that move a difference beyond luck, the clearest first (forward selection, Holm's correction).

    `shares`: (worlds, features).
    """
    clear: list[int] = []
    while len(clear) < len(difference) // WORLDS_A_FEATURE:
        left = [at for at in range(shares.shape[1]) if at not in clear]
        doubts = {at: swing(shares[:, at], shares[:, clear], difference)[1] for at in left}
        best = min(doubts, key=lambda at: doubts[at], default=None)
        if best is None or doubts[best] * len(left) > 1 - CONFIDENCE:
            break
        clear.append(best)
    return clear


def bar(feature: Feature, shares: Numbers, place: int, clear: Sequence[int], difference: Numbers) -> Bar:
    """One feature's bar, with all others that are clear accounted for."""
    values = shares[:, place]
    moved, _ = swing(values, shares[:, [at for at in clear if at != place]], difference)
    slope = moved.mean or 0.0
    at_low = float(difference.mean()) - slope * float(values.mean())
    return Bar(feature, at_low, at_low + slope, moved, place in clear)


def swing(values: Numbers, held: Numbers, difference: Numbers) -> tuple[Estimate, float]:
    """How much a difference changes as one column goes from 0 to 1 with others held, and the p-value of that.

    The slope and its Student interval, once the straight-line part of `held`, (worlds, others), is taken out of both.

    >>> moved, doubt = swing(np.array([0.0, 0.5, 1.0, 0.5]), np.empty((4, 0)), np.array([1.0, 2.0, 5.0, 4.0]))
    >>> moved.mean, round(doubt, 2)
    (4.0, 0.11)
    """
    base, _ = np.linalg.qr(np.column_stack([np.ones(len(values)), held]))
    own, rest = (numbers - base @ (base.T @ numbers) for numbers in (values, difference))
    room, spare = float(own @ own), len(values) - held.shape[1] - 2
    if room < DUST * len(values) or float(rest @ rest) < DUST * float(difference @ difference):
        return Estimate(0.0, 0.0, 0.0), 1.0
    slope = float(own @ rest) / room
    error = float(np.sqrt(((rest - slope * own) ** 2).sum() / spare / room))
    reach = float(stats.t.ppf((1 + CONFIDENCE) / 2, spare)) * error
    doubt = float(2 * stats.t.sf(abs(slope) / error, spare)) if error > 0 else 0.0
    return Estimate(slope, slope - reach, slope + reach), doubt
