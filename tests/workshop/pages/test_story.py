"""The room's story follows from the round's figures."""

from __future__ import annotations

from dataclasses import replace

from sim.game.history import Shock
from sim.workshop.pages.movements import movement, movement_in_words
from sim.workshop.pages.story import followed, leading, loser, story, struck, winner
from tests.workshop.pages.markets import NAMES, outcome

FOG = Shock("fog", "Fog", "all", (("conditions.faults", 2.0),))
MOVES = {("team_2", "team_1", "price"): 7, ("rival", "team_1", "contact"): 3, ("team_1", None, "out_of_market"): 2}


def test_who_gained_most_is_told_with_whom_they_came_from_and_why() -> None:
    told = winner(outcome(moves=MOVES), NAMES)
    assert told == (
        "Herons gained most: 8 customers more than it lost. "
        "The largest part came from Larks (7 customers), most often for the price."
    )


def test_who_shrank_most_is_told_with_the_reason() -> None:
    assert loser(outcome(moves=MOVES), NAMES) == (
        "Larks shrank most: 7 customers fewer. Its customers left most often for the price."
    )


def test_where_nobody_moves_nobody_is_praised_or_blamed() -> None:
    assert winner(outcome(), NAMES) == "Nobody won more customers than it lost."
    assert loser(outcome(), NAMES) == ""


def test_a_shock_is_told_only_where_it_was_announced() -> None:
    rounds = [outcome(round=0), outcome()]
    assert story(rounds, NAMES, [FOG], {})[0] == "Fog struck all firms."
    assert "Fog" not in " ".join(story(rounds, NAMES, [replace(FOG, announced=False)], {}))
    assert struck(replace(FOG, firm="team_2"), NAMES) == "Fog struck Larks."
    assert struck(replace(FOG, firm=None), NAMES) == "Fog struck the market."


def test_who_moves_most_of_the_way_to_what_a_rival_had_set_has_followed_it() -> None:
    led = {"team_1": {"spend.product": 9.0}}
    rounds = [outcome(round=0), outcome(levers=led), outcome(round=2, levers=led | {"rival": {"spend.product": 8.0}})]
    visible = {"spend.product": "Layer 1: product"}
    assert followed(rounds, NAMES, visible) == "Quickdraw followed Herons: Layer 1: product."
    assert followed(rounds, NAMES, {"price": "Price"}) == ""


def test_moving_at_the_same_time_or_only_a_little_is_no_following() -> None:
    visible = {"spend.product": "Layer 1: product"}
    both = {"team_1": {"spend.product": 9.0}, "rival": {"spend.product": 9.0}}
    assert followed([outcome(round=0), outcome(levers=both)], NAMES, visible) == ""
    led = {"team_1": {"spend.product": 9.0}}
    little = led | {"rival": {"spend.product": 6.0}}
    assert followed([outcome(round=0), outcome(levers=led), outcome(round=2, levers=little)], NAMES, visible) == ""


def test_the_lesson_is_told_where_who_earned_most_is_not_ahead() -> None:
    stands = outcome(profit=(100.0, 300.0, 0.0), run_off=(900.0, 200.0, 0.0))
    assert leading(stands, NAMES, "EUR") == (
        "Larks has earned most so far (EUR 300), but Herons is ahead with EUR 1,000: its customers will bring more."
    )
    alike = outcome(profit=(500.0, 300.0, 0.0), run_off=(900.0, 200.0, 0.0))
    assert leading(alike, NAMES, "EUR") == "Herons is ahead with EUR 1,400, of which EUR 500 is earned already."


def test_a_team_reads_where_its_customers_came_from_and_went() -> None:
    moved = movement(outcome(moves=MOVES), "team_1")
    assert (moved.won, moved.lost, moved.net) == (10, 2, 8)
    assert movement_in_words(moved, NAMES) == (
        "10 customers came to you, 7 of them from Larks. "
        "2 customers left you; most often because they left the market (2)."
    )
    assert movement_in_words(movement(outcome(), "rival"), NAMES) == "Nobody came to you. Nobody left you."


def test_a_firm_that_had_to_close_is_told_once() -> None:
    rounds = [outcome(round=0), replace(outcome(), open=(True, False, True))]
    assert "Larks ran out of cash and credit and has closed." in story(rounds, NAMES, [], {})
    rounds.append(replace(outcome(round=2), open=(True, False, True)))
    assert not any("closed" in sentence for sentence in story(rounds, NAMES, [], {}))
