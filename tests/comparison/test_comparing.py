"""Strategies set side by side: what is paired, how surely, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sim.compare import Comparison, compare
from sim.declarations import Scenario
from sim.intervals import doubt, estimate, holm, share_better
from sim.measures import BETTER, measures, profit
from sim.reasons import discounted_lines, line_differences
from sim.runs import Run

Play = Callable[..., dict[str, list[Run]]]
SEVEN = {"mean", "low", "high", "difference", "difference_low", "difference_high", "probability_better"}


def test_a_strategy_compared_with_itself_differs_by_exactly_nothing(scenario: Scenario, play: Play) -> None:
    outcome = compare(scenario, play(5, {"as_is": 0.0, "warm": 0.0})).strategies["warm"]
    for name, measured in outcome.measures.items():
        assert (measured.difference.mean, measured.difference.low, measured.difference.high) == (0.0, 0.0, 0.0)
        assert measured.probability_better == (None if BETTER[name] == "none" else 0.5)
    assert outcome.break_even.median is None
    assert set(outcome.lines.values()) == {0.0}


def test_the_lines_of_the_ledger_sum_to_the_difference_in_profit(runs: dict[str, list[Run]]) -> None:
    lines = line_differences(runs["punctual"], runs["as_is"])
    earned = np.mean([profit(one) - profit(other) for one, other in zip(runs["punctual"], runs["as_is"], strict=True)])
    assert sum(lines.values()) == pytest.approx(earned, rel=1e-9)


def test_the_lines_of_one_run_sum_to_its_profit(run: Callable[..., Run]) -> None:
    assert sum(discounted_lines(run()).values()) == pytest.approx(profit(run()), rel=1e-12)


def test_the_interval_of_a_difference_is_the_paired_one(comparison: Comparison, runs: dict[str, list[Run]]) -> None:
    pairs = zip(runs["warm"], runs["as_is"], strict=True)
    differences = [measures(one)["total_value"] - measures(other)["total_value"] for one, other in pairs]
    expected = stats.ttest_1samp(differences, 0.0)
    low, high = expected.confidence_interval(0.95)
    measured = comparison.strategies["warm"].measures["total_value"].difference
    assert (measured.low, measured.high) == pytest.approx((low, high))
    assert doubt(np.array(differences)) == pytest.approx(expected.pvalue)


def test_ties_count_half() -> None:
    assert share_better(np.array([0.0, 0.0])) == 0.5
    assert share_better(np.array([1.0, 0.0, 0.0, -1.0, -1.0])) == pytest.approx(2 / 5)


def test_one_lucky_strategy_among_many_proves_less_than_one_alone() -> None:
    alone = holm({"a": 0.03})
    among_many = holm({"a": 0.03, "b": 0.5, "c": 0.9, "d": 0.7})
    assert alone["a"] == 0.03
    assert among_many["a"] == pytest.approx(0.12)


def test_a_single_run_gives_means_without_intervals(scenario: Scenario, play: Play) -> None:
    measured = compare(scenario, play(1)).strategies["punctual"].measures["total_value"]
    assert measured.value == estimate(np.array([measured.value.mean]))
    assert measured.difference.mean is not None
    assert measured.difference.low is None


def test_comparison_json_keeps_its_contract(comparison: Comparison) -> None:
    told = json.loads(json.dumps(comparison.as_json(), allow_nan=False))
    plain = {"scenario", "baseline", "verdict", "runs", "months", "customers", "seed", "currency", "strategies"}
    assert plain | {"reasons"} <= set(told)
    for name, strategy in told["strategies"].items():
        assert strategy["title"]
        for measure in (*BETTER, "break_even_month"):
            assert set(strategy[measure]) >= SEVEN
            if name == told["baseline"]:
                assert strategy[measure]["difference"] is None
                assert strategy[measure]["probability_better"] is None


def test_a_firm_without_customers_yields_nulls_and_no_nan(scenario: Scenario, deserted: dict[str, list[Run]]) -> None:
    told = json.loads(json.dumps(compare(scenario, deserted).as_json(), allow_nan=False))
    assert told["strategies"]["warm"]["retention"]["mean"] is None
    assert told["strategies"]["warm"]["retention"]["probability_better"] is None
    assert told["strategies"]["warm"]["customers"]["mean"] == 0.0


def test_the_order_in_which_runs_arrive_does_not_matter(scenario: Scenario, runs: dict[str, list[Run]]) -> None:
    shuffled = {name: [some[place] for place in (3, 0, 5, 1, 4, 2)] for name, some in runs.items()}
    assert compare(scenario, shuffled) == compare(scenario, runs)


def test_runs_on_different_luck_are_not_compared(scenario: Scenario, runs: dict[str, list[Run]]) -> None:
    other_seed = [replace(one, seed=2) for one in runs["warm"]]
    with pytest.raises(ValueError, match="are not pairs"):
        compare(scenario, {**runs, "warm": other_seed})
    with pytest.raises(ValueError, match="are not pairs"):
        compare(scenario, {**runs, "warm": runs["warm"][:-1]})


def test_without_the_baseline_there_is_nothing_to_compare_with(scenario: Scenario, runs: dict[str, list[Run]]) -> None:
    with pytest.raises(ValueError, match="'as_is' was not played"):
        compare(scenario, {"warm": runs["warm"]})


def test_reasons_speak_of_customers_sales_costs_and_their_sum(comparison: Comparison) -> None:
    told = " ".join(comparison.reasons)
    for words in (
        "we hold",
        "reason for leaving",
        "Sales brought",
        "Costs were",
        "spending on execution",
        "in 60 months",
    ):
        assert words in told
