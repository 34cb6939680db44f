"""Shapley values on games whose answer is known."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.why.shapley import all_sets, drawn_orders, sets_along, shares, shares_along

amounts = st.floats(-1e6, 1e6, allow_nan=False)


@st.composite
def games(draw):
    """Some players and what every set of them is worth."""
    players = tuple("abcde"[: draw(st.integers(1, 5))])
    return players, {some: draw(amounts) for some in all_sets(players)}


@settings(deadline=None)
@given(games())
def test_nothing_is_left_over(game):
    players, worth = game
    whole = worth[frozenset(players)] - worth[frozenset()]
    moved = math.fsum(map(abs, worth.values()))
    assert math.fsum(shares(players, worth).values()) == pytest.approx(whole, rel=1e-9, abs=1e-12 * moved)


@settings(deadline=None)
@given(games(), st.integers(1, 4), st.integers(0, 50))
def test_drawn_orders_leave_nothing_over_either(game, pairs, run):
    players, worth = game
    found = shares_along(drawn_orders(players, pairs, 1, run), worth)
    whole = worth[frozenset(players)] - worth[frozenset()]
    assert math.fsum(found.values()) == pytest.approx(whole, rel=1e-9, abs=1e-12 * math.fsum(map(abs, worth.values())))


def test_one_player_gets_all():
    assert shares("a", {frozenset(): 2.0, frozenset("a"): 9.0}) == {"a": 7.0}


def test_who_never_matters_gets_nothing():
    worth = {some: 5.0 * ("a" in some) for some in all_sets("abc")}
    assert shares("abc", worth) == pytest.approx({"a": 5.0, "b": 0.0, "c": 0.0}, abs=1e-12)


def test_who_matter_alike_get_alike():
    glove = {some: float("left" in some and bool(some & {"right", "other right"})) for some in
             all_sets(("left", "right", "other right"))}  # fmt: skip
    assert shares(("left", "right", "other right"), glove) == pytest.approx(
        {"left": 2 / 3, "right": 1 / 6, "other right": 1 / 6}
    )


def test_the_mean_over_many_drawn_orders_comes_near_the_exact_shares():
    players = tuple("abcdef")
    worth = {some: float(len(some & {"a", "b"}) ** 2 + 3 * ("f" in some and "a" in some)) for some in all_sets(players)}
    sampled = shares_along(drawn_orders(players, 400, 7, 0), worth)
    assert sampled == pytest.approx(shares(players, worth), abs=0.2)


def test_a_pair_of_orders_needs_twice_as_many_sets_as_there_are_players():
    orders = drawn_orders("abcdefg", 1, 1, 3)
    assert len(sets_along(orders)) <= 2 * 7
    assert drawn_orders("abcdefg", 2, 1, 3)[:2] == orders
    assert drawn_orders("abcdefg", 1, 1, 4) != orders
