"""The search: the fit finds a planted optimum, and knows which parameter it cannot tell."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from sim.laboratory import Laboratory
from sim.validation.sought import Sought, case_sought, figures_in, sought
from sim.validation.target import Band
from sim.validation.tuning import TUNED, Tuning, begun, best_of_fit, fitted_misses, sway


@pytest.fixture(scope="module")
def planted() -> Tuning:
    """Two parameters tell a figure each, the third does not: met where the first is .5 and the second -.5."""
    with Laboratory(1, workers=1) as laboratory:
        known = begun(laboratory, TUNED[:3]).parameters
    wanted = {"first": Sought(Band(0.45, 0.55), 1.0), "second": Sought(Band(0.2, 0.3), 1.0)}
    tuning = Tuning(known, np.zeros(3), wanted)
    for point in 2 * qmc.LatinHypercube(3, rng=1).random(40) - 1:
        figures = {"first": float(point[0]), "second": float(0.5 * point[1] + 0.5)}
        tuning.points.append(point)
        tuning.figures.append(figures)
        tuning.scores.append(1.0)
    return tuning


def test_the_fit_finds_a_planted_optimum(planted: Tuning) -> None:
    best = best_of_fit(planted, seed=1)
    assert best[:2] == pytest.approx([0.5, -0.5], abs=0.15)
    assert fitted_misses(planted)(best) < 0.1


def test_a_parameter_that_moves_nothing_is_not_told(planted: Tuning) -> None:
    swings = sway(planted)
    assert swings[0] > 1
    assert swings[2] < 0.05 * swings[0]


def test_only_what_is_assumed_is_tuned() -> None:
    with Laboratory(1, workers=1) as laboratory:
        assert {known.mark for known in begun(laboratory).parameters} == {"assumed"}


def test_the_parameters_start_where_they_stand() -> None:
    with Laboratory(1, workers=1) as laboratory:
        tuning = begun(laboratory)
        stands = laboratory.case("airline").world
    for path, value in tuning.values(tuning.start).items():
        assert value == pytest.approx(getattr(stands, path.removeprefix("world.")), rel=0.01)


def test_everything_sought_is_measured() -> None:
    with Laboratory(1, workers=1) as laboratory:
        wanted = sought(laboratory)
        case = case_sought(laboratory, "grocer", {"market.customers": 400})
        figures = figures_in(("grocer", case))
    assert set(figures) == {label for label in wanted if label.startswith("grocer:")}
