"""The BG/NBD: the CDNOW data and their published fit, customers with known parameters, limits."""

from __future__ import annotations

import csv
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.estimators.bg_nbd import (
    BgNbd,
    alive,
    expected_of,
    expected_purchases,
    fitted,
    log_likelihood,
    purchase_chances,
)

from .customers import Numbers, bg_nbd_buyers, quietly

PUBLISHED = BgNbd(0.243, 4.414, 0.793, 2.426)
"""Fader, Hardie & Lee (2005), weeks."""

MODELS = st.builds(BgNbd, st.floats(0.1, 5), st.floats(0.5, 20), st.floats(0.1, 5), st.floats(0.1, 8))


def shipped(name: str) -> Path:
    """A data file of the installed distribution Lifetimes, found without importing it."""
    files = distribution("lifetimes").files or []
    return Path(next(str(file.locate()) for file in files if file.name == name))


@pytest.fixture(scope="module")
def cdnow() -> tuple[Numbers, Numbers, Numbers]:
    """Repeats, recency and weeks watched of 2,357 customers of CDNOW who first bought in early 1997."""
    with shipped("cdnow_customers_summary.csv").open() as file:
        rows = list(csv.DictReader(file))
    repeats, recency, watched = (np.array([float(row[name]) for row in rows]) for name in ("frequency", "recency", "T"))
    return repeats, recency, watched


@pytest.fixture(scope="module")
def fit(cdnow) -> BgNbd:
    return fitted(*cdnow)


def test_the_cdnow_data_give_the_published_parameters(fit, cdnow):
    assert len(cdnow[0]) == 2357
    assert tuple(fit[:4]) == pytest.approx(PUBLISHED[:4], abs=0.01)
    assert fit.log_likelihood == pytest.approx(-9582.4, abs=0.1)


def test_the_fit_expects_the_published_purchases(fit):
    assert expected_purchases(fit, [1, 31.86, 78]) == pytest.approx([0.0532, 1.0405, 1.8576], abs=5e-4)


def test_the_fit_expects_the_published_share_without_a_repeat(fit, cdnow):
    assert purchase_chances(fit, 39, 0)[0] == pytest.approx(0.574, abs=0.001)
    assert np.mean(cdnow[0] == 0) == pytest.approx(0.599, abs=0.001)


def test_the_fit_does_not_hang_on_the_unit_of_time(fit, cdnow):
    days = fitted(cdnow[0], 7 * cdnow[1], 7 * cdnow[2])
    assert (days.r, days.alpha / 7, days.a, days.b) == pytest.approx(tuple(fit[:4]), rel=1e-3)


@pytest.mark.parametrize("truth", [BgNbd(0.8, 4.0, 0.8, 3.0), BgNbd(1.5, 3.0, 1.0, 5.0)])
def test_known_parameters_are_found_again(truth):
    watched = np.random.default_rng(1).uniform(25, 50, 6_000)
    repeats, recency, _ = bg_nbd_buyers(*truth[:4], watched, seed=2)
    found = fitted(repeats, recency, watched)
    assert found.rate == pytest.approx(truth.rate, rel=0.08)
    assert found.leaving == pytest.approx(truth.leaving, abs=0.03)
    assert expected_purchases(found, 40.0) == pytest.approx(expected_purchases(truth, 40.0), rel=0.05)


@pytest.fixture(scope="module")
def followed() -> tuple[BgNbd, Numbers, Numbers, Numbers, Numbers]:
    """Simulated customers watched for 30 periods, and how often they really bought in the 20 after."""
    truth, end = BgNbd(0.8, 4.0, 0.8, 3.0), 30.0
    _, _, times = bg_nbd_buyers(*truth[:4], np.full(30_000, end + 20), seed=3)
    before = [bought[bought < end] for bought in times]
    repeats = np.array([len(bought) for bought in before])
    recency = np.array([bought[-1] if len(bought) else 0.0 for bought in before])
    return truth, repeats, recency, np.full(len(times), end), np.array([len(bought) for bought in times]) - repeats


def test_purchases_expected_of_each_customer_are_those_they_make(followed):
    truth, repeats, recency, watched, later = followed
    expected = expected_of(truth, 20.0, repeats, recency, watched)
    for some in (
        repeats == 0,
        repeats == 1,
        repeats == 4,
        (repeats > 2) & (recency < 15),
        (repeats > 2) & (recency > 25),
    ):
        assert expected[some].mean() == pytest.approx(later[some].mean(), abs=4 * later[some].std() / some.sum() ** 0.5)


def test_counts_of_purchases_are_those_of_simulated_customers(followed):
    truth, repeats, *_ = followed
    chances = purchase_chances(truth, 30.0, 5)
    assert np.bincount(repeats)[:6] / len(repeats) == pytest.approx(chances, abs=0.01)


def test_who_has_long_been_silent_has_probably_left():
    recency = [0.0, 2.0, 20.0, 29.0]
    here = alive(PUBLISHED, [0, 5, 5, 5], recency, [30.0] * 4)
    assert here[0] == 1 and here[1] < here[2] < here[3] < 1


@quietly
@given(MODELS, st.floats(0.5, 100))
def test_chances_sum_to_one_and_their_mean_is_what_is_expected(model, time):
    most = 4000
    chances = purchase_chances(model, min(time, 40 / model.rate), most)
    assert (chances >= -1e-12).all() and chances.sum() <= 1 + 1e-9
    if chances[-1] < 1e-12:
        assert chances.sum() == pytest.approx(1, abs=1e-6)
        assert chances @ np.arange(most + 1) == pytest.approx(
            float(expected_purchases(model, min(time, 40 / model.rate))), rel=1e-3, abs=1e-6
        )


@quietly
@given(MODELS, st.floats(1, 50))
def test_expected_purchases_rise_with_time_at_a_falling_rate(model, time):
    first, second, third = expected_purchases(model, [time, 2 * time, 3 * time])
    assert 0 < first < second < third
    assert third - second <= second - first + 1e-9


def test_nothing_jumps_where_a_is_one():
    near = [float(expected_purchases(BgNbd(0.5, 4.0, a, 2.0), 30.0)) for a in (0.9999, 1.0, 1.0001)]
    assert near[0] > near[1] > near[2]
    assert near[1] == pytest.approx(near[0], rel=1e-3)


def test_nobody_leaves_where_leaving_is_next_to_impossible():
    loyal = BgNbd(1.0, 2.0, 1e-9, 1.0)
    assert expected_purchases(loyal, 10.0) == pytest.approx(5.0, rel=1e-6)
    assert alive(loyal, [3], [1.0], [50.0]) == pytest.approx([1.0], abs=1e-4)


def test_records_that_contradict_themselves_are_refused():
    for repeats, recency, watched in (
        ([1], [0.0], [5.0]),
        ([0], [2.0], [5.0]),
        ([1], [6.0], [5.0]),
        ([-1], [0.0], [5.0]),
    ):
        with pytest.raises(ValueError, match="recency"):
            fitted(repeats, recency, watched)
    with pytest.raises(ValueError, match="nobody bought a second time"):
        fitted([0, 0], [0.0, 0.0], [3.0, 4.0])


def test_a_customer_without_repeats_is_as_likely_as_staying_silent():
    one = log_likelihood(PUBLISHED, [0], [0.0], [39.0])
    assert np.exp(one) == pytest.approx(purchase_chances(PUBLISHED, 39.0, 0), rel=1e-9)
