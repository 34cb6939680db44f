"""What an address holds, and what cannot be asked for."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sim.declarations import Scenario
from sim.explorer.choice import Choice, case_of, key_of, read_choice, values_under
from sim.explorer.levers import in_figures, levers_of
from sim.scenario.errors import ScenarioError
from sim.scenario.scenario import read

SHOP = read("tests/data/shop.yaml")
LEVERS = levers_of(SHOP)


def choice(**given: str) -> Choice:
    return read_choice(SHOP, LEVERS, {path.replace("__", "."): text for path, text in given.items()})


def test_an_empty_address_is_today() -> None:
    asked = choice()
    assert asked == Choice("as_is")
    assert not asked.differs(SHOP)
    assert list(case_of(SHOP, asked).strategies) == ["as_is"]


@given(
    some.sampled_from(list(SHOP.strategies)),
    some.dictionaries(some.sampled_from([one.path for one in LEVERS]), some.floats(0, 1)),
    some.text(max_size=70),
)
def test_the_same_address_gives_the_same_choice(start: str, values: dict[str, float], name: str) -> None:
    texts = {path: repr(value) for path, value in values.items() if "months" not in path and "interval" not in path}
    try:
        asked = read_choice(SHOP, LEVERS, {"start": start, "name": name, **texts})
    except ScenarioError:
        return
    assert read_choice(SHOP, LEVERS, dict(parse_qsl(asked.query))) == asked


def test_a_field_left_as_it_stands_changes_nothing() -> None:
    standing = values_under(SHOP, "train", LEVERS)
    fields = {path: in_figures(value) for path, value in standing.items()}
    assert read_choice(SHOP, LEVERS, {"start": "train", **fields}) == Choice("train")
    assert standing["workforce.training"] == 30.0
    assert case_of(SHOP, Choice("train")).strategies["explored"].changes == SHOP.strategies["train"].changes


def test_a_lever_that_is_set_holds_against_later_phases() -> None:
    strategy = choice(start="train", workforce__authority="0.5").strategy(SHOP)
    assert strategy.changes == {**SHOP.strategies["train"].changes, "workforce.authority": 0.5}
    assert strategy.from_ == SHOP.strategies["train"].from_
    assert [phase.changes for phase in strategy.phases] == [{"behaviour": "relationship_builder"}]


def test_a_phase_with_nothing_left_to_do_is_left_out() -> None:
    phase = SHOP.strategies["train"].phases[0].model_copy(update={"changes": {"price": 0.9}})
    train = SHOP.strategies["train"].model_copy(update={"phases": [phase]})
    case = SHOP.model_copy(update={"strategies": {**SHOP.strategies, "train": train}})
    assert Choice("train", {"price": 1.0}).strategy(case).phases == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"start": "trian"}, "There is no strategy 'trian'; did you mean train?"),
        ({"prise": "1"}, "There is no lever 'prise'; did you mean price?"),
        ({"price": "cheap"}, "price: 'cheap' is not a number"),
        ({"price": "nan"}, "price: 'nan' is not a number"),
        ({"price": "-1"}, "Price: "),
        ({"price": "1e9"}, "Price: "),
        ({"discount__guests": "2"}, "Discount, guests: "),
        ({"costs__wage": "1"}, "There is no lever 'costs.wage'"),
    ],
)
def test_what_cannot_be_had_is_said(asked: dict[str, str], sentence: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        choice(**asked)
    assert str(refused.value).startswith(sentence)


def test_a_strategy_is_called_what_it_was_named() -> None:
    assert choice(start="train").title(SHOP) == "Train the people"
    assert choice(start="train", price="0.9").title(SHOP) == "Train the people, changed"
    assert choice(start="train", price="0.9", name=" Both\n at  once ").title(SHOP) == "Both at once"
    assert len(choice(name="x" * 500).name) == 60


def test_a_saved_strategy_can_be_explored_again() -> None:
    explored = case_of(SHOP, Choice("train", {"price": 0.9}))
    again: Scenario = SHOP.model_copy(update={"strategies": {**SHOP.strategies, **explored.strategies}})
    assert key_of(again) == "explored_2"
    assert list(case_of(again, Choice("explored", {"price": 0.8})).strategies) == ["as_is", "explored_2"]
