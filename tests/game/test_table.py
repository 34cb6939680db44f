"""The market of a game follows from its history: to the byte, in any order, in any process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sim.game.table
from sim.game.history import History, Round, Shock
from sim.game.reading import game_to_json, read_game
from sim.game.table import Table, at_hand, play
from sim.ledger import CHANNELS, COLUMN, REASONS
from sim.scenario.errors import ScenarioError

from .games import DATA, LIVELY, as_bytes, decided, history, street, table, with_shock

ROOT = Path(__file__).parents[2]
IN_ANOTHER_PROCESS = """
import json, sys
from sim.game.reading import game_from_json
from sim.game.table import play
from tests.game.games import LIVELY, as_bytes
game = game_from_json(json.load(sys.stdin))
sys.stdout.buffer.write(as_bytes(play(game, LIVELY)))
"""
NOTHING = Round()
IDLE = history(NOTHING, NOTHING)


def test_a_table_laid_anew_gives_the_same_bytes() -> None:
    assert as_bytes(Table(street()).outcome(LIVELY)) == as_bytes(table().outcome(LIVELY))


def test_another_process_gives_the_same_bytes() -> None:
    told_game = json.dumps(game_to_json(street())).encode()
    played = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS], input=told_game, capture_output=True, cwd=ROOT, check=True
    )
    assert played.stdout == as_bytes(table().outcome(LIVELY))


def test_going_back_and_on_again_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.game.table, "MARKETS", 1)
    monkeypatch.setattr(sim.game.table, "OUTCOMES", 1)
    fresh = Table(street())
    first = [as_bytes(outcome) for outcome in fresh.outcomes(LIVELY)]
    elsewhere = LIVELY.before(2).followed_by(decided(team_2={"price": 0.8})).followed_by(NOTHING)
    assert as_bytes(fresh.outcome(elsewhere)) != first[3]
    assert [as_bytes(fresh.outcome(LIVELY.before(number))) for number in (4, 2, 3, 1)] == [
        first[at] for at in (3, 1, 2, 0)
    ]


def test_a_table_keeps_no_more_than_it_may() -> None:
    fresh = Table(street())
    for price in range(sim.game.table.MARKETS + 3):
        fresh.after(history(decided(team_1={"price": 0.9 + 0.01 * price})))
    assert len(fresh._markets) == sim.game.table.MARKETS


def test_what_is_asked_first_changes_nothing() -> None:
    forward, backward = Table(street()), Table(street())
    last = backward.outcome(LIVELY)
    assert [as_bytes(one) for one in forward.outcomes(LIVELY)] == [as_bytes(one) for one in backward.outcomes(LIVELY)]
    assert as_bytes(last) == as_bytes(forward.outcome(LIVELY))


def test_the_order_in_which_seats_send_their_decisions_does_not_matter() -> None:
    first = LIVELY.rounds[0]
    turned = History((replace(first, decisions=first.decisions[::-1]), *LIVELY.rounds[1:]))
    assert as_bytes(table().outcome(turned)) == as_bytes(table().outcome(LIVELY))


def test_whoever_is_looked_at_as_ours_and_whatever_the_language_the_market_is_the_same() -> None:
    played = table().outcome(LIVELY)
    ours = replace(street(), case=street().case.model_copy(update={"us": "team_3"}))
    assert as_bytes(Table(ours).outcome(LIVELY)) == as_bytes(played)
    assert as_bytes(Table(street().in_language("zh")).outcome(LIVELY)) == as_bytes(played)
    assert at_hand(street().in_language("zh")) is at_hand(street())
    assert as_bytes(play(street(), LIVELY)) == as_bytes(played)


def test_deciding_on_what_is_set_already_changes_nothing() -> None:
    before, plain = table().outcome(LIVELY), table().outcome(LIVELY.followed_by(NOTHING))
    same = {seat: {path: before.levers[seat][path] for path in ("price", "spend.bond")} for seat in street().seats}
    assert as_bytes(table().outcome(LIVELY.followed_by(decided(**same)))) == as_bytes(plain)


def test_levers_stand_until_they_are_set_anew() -> None:
    outcome = table().outcome(LIVELY)
    assert outcome.levers["team_1"]["price"] == 0.92
    assert outcome.levers["team_1"]["workforce.pay"] == 1.1
    assert outcome.levers["team_3"]["price"] == 1.05
    assert "costs.goods" not in outcome.levers["team_1"]


def test_what_cannot_be_decided_is_refused_in_a_sentence() -> None:
    for values in ({"price": 1000.0}, {"price": float("nan")}, {"costs.goods": 0.1}, {"prise": 1.0}):
        with pytest.raises(ScenarioError, match="team_1"):
            table().outcome(history(decided(team_1=values)))


def test_a_round_played_with_other_luck_leaves_all_rounds_before_it_as_they_were() -> None:
    unlucky = replace(LIVELY.rounds[1], luck=7)
    other = History((LIVELY.rounds[0], unlucky, LIVELY.rounds[2]))
    same, changed = table().outcome(LIVELY), table().outcome(other)
    before = same.begins - street().file.months
    assert same.months[:before].tobytes() == changed.months[:before].tobytes()
    assert not np.array_equal(same.months[before:], changed.months[before:])
    people = [table().after(one).town.customers["spend"].tobytes() for one in (LIVELY, other)]
    assert people[0] == people[1]


def test_teams_open_alike_up_to_luck() -> None:
    opening = table().opening()
    levers = [opening.levers[seat] for seat in street().seats]
    assert levers[0] == levers[1] == levers[2]
    names = {seat: street().case.firms[seat].model_copy(update={"title": None}) for seat in street().seats}
    assert len({firm.model_dump_json() for firm in names.values()}) == 1
    held = opening.now("customers")
    assert np.all(np.abs(held - held.mean()) < 4 * np.sqrt(held.mean()))


def test_no_seat_is_better_than_another() -> None:
    totals = np.array([Table(read_game(DATA / "street.yaml", seed=seed)).outcome(IDLE).total[:3] for seed in range(16)])
    shares = totals / totals.sum(axis=1, keepdims=True)
    error = shares.std(axis=0, ddof=1) / np.sqrt(len(shares))
    assert np.all(np.abs(shares.mean(axis=0) - 1 / 3) < 4 * error)
    assert np.all(shares.std(axis=0) > 0)


def test_customers_and_money_are_conserved() -> None:
    for before, outcome in zip(table().outcomes(LIVELY), table().outcomes(LIVELY)[1:], strict=False):
        joined = sum(outcome.of_round(f"joined_{channel}") for channel in CHANNELS)
        left = sum(outcome.of_round(f"left_{reason}") for reason in REASONS)
        assert np.array_equal(outcome.now("customers"), before.now("customers") + joined - left)
        assert np.array_equal(outcome.flows[:-1].sum(axis=(1, 2)), left)
        assert np.array_equal(outcome.flows[:, :-1].sum(axis=(0, 2)), joined)
        banked = outcome.of_round("profit") + outcome.extra - before.extra
        assert outcome.now("cash") == pytest.approx(before.now("cash") + banked)
        assert outcome.months[: before.months.shape[0]].tobytes() == before.months.tobytes()
        assert outcome.begins == len(before.months)


def test_money_given_or_taken_moves_cash_and_nothing_else() -> None:
    with_money = table().outcome(LIVELY)
    first, second, third = LIVELY.rounds
    without = table().outcome(history(first, replace(second, bought=(), given=()), third))
    assert with_money.column("profit").tobytes() == without.column("profit").tobytes()
    assert with_money.run_off.tobytes() == without.run_off.tobytes()
    assert with_money.now("cash") - without.now("cash") == pytest.approx(with_money.extra)
    assert with_money.profit - without.profit == pytest.approx([-120.0, 500.0, -80.0, 0.0])


def test_a_firm_without_cash_and_credit_closes_for_good_and_its_customers_are_free() -> None:
    fined = replace(NOTHING, given=(("team_1", -1e9),))
    ruined = table().outcome(history(fined))
    assert ruined.open == (False, True, True, True)
    assert ruined.now("customers")[0] == 0 and table().opening().now("customers")[0] > 0
    assert ruined.run_off[0] == 0
    helped = table().outcome(history(fined, replace(NOTHING, given=(("team_1", 2e9),))))
    assert not helped.open[0] and helped.of_round("revenue_base")[0] == 0
    in_time = replace(NOTHING, given=(("team_1", -1e9), ("team_1", 1e9)))
    assert table().outcome(history(in_time)).open[0]


def shock(firm: str | None, path: str, change: float | str, months: int | None) -> Shock:
    """A shock of one change."""
    return Shock("trouble", "Trouble", firm, ((path, change),), months)


def faults_by_month(past: History, months: int) -> list[list[float]]:
    """How many times the usual slips happen at each firm, month by month of the last round."""
    market, seen = table().begun(past), []
    for _ in range(months):
        market.step()
        seen.append([firm.now["conditions.faults"] for firm in market.firms])
    return seen


def test_a_shock_strikes_its_firm_in_its_months_only() -> None:
    struck = with_shock(NOTHING, shock("team_2", "conditions.faults", "+100%", 3))
    assert faults_by_month(history(struck), 2) == [[1, 2, 1, 1]] * 2
    assert faults_by_month(history(struck, NOTHING), 2) == [[1, 2, 1, 1], [1, 1, 1, 1]]
    everybody = with_shock(NOTHING, shock("all", "conditions.faults", 3, None))
    assert faults_by_month(history(NOTHING, everybody, NOTHING), 2) == [[3, 3, 3, 3]] * 2


def test_in_its_first_month_a_firms_bad_luck_is_no_other_firms() -> None:
    calm, struck = (
        table().outcome(history(closed)).months[1]
        for closed in (NOTHING, with_shock(NOTHING, shock("team_2", "conditions.faults", 5, 1)))
    )
    slips = [COLUMN[name] for name in ("slips_minor", "slips_major")]
    assert np.array_equal(calm[[0, 2, 3]][:, slips], struck[[0, 2, 3]][:, slips])
    assert struck[1, slips].sum() > calm[1, slips].sum()


def test_a_recession_is_felt_until_it_is_over() -> None:
    recession = history(with_shock(NOTHING, shock(None, "demand", "-40%", 2)), NOTHING, NOTHING)
    ratio = table().outcome(recession).column("revenue_base").sum(axis=1)
    usual = table().outcome(history(NOTHING, NOTHING, NOTHING)).column("revenue_base").sum(axis=1)
    assert ratio[1:3] / usual[1:3] == pytest.approx([0.6, 0.6], rel=0.1)
    assert ratio[4:] / usual[4:] == pytest.approx([1.0] * 3, rel=0.1)


def test_the_computer_plays_a_seat_only_in_the_rounds_it_is_asked_to() -> None:
    played = replace(NOTHING, computers=(("team_1", "relationship_builder"),))
    after, later = table().outcome(history(played)), table().outcome(history(played, NOTHING))
    opening = table().opening().levers
    assert after.levers["team_1"]["spend.bond"] > opening["team_1"]["spend.bond"]
    assert after.levers["team_2"] == opening["team_2"]
    assert later.levers["team_1"] == after.levers["team_1"]


def test_a_rival_does_what_people_decide_for_it_in_rounds_in_which_they_do() -> None:
    builder = street().case.firms["rival"].model_copy(update={"behaviour": "relationship_builder"})
    case = street().case.model_copy(update={"firms": {**street().case.firms, "rival": builder}})
    outcomes = Table(replace(street(), case=case)).outcomes(history(decided(rival={"price": 0.9}), NOTHING))
    opening, by_people, by_itself = (outcome.levers["rival"] for outcome in outcomes)
    assert by_people == opening | {"price": 0.9}
    assert by_itself["spend.bond"] > opening["spend.bond"] and by_itself["price"] == 0.9


def test_a_computer_that_comes_back_knows_nothing_of_its_earlier_price() -> None:
    reactive = replace(NOTHING, computers=(("team_1", "reactive"),))
    quarters = replace(street(), file=street().file.model_copy(update={"months": 3}))
    market = Table(quarters).begun(history(reactive, decided(team_1={"price": 1.3}), reactive))
    assert market.firm("team_1").memory == {}
    market.advance(3)
    assert market.firm("team_1").base["price"] == pytest.approx(1.3, rel=0.05)


def test_the_horizon_is_all_rounds_of_the_game() -> None:
    assert table().horizon == 8 == street().case.market.months


def test_voices_are_heard_for_every_team_and_no_rival() -> None:
    seats = {voice.seat for voice in table().outcome(LIVELY).voices}
    assert seats and seats <= set(street().seats)
    assert table().opening().voices == ()
