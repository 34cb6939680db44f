"""What differs from world to world, and what a world becomes of it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declarations import BEHAVIOURS
from sim.robust.shocks import KNOWN, POACHER
from sim.robust.unknowns import chosen, features, unknowns
from sim.robust.worlds import columns, sample, words_of, world_of
from sim.scenario.altering import altered
from sim.scenario.errors import ScenarioError
from sim.scenario.scenario import read
from tests.robust.known import SHOP


def test_every_unknown_is_an_assumption_and_nothing_of_ours() -> None:
    found = unknowns(SHOP)
    assert {one.facts.mark for one in found if one.facts} == {"assumed"}
    assert not [one.path for one in found if one.path.startswith("firms.shop.")]
    assert {one.path for one in found} >= {"world.memory", "firms.rival.lag", "shocks.recession.month"}


def test_names_choose_groups_paths_and_parts_of_paths() -> None:
    assert [one.path for one in chosen(SHOP, ("lag", "shocks.recession"), ())] == [
        "firms.rival.lag",
        "shocks.recession",
        "shocks.recession.month",
    ]
    assert {one.path.split(".")[0] for one in chosen(SHOP, (), ("world", "rivals"))} == {"shocks"}


def test_any_other_number_can_be_varied_and_says_whose_it_is() -> None:
    cost, loss = chosen(SHOP, ("firms.us.costs.joining", "world.loss_aversion"), ())
    assert cost.meaning == "The Shop: setting up a new customer"
    assert (loss.low, loss.high) == (1, 3)


@pytest.mark.parametrize(
    ("vary", "fix", "told"),
    [
        (("memry",), (), "--vary: nothing unknown is called 'memry'; did you mean memory?"),
        ((), ("rivls",), "--fix: nothing that varies is called 'rivls'; did you mean rivals?"),
        (("price",), (), "--vary: price is ours to decide; make it a strategy, or vary it with `sweep`"),
        ((), ("world", "rivals", "shocks"), "everything is fixed"),
        (("world.word_of_mouth",), (), "plausible at one value only, 1"),
    ],
)
def test_what_cannot_be_varied_is_refused_in_a_sentence(vary: tuple[str, ...], fix: tuple[str, ...], told: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        chosen(SHOP, vary, fix)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_half_of_the_worlds_are_spared_each_shock_and_each_size_is_as_likely() -> None:
    varying = chosen(SHOP, ("shocks",), ())
    points = sample(varying, 600, 1)
    for at, one in enumerate(varying):
        if one.values is not None:
            sizes, counts = np.unique(points[:, at], return_counts=True)
            assert dict(zip(sizes.tolist(), counts.tolist(), strict=True)) == dict(
                zip(sizes.tolist(), (300, 100, 100, 100), strict=True)
            )


def test_a_world_sets_numbers_behaviours_and_shocks_and_is_in_order() -> None:
    strikes = {shock.path: shock.sizes[-1] for shock in KNOWN} | {f"{shock.path}.month": 3.0 for shock in KNOWN}
    poacher = float(BEHAVIOURS.index("poacher"))
    values = {"world.memory": 0.2, "firms.rival.lag": 9.0, "firms.rival.behaviour": poacher, **strikes}
    world = altered(world_of(SHOP, values), {})
    assert (world.world.memory, world.firms["rival"].lag, world.firms["rival"].behaviour) == (0.2, 9, "poacher")
    assert world.firms[POACHER].enters == 3
    struck = world.events[len(SHOP.events) :]
    assert [event.title for event in struck] == ["Price war", "Wage rise", "Recession", "Shortage"]
    assert {event.month for event in struck} == {3}


def test_a_world_without_shocks_has_the_events_and_firms_of_the_scenario() -> None:
    world = world_of(SHOP, {shock.path: 0.0 for shock in KNOWN})
    assert world.events == SHOP.events
    assert list(world.firms) == list(SHOP.firms)


def test_a_world_is_told_by_its_shocks_and_its_rivals() -> None:
    told = words_of(SHOP, {"shocks.recession": 10.0, "shocks.recession.month": 4.0, "firms.rival.behaviour": 1.0})
    assert told == ["a recession from month 4 that takes 10% of demand for eighteen months", "rival is an imitator"]


def test_every_behaviour_is_a_statement_that_holds_in_its_worlds() -> None:
    varying = chosen(SHOP, ("rivals",), ())
    points = sample(varying, 70, 1)
    found = features(SHOP, varying)
    held = columns(varying, points)
    assert held.shape == (70, len(found))
    behaviours = [at for at, one in enumerate(found) if one.is_statement]
    assert len(behaviours) == len(BEHAVIOURS)
    assert (held[:, behaviours].sum(axis=1) == 1).all()
    assert (held[:, behaviours].sum(axis=0) == 10).all()


def test_a_market_without_rivals_knows_no_price_war() -> None:
    alone = SHOP.model_copy(update={"firms": {"shop": SHOP.firms["shop"]}, "events": []})
    paths = [one.path for one in unknowns(alone)]
    assert "shocks.recession" in paths
    assert not [path for path in paths if "price_war" in path or path.startswith("firms.")]


@pytest.mark.parametrize("kind", ["everything", "everything_captive", "everything_repertoire"])
def test_worlds_of_every_kind_of_market_are_in_order(kind: str) -> None:
    scenario = read(f"tests/data/{kind}.yaml")
    varying = chosen(scenario, (), ())
    for point in sample(varying, 6, 2):
        altered(world_of(scenario, dict(zip((one.path for one in varying), point.tolist(), strict=True))), {})
