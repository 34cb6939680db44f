"""What a play comes to: the parts add up to the total."""

from __future__ import annotations

import pytest

from sim.declarations import Scenario
from sim.ledger import UNALLOCATED
from sim.marginal.account import accounts, opening_customers
from sim.market.market import Market
from sim.measures import total_value
from sim.scenario.altering import altered
from sim.scenario.scenario import read
from sim.simulate import simulate

KINDS = ("tests/data/shop.yaml", "tests/data/everything_repertoire.yaml", "tests/data/everything_captive.yaml")


@pytest.mark.parametrize("file", KINDS)
def test_what_customers_bring_less_what_nobody_causes_is_the_total_value(file: str) -> None:
    case = altered(read(file), {"market.customers": 150, "market.months": 6, "market.burn_in": 3, "market.run_off": 15})
    one = accounts(case, [case.baseline])[case.baseline]
    assert one.by_segment.sum() - one.cost_of(UNALLOCATED) == pytest.approx(one.total_value, rel=1e-9)
    assert one.total_value == pytest.approx(total_value(simulate(case, case.baseline)), rel=1e-12)


def test_a_market_without_a_run_off_ends_at_the_horizon(shop: Scenario) -> None:
    case = altered(shop, {"market.run_off": 0})
    one = accounts(case, [case.baseline])[case.baseline]
    assert one.by_segment.sum() - one.cost_of(UNALLOCATED) == pytest.approx(one.total_value, rel=1e-9)


@pytest.mark.parametrize("file", ["tests/data/shop.yaml", "scenarios/airline.yaml", "scenarios/grocer.yaml"])
def test_firms_open_with_the_customers_expected_but_for_luck(file: str) -> None:
    case = read(file)
    expected = opening_customers(case)
    assert Market(case).firm(case.us).size == pytest.approx(expected, rel=0.12)
