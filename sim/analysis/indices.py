"""How much of what happens each parameter explains, alone and together with the others: Sobol's and Morris' indices."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.intervals import CONFIDENCE, Estimate
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError

RESAMPLES = 200
"""Bootstrap resamples of an interval."""
SEED = 1
LEVELS = 4
"""Levels of a Morris design, as it was drawn."""


@dataclass(frozen=True)
class SobolIndices:
    """Shares of the variance, a parameter each (Saltelli et al. 2010).

    `first`: what it explains alone; `total`: with all it takes part in; `pairs`: what two explain together beyond each
    alone, where the design allows.
    """

    first: tuple[Estimate, ...]
    total: tuple[Estimate, ...]
    pairs: dict[tuple[int, int], Estimate]


@dataclass(frozen=True)
class MorrisEffects:
    """What moving one parameter does, scaled to its whole range (Morris 1991, Campolongo et al. 2007).

    `strength`: mean size of the effect; `mean`: with its sign; `spread`: standard deviation, which is large where the
    effect depends on the others or is not a straight line.
    """

    strength: tuple[Estimate, ...]
    mean: tuple[float, ...]
    spread: tuple[float, ...]


def sobol_indices(values: Numbers, parameters: int, second_order: bool = False) -> SobolIndices:
    """Sobol indices with 95% bootstrap intervals. `values`: (points,) of Saltelli's sample, whole blocks in order.

    At least two blocks, and values that are not all the same.
    """
    found = quietly("sobol", problem(parameters), values, calc_second_order=second_order)
    pairs = {}
    if second_order:
        above = zip(*np.triu_indices(parameters, 1), strict=True)
        pairs = {(int(i), int(j)): around(found["S2"][i, j], found["S2_conf"][i, j]) for i, j in above}
    return SobolIndices(
        tuple(map(around, found["S1"], found["S1_conf"])), tuple(map(around, found["ST"], found["ST_conf"])), pairs
    )


def morris_effects(points: Numbers, values: Numbers) -> MorrisEffects:
    """Elementary effects with 95% bootstrap intervals. `points`: (points, parameters), whole trajectories in order.

    At least two trajectories.
    """
    found = quietly("morris", problem(points.shape[1]), points, values, num_levels=LEVELS)
    return MorrisEffects(
        tuple(map(around, found["mu_star"], found["mu_star_conf"])), numbers(found["mu"]), numbers(found["sigma"])
    )


def quietly(method: str, *given: Any, **more: Any) -> Any:
    """SALib's estimates, always from the same luck, without its warnings of resamples in which nothing changes."""
    try:
        from SALib.analyze import morris, sobol
    except ImportError:
        raise ScenarioError(
            "Sobol and Morris indices need SALib, which is not installed: pip install 'loyalty-ladder[sweep]'"
        ) from None
    analyze = {"sobol": sobol, "morris": morris}[method].analyze
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return analyze(*given, **more, num_resamples=RESAMPLES, conf_level=CONFIDENCE, seed=SEED)


def problem(parameters: int) -> dict[str, Any]:
    """The unit cube as SALib names it."""
    names = [f"parameter {place}" for place in range(parameters)]
    return {"num_vars": parameters, "names": names, "bounds": [[0.0, 1.0]] * parameters}


def around(value: float, reach: float) -> Estimate:
    """An estimate with the interval that reaches as far to both sides."""
    return Estimate(float(value), float(value - reach), float(value + reach))


def numbers(values: Iterable[float]) -> tuple[float, ...]:
    """Plain numbers."""
    return tuple(float(value) for value in values)
