"""What the next unit of money brings back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pytest

from sim.declarations import LAYERS, Scenario
from sim.ledger import CUSTOMER_COSTS, UNALLOCATED
from sim.marginal.account import accounts, opening_customers
from sim.marginal.levers import OWN_LINES, SPENDING, levers_that_cost
from sim.marginal.marginal import marginal_returns
from sim.marginal.returns import brought_back
from sim.playing import Crew
from sim.reasons import COSTS
from sim.scenario.altering import altered
from sim.scenario.declared import changeable

NOTHING_BUT_PRODUCT: Mapping[str, float | str] = {
    **{f"segments.{segment}.importance.{layer}": 0.1 for segment in ("regulars", "guests") for layer in LAYERS[1:]},
    "world.bond_growth": 0.0,
    "world.ladder": 0.0,
}


def test_a_lever_that_does_nothing_brings_back_nothing(shop: Scenario, crew: Crew) -> None:
    quiet = altered(shop, {"conditions.supply": 1.0})
    quiet = quiet.model_copy(update={"events": []})
    found = marginal_returns(quiet, "as_is", 2, crew, levers=["flexibility.stock", "flexibility.allies"], levels=())
    assert {step.lever.path for step in found.returns} == {"flexibility.stock", "flexibility.allies"}
    for step in found.returns:
        assert step.brings_back.mean == pytest.approx(0.0, abs=1e-9)
        assert step.gain.mean == pytest.approx(-(step.spent.mean or 0.0), rel=1e-9)


def test_a_step_costs_what_the_ledger_says_it_costs(shop: Scenario, crew: Crew) -> None:
    step = marginal_returns(shop, "as_is", 2, crew, levers=["spend.product"], levels=()).returns[0]
    assert step.lever.then == pytest.approx(1.1 * step.lever.now)
    worth = (1 + shop.market.discount_rate) ** (-np.arange(1, shop.market.months + 1) / 12)
    before = accounts(shop, ["as_is"])["as_is"]
    months = worth.sum() + before.months_to_come
    assert step.spent.mean == pytest.approx(0.1 * step.lever.now * opening_customers(shop) * months, rel=0.25)


def test_levers_that_change_nothing_at_all_are_named_and_not_ranked(shop: Scenario, crew: Crew) -> None:
    found = marginal_returns(shop, "as_is", 2, crew, levers=["key_accounts.visits", "spend.bond"], levels=())
    assert found.unmoved == ("key_accounts.visits",)
    assert [step.lever.path for step in found.returns] == ["spend.bond"]


def test_the_finite_difference_converges(shop: Scenario, crew: Crew) -> None:
    """Where a lever acts smoothly (a cost that nobody answers to), the step does not matter at all."""
    quiet = shop.model_copy(update={"events": []})
    by_step = [
        marginal_returns(quiet, "as_is", 2, crew, levers=["flexibility.stock"], levels=(), step=step).returns[0]
        for step in (0.2, 0.05, 0.01)
    ]
    backs = [step.brings_back.mean or 0.0 for step in by_step]
    assert backs == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)


def test_smaller_steps_come_nearer_to_the_slope() -> None:
    """Of a concave response the difference over a step falls short of the slope by half the step's bend."""

    def response(spend: float) -> float:
        return 10 * spend / (spend + 1) - spend

    slope = 10 / 4
    found = [
        float(brought_back(np.full(3, response(1 + step) - response(1)), np.full(3, step)).mean())
        for step in (0.4, 0.2, 0.1, 0.05)
    ]
    errors = [slope - back for back in found]
    assert all(0 < later < 0.6 * earlier for earlier, later in pairwise(errors))


def test_the_mean_over_runs_is_the_ratio_of_the_means() -> None:
    luck = np.random.default_rng(3)
    spent, gain = 5 + luck.normal(size=50), luck.normal(size=50)
    assert float(brought_back(gain, spent).mean()) == pytest.approx(1 + gain.mean() / spent.mean())


def test_two_layers_nobody_cares_for_cannot_be_told_apart(shop: Scenario, crew: Crew) -> None:
    indifferent = altered(shop, NOTHING_BUT_PRODUCT)
    found = marginal_returns(indifferent, "as_is", 3, crew, levers=SPENDING, levels=())
    assert "spend.contact" in found.cannot_be_told_apart_from("spend.bond")


def test_more_on_a_layer_brings_less_and_less(shop: Scenario, crew: Crew) -> None:
    """The first half of today's spending on the product is worth more than a doubling of it."""
    found = marginal_returns(shop, "as_is", 4, crew, levers=(), levels=(0.0, 0.5, 1.0, 2.0))
    curve = next(curve for curve in found.curves if curve.layer == "product")
    assert curve.spend == pytest.approx((0.0, 0.5 * curve.now, curve.now, 2 * curve.now))
    assert curve.value[2].mean == 0
    assert len(curve.brings_back) == 3
    assert (curve.brings_back[0].mean or 0) > (curve.brings_back[2].mean or 0)


def test_every_lever_that_is_spent_as_given_has_its_line_in_the_ledger(shop: Scenario) -> None:
    spent = {path for path, facts in changeable().items() if facts.lever and facts.cost == "as spent"}
    assert spent <= set(OWN_LINES)
    assert {line for lines in OWN_LINES.values() for line in lines} <= {*CUSTOMER_COSTS, *UNALLOCATED}
    assert {*COSTS} == {*CUSTOMER_COSTS, *UNALLOCATED}


def test_levers_stay_within_their_bounds(shop: Scenario) -> None:
    full = altered(shop, {"contact.answering": 1.0})
    lever = next(one for one in levers_that_cost(full, "as_is", 0.1) if one.path == "contact.answering")
    assert (lever.now, lever.then) == (1.0, 0.9)


def test_a_step_lies_over_what_the_strategy_does(shop: Scenario) -> None:
    lever = next(one for one in levers_that_cost(shop, "train", 0.1) if one.path == "workforce.training")
    assert lever.now == pytest.approx(30.0)
    assert lever.change == "+10.000000000%"


@pytest.mark.slow
def test_the_figures_are_the_same_whatever_the_number_of_workers(shop: Scenario) -> None:
    def told(workers: int) -> str:
        with Crew(workers) as some:
            return json.dumps(marginal_returns(shop, "as_is", 5, some, levers=SPENDING, levels=(0.5, 1.0)).as_json())

    assert told(1) == told(2)
