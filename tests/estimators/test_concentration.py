"""Concentration: curves and shares of plain numbers, of published distributions, and what must hold of any."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.estimators.concentration import gini, lorenz, top_share

from .customers import quietly

VALUES = st.lists(st.floats(0, 1e6).filter(lambda value: value == 0 or value > 1e-3), min_size=1, max_size=60).filter(
    any
)


@quietly
@given(VALUES)
def test_a_lorenz_curve_rises_ever_faster_from_nothing_to_all(values):
    people, brought = lorenz(values)
    steps = np.diff(brought)
    assert brought[0] == 0 and brought[-1] == pytest.approx(1)
    assert (steps >= -1e-12).all() and (np.diff(steps) >= -1e-9).all()
    assert (brought <= people + 1e-9).all()


@quietly
@given(VALUES, st.floats(0, 1))
def test_the_best_bring_at_least_their_share(values, share):
    assert share - 1e-9 <= top_share(values, share) <= 1 + 1e-9
    assert top_share(values, 0.0) == pytest.approx(0, abs=1e-9) and top_share(values, 1.0) == pytest.approx(1)


@quietly
@given(VALUES, st.floats(0.01, 1000))
def test_another_currency_changes_nothing(values, rate):
    assert gini(np.array(values) * rate) == pytest.approx(gini(values), abs=1e-9)


@quietly
@given(VALUES)
def test_gini_is_half_the_mean_difference_over_the_mean(values):
    each = np.array(values)
    differences = np.abs(each[:, None] - each[None, :]).mean()
    assert gini(values) == pytest.approx(differences / (2 * each.mean()), abs=1e-6)


@pytest.mark.parametrize("steepness", [2.0, 3.0])
def test_a_pareto_distribution_has_its_known_shares(steepness):
    chances = (np.arange(400_000) + 0.5) / 400_000
    values = (1 - chances) ** (-1 / steepness)
    assert top_share(values, 0.2) == pytest.approx(0.2 ** (1 - 1 / steepness), abs=0.005)


def test_eighty_twenty_is_found_where_it_is():
    assert top_share([40] * 2 + [2.5] * 8, 0.2) == pytest.approx(0.8)


def test_where_all_bring_the_same_the_best_fifth_brings_a_fifth():
    assert top_share(np.full(7, 3.0), 0.2) == pytest.approx(0.2)
    assert gini(np.full(7, 3.0)) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [1.0, -1.0]])
def test_values_without_shares_are_refused(values):
    with pytest.raises(ValueError, match="0 or more"):
        lorenz(values)
