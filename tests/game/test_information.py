"""Information that teams buy: true to the market, noisy where only some are asked, and paid for."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declarations import LAYERS
from sim.game.history import History
from sim.game.information import (
    OFFERED,
    customer_to_tell,
    leavers,
    price,
    rivals,
    story,
    survey,
)
from sim.game.table import at_hand, play
from sim.ledger import REASONS, REVENUE
from sim.market.behaviours import COPIED
from sim.scenario.overlays import facts_at
from tests.game.shop import PARTING, SEAT, opening, shop_game

GAME = shop_game()
AFTER = play(GAME, PARTING)


def test_asking_everybody_finds_what_the_ledger_holds() -> None:
    found = survey(GAME, PARTING, SEAT, asked=100_000)
    at = AFTER.place(SEAT)
    assert found.asked == found.held == AFTER.now("customers")[at]
    assert found.satisfaction == pytest.approx(AFTER.now("satisfaction")[at], abs=1e-3)
    for layer in found.layers:
        assert layer.seen == pytest.approx(AFTER.now(f"seen_{layer.layer}")[at], abs=1e-4)
        assert layer.expected == pytest.approx(AFTER.now(f"expected_{layer.layer}")[at], abs=1e-4)
        best = max(seen for firm, seen in enumerate(AFTER.now(f"seen_{layer.layer}")) if firm != at)
        assert layer.rival == pytest.approx(best, abs=1e-4)


def test_asking_some_is_near_and_not_exact() -> None:
    some, everybody = survey(GAME, PARTING, SEAT, 60), survey(GAME, PARTING, SEAT, 100_000)
    off = [abs(one.seen - all.seen) for one, all in zip(some.layers, everybody.layers, strict=True)]
    assert some.asked == 60
    assert 0 < max(off) < 0.1


def test_a_survey_bought_twice_tells_nothing_new() -> None:
    assert survey(GAME, PARTING, SEAT) == survey(GAME, PARTING, SEAT)
    assert survey(GAME, PARTING, SEAT) != survey(GAME, PARTING.before(3), SEAT)


def test_what_matters_adds_up_over_the_layers() -> None:
    found = survey(GAME, PARTING, SEAT)
    assert [one.layer for one in found.layers] == list(LAYERS)
    assert sum(one.importance for one in found.layers) == pytest.approx(1.0)


def test_leavers_are_those_of_the_ledger() -> None:
    for seat in GAME.seats:
        found = leavers(AFTER, seat)
        left = {reason: int(AFTER.of_round(f"left_{reason}")[AFTER.place(seat)]) for reason in REASONS}
        assert dict(found.reasons) == {reason: count for reason, count in left.items() if count}
        assert sum(count for _firm, count in found.to) == found.count
        assert seat not in dict(found.to)


def test_rivals_show_what_can_be_seen_and_no_more() -> None:
    found = rivals(AFTER, SEAT)
    assert {one.firm for one in found} == set(AFTER.firms) - {SEAT}
    for one in found:
        assert set(one.levers) == set(COPIED)
        assert one.levers["price"] == AFTER.levers[one.firm]["price"]
        assert 0 <= one.reputation <= 1
    assert all(facts_at(path, SEAT).visible for path in COPIED)


def test_information_is_paid_by_the_sales_of_an_opening_round() -> None:
    teams = [opening().place(seat) for seat in GAME.seats]
    sold = GAME.file.months * sum(float(opening().column(name)[0, teams].mean()) for name in REVENUE)
    for kind in OFFERED:
        share = getattr(GAME.file.information, kind)
        assert price(GAME, opening(), kind) == pytest.approx(share * sold, abs=0.5)


def test_each_story_bought_is_another_customers() -> None:
    nobody_has_left_yet = History()
    for past in (PARTING, nobody_has_left_yet):
        assert len({customer_to_tell(GAME, past, SEAT, bought) for bought in range(8)}) == 8


def test_stories_are_of_those_who_left_and_of_those_who_stayed() -> None:
    place = GAME.seats.index(SEAT)
    first, second = (customer_to_tell(GAME, PARTING, SEAT, bought) for bought in (0, 1))
    people, before = (at_hand(GAME).after(one).town.customers for one in (PARTING, History()))
    assert people["provider"][first] != place
    assert before["provider"][first] == place
    theirs = people["provider"] == place
    assert theirs[second]
    assert people["joined"][second] == people["joined"][theirs].min()


def test_where_nobody_is_left_to_tell_of_there_is_no_story() -> None:
    assert story(GAME, PARTING, SEAT, 10**6, {}) is None


def test_a_story_is_told_with_the_names_of_the_teams() -> None:
    found = story(GAME, PARTING, SEAT, 0, {"team_1": "The Herons"})
    assert found is not None
    assert "The Herons" in " ".join((found.introduction, *found.months))
    assert np.all([month.startswith("Month ") for month in found.months])
