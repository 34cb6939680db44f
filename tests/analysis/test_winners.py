"""Winners by region: a planted border between two strategies is found."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.discovery import Limit
from sim.analysis.winners import level, wins

POINTS = np.random.default_rng(5).random((1000, 4))
PATHS = ("speed", "pay", "lag", "taste")


def test_each_strategy_wins_on_its_side_of_a_planted_border() -> None:
    means = np.column_stack([POINTS[:, 2], np.full(1000, 0.35)])
    first, second = wins(POINTS, means, ("fast", "steady"), PATHS)
    assert (first.strategy, second.strategy) == ("fast", "steady")
    assert first.share == pytest.approx(0.65, abs=0.05)
    assert first.share + second.share == pytest.approx(1)
    assert first.where.regions[0].limits == (Limit("lag", pytest.approx(0.35, abs=0.01), None),)
    assert second.where.regions[0].limits == (Limit("lag", None, pytest.approx(0.35, abs=0.01)),)


def test_a_strategy_that_wins_by_luck_has_no_region() -> None:
    means = np.random.default_rng(6).random((1000, 2))
    assert [win.where.regions for win in wins(POINTS, means, ("a", "b"), PATHS)] == [(), ()]


def test_a_strategy_that_always_wins_leaves_nothing_to_tell_apart() -> None:
    means = np.column_stack([np.zeros(1000), np.ones(1000)])
    first, second = wins(POINTS, means, ("a", "b"), PATHS)
    assert (first.strategy, first.share, second.share) == ("b", 1.0, 0.0)
    assert first.where.remark == "happens at all 1,000 points"


def test_nobody_wins_where_two_are_equal() -> None:
    assert level(np.zeros((10, 2))) == 1.0
    assert [win.share for win in wins(POINTS, np.zeros((1000, 2)), ("a", "b"), PATHS)] == [0.0, 0.0]
