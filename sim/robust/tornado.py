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
    places, shares = differing(features, columns)
    if not places or len(difference) < FEWEST_WORLDS or np.ptp(difference) == 0:
        return Tornado(strategy, against, estimate(difference), ())
    clear = told_apart(shares, difference)
    bars = [
        bar(features[places[at]], shares[:, at], swing, difference, at in clear)
        for at, swing in enumerate(all_swings(shares, clear, difference))
    ]
    ranked = sorted(bars, key=lambda one: -abs(one.swing.mean or 0.0))
    return Tornado(strategy, against, estimate(difference), tuple(ranked))


def what_moves(features: Sequence[Feature], columns: Numbers, difference: Numbers) -> list[int]:
    """The places of the features that move a difference beyond luck, the clearest first."""
    places, shares = differing(features, columns)
    return [places[at] for at in told_apart(shares, difference)]


def differing(features: Sequence[Feature], columns: Numbers) -> tuple[list[int], Numbers]:
    """The places of the features that are not the same in all worlds, and their values as shares of their ranges."""
    places = [at for at in range(len(features)) if np.ptp(columns[:, at]) > 0]
    shares = [share_of_range(features[at], columns[:, at]) for at in places]
    return places, np.column_stack(shares) if shares else np.empty((len(columns), 0))


def share_of_range(feature: Feature, values: Numbers) -> Numbers:
    """Values as shares of a feature's range."""
    return (values - feature.low) / (feature.high - feature.low)


def told_apart(shares: Numbers, difference: Numbers) -> list[int]:
    """The columns that move a difference beyond luck, the clearest first (forward selection, Holm's correction).

    `shares`: (worlds, features).
    """
    clear: list[int] = []
    while len(clear) < min(shares.shape[1], len(difference) // WORLDS_A_FEATURE):
        doubts = swings(shares, shares[:, clear], difference).doubt
        doubts[clear] = 1.0
        if doubts.min() * (shares.shape[1] - len(clear)) > 1 - CONFIDENCE:
            break
        clear.append(int(doubts.argmin()))
    return clear


def all_swings(shares: Numbers, clear: Sequence[int], difference: Numbers) -> list[Estimate]:
    """The swing over each column, with all others that are clear accounted for."""
    found = swings(shares, shares[:, clear], difference).estimates
    for place in clear:
        others = shares[:, [at for at in clear if at != place]]
        found[place] = swings(shares[:, [place]], others, difference).estimates[0]
    return found


def bar(feature: Feature, shares: Numbers, swing: Estimate, difference: Numbers, clear: bool) -> Bar:
    """One feature's bar, which passes through the mean of all worlds."""
    slope = swing.mean or 0.0
    at_low = float(difference.mean()) - slope * float(shares.mean())
    return Bar(feature, at_low, at_low + slope, swing, clear)


@dataclass(frozen=True)
class Swings:
    """Slopes, half the length of their intervals, and their p-values: (columns,) each."""

    slope: Numbers
    reach: Numbers
    doubt: Numbers

    @property
    def estimates(self) -> list[Estimate]:
        """Each slope with its interval."""
        pairs = zip(self.slope.tolist(), self.reach.tolist(), strict=True)
        return [Estimate(slope, slope - reach, slope + reach) for slope, reach in pairs]


def swings(values: Numbers, held: Numbers, difference: Numbers) -> Swings:
    """How much a difference changes as a column goes from 0 to 1, each column by itself, with others held.

    Slopes with Student's intervals, once the straight-line part of what is held is taken out of both (Frisch and Waugh
    1933). `values`: (worlds, columns); `held`: (worlds, others). A column of which nothing is left has no slope.

    >>> found = swings(np.array([[0.0], [0.5], [1.0], [0.5]]), np.empty((4, 0)), np.array([1.0, 2.0, 5.0, 4.0]))
    >>> found.slope.round(9).tolist(), found.doubt.round(2).tolist()
    ([4.0], [0.11])
    """
    base, _ = np.linalg.qr(np.column_stack([np.ones(len(values)), held]))
    own, rest = (numbers - base @ (base.T @ numbers) for numbers in (values, difference))
    room, spare = (own**2).sum(axis=0), len(values) - held.shape[1] - 2
    judged = (room > DUST * len(values)) & (float(rest @ rest) > DUST * float(difference @ difference))
    room = np.where(judged, room, 1.0)
    slope = np.where(judged, own.T @ rest, 0.0) / room
    error = np.sqrt(((rest[:, None] - slope * own) ** 2).sum(axis=0) / spare / room)
    ratio = np.divide(np.abs(slope), error, out=np.full(len(slope), np.inf), where=error > 0)
    doubt = np.where(judged, 2 * stats.t.sf(ratio, spare), 1.0)
    reach = np.where(judged, stats.t.ppf((1 + CONFIDENCE) / 2, spare) * error, 0.0)
    return Swings(slope, reach, doubt)
