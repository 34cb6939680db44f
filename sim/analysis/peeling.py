"""Boxes in a space of parameters, cut smaller and smaller round the points in which something happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import stats

from sim.runs import Numbers

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

PEELED = 0.05
"""Share of the points in a box that one cut takes away (Friedman and Fisher 1999 advise 0.05 to 0.1)."""
SMALLEST = 0.05
"""Share of all points that a box keeps at the least."""
FEWEST = 10
"""Points that a box keeps at the least."""
DOUBT = 0.05
"""How easily luck may make any one limit of a box, all limits that could have been set taken together."""


@dataclass(frozen=True)
class Box:
    """What lies between a lowest and a highest value of each parameter, both included; infinite where not limited."""

    low: Numbers
    high: Numbers

    def holds(self, points: Numbers) -> Flags:
        """Which points lie in the box. `points`: (points, parameters).

        >>> Box(np.array([0.0]), np.array([0.5])).holds(np.array([[0.2], [0.7]]))
        array([ True, False])
        """
        limited = np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))
        part = points[:, limited]
        return np.asarray(((part >= self.low[limited]) & (part <= self.high[limited])).all(axis=1))

    def limits(self) -> list[tuple[int, bool]]:
        """Its limits: of which parameter, and whether it is the lower one."""
        lower = [(int(at), True) for at in np.flatnonzero(np.isfinite(self.low))]
        return lower + [(int(at), False) for at in np.flatnonzero(np.isfinite(self.high))]

    def without(self, at: int, lower: bool) -> Box:
        """The box with one limit taken away."""
        if lower:
            return replace(self, low=with_value(self.low, at, -np.inf))
        return replace(self, high=with_value(self.high, at, np.inf))


def with_value(numbers: Numbers, at: int, value: float) -> Numbers:
    """The numbers with one of them set."""
    changed = numbers.copy()
    changed[at] = value
    return changed


def everything(parameters: int) -> Box:
    """The box without limits."""
    return Box(np.full(parameters, -np.inf), np.full(parameters, np.inf))


def best_box(points: Numbers, cases: Flags, blocks: Places) -> Box:
    """The box that best holds the cases: most of them (coverage) and little else (density), in few limits.

    Of all boxes met while peeling, the one with the largest harmonic mean of coverage and density, freed of limits
    that luck explains, the others set to the point. `points`: (points, parameters); `blocks`: (points,) which of them
    belong together.
    """

    def worth(box: Box) -> float:
        inside = box.holds(points)
        return float(harmonic_mean(cases[inside].sum(), inside.sum(), cases.sum()))

    best = max(peeled(points, cases), key=worth)
    return fitted(pruned(best, points, cases, blocks), points, cases)


def harmonic_mean(hits: npt.ArrayLike, inside: npt.ArrayLike, cases: int) -> Numbers:
    """The harmonic mean of coverage and density (the F-measure; van Rijsbergen 1979), from counts.

    >>> float(harmonic_mean(30, 40, 60))
    0.6
    """
    return 2 * np.asarray(hits) / (np.asarray(inside) + cases)


def peeled(points: Numbers, cases: Flags) -> Iterator[Box]:
    """Boxes from the whole space inwards, each with one slice less (PRIM; Friedman and Fisher 1999)."""
    box = everything(points.shape[1])
    fewest = max(FEWEST, SMALLEST * len(points))
    while True:
        yield box
        cut = best_cut(points, cases, fewest)
        if cut is None:
            return
        at, lower = cut
        kept = keeps(points)[0 if lower else 1][:, at]
        points, cases = points[kept], cases[kept]
        if lower:
            box = replace(box, low=with_value(box.low, at, float(points[:, at].min())))
        else:
            box = replace(box, high=with_value(box.high, at, float(points[:, at].max())))


def keeps(points: Numbers) -> tuple[Flags, Flags]:
    """What each parameter's cut would keep: the points above its lowest values, and those below its highest.

    Each cut takes the given share away or, of numbers with few values, all points of the outermost value.
    """
    above = points > np.quantile(points, PEELED, axis=0, method="lower")
    below = points < np.quantile(points, 1 - PEELED, axis=0, method="higher")
    return above, below


def best_cut(points: Numbers, cases: Flags, fewest: float) -> tuple[int, bool] | None:
    """The cut after which cases are densest for the points it costs; none where too few points would be left.

    The gain is divided by what is cut away, so that numbers with few values, of which a cut takes much, are not
    preferred (Kwakkel and Jaxa-Rozen 2016).
    """
    best: tuple[float, int, bool] | None = None
    for lower, kept in zip((True, False), keeps(points), strict=True):
        left = kept.sum(axis=0)
        held = cases.astype(float) @ kept
        for at in np.flatnonzero((left >= fewest) & (left < len(points))):
            gain = (held[at] / left[at] - cases.mean()) / (len(points) - left[at])
            if best is None or gain > best[0]:
                best = (float(gain), int(at), lower)
    return None if best is None else best[1:]


def pruned(box: Box, points: Numbers, cases: Flags, blocks: Places) -> Box:
    """The box without the limits that luck explains, the most doubtful taken away first."""
    while limits := box.limits():
        doubts = {limit: doubt_of(box, limit, points, cases, blocks) for limit in limits}
        worst = max(doubts, key=lambda limit: doubts[limit])
        if doubts[worst] * 2 * points.shape[1] <= DOUBT:
            return box
        box = box.without(*worst)
    return box


def doubt_of(box: Box, limit: tuple[int, bool], points: Numbers, cases: Flags, blocks: Places) -> float:
    """The quasi-p-value of a limit: how easily luck makes cases denser within it than in what it shuts out.

    As Bryant and Lempert's (2010), but a score test with the variance between blocks (Liang and Zeger 1986), since
    points of a block are no evidence of their own. `blocks`: (points,) to which block each belongs.
    """
    wider = box.without(*limit).holds(points)
    inside, happened = box.holds(points)[wider].astype(float), cases[wider].astype(float)
    evidence = (inside - inside.mean()) * (happened - happened.mean())
    _, place = np.unique(blocks[wider], return_inverse=True)
    by_block = np.bincount(place, evidence)
    spread = float(np.sqrt((by_block**2).sum()))
    if spread == 0 or len(by_block) < 2:
        return 1.0
    return float(stats.t.sf(by_block.sum() / spread, len(by_block) - 1))


def fitted(box: Box, points: Numbers, cases: Flags) -> Box:
    """The box with each limit in turn set where it serves best, since slices are coarse."""
    for at, lower in box.limits() * 2:
        wider = box.without(at, lower)
        inside = wider.holds(points)
        value = best_limit(points[inside, at], cases[inside], lower, int(cases.sum()))
        if lower:
            box = replace(box, low=with_value(box.low, at, value))
        else:
            box = replace(box, high=with_value(box.high, at, value))
    return box


def best_limit(values: Numbers, happened: Flags, lower: bool, cases: int) -> float:
    """The outermost value to keep, so that the harmonic mean of coverage and density is largest.

    >>> best_limit(np.array([1.0, 2.0, 3.0, 3.0, 4.0]), np.array([True, True, True, True, False]), False, 4)
    3.0
    """
    inwards = np.argsort(-values if lower else values, kind="stable")
    ordered, hits = values[inwards], np.cumsum(happened[inwards])
    last_of_its_value = np.append(ordered[1:] != ordered[:-1], True)
    worth = harmonic_mean(hits, np.arange(1, len(values) + 1), cases)
    return float(ordered[np.argmax(np.where(last_of_its_value, worth, -1.0))])
