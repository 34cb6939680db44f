"""Rankings that say what cannot be told apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from sim.marginal.ranking import letters, told_apart

NAMES = "abcdef"
PAIRS = [frozenset(pair) for pair in combinations(NAMES, 2)]


@given(some.sets(some.sampled_from(PAIRS)))
def test_two_share_a_letter_unless_they_are_told_apart(apart: set[frozenset[str]]) -> None:
    shown = letters(NAMES, apart)
    for pair in PAIRS:
        one, other = pair
        assert bool(set(shown[one]) & set(shown[other])) == (pair not in apart)
    assert all(shown.values())


def test_identical_levers_cannot_be_told_apart() -> None:
    luck = np.random.default_rng(1).normal(size=20)
    assert told_apart({"one": 2.0 + luck, "other": 2.0 + luck, "third": 9.0 + luck}) == {
        frozenset(("one", "third")),
        frozenset(("other", "third")),
    }


def test_many_equal_levers_are_seldom_told_apart_by_luck() -> None:
    found = 0
    for seed in range(200):
        luck = np.random.default_rng(seed).normal(size=(6, 12))
        found += bool(told_apart(dict(zip(NAMES, luck, strict=True))))
    assert found <= 20


def test_a_single_run_tells_nothing_apart() -> None:
    assert told_apart({"one": np.array([1.0]), "other": np.array([99.0])}) == set()
