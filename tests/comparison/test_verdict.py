"""The verdict's two sentences in every situation a strategist can be in."""

from __future__ import annotations

import re

import numpy as np

from sim.intervals import Estimate
from sim.verdict import BreakEven, Race, verdict

NEVER = BreakEven(Estimate(None, None, None), None, 0.0)
IN_MONTH_20 = BreakEven(Estimate(20.0, 18.0, 22.0), 20.0, 1.0)
LUCK = np.array([0.0, 5.0, -3.0, 2.0, -4.0, 1.0, -2.0, 3.0, 4.0, -6.0]) * 1e4
OWN_LUCK = LUCK[::-1] - LUCK


def race(leads: dict[str, float], luck: np.ndarray = LUCK, noise: float = 0.1, back: BreakEven = IN_MONTH_20) -> Race:
    """A baseline worth two million, and strategies ahead of it by something, give or take."""
    values = {"as_is": 2e6 + luck}
    for place, (name, lead) in enumerate(leads.items(), 1):
        values[name] = 2e6 + luck + lead + noise * np.roll(OWN_LUCK[: len(luck)], place)
    titles = {name: name.replace("_", " ").capitalize() for name in values}
    return Race(titles, "as_is", "CNY", values, dict.fromkeys(values, back), dict.fromkeys(values, 3e5))


def sentences(words: str) -> int:
    """How many sentences a verdict has."""
    return len(re.findall(r"[.](?= |$)", words))


def test_a_clear_winner_is_named_with_its_lead_its_certainty_its_payback_and_the_runner_up() -> None:
    told = verdict(race({"punctual": 4e5, "warm": 1e5}))
    assert told.startswith("“Punctual” wins: it is worth CNY 400 thousand more (+20.0%) than “As is”")
    assert "95% interval CNY" in told
    assert "ahead in 100% of 10 runs" in told
    assert "pays back in month 20" in told
    assert "the runner-up, “Warm”, is worth CNY 300 thousand less" in told


def test_a_lead_that_luck_can_explain_cannot_be_told_apart_from_today() -> None:
    told = verdict(race({"punctual": 1e3}, noise=2.0))
    assert "cannot be told apart" in told
    assert "wins" not in told
    assert "Nothing here justifies a change" in told


def test_two_winners_that_cannot_be_told_apart_are_both_named() -> None:
    told = verdict(race({"punctual": 4.001e5, "warm": 4e5}))
    assert "“Punctual” and “Warm” lead" in told
    assert "cannot be told apart" in told and "choose between them on other grounds" in told


def test_the_only_winner_is_shown_with_its_bill() -> None:
    assert "its costs are CNY 300 thousand higher over the horizon" in verdict(race({"punctual": 4e5}))


def test_where_today_is_best_one_stays_as_today() -> None:
    told = verdict(race({"punctual": -4e5, "warm": -1e5}, back=NEVER))
    assert told.startswith("Stay as today")
    assert "“Warm”, is worth CNY 100 thousand less" in told
    assert "does not pay back out of profit within the horizon" in told


def test_where_today_is_best_by_luck_this_is_said() -> None:
    told = verdict(race({"punctual": -1e3}, noise=2.0))
    assert told.startswith("Stay as today")
    assert "cannot be told apart" in told


def test_a_strategy_that_changes_nothing_makes_no_difference_at_all() -> None:
    assert "makes no difference at all" in verdict(race({"punctual": 0.0}, noise=0.0))


def test_a_single_run_is_no_proof() -> None:
    told = verdict(race({"punctual": 4e5}, luck=LUCK[:1]))
    assert "from a single run the two cannot be told apart" in told


def test_a_single_strategy_has_nothing_to_be_compared_with() -> None:
    told = verdict(race({}))
    assert "nothing to compare it with" in told


def test_a_baseline_that_loses_money_is_not_a_base_for_per_cents() -> None:
    losing = race({"punctual": 4e5})
    values = {name: worth - 5e6 for name, worth in losing.total_value.items()}
    assert "%)" not in verdict(Race(losing.titles, "as_is", "CNY", values, losing.break_even, losing.extra_cost))


def test_every_verdict_has_two_sentences() -> None:
    for leads in ({"a": 4e5, "b": 1e5}, {"a": 1e3}, {"a": -4e5}, {"a": 0.0}, {}):
        for noise in (0.0, 0.1, 2.0):
            assert sentences(verdict(race(leads, noise=noise))) == 2
