"""Tuning: assumed parameters of the world are sought that bring the published figures into their bands.

The **objective** adds up how far figures lie outside their bands (`sim/validation/sought.py`) and a small price for
moving a parameter from where it stands. The **search** is history matching with an emulator: a Latin hypercube over
the plausible ranges is played; every figure is fitted by a curve in each parameter (linear and square, ridge
regression); differential evolution finds where the fitted objective is smallest; that point and others near it are
played, and the fit is made anew, wave after wave. Only parameters marked `assumed` move. What the targets cannot tell
shows in how little the fitted objective changes over a parameter's whole range.
Sources: Craig et al. 1997 (history matching), Storn & Price 1997 (differential evolution, SciPy's).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sim.declarations import Facts
from sim.laboratory import Laboratory
from sim.scenario.altering import facts_of, value_at
from sim.validation.sought import SCENARIOS, Sought, case_sought, figures_in, objective, sought
from sim.validation.target import Figures

Numbers = npt.NDArray[np.float64]
Heard = Callable[["Tuning"], None]

TUNED = (
    "praise_point", "talk_rate", "talk_extreme", "surprise_weight", "satisfaction_memory", "memory", "grievance_minor",
    "grievance_push", "failed_recovery", "voice",
)  # fmt: skip
"""Parameters of the world that bear on the targets; all are assumed."""
PRICE_OF_MOVING = 0.1
"""Of moving one parameter through the whole of its plausible range, in the units of the objective."""
FIRST_POINTS, WAVE_POINTS = 48, 10
NEAR = 0.15
"""How far round the best point the next wave looks, as a share of a parameter's range."""
RIDGE = 0.1
"""Keeps coefficients small: in the first wave there are only twice as many points as coefficients."""
TELLING = 0.05
"""A parameter is told by the targets where the fitted objective changes at least so much over its range."""


@dataclass
class Tuning:
    """A search: the points played, each -1 to 1 over the plausible ranges, with what came out at each."""

    parameters: tuple[Facts, ...]
    start: Numbers
    wanted: Mapping[str, Sought]
    points: list[Numbers] = field(default_factory=list)
    figures: list[Figures] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    @property
    def best(self) -> int:
        """Which point has the smallest objective."""
        return int(np.argmin(self.scores))

    def values(self, point: Numbers) -> dict[str, float]:
        """The parameters at a point, in their own units and to three places, by their paths."""
        low, high = np.array([known.plausible for known in self.parameters]).T
        own = low + (high - low) * (np.asarray(point) + 1) / 2
        return {known.path: float(f"{value:.3g}") for known, value in zip(self.parameters, own, strict=True)}

    def price(self, point: Numbers) -> float:
        """What moving so far from where the parameters stand costs."""
        return PRICE_OF_MOVING * float(np.abs(point - self.start).sum()) / 2


def begun(laboratory: Laboratory, names: Sequence[str] = TUNED) -> Tuning:
    """A search that has not begun, from where the parameters stand in the declarations."""
    example = laboratory.case(SCENARIOS[0])
    parameters = tuple(facts_of(f"world.{name}", example) for name in names)
    stands = np.array([value_at(known.path, example) for known in parameters])
    low, high = np.array([known.plausible for known in parameters]).T
    return Tuning(parameters, np.clip(2 * (stands - low) / (high - low) - 1, -1, 1), sought(laboratory))


def tune(laboratory: Laboratory, waves: int, seed: int = 1, heard: Heard = lambda tuning: None) -> Tuning:
    """Searches the plausible ranges in a first wave and so many more; `heard` is told after each."""
    from scipy.stats import qmc

    tuning = begun(laboratory)
    luck = np.random.default_rng(seed)
    count = len(tuning.parameters)
    play(laboratory, tuning, [tuning.start, *(2 * qmc.LatinHypercube(count, rng=luck).random(FIRST_POINTS) - 1)])
    heard(tuning)
    for wave in range(waves):
        best = best_of_fit(tuning, seed + wave)
        near = best + 2 * NEAR * luck.uniform(-1, 1, (WAVE_POINTS - 1, count))
        play(laboratory, tuning, [best, *np.clip(near, -1, 1)])
        heard(tuning)
    return tuning


def play(laboratory: Laboratory, tuning: Tuning, points: Sequence[Numbers]) -> None:
    """Plays every scenario at some points, and adds what came out to the search."""
    jobs = [(name, case_sought(laboratory, name, tuning.values(point))) for point in points for name in SCENARIOS]
    results = laboratory.crew.share_out(figures_in, jobs, laboratory.progress)
    for place, point in enumerate(points):
        figures: Figures = {}
        for one in results[place * len(SCENARIOS) : (place + 1) * len(SCENARIOS)]:
            figures |= one
        tuning.points.append(point)
        tuning.figures.append(figures)
        tuning.scores.append(objective(figures, tuning.wanted) + tuning.price(point))


def features(points: Numbers) -> Numbers:
    """What a figure is fitted by: a constant, each parameter and its square: (points, 1 + 2 parameters).

    >>> features(np.array([[0.5, -1.0]])).tolist()
    [[1.0, 0.5, -1.0, 0.25, 1.0]]
    """
    return np.column_stack([np.ones(len(points)), points, points**2])


def fitted_misses(tuning: Tuning) -> Callable[[Numbers], float]:
    """The objective as fitted to the points played, at any point, without the price of moving."""
    labels = [label for label in tuning.wanted if all(np.isfinite(one[label]) for one in tuning.figures)]
    told = np.array([[one[label] for label in labels] for one in tuning.figures])
    known = features(np.array(tuning.points))
    penalty = RIDGE * np.eye(known.shape[1])
    penalty[0, 0] = 0.0
    coefficients = np.linalg.solve(known.T @ known + penalty, known.T @ told)
    wanted = {label: tuning.wanted[label] for label in labels}

    def at(point: Numbers) -> float:
        values = (features(np.asarray(point)[None, :]) @ coefficients)[0]
        return objective(dict(zip(labels, values.tolist(), strict=True)), wanted)

    return at


def best_of_fit(tuning: Tuning, seed: int) -> Numbers:
    """Where the fitted objective is smallest."""
    from scipy.optimize import differential_evolution

    misses = fitted_misses(tuning)
    bounds = [(-1.0, 1.0)] * len(tuning.parameters)
    found = differential_evolution(
        lambda point: misses(point) + tuning.price(point),
        bounds,
        x0=tuning.points[tuning.best],
        rng=seed,
        popsize=8,
        maxiter=150,
        polish=False,
    )
    return np.asarray(found.x)


def sway(tuning: Tuning) -> Numbers:
    """By how much the fitted objective changes over each parameter's range, the others at the best point.

    (parameters,). The price of moving is left out: it is no news of the targets.
    """
    at, best = fitted_misses(tuning), tuning.points[tuning.best]
    swings = []
    for place in range(len(best)):
        line = [at(np.where(np.arange(len(best)) == place, x, best)) for x in np.linspace(-1, 1, 9)]
        swings.append(max(line) - min(line))
    return np.array(swings)
