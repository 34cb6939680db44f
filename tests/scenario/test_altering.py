"""A scenario with some of its numbers set otherwise is checked like a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.declarations import Scenario
from sim.scenario.altering import altered, facts_of, value_at
from sim.scenario.errors import ScenarioError
from sim.scenario.scenario import read

SHOP = Path(__file__).parents[1] / "data" / "shop.yaml"


@pytest.fixture(scope="module")
def shop() -> Scenario:
    return read(SHOP)


def test_an_unaltered_scenario_is_the_same(shop: Scenario) -> None:
    assert altered(shop, {}) == shop


def test_a_lever_without_a_firm_is_ours(shop: Scenario) -> None:
    other = altered(shop, {"spend.product": "+20%", "firms.rival.price": 0.9, "firms.us.price": 1.1})
    assert other.firms["shop"].spend.product == pytest.approx(1.2 * value_at("spend.product", shop))
    assert (other.firms["rival"].price, other.firms["shop"].price) == (0.9, 1.1)


def test_what_is_not_given_can_still_be_moved_from_its_default(shop: Scenario) -> None:
    segment = next(iter(shop.segments))
    assert altered(shop, {f"attention.{segment}": "+50%"}).firms["shop"].attention[segment] == 1.5


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"world.laddr": 1}, "did you mean world.ladder"),
        ({"world.ladder": 3}, "expected a number from 0 to 1"),
        ({"world.ladder": "much"}, "expected a number from 0 to 1"),
        ({"nonsense": 1}, "there is no"),
        ({"firms.nobody.price": 1}, "nobody"),
        ({"attention.nobody": 1}, "is not a segment"),
    ],
)
def test_what_cannot_be_set_is_refused_in_a_sentence(shop: Scenario, values: dict[str, float], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        altered(shop, values)


def test_the_facts_of_a_number_are_found_by_its_path(shop: Scenario) -> None:
    assert facts_of("world.loss_aversion", shop).plausible == (1, 3)
    assert facts_of("spend.bond", shop).group == "bond"
    with pytest.raises(ScenarioError, match="did you mean"):
        facts_of("world.loss_avrsion", shop)
