"""The NBD-Dirichlet: the published toothpaste table, households with known parameters, limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from sim.estimators import dirichlet
from sim.estimators.dirichlet import Category
from sim.estimators.purchases import Purchases

from .customers import dirichlet_purchases, quietly

TOOTHPASTE = Category(0.56, 1.456)
SHARES = [0.25, 0.19, 0.10, 0.10, 0.09, 0.08, 0.03, 0.02]
PENETRATIONS = [0.20, 0.16, 0.09, 0.09, 0.08, 0.07, 0.03, 0.02]
PER_BUYER = [1.82, 1.76, 1.68, 1.68, 1.67, 1.66, 1.62, 1.61]
"""UK toothpaste, first quarter of 1973 (Goodhardt, Ehrenberg & Chatfield 1984), S = 1.30."""
SWITCHING = 1.30

COVERED = [0.5, 0.3, 0.2]
"""Shares of three brands that are all there are."""

CATEGORIES = st.builds(
    lambda penetration, excess: Category(penetration, -np.log1p(-penetration) * excess),
    st.floats(0.05, 0.95),
    st.floats(1.05, 6.0),
)


@pytest.fixture(scope="module")
def simulated() -> Purchases:
    counts = dirichlet_purchases(0.78, 1.456, COVERED, SWITCHING, 60_000, seed=1)
    return Purchases(np.arange(len(counts)), np.array(["a", "b", "c"], dtype=object), counts)


def test_the_toothpaste_category_has_the_published_shape():
    assert TOOTHPASTE.shape == pytest.approx(0.78, abs=0.005)


@pytest.mark.parametrize(("share", "penetration", "often"), list(zip(SHARES, PENETRATIONS, PER_BUYER, strict=True)))
def test_the_toothpaste_brands_come_out_as_published(share, penetration, often):
    assert dirichlet.penetration(TOOTHPASTE, share, SWITCHING) == pytest.approx(penetration, abs=0.01)
    assert dirichlet.purchases_per_buyer(TOOTHPASTE, share, SWITCHING) == pytest.approx(often, abs=0.01)


def test_switching_is_found_again_in_what_it_brings_about():
    seen = [dirichlet.penetration(TOOTHPASTE, share, SWITCHING) for share in SHARES]
    assert dirichlet.fitted(TOOTHPASTE, SHARES, seen) == pytest.approx(SWITCHING, abs=1e-6)


@pytest.mark.parametrize("brand", range(3))
def test_every_figure_of_a_brand_is_that_of_simulated_households(simulated, brand):
    share = COVERED[brand]
    often, rate = dirichlet.loyals(TOOTHPASTE, share, SWITCHING)
    only = (simulated.counts[:, brand] > 0) & ((simulated.counts > 0).sum(axis=1) == 1)
    assert dirichlet.penetration(TOOTHPASTE, share, SWITCHING) == pytest.approx(simulated.penetrations[brand], abs=0.01)
    assert dirichlet.purchases_per_buyer(TOOTHPASTE, share, SWITCHING) == pytest.approx(
        simulated.per_buyer[brand], abs=0.04
    )
    assert dirichlet.share_of_requirements(TOOTHPASTE, share, SWITCHING) == pytest.approx(
        simulated.shares_of_requirements[brand], abs=0.015
    )
    assert often == pytest.approx(simulated.loyals[brand], abs=0.015)
    assert rate == pytest.approx(simulated.counts[only, brand].mean(), abs=0.06)


def test_duplication_is_that_of_simulated_households(simulated):
    expected = dirichlet.duplication(TOOTHPASTE, COVERED, SWITCHING)
    assert expected == pytest.approx(simulated.duplication, abs=0.02)
    penetrations = [dirichlet.penetration(TOOTHPASTE, share, SWITCHING) for share in COVERED]
    assert dirichlet.duplication_coefficient(expected, penetrations) == pytest.approx(
        dirichlet.duplication_coefficient(simulated.duplication, simulated.penetrations.tolist()), abs=0.03
    )


def test_known_parameters_are_found_again_in_buyers_alone(simulated):
    often = simulated.counts.sum(axis=1)
    category = dirichlet.fitted_category(often[often > 0])
    reached = simulated.penetrations / np.mean(often > 0) * category.penetration
    assert category.penetration == pytest.approx(0.56, abs=0.02)
    assert category.purchases == pytest.approx(1.456, abs=0.05)
    assert category.shape == pytest.approx(0.78, abs=0.06)
    found = dirichlet.fitted(category, simulated.shares.tolist(), reached.tolist())
    assert found == pytest.approx(SWITCHING, abs=0.15)


@quietly
@given(CATEGORIES)
def test_a_category_buys_as_often_and_reaches_as_many_as_it_was_given(category):
    counts = category.counts
    assert counts.sum() == pytest.approx(1, abs=1e-6)
    assert 1 - counts[0] == pytest.approx(category.penetration, rel=1e-6)
    assert counts @ np.arange(len(counts)) == pytest.approx(category.purchases, rel=1e-4)


@quietly
@given(CATEGORIES, st.floats(0.01, 0.98), st.floats(0.05, 50))
def test_a_brand_keeps_within_its_category(category, share, switching):
    reach = dirichlet.penetration(category, share, switching)
    only, rate = dirichlet.loyals(category, share, switching)
    assert 0 < reach < category.penetration
    assert dirichlet.purchases_per_buyer(category, share, switching) * reach == pytest.approx(
        share * category.purchases
    )
    assert share - 1e-6 < dirichlet.share_of_requirements(category, share, switching) < 1
    assert 0 < only < 1 and rate >= 1


@quietly
@given(st.floats(0.05, 0.9))
def test_with_switching_without_end_a_brand_is_a_negative_binomial_of_its_own(share):
    rare = nbinom.pmf(0, TOOTHPASTE.shape, TOOTHPASTE.shape / (TOOTHPASTE.shape + share * TOOTHPASTE.purchases))
    assert dirichlet.penetration(TOOTHPASTE, share, 1e6) == pytest.approx(1 - rare, abs=1e-5)


def test_without_switching_every_household_keeps_to_one_brand():
    assert dirichlet.penetration(TOOTHPASTE, 0.3, 1e-6) == pytest.approx(0.3 * 0.56, abs=1e-5)
    assert dirichlet.loyals(TOOTHPASTE, 0.3, 1e-6)[0] == pytest.approx(1, abs=1e-5)
    assert dirichlet.duplication(TOOTHPASTE, [0.3, 0.7], 1e-6) == pytest.approx(np.eye(2), abs=1e-4)


def test_small_brands_suffer_twice():
    often = [dirichlet.purchases_per_buyer(TOOTHPASTE, share, SWITCHING) for share in (0.02, 0.1, 0.3, 0.6)]
    assert np.all(np.diff(often) > 0)


def test_penetrations_beyond_any_switching_end_at_the_bounds():
    assert dirichlet.fitted(TOOTHPASTE, COVERED, [0.28, 0.168, 0.11]) == dirichlet.LEAST
    assert dirichlet.fitted(TOOTHPASTE, COVERED, [0.56, 0.55, 0.55]) == dirichlet.MOST


def test_a_category_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="too few for a penetration"):
        Category(0.56, 0.7)
    with pytest.raises(ValueError, match="between 0 and 1"):
        Category(1.0, 3.0)
    with pytest.raises(ValueError, match="more than once"):
        dirichlet.fitted_category([1, 1, 1])
