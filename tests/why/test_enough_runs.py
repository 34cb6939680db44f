"""As many runs as it takes: batch by batch, the same however the work is shared out, and repeatable."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from market.scenarios import DATA

from sim.asking import resized
from sim.cli import main
from sim.compare import compare, values_of
from sim.comparing import Request, compare_and_report, manifest_of, played_until_settled
from sim.declarations import Scenario
from sim.declarations.scenario import Strategy
from sim.playing import Crew, Played, Progress, play
from sim.results import Manifest, json_bytes, read_manifest, write_results
from sim.scenario.scenario import read
from sim.sequential import Decision, Plan, decided

SHOP = DATA / "shop.yaml"


def tiny(**strategies: dict[str, object]) -> Scenario:
    """A shop so small that many runs take no time."""
    scenario = resized(read(SHOP), 6, 120)
    scenario = scenario.model_copy(update={"market": scenario.market.model_copy(update={"run_off": 14})})
    said = {name: Strategy.model_validate({"changes": changes}) for name, changes in strategies.items()}
    return scenario.model_copy(update={"strategies": {"as_is": Strategy(), **said}})


def silent(runs: int) -> Progress:
    """Shows nothing."""
    return lambda done: None


def settled(scenario: Scenario, plan: Plan, workers: int = 1) -> Played:
    """Played until settled."""
    with Crew(workers) as crew:
        return played_until_settled(Manifest("shop", scenario, plan.limit, 3, plan), plan, crew, silent)


def test_a_difference_that_is_nearly_certain_takes_the_first_batch_and_no_more() -> None:
    played = settled(tiny(training={"workforce.training": "+4%"}), Plan())
    assert {name: [run.run for run in some] for name, some in played.items()} == {
        "as_is": list(range(8)),
        "training": list(range(8)),
    }


def test_a_difference_that_does_not_show_takes_all_runs_allowed() -> None:
    played = settled(tiny(dear={"price": 1.6}), Plan(limit=10))
    assert len(played["as_is"]) == 10


def test_batches_come_to_what_one_go_comes_to() -> None:
    scenario = tiny(dear={"price": 1.6})
    batches = settled(scenario, Plan(limit=12))
    whole = play(scenario, 12, 3, workers=1)
    assert {name: values.tolist() for name, values in values_of(batches).items()} == {
        name: values.tolist() for name, values in values_of(whole).items()
    }


def test_the_comparison_says_how_many_runs_it_took() -> None:
    scenario = tiny(training={"workforce.training": "+4%"}, same={})
    played = settled(scenario, Plan())
    comparison = compare(scenario, played, Plan())
    assert "8 runs of each strategy were made, enough to settle every strategy" in comparison.enough
    assert "1 told apart from today and 1 shown to lie within" in comparison.enough
    told = comparison.as_json()["enough_runs"]
    assert told["looks"] == [8] and told["strategies"]["training"]["finding"] == "different"
    assert compare(scenario, played).enough == "" and compare(scenario, played).as_json()["enough_runs"] is None


def test_what_stays_open_is_named() -> None:
    scenario, plan = tiny(dear={"price": 1.6}), Plan(limit=8)
    said = compare(scenario, settled(scenario, plan), plan).enough
    assert "“dear” is still neither told apart from today nor shown to lie within" in said


def test_having_looked_widens_the_interval_of_total_value_only() -> None:
    scenario = tiny(dear={"price": 1.6})
    played = settled(scenario, Plan())
    given, found = (compare(scenario, played, plan).strategies["dear"].measures for plan in (None, Plan()))
    width = [one["total_value"].difference.high - one["total_value"].difference.low for one in (given, found)]
    assert width[1] > width[0]
    assert given["profit"] == found["profit"]


def test_a_first_look_says_so() -> None:
    scenario = tiny(dear={"price": 1.6})
    told = compare(scenario, settled(scenario, Plan(limit=5)), Plan(limit=5), quick=True).verdict
    assert told.startswith("A first look (5 runs of 120 customers): ")


def test_the_manifest_holds_the_runs_made_and_how_they_came_about(tmp_path: Path) -> None:
    written = Manifest("shop", tiny(), 12, 3, Plan(limit=40), why=True)
    write_results(tmp_path / "out", {"manifest.json": json_bytes(written.as_json())})
    assert read_manifest(tmp_path / "out") == written
    asked = partial(Request, None, tmp_path / "out")
    assert manifest_of(asked(None, None, None, None, None, None)) == written
    given = manifest_of(asked(7, None, None, None, None, None))
    assert given.runs == 7 and given.plan is None


@pytest.mark.parametrize("said", ["many", "0", "-3", "1.5"])
def test_a_number_of_runs_that_is_none_is_answered_in_a_sentence(said: str) -> None:
    answered = CliRunner().invoke(main, ["compare", str(SHOP), f"--runs={said}"])
    assert answered.exit_code == 2
    assert "is neither auto nor a whole number" in answered.output


def files_of(folder: Path) -> dict[str, bytes]:
    """What was written, but for the clock."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != "timing.json"}


def request(out: Path, workers: int, manifest: Path | None = None, **more: bool) -> Request:
    """A comparison of the small shop as it is asked for on the command line."""
    return Request(None if manifest else SHOP, manifest, None, None, None, None, workers, out, **more)


@pytest.mark.slow
def test_the_same_bytes_with_one_worker_with_two_and_again_from_the_manifest(tmp_path: Path) -> None:
    one = files_of(compare_and_report(request(tmp_path / "one", 1, why=True)))
    two = files_of(compare_and_report(request(tmp_path / "two", 2, why=True)))
    again = files_of(compare_and_report(request(tmp_path / "again", 2, tmp_path / "one" / "manifest.json")))
    assert {"why_customers.png", "why_levers.png", "why_layers.png"} <= set(one)
    assert [name for name in one if one[name] != two[name]] == []
    assert [name for name in one if one[name] != again[name]] == []


@pytest.mark.slow
def test_verdicts_on_a_built_market_are_as_seldom_false_as_stated() -> None:
    """Blocks of runs of one market: the truth is the mean over all blocks, each block is a comparison of its own."""
    scenario = tiny(pay={"workforce.pay": 1.02}, dear={"price": 1.1}, same={})
    plan, blocks = Plan(limit=27), 40
    values = values_of(play(scenario, plan.limit * blocks))
    truth = {name: float((some - values["as_is"]).mean()) for name, some in values.items()}
    false = sum(is_false(decided(plan, block, "as_is"), truth) for block in in_blocks(values, plan.limit))
    assert truth["dear"] != 0 and truth["same"] == 0
    assert false <= 5  # of 40; five or fewer in 99 of 100 where each is false with a chance of 5%


def in_blocks(values: dict[str, np.ndarray], size: int) -> list[dict[str, np.ndarray]]:
    """Runs in blocks of one comparison each."""
    count = len(values["as_is"]) // size
    return [{name: some[at * size : (at + 1) * size] for name, some in values.items()} for at in range(count)]


def is_false(decision: Decision, truth: dict[str, float]) -> bool:
    """Whether a comparison says of any strategy what is not so."""
    return any(
        truth[name] * (found.low + found.high) <= 0
        if found.finding == "different"
        else found.finding == "alike" and abs(truth[name]) > decision.indifference
        for name, found in decision.strategies.items()
    )
