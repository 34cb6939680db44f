"""What the pictures say: titles that are sentences, numbers that add up, long names and firms without customers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure

from sim.compare import compare
from sim.declarations import Scenario
from sim.report.drawing import png, style
from sim.report.flows_plot import LOST, WON, bars_of, total
from sim.report.ladder_plot import finding, ladder
from sim.report.plots import plots
from sim.report.value_plot import PARTS, in_all, stacked, value_by_year
from sim.report.whale_plot import as_shares, costing, whale_finding
from sim.runs import Run

from .test_pictures import words_outside

Play = Callable[..., dict[str, list[Run]]]
LONG = "A strategy whose title somebody wrote without a thought for the pictures"


def titles(drawn: dict[str, Figure]) -> list[str]:
    """The sentences over the pictures."""
    return [picture.texts[0].get_text().replace("\n", " ") for picture in drawn.values()]


def without_customers(run: Run) -> Run:
    """The same run of a market nobody came to."""
    return replace(
        run,
        **{name: np.zeros_like(getattr(run, name)) for name in ("months", "flows", "value", "whale", "base_value")},
        relationship_months=np.zeros_like(run.relationship_months),
    )


def many(scenario: Scenario) -> Scenario:
    """The same market with seven strategies of long names."""
    kind = type(scenario.strategies["warm"])
    others = {f"other_{place}": kind(title=f"{LONG} {place}") for place in range(4)}
    return scenario.model_copy(update={"strategies": scenario.strategies | others})


def test_seven_strategies_with_long_titles_fit(scenario: Scenario, play: Play) -> None:
    names = ["as_is", "punctual", "warm", *(f"other_{place}" for place in range(4))]
    runs = play(2, {name: 0.1 * place for place, name in enumerate(names)})
    drawn = plots(compare(many(scenario), runs), runs)
    for name in ("ladder", "flows", "value", "whale", "shares"):
        with style():
            assert words_outside(drawn[name]) == [], name


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("empty", [("as_is", "punctual", "warm"), ("punctual", "warm"), ("as_is",)])
def test_a_firm_without_customers_is_drawn(scenario: Scenario, play: Play, empty: tuple[str, ...]) -> None:
    runs = {name: [without_customers(run) if name in empty else run for run in some] for name, some in play(2).items()}
    for picture in plots(compare(scenario, runs), runs).values():
        with style():
            assert png(picture)


def test_the_same_runs_give_the_same_bytes(scenario: Scenario, play: Play) -> None:
    def drawn() -> dict[str, bytes]:
        runs = play(2)
        with style():
            return {name: png(picture) for name, picture in plots(compare(scenario, runs), runs).items()}

    assert drawn() == drawn()


def test_titles_are_sentences_in_plain_words(scenario: Scenario, runs: dict[str, list[Run]]) -> None:
    for title in titles(plots(compare(scenario, runs), runs)):
        assert title[0].isupper()
        assert len(title.split()) > 4
        assert "_" not in title


def test_the_ladder_names_the_step_that_disappoints_most(runs: dict[str, list[Run]]) -> None:
    assert finding(ladder(runs["as_is"])) == "customers are let down most by personal care"
    assert finding(np.array([[50, 50], [50, 51], [70, 60], [50, 50], [50, 50]])) == (
        "customers get more than they expect, most of all in execution"
    )


def test_rare_reasons_are_drawn_together_and_nobody_is_lost(runs: dict[str, list[Run]]) -> None:
    lost = bars_of(LOST, runs, "other reasons")
    for name, some in runs.items():
        left = np.mean([sum(run.ours(line).sum() for line in LOST) for run in some])
        assert total(lost, name) == pytest.approx(left)
    assert "left the market" not in lost
    assert "on a friend's word" in bars_of(WON, runs, "other ways")


def test_what_friends_bring_lies_on_top_of_the_sum_and_is_no_part_of_it(runs: dict[str, list[Run]]) -> None:
    value = value_by_year(runs["punctual"])
    places = stacked(value)
    tops = sum(np.maximum(places[part][1], 0) for part in PARTS)
    assert np.allclose(places["referrals"][0], tops)
    assert np.allclose(in_all(value), sum(places[part][1] for part in PARTS))


def test_the_profit_curve_says_who_brings_and_who_costs() -> None:
    curve = np.interp(np.arange(101), [0, 20, 90, 100], [0.0, 80.0, 110.0, 100.0])
    assert whale_finding(curve) == "the best 20% of customers bring 80% of the profit, the worst 10% cost money"
    assert costing(curve) == 10
    assert as_shares(curve, loss=False)[-1] == 1.0
    assert whale_finding(-curve) == "customers together cost more than they bring, the worst 100% cost money"
