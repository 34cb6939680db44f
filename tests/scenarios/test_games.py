"""The games that come with the program are in order, told in both languages, and can be won by thinking."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from sim.game.checking import tellable
from sim.game.controls import controls
from sim.game.history import History, Levers, Round
from sim.game.outcome import Outcome
from sim.game.reading import Game, beginning, game_of, read_game
from sim.game.shocks import shock_of
from sim.game.table import Table
from sim.game.teams import case_of
from sim.scenario.scenario import read

FOLDER = Path(__file__).parents[2] / "scenarios" / "workshop"
GAMES = sorted(file.stem for file in FOLDER.glob("*.yaml"))
CHALLENGES = [name for name in GAMES if name.startswith("challenge_")]
WHOLE = [name for name in GAMES if name not in CHALLENGES]
CHINESE = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z]{2,}")

REMEDIES: dict[str, Levers] = {
    "challenge_leaky_bucket": (
        ("acquisition.discount", 0.15), ("acquisition.spend", 1.8), ("workforce.training", 14.0),
        ("workforce.pay", 1.0), ("workforce.authority", 0.7), ("contact.answering", 0.96), ("contact.personal", 0.6),
    ),
    "challenge_tired_crew": (
        ("workforce.heads", 10.0), ("workforce.training", 100.0), ("workforce.pay", 1.0), ("workforce.authority", 0.6),
    ),
    "challenge_copied_card": (
        ("terms.loyalty_reward", 0.0), ("spend.product", 15.0), ("spend.execution", 9.0), ("spend.contact", 9.0),
        ("workforce.authority", 0.7), ("workforce.training", 130.0),
    ),
}  # fmt: skip
"""What a thoughtful team does in the first round it plays, and then leaves alone."""


@cache
def game_named(name: str) -> Game:
    return read_game(FOLDER / f"{name}.yaml")


@cache
def small_game(name: str, customers: int) -> Game:
    """The game with few customers, so that it plays at once."""
    game = game_named(name)
    changes = {**game.file.changes, "market.customers": float(customers)}
    file = game.file.model_copy(update={"changes": changes})
    return game_of(file, case_of(file, read(FOLDER / file.scenario)), game.seed)


def told(game: Game) -> dict[str, str]:
    """Everything a game tells, by dotted path, where there is something to tell."""
    found = {name: getattr(game.file, name) for name in ("title", "story", "challenge")}
    for name, shock in game.file.shocks.items():
        found |= {f"shocks.{name}.title": shock.title, f"shocks.{name}.story": shock.story}
    for name, segment in game.case.segments.items():
        found[f"segments.{name}.title"] = segment.title or ""
        found |= {f"segments.{name}.meaning.{layer}": text for layer, text in segment.meaning.model_dump().items()}
    found |= {f"firms.{name}.title": game.case.firms[name].title or "" for name in game.rivals}
    return {path: text for path, text in found.items() if text}


def played_out(game: Game, levers: Levers) -> Outcome:
    """The end of a game in which team 1 decides once, in the first round it plays, and nobody else ever."""
    history, table = beginning(game), Table(game)
    for number in range(len(history) + 1, game.file.rounds + 1):
        decisions = (("team_1", levers),) if levers and number == len(game.file.played) + 1 else ()
        history = history.followed_by(Round(decisions=decisions))
    return table.outcome(history)


def gained(name: str, levers: Levers, customers: int) -> float:
    """By what share team 1's total value is larger than had it done nothing."""
    game = small_game(name, customers)
    idle, done = (float(played_out(game, chosen).total[0]) for chosen in ((), levers))
    return done / idle - 1.0


def test_three_games_and_three_challenges_come_with_the_program() -> None:
    assert len(WHOLE) == 3
    assert len(CHALLENGES) == 3


@pytest.mark.parametrize("name", GAMES)
def test_a_shipped_game_is_in_order(name: str) -> None:
    game = game_named(name)
    assert len(game.seats) == 6
    assert game.file.rounds == 8
    assert len(game.rivals) == 1


@pytest.mark.parametrize("name", GAMES)
def test_everything_a_shipped_game_tells_is_told_in_chinese_too(name: str) -> None:
    game = game_named(name)
    words = game.words["zh"]
    assert set(told(game)) <= set(words)
    assert set(words) <= set(tellable(game.file, game.case))
    for path, text in told(game.in_language("zh")).items():
        assert CHINESE.search(text), path
        assert not LATIN.search(text), f"{path} is left in English: {text}"


@pytest.mark.parametrize("name", GAMES)
def test_told_in_chinese_a_game_is_the_same_market(name: str) -> None:
    game = game_named(name)
    chinese = game.in_language("zh")
    assert chinese.case.market == game.case.market
    assert {key: firm.spend for key, firm in chinese.case.firms.items()} == {
        key: firm.spend for key, firm in game.case.firms.items()
    }
    assert chinese.in_language("en") == game


@pytest.mark.parametrize("name", GAMES)
def test_every_decision_a_shipped_game_opens_can_be_shown_to_a_team(name: str) -> None:
    game = game_named(name)
    shown = controls(game, 800.0)
    assert {one.path for one in shown} == {path for stage in game.file.stages for path in stage.levers}
    assert all(one.least < one.most for one in shown)


@pytest.mark.parametrize("name", WHOLE)
def test_price_and_layers_open_first_then_people_then_the_rest(name: str) -> None:
    stages = {stage.round: stage.levers for stage in game_named(name).file.stages}
    assert stages[1][0] == "price"
    assert len([path for path in stages[1] if path.startswith("spend.")]) == 5
    assert all(path.startswith("workforce.") for path in stages[2])
    assert max(stages) <= 5


@pytest.mark.parametrize("name", WHOLE)
def test_shocks_have_a_story_for_the_room_and_can_strike(name: str) -> None:
    game = small_game(name, 400)
    assert 6 <= len(game.file.shocks) <= 10
    assert all(shock.story for shock in game.file.shocks.values())
    everything = tuple(
        shock_of(game, key, "team_1" if shock.firm == "team" else None) for key, shock in game.file.shocks.items()
    )
    calm, struck = (
        Table(game).outcome(History((Round(shocks=shocks),))).now("satisfaction")[0] for shocks in ((), everything)
    )
    assert struck < calm


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_begins_half_played_and_says_what_to_do(name: str) -> None:
    game = game_named(name)
    assert len(beginning(game)) == 4
    assert game.file.challenge
    assert all(stage.round == 1 for stage in game.file.stages)
    first = [round.of(seat) for round in beginning(game).rounds for seat in game.seats]
    assert all(first[at] == first[at - at % 6] for at in range(len(first)))


@pytest.mark.parametrize("name", CHALLENGES)
def test_in_a_challenge_thinking_pays(name: str) -> None:
    assert gained(name, REMEDIES[name], 1200) > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", CHALLENGES)
def test_in_a_challenge_of_full_size_thinking_pays_clearly(name: str) -> None:
    assert gained(name, REMEDIES[name], 6000) > 0.1
