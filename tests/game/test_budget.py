"""The plan of a round in money: it agrees with the books to come, and with its own formulae."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.game.budget import PLANNED, budget, consequences, planned
from sim.game.controls import controls
from sim.game.history import History, Round
from sim.game.outcome import Outcome
from sim.game.plan import COSTS, SALES, held_by_largest, projection, spread_of_needs
from sim.game.table import at_hand, play
from sim.ledger import COLUMN, REVENUE
from tests.game.games import decided, history
from tests.game.shop import PARTING, SEAT, opening, shop_game

GAME = shop_game()
EVERYTHING = {
    "key_accounts.share": 0.2,
    "key_accounts.visits": 0.2,
    "key_accounts.delivery": 0.5,
    "terms.loyalty_reward": 0.04,
    "technicians.regulars": 0.05,
    "listening.effort": 0.5,
    "flexibility.stock": 0.5,
    "poaching.offers": 0.05,
    "acquisition.referral_reward": 20.0,
    "workforce.training": 60.0,
}
"""A lever behind every line of the plan."""


def of_round(outcome: Outcome, line: str, seat: str = SEAT) -> float:
    """What a round's books hold in a line."""
    return float(outcome.of_round(line)[outcome.place(seat)])


def sales(outcome: Outcome) -> float:
    return sum(of_round(outcome, name) for name in REVENUE)


def test_where_nothing_changes_the_plan_is_what_the_next_round_books() -> None:
    before = play(GAME, history(decided(team_1=EVERYTHING), Round()))
    after = play(GAME, history(decided(team_1=EVERYTHING), Round(), Round()))
    plan = projection(GAME, before, SEAT, {}).next
    for line in set(PLANNED) & set(COLUMN):
        # Visits are few, and paid by chance.
        near = 0.2 if line == "visiting" else 0.08
        assert plan[line] == pytest.approx(of_round(after, line), rel=near), line
        assert plan[line] > 0, line
    assert plan[SALES] == pytest.approx(sales(after), rel=0.05)
    booked = [of_round(after, line) for line in set(PLANNED) & set(COLUMN)]
    assert sum(plan[line] for line in set(PLANNED) & set(COLUMN)) == pytest.approx(sum(booked), rel=0.03)


def test_what_is_newly_spent_is_planned_at_about_what_it_will_cost() -> None:
    before, after = play(GAME, history(Round())), play(GAME, history(Round(), decided(team_1=EVERYTHING)))
    plan = projection(GAME, before, SEAT, EVERYTHING).next
    for line in ("visiting", "rewards", "flexibility", "training", "listening"):
        assert plan[line] == pytest.approx(of_round(after, line), rel=0.25), line
    assert plan["key_accounts"] == pytest.approx(of_round(after, "key_accounts"), rel=0.4)


def test_layer_spending_is_planned_to_the_coin() -> None:
    levers = {"spend.product": 5.5, "acquisition.spend": 4.0}
    plan = projection(GAME, opening(), SEAT, levers).next
    after = play(GAME, history(decided(team_1=levers)))
    assert plan["spend_product"] == pytest.approx(of_round(after, "spend_product"), abs=0.01)
    assert plan["advertising"] == pytest.approx(of_round(after, "advertising"), abs=0.01)


def test_a_step_of_a_control_costs_what_it_says() -> None:
    control = next(one for one in controls(GAME, float(opening().sizes[0])) if one.path == "spend.systems")
    more = float(control.shown(opening().levers[SEAT]["spend.systems"])) + control.step
    rise = sum(planned(GAME, opening(), SEAT, {"spend.systems": control.lever(more)}).values()) - sum(
        planned(GAME, opening(), SEAT, {}).values()
    )
    assert rise == pytest.approx(control.step, rel=0.1)


def test_whole_levers_or_only_changes_give_the_same_plan() -> None:
    changed = {"workforce.pay": 1.1}
    whole = opening().levers[SEAT] | changed
    assert planned(GAME, opening(), SEAT, changed) == planned(GAME, opening(), SEAT, whole)


def test_the_opening_plan_takes_its_share_of_the_budget() -> None:
    plan = sum(planned(GAME, opening(), SEAT, {}).values())
    assert budget(GAME, opening(), opening(), SEAT) == pytest.approx(GAME.file.budget * plan, rel=0.02)


def test_help_and_fines_move_the_budget_by_as_much() -> None:
    usual = budget(GAME, opening(), opening(), SEAT)
    assert budget(GAME, opening(), opening(), SEAT, 500.0) == pytest.approx(usual + 500.0)
    assert budget(GAME, opening(), opening(), SEAT, -1e12) == 0.0


def test_who_sells_more_may_spend_more() -> None:
    outcome = play(GAME, PARTING)
    money = {seat: budget(GAME, opening(), outcome, seat) for seat in GAME.seats}
    sold = {seat: sum(of_round(outcome, name, seat) for name in REVENUE) for seat in GAME.seats}
    assert sorted(money, key=money.__getitem__) == sorted(sold, key=sold.__getitem__)


def test_the_consequences_of_doing_nothing_are_last_rounds_books() -> None:
    outcome = play(GAME, history(Round()))
    found = consequences(GAME, opening(), outcome, SEAT, {})
    assert found.profit.before == pytest.approx(of_round(outcome, "profit"), abs=0.01)
    assert found.sales.before == pytest.approx(sales(outcome), abs=0.01)
    assert found.people.before == found.people.next or found.people.next == pytest.approx(found.people.before, rel=0.05)


def test_a_lower_price_costs_sales_and_leaves_the_plan() -> None:
    same, cheap = (consequences(GAME, opening(), opening(), SEAT, levers) for levers in ({}, {"price": 0.9}))
    assert cheap.sales.next == pytest.approx(0.9 * same.sales.next)
    assert cheap.planned == same.planned
    assert same.profit.next - cheap.profit.next == pytest.approx(0.1 * same.sales.next)


def test_consequences_look_at_the_past_only() -> None:
    outcome = play(GAME, history(Round()))
    known = consequences(GAME, opening(), outcome, SEAT, {"price": 0.8})
    # Whatever the market goes on to be, the same outcome gives the same consequences.
    unknown = replace(outcome, run_off=np.zeros_like(outcome.run_off), standing=np.zeros_like(outcome.standing))
    assert consequences(GAME, opening(), unknown, SEAT, {"price": 0.8}) == known


def test_a_plan_beyond_the_budget_is_said_to_be() -> None:
    found = consequences(GAME, opening(), opening(), SEAT, {"spend.bond": 40.0})
    assert found.over == pytest.approx(found.planned - found.budget)
    assert found.over > 0
    assert "over the budget" in found.sentences("EUR")[0]
    assert "Take EUR" in found.sentences("EUR")[0]


def test_a_firm_that_lost_everybody_may_plan_nothing_and_breaks_nothing() -> None:
    outcome = play(GAME, History())
    empty = replace(outcome, months=np.zeros_like(outcome.months))
    found = consequences(GAME, opening(), empty, SEAT, {"price": 0.9})
    assert found.budget == 0.0
    assert np.isfinite([found.sales.next, found.planned, found.profit.next]).all()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_is_decided_money_adds_up(data: st.DataObject) -> None:
    levers = {
        one.path: one.lever(round(data.draw(st.floats(one.least, one.most)), 3))
        for one in data.draw(st.lists(st.sampled_from(controls(GAME, 400.0)), max_size=6))
        if not one.whole
    }
    found = consequences(GAME, opening(), opening(), SEAT, levers)
    next = projection(GAME, opening(), SEAT, levers).next
    assert found.planned == pytest.approx(sum(planned(GAME, opening(), SEAT, levers).values()))
    costs = sum(next[line] for line in COSTS) + next["referral_rewards"]
    assert found.profit.next == pytest.approx(next[SALES] - costs)
    assert all(line.next >= 0 for line in found.plan)


@given(st.floats(0, 1), st.floats(0, 3))
def test_the_largest_hold_at_least_their_share(share: float, spread: float) -> None:
    assert share - 1e-9 <= held_by_largest(share, spread) <= 1.0


def test_what_the_largest_hold_agrees_with_the_people_of_the_market() -> None:
    people = at_hand(GAME).after(History()).town.customers
    spend = np.sort(people["spend"])[::-1]
    fifth = spend[: len(spend) // 5].sum() / spend.sum()
    assert held_by_largest(0.2, spread_of_needs(GAME.case)) == pytest.approx(fifth, abs=0.03)
