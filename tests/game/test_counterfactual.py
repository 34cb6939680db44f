"""Decisions undone: all else held, the same luck, and the difference of two plays."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.game.counterfactual import (
    TurningPoint,
    Undone,
    best_and_worst,
    in_customers,
    sentence,
    turning_points,
    undone,
)
from sim.game.history import History, Round
from sim.game.table import play
from tests.game.games import LIVELY, decided, history, street
from tests.game.shop import PARTING, shop_game

GAME = shop_game()


def point(seat: str, round: int, *paths: str) -> TurningPoint:
    return TurningPoint(seat, round, "people", paths, 1.0)


def found(worth: float, customers: float = 0.0, *paths: str) -> Undone:
    return Undone(point("team_1", 3, *(paths or ("workforce.training",))), worth, customers, 1e6)


def test_undoing_nothing_changes_nothing() -> None:
    nothing = undone(GAME, PARTING, point("team_1", 2, "price"))
    assert (nothing.worth, nothing.customers) == (0.0, 0.0)


def test_the_worth_is_the_difference_of_two_plays() -> None:
    one = undone(GAME, PARTING, point("team_2", 1, "price"))
    never = decided(team_1=PARTING.rounds[0].of("team_1"))
    played, otherwise = play(GAME, PARTING), play(GAME, History((never, *PARTING.rounds[1:])))
    at = played.place("team_2")
    assert one.worth == float(otherwise.total[at] - played.total[at])
    assert one.customers == float(otherwise.now("customers")[at] - played.now("customers")[at])
    assert one.value == float(played.total[at])
    assert one.worth != 0


def test_a_decision_of_the_last_round_can_be_undone() -> None:
    one = undone(GAME, PARTING, point("team_3", 3, "spend.product"))
    played, otherwise = (
        play(GAME, PARTING),
        play(GAME, History((*PARTING.rounds[:2], decided(team_1={"complaints.speed": 0.8})))),
    )
    assert one.worth == float(otherwise.total[2] - played.total[2])


def test_all_else_is_held_as_it_was() -> None:
    without = PARTING.without("team_1", 1, ("price",))
    assert without.rounds[0].of("team_1") == {"spend.bond": 6.0, "spend.product": 6.0}
    assert without.rounds[0].of("team_2") == PARTING.rounds[0].of("team_2")
    assert without.rounds[1:] == PARTING.rounds[1:]


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_what_is_undone_twice_is_undone_once(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(turning_points(street(), LIVELY)))
    without = LIVELY.without(one.seat, one.round, one.paths)
    assert undone(street(), without, one).worth == 0.0


def test_every_decision_that_changes_something_is_a_turning_point() -> None:
    points = turning_points(GAME, PARTING)
    told = {(one.seat, one.round, one.group): set(one.paths) for one in points}
    assert told == {
        ("team_1", 1, "price"): {"price"},
        ("team_1", 1, "layers"): {"spend.bond", "spend.product"},
        ("team_2", 1, "price"): {"price"},
        ("team_1", 2, "people"): {"workforce.training"},
        ("team_2", 2, "people"): {"workforce.training", "workforce.pay"},
        ("team_1", 3, "complaints"): {"complaints.speed"},
        ("team_3", 3, "layers"): {"spend.product"},
    }


def test_every_team_has_its_largest_change_undone_before_others_have_their_second() -> None:
    points = turning_points(GAME, PARTING)
    assert {one.seat for one in points[:3]} == set(GAME.seats)
    for seat in GAME.seats:
        sizes = [one.size for one in points if one.seat == seat]
        assert sizes == sorted(sizes, reverse=True)
    assert turning_points(GAME, PARTING, most=2) == points[:2]


def test_setting_a_lever_to_what_it_is_is_no_decision() -> None:
    same = history(decided(team_1={"price": 1.0}), decided(team_1={"price": 0.9}), decided(team_1={"price": 0.9}))
    assert [one.round for one in turning_points(GAME, same)] == [2]
    assert turning_points(GAME, history(Round(), Round())) == []


def test_turning_points_can_be_sent_to_other_processes() -> None:
    points = turning_points(GAME, PARTING)
    assert pickle.loads(pickle.dumps(points)) == points


def test_the_best_and_the_worst_decision() -> None:
    good, bad, other = found(-300.0), found(500.0), found(20.0)
    assert best_and_worst([bad, good, other]) == (good, bad)
    assert best_and_worst([good]) == (good, None)
    assert best_and_worst([bad]) == (None, bad)
    assert best_and_worst([]) == (None, None)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            found(240_000.0, 312.0),
            "Had you left training unchanged in round 3, you would stand EUR 240 thousand higher; "
            "312 more customers would be yours.",
        ),
        (
            found(-1_500_000.0, -1.0, "workforce.pay", "workforce.training"),
            "Had you left what you do for your people unchanged in round 3, you would stand EUR 1.50 million lower; "
            "1 customer fewer would be yours.",
        ),
    ],
)
def test_an_undone_decision_in_words(one: Undone, said: str) -> None:
    assert sentence(one, "EUR") == said


@given(st.integers(-2000, 2000))
def test_customers_are_counted_either_way(difference: int) -> None:
    said = in_customers(difference)
    assert said.endswith("would be yours.")
    assert (f"{abs(difference):,}" in said) == (difference != 0)
