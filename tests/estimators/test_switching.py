"""Relationships read from events: who came, left and went where, and how long they stayed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.estimators.beta_geometric import fitted_to_lifetimes, survivors
from sim.estimators.purchases import purchases, recency, repeat_matrix
from sim.estimators.switching import (
    STILL_THERE,
    churn,
    contracts,
    departures,
    held,
    lifetimes,
    relationships,
    switching_matrix,
)

from .customers import beta_geometric_lives, quietly

STORY = {
    "month": [-3, 1, 2, 4, 4, 6, 7, 7],
    "customer": ["ann", "bob", "bob", "ann", "ann", "ann", "bob", "cat"],
    "event": ["join", "join", "slip", "leave", "join", "exit", "leave", "join"],
    "firm": ["us", "us", "us", "us", "them", "them", "us", "them"],
    "outcome": ["opening", "arrival", "minor", "price", "poached", "out_of_market", "bond", "arrival"],
}
"""Ann leaves us for them over the price, then the market; Bob comes and leaves; Cat comes to them."""

SPELLS = st.lists(st.tuples(st.integers(-30, 60), st.integers(1, 60)), min_size=1, max_size=40)


def test_a_story_of_three_customers_is_told_in_four_relationships():
    told = relationships(STORY)
    rows = list(zip(told.customer, told.firm, told.joined, told.ended, told.reason, strict=True))
    assert rows == [
        ("ann", "us", -3, 4, "price"),
        ("ann", "them", 4, 6, "out_of_market"),
        ("bob", "us", 1, 7, "bond"),
        ("cat", "them", 7, STILL_THERE, ""),
    ]


def test_the_order_of_customers_in_the_file_does_not_matter():
    order = [7, 1, 0, 2, 3, 4, 5, 6]
    mixed = {name: [column[place] for place in order] for name, column in STORY.items()}
    assert relationships(mixed).ended.tolist() == relationships(STORY).ended.tolist()


def test_who_is_held_and_who_leaves_is_counted_month_by_month():
    ours = relationships(STORY).of("us")
    assert held(ours, range(1, 9)).tolist() == [1, 2, 2, 2, 1, 1, 1, 0]
    assert {why: counts.tolist() for why, counts in departures(ours, range(1, 9)).items()} == {
        "bond": [0, 0, 0, 0, 0, 0, 1, 0],
        "price": [0, 0, 0, 1, 0, 0, 0, 0],
    }
    assert churn(ours, range(1, 9)) == pytest.approx([0, 0, 0, 0.5, 0, 0, 1, np.nan], nan_ok=True)


def test_customers_go_to_the_firm_they_join_next():
    assert switching_matrix(relationships(STORY), ["us", "them"]).tolist() == [[0, 1, 1], [0, 0, 1]]


@quietly
@given(SPELLS)
def test_everybody_who_leaves_goes_somewhere(spells):
    joined, lasted = np.array(spells).T
    told = contracts(np.arange(len(spells)) % 7, np.where(lasted % 2, "us", "them"), joined, joined + lasted)
    assert switching_matrix(told, ["us", "them"]).sum() == len(spells)


@quietly
@given(SPELLS)
def test_the_held_of_a_month_are_those_before_with_the_comers_without_the_leavers(spells):
    joined, lasted = np.array(spells).T
    told = contracts(np.arange(len(spells)), "us", joined, joined + lasted)
    months = np.arange(-31, 125)
    came = np.array([np.count_nonzero(joined == month) for month in months])
    left = departures(told, months.tolist())[""]
    assert (np.diff(held(told, months.tolist())) == (came - left)[:-1]).all()


def test_a_relationship_of_a_year_to_the_month_has_lasted_a_year():
    told = contracts([1, 2, 3], "us", [1, 1, 1], [13, 14, STILL_THERE])
    found = lifetimes(told, 1, 40)
    assert found.lifetimes.tolist() == [0, 1, 3]
    assert found.left.tolist() == [True, True, False]


@pytest.mark.parametrize(("a", "b"), [(0.668, 3.806), (0.704, 1.182)])
def test_monthly_records_of_known_customers_give_their_parameters_back(a, b):
    """Customers join over fifteen years and leave in some month of their last one; the records hold six years."""
    chance = np.random.default_rng(4)
    joined = chance.integers(-107, 72, 40_000)
    ended = joined + 12 * beta_geometric_lives(a, b, 40_000, seed=5) + chance.integers(1, 13, 40_000)
    seen = ended > 0
    told = contracts(np.flatnonzero(seen), "us", joined[seen], np.where(ended[seen] > 72, STILL_THERE, ended[seen]))
    fit = fitted_to_lifetimes(*lifetimes(told, 1, 72))
    assert survivors(fit.a, fit.b, 7) == pytest.approx(survivors(a, b, 7), abs=0.015)


def test_purchases_are_counted_by_customer_and_firm():
    told = purchases(["ann", "ann", "bob", "bob", "bob", "cat"], ["us", "them", "us", "us", "us", "them"])
    assert told.counts.tolist() == [[1, 1], [0, 3], [1, 0]]
    assert told.shares == pytest.approx([1 / 3, 2 / 3])
    assert told.penetrations == pytest.approx([2 / 3, 2 / 3])
    assert told.per_buyer == pytest.approx([1, 2])
    assert told.shares_of_requirements == pytest.approx([2 / 3, 4 / 5])
    assert told.loyals == pytest.approx([1 / 2, 1 / 2])
    assert told.duplication.tolist() == [[1, 0.5], [0.5, 1]]


def test_recency_counts_from_each_customers_first_purchase():
    told = recency(["bob", "ann", "bob", "bob", "ann"], [3.0, 1.0, 9.0, 3.0, 1.0], 10.0)
    assert told.customers.tolist() == ["ann", "bob"]
    assert told.repeats.tolist() == [0, 1]
    assert told.recency.tolist() == [0, 6] and told.watched.tolist() == [9, 7]


@quietly
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9), st.sampled_from("abc")), min_size=1, max_size=60))
def test_every_purchase_that_has_a_next_one_is_followed_once(rows):
    customer, time, firm = (list(column) for column in zip(*rows, strict=True))
    firms, moves = repeat_matrix(customer, time, firm)
    last = {who: max(when for other, when, _ in rows if other == who) for who in customer}
    followed = [what for who, when, what in rows if when < last[who]]
    assert moves.sum(axis=1) == pytest.approx([followed.count(str(name)) for name in firms])


def test_buyers_who_do_not_care_repeat_as_often_as_the_firm_is_large():
    chance = np.random.default_rng(6)
    customer, time = np.repeat(np.arange(2_000), 10), np.tile(np.arange(10), 2_000)
    _, moves = repeat_matrix(customer, time, chance.choice(["big", "small"], 20_000, p=[0.8, 0.2]))
    rates = moves.diagonal() / moves.sum(axis=1)
    assert rates == pytest.approx([0.8, 0.2], abs=0.02)
