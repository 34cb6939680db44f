"""The shifted beta-geometric: published fits, customers with known parameters, limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaln

from sim.estimators.beta_geometric import (
    CERTAIN,
    WIDEST,
    differences_told,
    fitted,
    fitted_to_lifetimes,
    fitted_to_risks,
    log_likelihood,
    retention,
    risks,
    survivors,
)

from .customers import beta_geometric_lives, quietly

HIGH_END = (0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491)
REGULAR = (0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241)
"""Shares surviving after years 1 to 7 (Fader & Hardie 2007)."""

PARAMETERS = st.floats(0.05, 50)


@pytest.mark.parametrize(("shares", "a", "b"), [(HIGH_END, 0.668, 3.806), (REGULAR, 0.704, 1.182)])
def test_the_published_curves_give_the_published_parameters(shares, a, b):
    fit = fitted(shares)
    assert fit.a == pytest.approx(a, abs=0.005)
    assert fit.b == pytest.approx(b, abs=0.005)


def test_fitting_to_fewer_or_more_years_gives_other_parameters_than_the_published():
    assert fitted(HIGH_END[:5]).a == pytest.approx(0.875, abs=0.005)
    assert fitted([*HIGH_END, 0.468, 0.445, 0.427, 0.409, 0.394]).a == pytest.approx(0.596, abs=0.005)


def test_counts_and_shares_give_the_same_fit():
    assert fitted([631, 468, 382], began=1000)[:2] == pytest.approx(fitted([0.631, 0.468, 0.382])[:2], rel=1e-4)


@quietly
@given(PARAMETERS, PARAMETERS)
def test_survivors_are_the_published_ratio_of_beta_functions(a, b):
    years = np.arange(1, 11)
    assert survivors(a, b, 10) == pytest.approx(np.exp(betaln(a, b + years) - betaln(a, b)), rel=1e-9)


@quietly
@given(PARAMETERS, PARAMETERS)
def test_survivors_fall_and_retention_rises(a, b):
    left, kept = survivors(a, b, 12), retention(a, b, 12)
    assert (np.diff(left) < 0).all() and left[-1] > 0 and left[0] < 1
    assert (np.diff(kept) > 0).all()


def test_customers_who_are_all_alike_leave_at_a_constant_rate():
    kept = retention(1e6, 4e6, 5)
    assert kept == pytest.approx(np.full(5, 0.8), abs=1e-5)


def test_customers_who_are_all_alike_are_found_alike():
    fit = fitted(0.8 ** np.arange(1, 8))
    assert max(fit.a, fit.b) <= 1.001 * WIDEST
    assert fit.churn == pytest.approx(0.2, abs=1e-3) and fit.unlikeness < 1e-3


@pytest.mark.parametrize(("a", "b"), [(0.668, 3.806), (0.704, 1.182), (2.0, 6.0)])
def test_known_parameters_are_found_again_in_records_cut_short_at_both_ends(a, b):
    lives = beta_geometric_lives(a, b, 60_000, seed=1)
    chance = np.random.default_rng(2)
    entered, watched = chance.integers(0, 4, lives.size), chance.integers(1, 9, lives.size)
    seen = lives >= entered
    until = entered + watched
    left = lives < until
    fit = fitted_to_lifetimes(np.minimum(lives, until)[seen], left[seen], entered[seen])
    assert survivors(fit.a, fit.b, 7) == pytest.approx(survivors(a, b, 7), abs=0.012)
    assert fit.churn == pytest.approx(a / (a + b), abs=0.012)


def share_told_apart(a: float, b: float, samples: int = 40) -> float:
    """In which share of samples of 300 customers churn is said to fall."""
    certain = 0
    for seed in range(samples):
        lives = beta_geometric_lives(a, b, 300, seed)
        at_risk, lost = risks(np.minimum(lives, 6), lives < 6)
        certain += differences_told(fitted_to_risks(at_risk, lost), at_risk, lost) > CERTAIN
    return certain / samples


def test_churn_of_customers_who_are_all_alike_is_seldom_said_to_fall():
    assert share_told_apart(2e4, 8e4) < 0.13


def test_churn_of_unlike_customers_is_said_to_fall():
    assert share_told_apart(0.704, 1.182) > 0.95


def test_forgetting_late_entry_would_flatter_the_firm():
    lives = beta_geometric_lives(0.704, 1.182, 20_000, seed=3)
    entered = np.full(lives.size, 2)
    seen = lives >= entered
    shown = np.minimum(lives, 8)[seen], (lives < 8)[seen]
    naive, right = fitted_to_lifetimes(*shown), fitted_to_lifetimes(*shown, entered[seen])
    assert naive.churn < 0.25 < right.churn


def test_the_fit_is_likelier_than_its_neighbours():
    at_risk, lost = risks(beta_geometric_lives(0.7, 1.2, 2_000, 5), np.ones(2_000, dtype=bool))
    at_risk, lost = at_risk[:8], lost[:8]
    fit = fitted_to_risks(at_risk, lost)
    for a, b in ((fit.a * 1.05, fit.b), (fit.a / 1.05, fit.b), (fit.a, fit.b * 1.05), (fit.a, fit.b / 1.05)):
        assert log_likelihood(a, b, at_risk, lost) < fit.log_likelihood


@quietly
@given(st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.integers(0, 12)), min_size=1, max_size=40))
def test_everybody_at_risk_stays_or_is_lost(people):
    lifetimes, left, entered = zip(*people, strict=True)
    at_risk, lost = risks(lifetimes, left, entered)
    assert (lost <= at_risk).all()
    assert lost.sum() == sum(gone and since <= stayed for stayed, gone, since in people)
    assert at_risk.sum() == sum(max(0, stayed + gone - since) for stayed, gone, since in people)


@pytest.mark.parametrize(
    ("at_risk", "lost", "said"),
    [
        ([100, 80], [0, 0], "some customers must leave"),
        ([100, 0], [20, 0], "at least two years"),
        ([100, 80], [20, 90], "more than are there"),
        ([100, 80], [100, 80], "some must stay"),
    ],
)
def test_losses_that_tell_nothing_are_refused(at_risk, lost, said):
    with pytest.raises(ValueError, match=said):
        fitted_to_risks(at_risk, lost)


def test_impossible_curves_and_parameters_are_refused():
    with pytest.raises(ValueError, match="cannot rise"):
        fitted([0.5, 0.6])
    with pytest.raises(ValueError, match="above zero"):
        survivors(0.0, 1.0, 3)
