"""What is laid over a number holds from its first month to its last, in order, and never beyond bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declarations import Firm
from sim.scenario.declared import changeable
from sim.scenario.filling import firm_with_money
from sim.scenario.overlays import Overlay, Shift, behaviour, effective, facts_at, levers, overlays, shift
from sim.scenario.scenario import read

from .conftest import SHOP

PATHS = st.sampled_from(sorted(path.replace("*", "guests") for path in changeable()))
SHIFTS = st.builds(Shift, st.floats(-5, 5), st.booleans())
MONTHS = st.integers(1, 24)


@st.composite
def laid_over(draw: st.DrawFn, path: str = "price") -> Overlay:
    """Some change of a lever for some months."""
    start = draw(MONTHS)
    end = draw(st.none() | st.integers(start, 24))
    return Overlay("us", start, end, {path: draw(SHIFTS)})


LAID = st.lists(laid_over(), max_size=5)


@given(PATHS, SHIFTS, st.floats(-1e12, 1e12), MONTHS)
def test_a_number_never_leaves_its_bounds(path, change, base, month):
    low, high = facts_at(path, "us").bounds
    assert low <= effective(base, path, month, [Overlay("us", 1, None, {path: change})], "us") <= high


@given(LAID, MONTHS, st.floats(0.01, 100))
def test_without_anything_laid_over_it_a_number_is_its_own(laid, month, base):
    quiet = [one for one in laid if not one.active(month)]
    assert effective(base, "price", month, quiet, "us") == base


@given(LAID, MONTHS, st.floats(0.01, 100))
def test_only_what_is_active_counts(laid, month, base):
    active = [one for one in laid if one.active(month)]
    assert effective(base, "price", month, laid, "us") == effective(base, "price", month, active, "us")


@given(LAID, MONTHS, st.floats(0.01, 100))
def test_other_firms_and_levers_are_left_alone(laid, month, base):
    assert effective(base, "price", month, laid, "rival") == base
    assert effective(0.5, "workforce.authority", month, laid, "us") == 0.5


@given(LAID, MONTHS, st.floats(0.01, 100), st.floats(0.01, 100))
def test_the_last_number_given_is_the_one_that_holds(laid, month, base, given_last):
    last = Overlay("us", 1, None, {"price": Shift(given_last, relative=False)})
    assert effective(base, "price", month, [*laid, last], "us") == given_last


@given(st.floats(0.5, 2), st.lists(st.sampled_from([-0.1, 0.1, 0.2]), max_size=3))
def test_shares_multiply_in_order(base, shares):
    laid = [Overlay("us", 1, None, {"price": Shift(share, relative=True)}) for share in shares]
    expected = base
    for share in shares:
        expected *= 1 + share
    assert effective(base, "price", 1, laid, "us") == pytest.approx(expected)


@given(st.integers(1, 9999), st.sampled_from("+-"), st.sampled_from(["{}{}%", "{} {}%", "{}{} %", " {}{}% "]))
def test_percentages_are_read_however_they_are_spaced(number, sign, form):
    assert shift(form.format(sign, number)) == Shift(float(f"{sign}{number}") / 100, relative=True)


def test_whole_numbers_stay_whole():
    more = [Overlay("us", 1, None, {"listening.interval": Shift(0.3, relative=True)})]
    assert effective(6, "listening.interval", 1, more, "us") == 8.0


def test_a_strategy_comes_first_then_its_phases_then_the_events():
    laid = overlays(read(SHOP), "train")
    assert [(one.firm, one.start, one.end) for one in laid] == [
        ("shop", 2, None),
        ("shop", 6, 9),
        ("rival", 4, 8),
        ("shop", 6, None),
        ("rival", 6, None),
        (None, 8, None),
    ]


def test_behaviour_returns_when_the_change_is_over():
    laid = overlays(read(SHOP), "train")
    assert [behaviour("imitator", month, laid, "rival") for month in (3, 4, 8, 9)] == [
        "imitator", "price_cutter", "price_cutter", "imitator",
    ]  # fmt: skip


def test_the_market_has_numbers_of_its_own():
    assert effective(1.0, "demand", 8, overlays(read(SHOP), "as_is")) == pytest.approx(0.9)


def test_levers_hold_every_number_that_can_change_and_nothing_else():
    values = levers(firm_with_money(Firm(), 10.0), ("a", "b"))
    assert {"price", "workforce.pay", "costs.wage", "conditions.supply", "boldness", "attention.b"} <= set(values)
    assert not {"opening.cash", "enters", "title"} & set(values)
    assert all(isinstance(value, float) and facts_at(path, "us") for path, value in values.items())
