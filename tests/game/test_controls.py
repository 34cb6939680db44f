"""Levers as teams handle them: what is shown, what is read back, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declarations.firm import BY_SEGMENT
from sim.game.controls import Control, controls, read_values, round_step
from sim.game.history import History
from sim.game.shown import GROUPS, SHOWN, shown_as
from sim.game.table import at_hand
from sim.ledger import COLUMN
from sim.market.market import Market
from sim.scenario.declared import changeable
from sim.scenario.overlays import facts_at, levers
from tests.game.shop import SEAT, opening, shop_game

GAME = shop_game()
LAST = 40


def all_controls() -> tuple[Control, ...]:
    return controls(GAME, float(opening().sizes[0]))


def standing() -> dict[str, float]:
    return dict(opening().levers[SEAT])


def at(path: str) -> Control:
    return next(one for one in all_controls() if one.path == path)


def test_every_lever_that_is_declared_has_words_and_a_group() -> None:
    declared = {path for path, known in changeable().items() if known.lever}
    assert declared == set(SHOWN)
    assert {f"{name}.*" for name in BY_SEGMENT} <= declared
    assert {one.group for one in SHOWN.values()} == set(GROUPS)


def test_words_are_short() -> None:
    assert max(len(one.label) for one in SHOWN.values()) <= 40
    assert max(len(one.help) for one in SHOWN.values()) <= 110


def test_a_form_sent_untouched_changes_nothing() -> None:
    untouched = {one.path: one.shown(standing()[one.path]) for one in all_controls()}
    assert read_values(all_controls(), untouched, standing(), LAST) == ({}, [])


@given(st.data())
def test_a_form_sent_untouched_changes_nothing_wherever_levers_stand(data: st.DataObject) -> None:
    there = {
        one.path: data.draw(st.floats(*facts_at(one.path, SEAT).bounds, allow_nan=False)) for one in all_controls()
    }
    untouched = {one.path: one.shown(there[one.path]) for one in all_controls()}
    assert read_values(all_controls(), untouched, there, LAST) == ({}, [])


@given(st.data())
def test_a_number_within_the_range_is_read_as_the_lever_it_stands_for(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(all_controls()))
    steps = data.draw(st.integers(0, round((one.most - one.least) / one.step)))
    number = round(one.least + steps * one.step, 6)
    changed, wrong = read_values((one,), {one.path: f"{number:.6f}"}, {one.path: 1e7}, LAST)
    assert wrong == []
    assert changed[one.path] * one.factor == pytest.approx(number, abs=1e-6)


def test_whatever_the_range_allows_the_market_accepts() -> None:
    market = Market.restore(at_hand(GAME).after(History()))
    for end in ("least", "most"):
        market.decide(SEAT, {one.path: one.lever(getattr(one, end)) for one in all_controls()})


def test_what_is_shown_as_money_a_round_is_what_the_ledger_will_hold() -> None:
    row = opening().months[0, 0]
    for layer in ("product", "bond"):
        shown = float(at(f"spend.{layer}").shown(standing()[f"spend.{layer}"]))
        assert shown == pytest.approx(GAME.file.months * row[COLUMN[f"spend_{layer}"]], rel=0.005)


@pytest.mark.parametrize(
    "text", ["nan", "inf", "-inf", "1e999", "", "  ", "cheap", "1_0", "<script>alert(1)</script>", "1,5", "9" * 400]
)
def test_what_is_no_number_is_refused_in_a_sentence(text: str) -> None:
    changed, wrong = read_values(all_controls(), {"price": text}, standing(), LAST)
    assert changed == {}
    assert len(wrong) == 1
    assert wrong[0].startswith("Price: ")
    assert "is not a number; expected 60 to 140 (% of the usual price)." in wrong[0]
    assert len(wrong[0]) < 130


@pytest.mark.parametrize("text", ["59.9", "141", "-100", "1e300"])
def test_what_is_out_of_range_is_refused_in_a_sentence(text: str) -> None:
    changed, wrong = read_values(all_controls(), {"price": text}, standing(), LAST)
    assert changed == {}
    assert "is out of range; expected 60 to 140" in wrong[0]


def test_what_nobody_can_decide_is_refused() -> None:
    changed, wrong = read_values(all_controls(), {"conditions.faults": "0"}, standing(), LAST)
    assert changed == {}
    assert wrong == ["There is nothing called 'conditions.faults' to decide."]


def test_a_lever_that_opens_later_is_refused_until_then() -> None:
    training = {"workforce.training": "90"}
    refused = read_values(all_controls(), training, standing(), 1)
    assert refused == ({}, ["Training opens in round 2; leave it as it is until then."])
    assert read_values(all_controls(), training, standing(), 2) == ({"workforce.training": 30.0}, [])


def test_a_lever_that_opens_later_may_be_sent_as_it_stands() -> None:
    text = at("workforce.training").shown(standing()["workforce.training"])
    assert read_values(all_controls(), {"workforce.training": text}, standing(), 1) == ({}, [])


def test_good_values_are_taken_beside_bad_ones() -> None:
    changed, wrong = read_values(all_controls(), {"price": "95", "spend.bond": "much"}, standing(), LAST)
    assert changed == {"price": 0.95}
    assert len(wrong) == 1


def test_only_what_is_open_is_offered_in_a_round() -> None:
    size = float(opening().sizes[0])
    opened = [{one.path for one in controls(GAME, size, number)} for number in (1, 2, 5)]
    assert opened[0] < opened[1] < opened[2]
    assert "price" in opened[0]
    assert opened[2] == {one.path for one in all_controls()}


def test_the_opening_lies_within_every_range() -> None:
    there = levers(GAME.case.firms[SEAT], GAME.case.segments)
    assert all(one.least <= there[one.path] * one.factor <= one.most for one in all_controls())


@given(st.floats(1e-3, 1e9))
def test_a_range_has_sixty_to_a_hundred_and_fifty_steps(width: float) -> None:
    assert 59.9 < width / round_step(width) < 150.1


def test_levers_by_segment_name_their_segment() -> None:
    file = GAME.file.model_copy(
        update={"stages": [GAME.file.stages[0].model_copy(update={"levers": ["discount.guests"]})]}
    )
    from dataclasses import replace

    (one,) = controls(replace(GAME, file=file), 400.0)
    assert one.words == "Discount, guests"
    assert shown_as("discount.guests").unit == one.unit
