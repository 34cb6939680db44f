"""By levers and by layers: what a strategy done in part is worth, shared out with nothing left over."""

from __future__ import annotations

import numpy as np
import pytest
from market.scenarios import DATA, FILES

from sim.declarations.scenario import Strategy
from sim.measures import total_value
from sim.playing import Crew, play
from sim.scenario.scenario import read
from sim.simulate import simulate, simulate_all
from sim.why.games import PLAIN, THOROUGH, Depth
from sim.why.levers import groups_of, levers_of, with_coalitions, with_only
from sim.why.split import Split, part
from sim.why.why import splits, why, why_by_lever

RUNS = 2


def with_strategy(scenario, **said):
    """A scenario whose only other strategy is this one."""
    strategies = {scenario.baseline: scenario.strategies[scenario.baseline], "other": Strategy.model_validate(said)}
    return scenario.model_copy(update={"strategies": strategies})


def split_up(scenario, depth: Depth = THOROUGH) -> dict[str, dict[str, Split]]:
    """The splits of all strategies over two runs."""
    runs = play(scenario, RUNS, workers=1)
    with Crew(1) as crew:
        return splits(
            scenario, runs, [name for name in runs if name != scenario.baseline], depth, crew, lambda done: None
        )


def amounts(split: Split) -> dict[str, float]:
    """The parts by name."""
    return {one.name: one.mean for one in split.parts}


@pytest.fixture(scope="module")
def shop():
    """A small market."""
    return read(DATA / "shop.yaml")


@pytest.mark.parametrize(
    "file", [DATA / "shop.yaml", FILES["repertoire"], FILES["captive"]], ids=lambda file: file.stem
)
def test_levers_and_layers_sum_to_the_difference(file):
    scenario = read(file)
    runs = play(scenario, RUNS, workers=1)
    found = split_up(scenario, Depth(exact=4, pairs=1, layers=True))
    for name in found["levers"]:
        true = np.mean(
            [total_value(a) - total_value(b) for a, b in zip(runs[name], runs[scenario.baseline], strict=True)]
        )
        for kind in ("levers", "layers"):
            assert sum(amounts(found[kind][name]).values()) == pytest.approx(true, rel=1e-9)


def test_one_lever_gets_all(shop):
    found = split_up(with_strategy(shop, changes={"price": "-5%"}))
    split = found["levers"]["other"]
    assert amounts(split) == {"price": pytest.approx(split.total, rel=1e-12)}
    assert amounts(found["layers"]["other"]) == {"commercial": pytest.approx(split.total, rel=1e-12)}


def test_levers_that_do_nothing_get_nothing(shop):
    idle = {"key_accounts.trust": 0.9, "listening.interval": 12, "price": "-5%"}
    found = amounts(split_up(with_strategy(shop, changes=idle))["levers"]["other"])
    assert found["key_accounts.trust"] == found["listening.interval"] == 0.0
    assert found["price"] != 0.0


def test_levers_that_work_only_together_share_equally(shop):
    together = {"key_accounts.share": 0.3, "key_accounts.visits": 0.5}
    split = split_up(with_strategy(shop, changes=together))["levers"]["other"]
    first, second = amounts(split).values()
    assert first == second == pytest.approx(split.total / 2)


def test_a_strategy_like_the_baseline_has_no_parts(shop):
    found = split_up(with_strategy(shop, title="The same under another name"))
    assert found["levers"]["other"] == Split(0.0, ())


def test_a_lever_changed_in_several_phases_is_one_lever_and_keeps_its_months(shop):
    said = {
        "from": 2,
        "until": 4,
        "changes": {"price": "-5%", "workforce.pay": 1.1},
        "phases": [{"from": 6, "changes": {"price": "-8%"}}],
    }
    scenario = with_strategy(shop, **said)
    assert levers_of(scenario, "other") == ("price", "workforce.pay")
    alone = with_only(scenario, "other", ["price"])
    spans = [(phase.from_, phase.until, phase.changes) for phase in alone.phases if phase.changes]
    assert spans == [(2, 4, {"price": "-5%"}), (6, None, {"price": "-8%"})]


def test_all_levers_together_are_the_strategy_and_none_the_baseline(shop):
    levers = frozenset(levers_of(shop, "train"))
    wider, named = with_coalitions(shop, "train", [levers, frozenset()])
    whole, nothing = (total_value(run) for run in simulate_all(wider, named.values()))
    assert whole == total_value(simulate(shop, "train"))
    assert nothing == total_value(simulate(shop, "as_is"))


def test_what_the_baseline_itself_changes_belongs_to_it(shop):
    both = {"as_is": Strategy.model_validate({"changes": {"price": "-2%", "workforce.pay": 1.05}}),
            "other": Strategy.model_validate({"changes": {"price": "-2%", "workforce.training": "+10%"}})}  # fmt: skip
    scenario = shop.model_copy(update={"strategies": both})
    assert set(levers_of(scenario, "other")) == {"workforce.pay", "workforce.training"}
    parts = with_only(scenario, "other", ["workforce.training"]).phases
    changes = {path: change for phase in parts for path, change in phase.changes.items()}
    assert changes == {"price": "-2%", "workforce.pay": 1.05, "workforce.training": "+10%"}


def test_many_levers_are_sampled_with_an_error_and_still_sum(shop):
    changes = {f"spend.{layer}": "+10%" for layer in ("product", "systems", "execution", "contact")}
    split = split_up(with_strategy(shop, changes=changes), PLAIN)["levers"]["other"]
    assert split.orders == 2
    assert all(one.standard_error is not None for one in split.parts)
    assert sum(amounts(split).values()) == pytest.approx(split.total, rel=1e-9)


def test_sampled_shares_come_near_the_exact_ones(shop):
    changes = {f"spend.{layer}": "+30%" for layer in ("product", "systems", "execution", "contact")}
    scenario = with_strategy(shop, changes=changes)
    exact = amounts(split_up(scenario)["levers"]["other"])
    sampled = amounts(split_up(scenario, Depth(3, 6, False))["levers"]["other"])
    whole = sum(map(abs, exact.values()))
    assert all(abs(sampled[lever] - exact[lever]) < 0.15 * whole for lever in exact)


def test_how_a_firm_decides_is_a_group_of_its_own():
    assert dict(groups_of(["behaviour", "price", "spend.bond", "attention.guests"], "shop")) == {
        "execution": frozenset({"attention.guests"}),
        "bond": frozenset({"spend.bond"}),
        "commercial": frozenset({"price"}),
        "decisions": frozenset({"behaviour"}),
    }


def test_parts_that_leave_something_over_are_refused():
    with pytest.raises(ValueError, match=r"leave -1\.0 over"):
        Split(3.0, (part("a", "A", np.array([2.0])),))


def test_why_is_the_same_whatever_the_number_of_workers(shop):
    runs = play(shop, 4, workers=1)
    with Crew(1) as alone, Crew(2) as two:
        told = [why(shop, runs, "train", crew, lambda done: None).as_json(shop) for crew in (alone, two)]
    assert told[0] == told[1]
    assert len(told[0]["stories"]) == 3
    assert {"levers", "layers", "customers", "sentences"} <= set(told[0]["attribution"]["train"])


def test_the_parts_of_levers_and_of_customers_are_of_the_same_whole(shop):
    runs = play(shop, RUNS, workers=1)
    with Crew(1) as crew:
        found = why(shop, runs, "train", crew, lambda done: None)
        plain = why_by_lever(shop, runs, ["train"], crew, lambda done: None)
    assert found.customers["train"].whole.total == pytest.approx(found.levers["train"].total, rel=1e-9)
    assert plain.levers["train"].total == found.levers["train"].total
    assert plain.as_json(shop).keys() == {"attribution"}
