"""Designs: where they put their points, and that any part of them can be had by itself."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from SALib.sample import sobol

from sim.scenario.errors import ScenarioError
from sim.sweep import designs
from sim.sweep.designs import Design, design, points_in
from sim.sweep.parameters import Parameter, scaled

KINDS = ("grid", "lhs", "random", "sobol", "morris")
THREE = (
    Parameter("a", "lever", 0.0, 1.0),
    Parameter("b", "uncertainty", 10.0, 30.0),
    Parameter("c", "lever", 1.0, 4.0, (1.0, 2.0, 4.0)),
)


def points_of(made: Design) -> np.ndarray:
    """All points of a design."""
    return np.concatenate(list(made.blocks()))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_points_and_another_seed_others(kind: str) -> None:
    first, again, other = (points_of(design(kind, THREE, 16, seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert kind == "grid" or not np.array_equal(first, other)


@pytest.mark.parametrize("kind", KINDS)
def test_points_lie_in_their_ranges_and_there_are_as_many_as_said(kind: str) -> None:
    points = points_of(design(kind, THREE, 16, 1))
    assert points.shape == (points_in(kind, THREE, 16), 3)
    assert (points >= [0, 10, 1]).all() and (points <= [1, 30, 4]).all()
    assert set(points[:, 2]) <= {1.0, 2.0, 4.0}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("block", [1, 7, 100])
def test_any_part_of_a_design_can_be_had_by_itself(kind: str, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = points_of(design(kind, THREE, 32, 1))
    monkeypatch.setattr(designs, "BLOCK", block)
    made = design(kind, THREE, 32, 1)
    assert np.array_equal(points_of(made), whole)
    assert np.array_equal(made.between(20, 31), whole[20:31])


def test_a_latin_hypercube_puts_one_point_in_every_slice_of_every_parameter() -> None:
    points = points_of(design("lhs", THREE[:2], 50, 1))
    for column, (low, high) in zip(points.T, [(0, 1), (10, 30)], strict=True):
        assert sorted(np.floor((column - low) / (high - low) * 50)) == list(range(50))


def test_a_sobol_design_is_salibs_own_sample() -> None:
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0.0, 1.0]] * 3}
    for second_order in (False, True):
        expected = scaled(THREE, sobol.sample(problem, 2048, calc_second_order=second_order, seed=5))
        assert np.array_equal(points_of(design("sobol", THREE, 2048, 5, second_order)), expected)


def test_a_morris_trajectory_moves_one_parameter_at_a_time() -> None:
    points = points_of(design("morris", THREE[:2], 10, 1)).reshape(10, 3, 2)
    moved = np.diff(points, axis=1) != 0
    assert (moved.sum(axis=2) == 1).all()
    assert (moved.sum(axis=1) == 1).all()


def test_a_grid_holds_every_combination_once() -> None:
    points = points_of(design("grid", THREE, 5, 1))
    assert len({tuple(point) for point in points}) == len(points) == 5 * 5 * 3


def test_without_parameters_there_is_one_point() -> None:
    assert design("lhs", (), 10, 1).between(0, 1).shape == (1, 0)
    assert points_in("lhs", (), 10) == points_in("sobol", (), 8) == 1


def test_a_sobol_design_asks_for_a_power_of_two() -> None:
    with pytest.raises(ScenarioError, match="100 is given; a Sobol design needs a power of two; did you mean 128"):
        design("sobol", THREE, 100)


def test_a_grid_beyond_measure_is_refused() -> None:
    many = [Parameter(f"p{place}", "lever", 0, 1) for place in range(200)]
    with pytest.raises(ScenarioError, match=r"more than 1,000,000,000 points; vary fewer numbers, or take lhs"):
        design("grid", many, 100)


def test_a_kind_that_does_not_exist_is_answered_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="did you mean sobol"):
        design("soboll", THREE, 8)


@pytest.mark.parametrize("kind", ["lhs", "random", "sobol", "morris", "grid"])
def test_a_long_design_is_not_held_in_memory(kind: str, tmp_path: Path) -> None:
    ten = [Parameter(f"p{place}", "lever", 0, 1) for place in range(10)]
    asked = {"lhs": 100_000, "random": 100_000, "sobol": 2**13, "morris": 9_000, "grid": 3}[kind]
    tracemalloc.start()
    made = design(kind, ten, asked, 1)
    for first in range(0, made.points, max(1, made.points // 20)):
        made.between(first, first + 1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert made.points >= 59_049
    assert peak < made.points * 10 * 8 / 2, f"{peak / 1e6:.1f} MB"
