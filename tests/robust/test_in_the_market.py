"""Worlds of a market that is played."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declarations import Scenario, Strategy
from sim.playing import Crew
from sim.robust.judging import robustness
from sim.robust.played import PlayedWorlds, WorldPlay, play_worlds
from sim.robust.question import Question
from sim.robust.robustness import Robustness
from sim.robust.unknowns import chosen
from sim.robust.worlds import sample
from sim.scenario.altering import altered
from tests.robust.known import SHOP, of_strategies

BARE = SHOP.market.model_copy(update={"known": {}})
SMALL = altered(
    SHOP.model_copy(update={"events": [], "trends": [], "market": BARE}),
    {"market.customers": 150, "market.run_off": 12},
)
AS_IS = SMALL.strategies["as_is"]


def played(scenario: Scenario, vary: tuple[str, ...], worlds: int, runs: int = 1) -> PlayedWorlds:
    varying = chosen(scenario, vary, ())
    with Crew(1) as crew:
        points = sample(varying, worlds, 1)
        return play_worlds(WorldPlay(scenario, 1), varying, points, tuple(scenario.strategies), runs, crew)


def judged(scenario: Scenario, vary: tuple[str, ...], worlds: int, runs: int = 1) -> Robustness:
    question = Question(worlds, runs, 1, vary)
    return robustness(scenario, question, chosen(scenario, vary, ()), played(scenario, vary, worlds, runs))


def with_strategies(scenario: Scenario, **changes: dict[str, float | str]) -> Scenario:
    """A scenario with today's strategy and others."""
    others = {name: Strategy(title=name, changes=some) for name, some in changes.items()}
    return scenario.model_copy(update={"strategies": {"as_is": AS_IS, **others}})


def test_a_market_in_which_allies_pay_in_a_shortage_only_loses_without_one() -> None:
    scenario = with_strategies(SMALL, allies={"flexibility.allies": 1.0})
    found = judged(scenario, ("shortage", "wage_rise", "recession", "world.memory", "world.unrest"), 96)
    assert found.favourite in ("as_is", "allies")
    when = {"allies": "no shortage comes", "as_is": "a shortage comes"}[found.favourite]
    assert found.losing[0].when == f"loses mostly when {when}"
    assert found.tornadoes[0].bars[0].feature.path == "shocks.shortage"
    assert found.losing[0].found.regions[0].density > 0.8


def test_luck_is_the_same_in_all_worlds() -> None:
    found = played(with_strategies(SMALL, cheap={"price": "-5%"}), ("world.habit_pull",), 5, runs=2)
    assert np.ptp(found.total_value, axis=0).tolist() == [0.0, 0.0]
    assert found.total_value[0, 0] != found.total_value[0, 1]


def test_two_strategies_that_do_the_same_tie_in_every_world() -> None:
    found = judged(with_strategies(SMALL, the_same={}), ("world.memory", "shocks"), 8)
    assert found.nobody.share == 1.0
    assert (found.regret == 0).all()


def test_a_single_strategy_in_a_market_of_one_firm_works() -> None:
    alone = of_strategies(SMALL, "as_is").model_copy(update={"firms": {"shop": SMALL.firms["shop"]}})
    found = judged(alone, (), 8)
    assert found.failures == ()
    assert found.strategies["as_is"].wins.share == 1.0


def test_a_firm_that_goes_under_is_a_result() -> None:
    shop = SMALL.firms["shop"]
    poor = shop.model_copy(update={"opening": shop.opening.model_copy(update={"cash": 0.0, "credit": 0.0})})
    scenario = with_strategies(
        SMALL.model_copy(update={"firms": {**SMALL.firms, "shop": poor}}), give_away={"price": 0.01}
    )
    found = judged(scenario, ("recession",), 6)
    assert found.failures == ()
    assert found.strategies["give_away"].without_customers == 6


@pytest.mark.parametrize("kind", ["captive", "repertoire"])
def test_every_kind_of_market_can_be_tried(kind: str) -> None:
    other = SMALL.model_copy(update={"market": SMALL.market.model_copy(update={"kind": kind})})
    found = judged(of_strategies(other, "as_is", "cheap"), (), 6)
    assert found.failures == ()
