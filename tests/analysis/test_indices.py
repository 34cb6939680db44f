"""Sobol and Morris indices of functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.test_functions import Ishigami, Sobol_G

from sim.analysis.indices import morris_effects, sobol_indices
from sim.intervals import Estimate
from sim.runs import Numbers
from sim.sweep.designs import design
from tests.analysis.sweeps import parameters

ISHIGAMI_FIRST, ISHIGAMI_TOTAL = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)
"""Ishigami's function with 7 and 0.1 (Saltelli et al. 2008, section 5)."""


def points_of(kind: str, count: int, points: int, low: float, high: float, second_order: bool = False) -> Numbers:
    return np.concatenate(list(design(kind, parameters(count, low, high), points, 1, second_order).blocks()))


def means(estimates: tuple[Estimate, ...]) -> list[float | None]:
    return [one.mean for one in estimates]


def test_the_sobol_indices_of_ishigamis_function_are_as_known() -> None:
    values = Ishigami.evaluate(points_of("sobol", 3, 2048, -np.pi, np.pi))
    found = sobol_indices(values, 3)
    assert means(found.first) == pytest.approx(ISHIGAMI_FIRST, abs=0.03)
    assert means(found.total) == pytest.approx(ISHIGAMI_TOTAL, abs=0.03)
    assert found.pairs == {}


def test_the_sobol_indices_of_the_g_function_are_as_known() -> None:
    weights = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
    values = Sobol_G.evaluate(points_of("sobol", 8, 2048, 0, 1), a=weights)
    found = sobol_indices(values, 8)
    assert means(found.first) == pytest.approx(Sobol_G.sensitivity_index(weights), abs=0.03)
    assert means(found.total) == pytest.approx(Sobol_G.total_sensitivity_index(weights), abs=0.03)


def test_nine_in_ten_intervals_of_the_g_function_hold_the_known_index() -> None:
    weights = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
    points = np.concatenate([points_of("sobol", 5, 512, 0, 1)])
    found = sobol_indices(Sobol_G.evaluate(points, a=weights), 5)
    known = [*Sobol_G.sensitivity_index(weights), *Sobol_G.total_sensitivity_index(weights)]
    held = [one.low <= index <= one.high for one, index in zip((*found.first, *found.total), known, strict=True)]
    assert sum(held) >= 9


def test_what_two_parameters_do_together_is_found_where_the_design_allows() -> None:
    values = Ishigami.evaluate(points_of("sobol", 3, 2048, -np.pi, np.pi, second_order=True))
    pairs = sobol_indices(values, 3, second_order=True).pairs
    assert pairs[0, 2].mean == pytest.approx(0.2437, abs=0.05)
    assert pairs[0, 1].mean == pytest.approx(0.0, abs=0.05)


def test_the_effects_of_a_straight_line_are_its_slopes_over_the_ranges() -> None:
    points = points_of("morris", 4, 20, 0, 10)
    found = morris_effects(points, points @ np.array([3.0, -2.0, 0.5, 0.0]) + 7)
    assert means(found.strength) == pytest.approx([30.0, 20.0, 5.0, 0.0])
    assert found.mean == pytest.approx([30.0, -20.0, 5.0, 0.0])
    assert found.spread == pytest.approx([0.0, 0.0, 0.0, 0.0], abs=1e-9)


def test_an_effect_that_depends_on_another_parameter_spreads() -> None:
    points = points_of("morris", 3, 40, 0, 1)
    found = morris_effects(points, points[:, 0] * points[:, 1])
    assert found.spread[0] > 0.2
    assert found.spread[2] == pytest.approx(0, abs=1e-12)


def test_the_same_values_have_the_same_intervals() -> None:
    values = Ishigami.evaluate(points_of("sobol", 3, 64, -np.pi, np.pi))
    assert sobol_indices(values, 3) == sobol_indices(values, 3)
