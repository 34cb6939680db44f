"""Voices of customers: who is heard, what is told of them, and in which words."""

from __future__ import annotations

import time

import numpy as np
import pytest

from sim.game.outcome import Voice
from sim.game.table import at_hand, play
from sim.game.told import KINDS, told, told_story
from sim.game.voices import MOST_LINES, MOST_VOICES, Told, lines_of, tellable, voices_of
from sim.language.messages import speaking
from sim.market.journal import EVERYBODY
from sim.market.market import Market
from sim.market.records import EVENT
from sim.rules import journal
from sim.rules.switching import REFERRAL
from tests.game.shop import PARTING, shop_game

GAME = shop_game()
NAMES = {"team_1": "The Herons", "team_2": "{0} <b>", "team_3": "C"}


def market_after() -> Market:
    """The market at the end of the last round, with everybody's journal of it."""
    market = at_hand(GAME).begun(PARTING, EVERYBODY)
    market.advance(GAME.file.months)
    return market


MARKET = market_after()
VOICES = voices_of(MARKET, MARKET.journal.events(), GAME)


@pytest.fixture(params=VOICES, ids=lambda voice: f"{voice.seat} {voice.kind}")
def voice(request: pytest.FixtureRequest) -> Voice:
    """Every voice in turn."""
    found: Voice = request.param
    return found


def test_every_team_hears_up_to_three_different_customers() -> None:
    for seat in GAME.seats:
        theirs = [one.customer for one in VOICES if one.seat == seat]
        assert 1 <= len(theirs) <= MOST_VOICES
        assert len(set(theirs)) == len(theirs)
    assert {one.seat for one in VOICES} == set(GAME.seats)


def test_voices_are_the_same_again() -> None:
    assert voices_of(market_after(), MARKET.journal.events(), GAME) == VOICES
    assert play(GAME, PARTING).voices == VOICES


def test_a_voice_tells_of_this_round_and_of_itself(voice: Voice) -> None:
    first = len(PARTING) * GAME.file.months - GAME.file.months + 1
    assert 1 <= len(voice.lines) <= MOST_LINES
    assert all(first <= line.month <= MARKET.month for line in voice.lines)
    assert all(voice.customer == (line.other if line.event == journal.TALK else line.customer) for line in voice.lines)


def test_a_voice_is_what_it_stands_for(voice: Voice) -> None:
    place = GAME.seats.index(voice.seat)
    customer = MARKET.customer(voice.customer)
    events = MARKET.journal.events()
    own = events[(events["customer"] == voice.customer) & (events["firm"] == place)]
    if voice.kind == "left":
        assert journal.LEAVE in own["event"]
    else:
        assert customer.provider == voice.seat
    if voice.kind == "joined":
        assert journal.JOIN in own["event"]
    if voice.kind == "unhappy":
        assert journal.SLIP in own["event"]
        assert journal.COMPLAIN not in own["event"]
        assert voice.satisfaction < 50
    if voice.kind == "happy":
        assert voice.satisfaction > 50


def test_whoever_came_on_a_friends_word_is_heard_before_others() -> None:
    events = MARKET.journal.events()
    people = MARKET.town.customers
    for seat in GAME.seats:
        place = GAME.seats.index(seat)
        came = events[(events["event"] == journal.JOIN) & (events["firm"] == place) & (events["outcome"] == REFERRAL)]
        still = came["customer"][people["provider"][came["customer"]] == place]
        heard = [one.customer for one in VOICES if one.seat == seat and one.kind == "joined"]
        assert len(still) == 0 or set(heard) <= set(still.tolist())


def test_silence_and_praise_take_turns() -> None:
    round = Told(MARKET, MARKET.journal.events())
    kinds = [{kind for kind, _who in round.chosen("team_1", silent_first)} for silent_first in (True, False)]
    assert "unhappy" in kinds[0]
    assert "happy" in kinds[1]


def test_everyday_purchases_are_not_told() -> None:
    events = np.zeros(3, EVENT)
    events["event"] = [journal.BUY, journal.CONTACT, journal.SLIP]
    assert tellable(events).tolist() == [False, False, True]


def test_of_a_full_round_the_last_lines_are_told() -> None:
    events = np.zeros(30, EVENT)
    events["event"], events["month"] = journal.SLIP, np.arange(30)
    assert [line.month for line in lines_of(events, {0})[0]] == list(range(30 - MOST_LINES, 30))


def test_a_large_round_is_searched_at_once() -> None:
    events = np.tile(MARKET.journal.events(), 1 + 300_000 // len(MARKET.journal.events()))
    began = time.perf_counter()
    voices_of(MARKET, events, GAME)
    assert time.perf_counter() - began < 1.0


def test_voices_call_teams_by_their_names(voice: Voice) -> None:
    said = told(GAME, voice, NAMES)
    assert said.kind == KINDS[voice.kind]
    assert str(voice.customer) in said.who
    assert said.months
    assert "Team 1" not in " ".join(said.months)
    # A name with braces or markup stays what somebody typed; pages escape it.
    about_us = [line for line in voice.lines if line.firm == 1 and line.event == journal.SLIP]
    assert not about_us or NAMES["team_2"] in " ".join(said.months)


def test_voices_are_told_in_the_language_spoken(voice: Voice) -> None:
    with speaking("zh"):
        chinese = told(GAME, voice, NAMES)
    assert chinese.months != told(GAME, voice, NAMES).months
    assert len(chinese.months) == len(told(GAME, voice, NAMES).months)


def test_a_story_tells_all_rounds_of_one_customer() -> None:
    voice = next(one for one in VOICES if one.kind == "left")
    story = told_story(GAME, PARTING, voice.customer, NAMES)
    assert story.customer == voice.customer
    assert f"Customer {voice.customer} " in story.introduction
    assert set(told(GAME, voice, NAMES).months) <= set(story.months)
    assert story.ending.startswith("At the end: ")
