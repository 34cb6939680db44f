"""What a sweep varies: the assumptions about the world, over what is plausible."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.declarations import Scenario
from sim.scenario.altering import altered, facts_of
from sim.scenario.errors import ScenarioError
from sim.scenario.filling import average_bill
from sim.scenario.scenario import read
from sim.sweep.parameters import Parameter, plausible, uncertainties

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shop() -> Scenario:
    """A small market."""
    return read(ROOT / "tests/data/shop.yaml")


def test_uncertainties_are_the_assumptions_about_the_world_and_nothing_published_or_claimed(shop: Scenario) -> None:
    paths = {one.path for one in uncertainties(shop)}
    assert "world.bond_growth" in paths
    assert not paths & {"world.loss_aversion", "world.ladder", "world.word_of_mouth"}
    assert all(path.startswith("world.") and facts_of(path, shop).mark == "assumed" for path in paths)


def test_every_uncertainty_has_a_range_within_its_bounds(shop: Scenario) -> None:
    for one in uncertainties(shop):
        low, high = one.facts.bounds if one.facts else (0, 0)
        assert low <= one.low < one.high <= high, one.path


def test_plausible_ranges_of_money_are_shares_of_the_average_bill(shop: Scenario) -> None:
    reward = next(one for one in uncertainties(shop) if one.path == "world.half_reward")
    assert (reward.low, reward.high) == pytest.approx((0.25 * average_bill(shop), 1.0 * average_bill(shop)))


def test_the_corners_of_all_uncertainties_can_be_played(shop: Scenario) -> None:
    for share in (0.0, 0.5, 1.0):
        altered(shop, {one.path: float(one.at(np.array(share))) for one in uncertainties(shop)})


def test_whole_numbers_stay_whole(shop: Scenario) -> None:
    months = plausible("world.betrayed_months", "uncertainty", shop)
    assert months.whole
    assert set(months.at(np.linspace(0, 1, 200))) == set(range(3, 13))


def test_listed_values_come_equally_often() -> None:
    listed = Parameter("price", "lever", 1, 9, (1.0, 5.0, 9.0))
    values, counts = np.unique(listed.at((np.arange(300) + 0.5) / 300), return_counts=True)
    assert values.tolist() == [1.0, 5.0, 9.0] and counts.tolist() == [100, 100, 100]


def test_what_does_not_exist_is_answered_with_the_nearest(shop: Scenario) -> None:
    with pytest.raises(ScenarioError, match=r"did you mean world.bond_growth"):
        plausible("world.bond_grwth", "uncertainty", shop)
