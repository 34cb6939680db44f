"""Mesa's own tools work on the market: batches, data collection, sets of agents; and a market dropped is gone."""

from __future__ import annotations

import gc
import inspect
import weakref
from typing import Any

import mesa
import numpy as np
import pytest
from mesa.agent import AgentSet

from sim.ledger import COLUMN
from sim.market.collecting import REPORTED
from sim.market.market import Engine, Market

from .scenarios import FILES, airlines, everything


def batch(**given: Any) -> list[dict[str, Any]]:
    """Mesa's batch run with one process and three replications, by whichever name this Mesa knows for them."""
    ways = inspect.signature(mesa.batch_run).parameters
    seeds = {"rng": [None]} if "rng" in ways else {"iterations": 1}
    fixed = {"scenario": str(FILES["subscription"]), "collect": True}
    return mesa.batch_run(Market, fixed | given, number_processes=1, display_progress=False, **seeds)


def test_batch_run_plays_every_strategy_to_the_horizon() -> None:
    rows = batch(strategy=["as_is", "better", "cheap"], run=[0, 1])
    assert len(rows) == 6
    for row in rows:
        market = Market(FILES["subscription"], row["strategy"], row["run"])
        market.advance(36)
        assert row["Step"] in (35, 36)  # Mesa 3.3 counts the last step from 0
        for name in REPORTED:
            assert row[name] == market.ledger[-1][market.us, COLUMN[name]], name


def test_batch_run_sets_levers_of_our_firm() -> None:
    rows = batch(**{"workforce.pay": [0.8, 1.2]})
    poorly, well = sorted(rows, key=lambda row: row["workforce.pay"])
    assert poorly["morale"] < well["morale"]


def test_a_data_collector_gathers_our_firm_month_by_month() -> None:
    market = Market(airlines(), collect=True)
    market.advance(16)
    assert market.datacollector
    frame = market.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == list(REPORTED)
    gathered = frame["customers"].dropna().to_numpy(dtype=float)
    assert np.array_equal(gathered, np.stack(market.ledger)[:, market.us, COLUMN["customers"]])


def test_the_model_stops_running_at_its_horizon() -> None:
    market = Market(airlines(market={"months": 3, "burn_in": 2}))
    months = 0
    while market.running:
        market.step()
        months += 1
    assert months == 5


@pytest.mark.parametrize("engine", ["compiled", "agents"])
def test_customers_of_a_firm_are_a_set_of_agents(engine: Engine) -> None:
    market = Market(airlines(market={"customers": 60}), engine=engine)
    market.advance(3)
    ours = market.customers_of("our_air")
    assert isinstance(ours, AgentSet)
    assert len(ours) == market.month_of(market.firm("our_air"))["customers"]
    satisfaction = ours.get("satisfaction")
    assert all(0 <= score <= 100 for score in satisfaction)
    pleased = ours.select(lambda customer: customer.satisfaction > 50)
    assert len(pleased) == sum(score > 50 for score in satisfaction)
    assert ours.agg("spend", sum) == pytest.approx(sum(ours.get("spend")))
    assert set(ours.get("provider")) == {"our_air"}


def test_a_customers_attributes_read_its_row() -> None:
    market = Market(airlines())
    market.advance(5)
    for customer in market.customers_of("our_air"):
        row, relation = market.town.customers[customer.who], market.town.relations[customer.who, 0]
        assert customer.bond == relation["bond"]
        assert customer.satisfaction == 100 * relation["satisfaction"]
        assert customer.tenure == market.clock - row["joined"]


def test_firms_are_ordinary_agents_of_the_model() -> None:
    market = Market(airlines())
    assert [firm.name for firm in market.firms] == list(market.firm_names)
    assert set(market.firms) <= set(market.agents)
    assert len({firm.unique_id for firm in market.agents}) == len(market.agents)


def test_looking_at_customers_again_makes_no_new_agents() -> None:
    market = Market(airlines())
    market.step()
    market.customers_of("our_air")
    known = len(market.agents)
    market.customers_of("our_air")
    assert len(market.agents) == known
    assert market.customer(3) is market.customer(3)


@pytest.mark.parametrize("engine", ["compiled", "agents"])
def test_a_market_nobody_holds_any_more_is_forgotten(engine: Engine) -> None:
    market = Market(everything(customers=30), engine=engine)
    market.advance(2)
    market.customers_of("ours")
    seen = weakref.ref(market)
    del market
    gc.collect()
    assert seen() is None
