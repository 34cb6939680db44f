"""The pictures and sentences of why: every word inside the frame, the figures those of comparison.json."""

from __future__ import annotations

import json

import numpy as np
import pytest
from comparison.conftest import made_up_runs, made_up_scenario
from comparison.test_pictures import words_outside

from sim.compare import Comparison, compare
from sim.comparing import Reasons, results_of
from sim.ledger import REASONS, UNALLOCATED
from sim.report.drawing import png, style
from sim.report.why_plots import Step, shortened, why_plots
from sim.results import Manifest
from sim.why.customers import CustomerSplit, customer_split
from sim.why.following import ACCOUNT, ACCOUNTS, Followed
from sim.why.sentences import customer_sentence
from sim.why.split import split
from sim.why.why import Why

SEGMENTS = 2


def made_up_following(run: int, **accounts: float) -> Followed:
    """A run in which everybody was followed, with money in some accounts and lines of spending."""
    money, spending = np.zeros((2, len(ACCOUNTS))), np.zeros((2, len(UNALLOCATED)))
    for name, amount in accounts.items():
        row, place = (spending, UNALLOCATED.index(name)) if name in UNALLOCATED else (money, ACCOUNT[name])
        row[:, place] = amount / 2 * (1 + 0.01 * run)
    counts = np.zeros((SEGMENTS, len(ACCOUNTS)), dtype=np.int64)
    counts[0, ACCOUNT["stayed_execution"]] = 40 + run
    total = float(money.sum() + spending.sum())
    return Followed("punctual", run, total, money, spending, counts, np.zeros(0), np.zeros(0, dtype=np.int8))


def followed_people(**accounts: float) -> CustomerSplit:
    """Two such runs."""
    return customer_split(made_up_scenario(), [made_up_following(run, **accounts) for run in range(2)])


def reasons(factor: float = 1.0) -> Why:
    """Everything there is to say of one strategy."""
    money = {f"stayed_{reason}": 9e4 * factor / (1 + place) for place, reason in enumerate(REASONS)}
    money |= {"stayed_execution": 9e5 * factor, "won_referral": 3e5 * factor, "both_sales": 2e5, "both_contact": -1e5}
    people = followed_people(**money | {"left_price": -4e4, "spend_execution": -5e5, "wages": -1e5})
    levers = {f"spend.{layer}": np.array([factor * 1e5 * place]) for place, layer in enumerate(("bond", "systems"), -1)}
    by_lever = split(sum(levers.values()), levers, {name: f"Spending on {name} " * 2 for name in levers})
    return Why({"punctual": by_lever}, {"punctual": by_lever}, {"punctual": people}, "punctual")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Two strategies compared."""
    return compare(made_up_scenario(), made_up_runs(2, {"as_is": 0.0, "punctual": 0.5}))


@pytest.mark.parametrize("factor", [1.0, -1.0, 1e-5, 0.0])
def test_every_word_of_the_waterfalls_is_inside_the_frame(comparison: Comparison, factor: float) -> None:
    drawn = why_plots(comparison, reasons(factor))
    assert list(drawn) == ["why_customers", "why_levers", "why_layers"]
    for name, picture in drawn.items():
        with style():
            assert words_outside(picture) == [], name


def test_a_single_lever_needs_no_picture(comparison: Comparison) -> None:
    one = split(np.array([5.0]), {"price": np.array([5.0])}, {"price": "Price"})
    assert why_plots(comparison, Why({"punctual": one})) == {}


def test_the_same_reasons_give_the_same_picture(comparison: Comparison) -> None:
    def picture() -> bytes:
        with style():
            return png(why_plots(comparison, reasons())["why_customers"])

    assert picture() == picture()


def test_the_bars_of_a_waterfall_sum_to_the_whole() -> None:
    amounts = np.random.default_rng(1).normal(size=40) ** 3
    bars = shortened([Step(str(place), float(amount)) for place, amount in enumerate(amounts)])
    assert len(bars) <= 11
    assert sum(bar.amount for bar in bars) == pytest.approx(amounts.sum())


def test_the_sentence_names_the_largest_source_and_what_stands_against_it() -> None:
    people = followed_people(stayed_execution=9e5, both_sales=6e5, wages=-1e5, won_referral=1e4)
    assert customer_sentence(people, "CNY") == (
        "Of the CNY 1.42 million more, CNY 904 thousand comes from customers who stay and would have left over "
        "execution (delivery) and CNY 603 thousand comes from what customers buy who are ours either way. "
        "Against that stands CNY 100 thousand from higher costs for wages."
    )


def test_the_sentence_of_a_loss_says_where_it_goes() -> None:
    people = followed_people(left_price=-3e5, both_premium=1e5)
    assert customer_sentence(people, "CNY").startswith(
        "Of the CNY 201 thousand less, CNY 302 thousand comes from customers who leave for a better price and would"
    )


def test_no_difference_needs_no_sentence() -> None:
    assert customer_sentence(followed_people(), "CNY") == ""


def test_report_and_comparison_json_hold_what_was_found() -> None:
    scenario, runs = made_up_scenario(), made_up_runs(2, {"as_is": 0.0, "punctual": 0.5})
    files = results_of(Manifest("late", scenario, 2, 1), compare(scenario, runs), runs, Reasons(reasons()))
    told, page = json.loads(files["comparison.json"])["attribution"]["punctual"], files["report.html"].decode()
    assert {"why_customers.png", "why_levers.png", "why_layers.png"} <= set(files)
    assert all(sentence in page.replace("&#39;", "'") for sentence in told["sentences"])
    assert told["customers"]["people"]["stayed"] == {"business": 40.5, "leisure": 0.0}
    assert "stayed, and would have left" in page and "40.5" in page
