"""The allocator in a market that is played, whose best division is known by construction."""

from __future__ import annotations

import pytest

from sim.allocate.allocating import allocation
from sim.allocate.purse import purse_of
from sim.allocate.question import Question
from sim.allocate.trying import Bench, plausible_worlds
from sim.declarations import LAYERS, Scenario
from sim.playing import Crew
from sim.robust.worlds import sample
from sim.scenario.altering import altered, value_at
from sim.sweep.parameters import uncertainties

ASKED = Question(250.0, "as_is", trials=20, runs=3)


def caring_only_for(layer: str, shop: Scenario) -> Scenario:
    """A market in which spending on any other layer is money lost.

    Nobody cares for another layer, no layer closes those above it, and nothing fails at any.
    """
    quiet = shop.model_copy(update={"events": [], "trends": []})
    cares = {
        f"segments.{segment}.importance.{one}": 5.0 if one == layer else 0.0
        for segment in shop.segments
        for one in LAYERS
    }
    size = {"market.customers": 100, "market.months": 18, "market.run_off": 24}
    return altered(quiet, size | cares | {"world.ladder": 0.0, "world.slip_worst": 0.0})


@pytest.mark.parametrize(
    "layer",
    [
        "contact",
        *(pytest.param(layer, marks=pytest.mark.slow) for layer in ("product", "systems", "execution", "bond")),
    ],
)
def test_nearly_the_whole_budget_goes_to_the_only_layer_that_counts(layer: str, shop: Scenario) -> None:
    market = caring_only_for(layer, shop)
    purse = purse_of(market, ASKED)
    with Crew(1) as crew:
        found = allocation(ASKED, purse, Bench((market,), "as_is", purse, 1, crew))
    assert found.best.amounts[f"spend.{layer}"] >= 0.9 * ASKED.budget
    least, _ = found.ranges[f"spend.{layer}"]
    assert least >= 0.8 * ASKED.budget
    wasted = [found.references[f"all_in_spend.{other}"] for other in LAYERS if other != layer]
    assert not any(one.nearly_as_good for one in (*wasted, found.references["equal"]))


def test_plausible_worlds_are_those_of_robust_but_for_rivals_and_shocks(shop: Scenario) -> None:
    own, *others = plausible_worlds(shop, 4, 1)
    assumed = uncertainties(shop)
    assert own is shop
    for world, point in zip(others, sample(assumed, 4, 1).tolist(), strict=True):
        assert [value_at(one.path, world) for one in assumed] == pytest.approx(point)
        assert (world.firms, world.events) == (shop.firms, shop.events)
