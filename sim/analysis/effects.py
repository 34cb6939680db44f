"""What happens as one parameter goes from its lowest to its highest value, or two do, over all the others."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.analysis.peeling import Flags, Places
from sim.intervals import CONFIDENCE, Estimate, estimate
from sim.runs import Numbers

MOST_STEPS = 10
FEW_VALUES = 12
"""Up to so many different values are steps of their own (grids, levels, whole numbers)."""
POINTS_A_STEP = 6
MOST_CELLS = 8
POINTS_A_CELL = 8
RESAMPLES = 100


@dataclass(frozen=True)
class Step:
    """Points at which a parameter lies between two values: their mean outcome, with its 95% interval."""

    low: float
    high: float
    middle: float
    outcome: Estimate
    points: int


@dataclass(frozen=True)
class HeatMap:
    """The mean outcome by two parameters: `means` and `points` (steps of the second, steps of the first).

    `across` and `upwards`: the middle of each step; a mean is not a number where no point lies.
    """

    across: Numbers
    upwards: Numbers
    means: Numbers
    points: Places


def curve(parameter: Numbers, outcome: Numbers, blocks: Places | None = None) -> tuple[Step, ...]:
    """The mean outcome by steps of a parameter, each averaged over all that the other parameters did meanwhile.

    All (points,). Points of a block are averaged first, since they are alike and no evidence of their own.
    """
    steps = steps_of(parameter, POINTS_A_STEP, MOST_STEPS)
    return tuple(step(parameter, outcome, blocks, steps == at) for at in range(steps.max() + 1))


def step(parameter: Numbers, outcome: Numbers, blocks: Places | None, inside: Flags) -> Step:
    """One step of a curve."""
    here = parameter[inside]
    alone = outcome[inside] if blocks is None else by_block(outcome[inside], blocks[inside])
    low, high = float(here.min()), float(here.max())
    return Step(low, high, float(here.mean()), estimate(alone), int(inside.sum()))


def by_block(values: Numbers, blocks: Places) -> Numbers:
    """The mean of each block.

    >>> by_block(np.array([1.0, 3.0, 5.0]), np.array([7, 7, 9])).tolist()
    [2.0, 5.0]
    """
    _, place = np.unique(blocks, return_inverse=True)
    return np.bincount(place, values) / np.bincount(place)


def steps_of(values: Numbers, points_a_step: int, most: int) -> Places:
    """In which step of its range each value lies: one step for each value where there are few, else equally full ones.

    >>> steps_of(np.array([3.0, 1.0, 1.0, 2.0]), 6, 10).tolist()
    [2, 0, 0, 1]
    >>> np.bincount(steps_of(np.arange(60.0), 15, 10)).tolist()
    [15, 15, 15, 15]
    """
    different, place = np.unique(values, return_inverse=True)
    if len(different) <= min(FEW_VALUES, most + 2):
        return np.asarray(place, dtype=np.int64)
    count = int(np.clip(len(values) // points_a_step, 2, most))
    inner = np.quantile(values, np.arange(1, count) / count)
    _, place = np.unique(np.searchsorted(inner, values, side="left"), return_inverse=True)
    return np.asarray(place, dtype=np.int64)


def explained(parameter: Numbers, outcome: Numbers) -> Estimate:
    """The share of the outcome's variance that a parameter explains alone, from points of any design.

    The correlation ratio of the outcome's means by steps, less what luck would explain (Kelley 1935's epsilon squared),
    with a 95% bootstrap interval. All (points,).

    >>> explained(np.array([0.0, 0.0, 1.0, 1.0] * 5), np.array([1.0, 1.0, 4.0, 4.0] * 5)).mean
    1.0
    """
    steps = steps_of(parameter, POINTS_A_STEP, MOST_STEPS)
    generator = np.random.default_rng(1)
    drawn = [
        epsilon_squared(steps[again], outcome[again])
        for again in generator.integers(len(outcome), size=(RESAMPLES, len(outcome)))
    ]
    reach = float(stats.norm.ppf((1 + CONFIDENCE) / 2)) * float(np.std(drawn, ddof=1))
    share = epsilon_squared(steps, outcome)
    return Estimate(share, share - reach, share + reach)


def epsilon_squared(steps: Places, outcome: Numbers) -> float:
    """The share of variance between steps, corrected for the number of steps; below zero where luck does better."""
    counts = np.bincount(steps)
    filled = counts > 0
    means = np.divide(np.bincount(steps, outcome), counts, out=np.zeros(len(counts)), where=filled)
    within = float(((outcome - means[steps]) ** 2).sum())
    whole = float(((outcome - outcome.mean()) ** 2).sum())
    spare = len(outcome) - int(filled.sum())
    if whole == 0 or spare <= 0:
        return 0.0
    return 1 - within / spare / (whole / (len(outcome) - 1))


def heat_map(first: Numbers, second: Numbers, outcome: Numbers) -> HeatMap:
    """The mean outcome by steps of two parameters, over all that the others did meanwhile. All (points,)."""
    a_side = max(2, min(MOST_CELLS, math.isqrt(len(outcome) // POINTS_A_CELL)))
    column, row = (steps_of(values, len(values) // a_side or 1, a_side) for values in (first, second))
    shape = int(row.max()) + 1, int(column.max()) + 1
    cell = row * shape[1] + column
    points = np.bincount(cell, minlength=shape[0] * shape[1])
    sums = np.bincount(cell, outcome, minlength=len(points))
    means = np.divide(sums, points, out=np.full(len(points), np.nan), where=points > 0)
    return HeatMap(middles(first, column), middles(second, row), means.reshape(shape), points.reshape(shape))


def middles(values: Numbers, steps: Places) -> Numbers:
    """The mean value of each step."""
    return np.bincount(steps, values) / np.bincount(steps)
