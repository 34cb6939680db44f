"""Enough runs and no more: errors stay as rare as stated, however often one looks and whatever the strategies."""

from __future__ import annotations

import numpy as np
import pytest

from sim.sequential import Decision, Plan, decided, doubt_at, independent_runs, repeated_interval

REPETITIONS = 1000
BASELINE = 100.0


def experiment(seed: int, truths: dict[str, float], noise: float = 3.0) -> Decision:
    """Total values of strategies with known true differences; luck is shared, but not all of it."""
    draws = np.random.default_rng(seed)
    shared = BASELINE + 20.0 * draws.standard_normal(100)
    values = {name: shared + truth + noise * draws.standard_normal(100) for name, truth in truths.items()}
    return decided(Plan(), {"as_is": shared, **values}, "as_is")


def wrong(decision: Decision, truths: dict[str, float]) -> bool:
    """Whether anything that was found is false: a sign where there is none or another, or alike where it is not."""
    return any(
        (low > 0 >= truth or high < 0 <= truth)
        if settled.finding == "different"
        else settled.finding == "alike" and abs(truth) > 0.011 * BASELINE
        for name, settled in decision.strategies.items()
        for truth, low, high in [(truths[name], settled.low, settled.high)]
    )


@pytest.mark.parametrize(
    "truths",
    [
        {"none": 0.0, "nothing": 0.0, "nought": 0.0, "null": 0.0},
        {"just_beyond": 1.2, "just_below": -1.2},
        {"nothing": 0.0, "small": 0.5, "large": 4.0},
    ],
)
def test_false_findings_are_rarer_than_stated(truths):
    false = sum(wrong(experiment(seed, truths), truths) for seed in range(REPETITIONS))
    assert false / REPETITIONS <= 0.05


def test_looking_as_often_without_correction_would_err_more_often():
    """The test above could fail: uncorrected intervals at every look do."""
    looks, false = Plan().looks(), 0
    for seed in range(300):
        values = np.random.default_rng(seed).standard_normal((4, 100))
        naive = (1.0 / doubt_at(1)) * 0.05  # undoes the first look's share of doubt
        false += any(
            low > 0 or high < 0
            for row in values
            for count in looks
            for low, high in [repeated_interval(row[:count], 1, 1, 1.0 - naive)]
        )
    assert false / 300 > 0.2


def test_a_large_difference_is_settled_at_the_first_look():
    decision = experiment(1, {"large": 60.0})
    assert decision.looks == (8,)
    assert decision.found("different") == ["large"]


def test_no_difference_is_shown_to_lie_within_the_indifference():
    values = BASELINE + 20 * np.random.default_rng(3).standard_normal(100)
    decision = decided(Plan(), {"as_is": values, "same": values}, "as_is")
    assert decision.found("alike") == ["same"]
    assert decision.indifference == pytest.approx(0.01 * values[:8].mean())
    assert decision.strategies["same"].independent_runs is None


def test_what_can_be_neither_told_apart_nor_called_alike_stays_open_at_the_limit():
    decision = experiment(2, {"unclear": 1.0}, noise=10.0)
    assert decision.found("open") == ["unclear"] and not decision.is_settled
    assert decision.runs == 100


def test_what_is_settled_stays_settled_while_others_are_played_on():
    decision = experiment(5, {"large": 60.0, "unclear": 1.0}, noise=10.0)
    assert decision.strategies["large"].runs == 8 < decision.runs


def test_asking_after_every_batch_or_at_the_end_comes_to_the_same():
    draws = np.random.default_rng(8)
    base = BASELINE + draws.standard_normal(100)
    values = {"as_is": base, "other": base + 0.9 + 1.5 * draws.standard_normal(100)}
    whole = decided(Plan(), values, "as_is")
    made = {name: some[: whole.runs] for name, some in values.items()}
    assert decided(Plan(), made, "as_is") == whole


def test_the_limit_is_kept():
    assert Plan(limit=5).looks() == (5,)
    assert Plan(limit=13).looks() == (8, 12, 13)
    assert decided(Plan(limit=1), {"as_is": np.ones(1), "b": np.zeros(1)}, "as_is").found("open") == ["b"]


def test_shared_luck_saves_runs_in_the_ratio_of_variances():
    draws = np.random.default_rng(4)
    shared = BASELINE + 10 * draws.standard_normal(4000)
    better = shared + 5 + draws.standard_normal(4000)
    assert independent_runs(better, shared) == pytest.approx(201 * 4000, rel=0.1)
