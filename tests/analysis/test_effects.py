"""Main effects and heat maps of functions that are known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sim.analysis.effects import curve, explained, heat_map, steps_of

LUCK = np.random.default_rng(4)
POINTS = LUCK.random((2000, 3))


def test_the_curve_of_a_square_is_a_square_whatever_the_others_do() -> None:
    outcome = POINTS[:, 0] ** 2 + POINTS[:, 1]
    for step in curve(POINTS[:, 0], outcome):
        assert step.outcome.low <= step.middle**2 + 0.5 <= step.outcome.high


def test_steps_are_equally_full_and_in_order() -> None:
    steps = curve(POINTS[:, 0], POINTS[:, 1])
    assert [step.points for step in steps] == [200] * 10
    assert all(one.high <= next_one.low for one, next_one in pairwise(steps))


def test_each_level_of_a_grid_is_a_step() -> None:
    levels = np.repeat([1.0, 2.0, 5.0], 20)
    assert [(step.low, step.high, step.points) for step in curve(levels, levels)] == [
        (1, 1, 20),
        (2, 2, 20),
        (5, 5, 20),
    ]


def test_points_of_a_block_are_no_evidence_of_their_own() -> None:
    parameter, outcome = LUCK.random((2, 100))
    blocks = np.repeat(np.arange(100), 10)
    once = curve(np.round(parameter, 1), outcome)
    copied = curve(np.repeat(np.round(parameter, 1), 10), np.repeat(outcome, 10), blocks)
    assert [step.outcome.high for step in copied] == pytest.approx([step.outcome.high for step in once])


def test_a_parameter_explains_its_share_of_the_variance() -> None:
    outcome = 2 * POINTS[:, 0] + POINTS[:, 1]
    found = [explained(POINTS[:, at], outcome) for at in range(3)]
    assert [one.mean for one in found] == pytest.approx([0.8, 0.2, 0.0], abs=0.03)
    assert found[1].low > 0 > found[2].low
    assert found[2].high > 0


def test_a_parameter_without_effect_explains_nothing_on_average() -> None:
    generator = np.random.default_rng(9)
    found = [explained(generator.random(100), generator.random(100)).mean for _ in range(60)]
    assert np.mean(found) == pytest.approx(0.0, abs=0.01)


def test_a_heat_map_shows_what_two_parameters_do_together() -> None:
    found = heat_map(POINTS[:, 0], POINTS[:, 1], POINTS[:, 0] * POINTS[:, 1])
    assert found.means == pytest.approx(np.outer(found.upwards, found.across), abs=0.03)
    assert found.points.sum() == 2000


def test_a_cell_without_points_has_no_mean() -> None:
    found = heat_map(np.array([0.0, 1.0] * 10), np.array([0.0, 1.0] * 10), np.ones(20))
    assert np.isnan(found.means[0, 1])
    assert found.points.tolist() == [[10, 0], [0, 10]]


def test_a_parameter_that_never_changes_is_one_step() -> None:
    assert steps_of(np.full(50, 3.0), 15, 10).tolist() == [0] * 50
    assert explained(np.full(50, 3.0), np.arange(50.0)).mean == pytest.approx(0.0)
