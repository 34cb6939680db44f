"""The search for the best division: a first look all over, then quadratic models within a trust region (SciPy).

Knows shares and scores only, no market: what a division is worth is asked for, and asked once.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import numpy as np

from sim.allocate.purse import Division, Purse
from sim.runs import Numbers

Scored = Callable[[Sequence[Division]], Sequence[float]]
"""What divisions are worth, under the same luck for all; higher is better."""

FIRST_LOOK = 1 / 3
"""Part of the trials spent all over the range before one part of it is searched."""

REACH, PRECISION = 0.2, 0.02
"""Radius of the first and of the last trust region, in shares of the free money; finer than that luck decides."""


class EnoughError(Exception):
    """All trials are spent."""


def search(
    purse: Purse, scored: Scored, trials: int, starts: Sequence[Division], seed: int = 0
) -> dict[Division, float]:
    """Every division tried with its score: the starts, points all over the range, then a search round the best.

    At most `trials` divisions beside the starts. The same arguments give the same search.
    """
    tried: dict[Division, float] = {}
    look_at(tried, scored, [*starts, *scattered(purse, max(1, round(trials * FIRST_LOOK)), seed)])
    if purse.free > 0 and len(purse.levers) > 1:
        home_in(purse, scored, tried, trials + len(starts))
    return tried


def look_at(tried: dict[Division, float], scored: Scored, divisions: Sequence[Division]) -> None:
    """Has the divisions scored that were not tried before."""
    fresh = [one for one in dict.fromkeys(divisions) if one not in tried]
    tried.update(zip(fresh, scored(fresh), strict=True) if fresh else ())


def scattered(purse: Purse, count: int, seed: int) -> list[Division]:
    """Divisions spread evenly over all there are (scrambled Sobol points, mapped onto shares that add up to one)."""
    from scipy.stats import qmc

    points = qmc.Sobol(len(purse.levers), rng=np.random.default_rng(seed))
    drawn = points.random_base2(max(1, (count - 1).bit_length()))[:count]
    return [purse.division(-np.log(np.clip(point, 1e-9, 1.0))) for point in drawn]


def home_in(purse: Purse, scored: Scored, tried: dict[Division, float], most: int) -> None:
    """Searches round the best division so far with COBYQA (Ragonneau & Zhang 2022) until `most` have been tried."""
    from scipy.optimize import Bounds, LinearConstraint, minimize

    caps = purse.caps
    spread = np.ptp(list(tried.values())) or 1.0
    free_to_move = len(caps) - 1

    def loss(shares: Numbers) -> float:
        division = purse.division(np.append(shares, max(0.0, 1.0 - shares.sum())))
        if division not in tried and len(tried) >= most:
            raise EnoughError
        look_at(tried, scored, [division])
        return -tried[division] / spread

    start = purse.shares(max(tried, key=lambda one: tried[one]))[:-1]
    budget_left = LinearConstraint(np.ones(free_to_move), 1.0 - caps[-1], 1.0)
    with warnings.catch_warnings(), np.errstate(under="ignore"):
        # Where the caps leave hardly any room, the solver says that it narrows its first region.
        warnings.simplefilter("ignore")
        try:
            minimize(
                loss,
                start,
                method="COBYQA",
                bounds=Bounds(np.zeros(free_to_move), caps[:-1]),
                constraints=[budget_left],
                options={"initial_tr_radius": REACH, "final_tr_radius": PRECISION, "maxfev": max(most, 1)},
            )
        except EnoughError:
            return
