"""Reading a game: a game file with its market, or the usual game of a scenario, in order or refused in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.declarations import Scenario
from sim.game.checking import game_faults, market_faults, stage_faults
from sim.game.declaration import EVERY_TEAM, GameFile, PlayedRound
from sim.game.history import History, Levers, Round
from sim.game.shocks import shock_of, struck
from sim.game.teams import case_of, seats_of
from sim.game.telling import case_in_language, file_in_language, unbroken
from sim.game.usual import usual_game
from sim.language.messages import ENGLISH
from sim.scenario.declared import below
from sim.scenario.errors import ScenarioError, shown
from sim.scenario.extending import extended
from sim.scenario.scenario import OF_SCENARIOS, read, refuse, sentences
from sim.scenario.tree import Node, plain
from sim.scenario.wording import found_wrong


@dataclass(frozen=True)
class Game:
    """A game with everything it needs; the files it was read from may be gone.

    `case`: the market with the teams' firms; `seats`: the teams' firms by key, `rivals`: the others; `seed` of the
    luck of all replications. `original`: of a game told in another language, the game in its own words.
    """

    file: GameFile
    case: Scenario
    seats: tuple[str, ...]
    rivals: tuple[str, ...]
    seed: int
    original: Game | None = None

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """The words of this game in other languages, by language and dotted path."""
        return {str(language): words for language, words in self.file.words.items()}

    def in_language(self, language: str) -> Game:
        """The same market told in another language: titles, stories, shocks, what the layers mean.

        What the game has no words for is said with the catalogue's, or stays as it is.
        """
        own = self.original or self
        if language == ENGLISH:
            return own
        words = unbroken(own.words.get(language, {}), language)
        file, case = file_in_language(own.file, words, language), case_in_language(own.case, words, language)
        return replace(own, file=file, case=case, original=own)


def read_game(path: Path, teams: int | None = None, rounds: int | None = None, seed: int | None = None) -> Game:
    """The game in a game file, or the usual game of a scenario; what is given here counts instead of the file's.

    A game file may extend another beside it, as a half-played challenge does. ScenarioError says in a sentence each
    what is wrong, and where.
    """
    tree = extended(path)
    if OF_SCENARIOS & set(tree.value):
        scenario = read(path)
        tree, written = Node({}, path, 1), usual_game(scenario, path.name, teams)
    else:
        written = game_file(tree)
        scenario = read(scenario_beside(tree, written.scenario))
    file = with_asked(written, {"teams": teams, "rounds": rounds})
    refuse(tree, market_faults(file, scenario))
    try:
        case = case_of(file, scenario)
    except ScenarioError as error:
        raise ScenarioError(f"{path}: changes: {error}") from None
    refuse(tree, [*stage_faults(written, case), *game_faults(file, case)])
    return game_of(file, case, scenario.seed if seed is None else seed)


def game_file(tree: Node) -> GameFile:
    """What a tree says, or sentences on what does not fit."""
    try:
        return GameFile.model_validate(plain(tree))
    except ValidationError as error:
        raise ScenarioError(sentences(tree, found_wrong(error, tuple(below(GameFile, ""))))) from None


def with_asked(file: GameFile, asked: dict[str, int | None]) -> GameFile:
    """The file with what is asked for instead; ScenarioError where that is out of bounds."""
    given = {name: value for name, value in asked.items() if value is not None}
    try:
        return GameFile.model_validate({**file.model_dump(by_alias=True), **given})
    except ValidationError as error:
        wrong = next(found_wrong(error, tuple(below(GameFile, ""))))
        raise ScenarioError(f"{wrong.key[0]}: {wrong.text}") from None


def scenario_beside(tree: Node, name: str) -> Path:
    """The scenario file a game names, from where the game file lies."""
    path = tree.file.parent / name
    if Path(name).is_absolute() or not path.is_file():
        line = tree.value["scenario"]
        text = f"there is no file {shown(name)} from here; name the scenario's file, such as ../airline.yaml"
        raise ScenarioError(f"{line.place}: scenario: {text}")
    return path


def game_of(file: GameFile, case: Scenario, seed: int) -> Game:
    """The game of a file and its market."""
    return Game(file, case, seats_of(file.teams), tuple(file.rivals), seed)


def game_to_json(game: Game) -> dict[str, Any]:
    """The whole game as plain data. The order of its keys belongs to it: segments and firms are told in order."""
    return {
        "file": game.file.model_dump(mode="json", by_alias=True),
        "case": game.case.model_dump(mode="json", by_alias=True),
        "seed": game.seed,
    }


def game_from_json(told: dict[str, Any]) -> Game:
    """The game that plain data tell."""
    return game_of(GameFile.model_validate(told["file"]), Scenario.model_validate(told["case"]), int(told["seed"]))


def beginning(game: Game) -> History:
    """The rounds already played when the game begins: none, or those of a half-played challenge."""
    return History(tuple(played(game, one) for one in game.file.played))


def played(game: Game, told: PlayedRound) -> Round:
    """A round as a game file tells it."""
    shocks = tuple(shock_of(game, name, firm) for entry in told.shocks for name, firm in struck(entry))
    return Round(tuple(decided(told, game.seats)), tuple(told.computers.items()), shocks)


def decided(told: PlayedRound, seats: Iterable[str]) -> Iterator[tuple[str, Levers]]:
    """What each firm decided in a round already played: what all teams did alike, and what is told of one beside it.

    >>> told = PlayedRound(decisions={"teams": {"price": 0.9}, "team_2": {"spend.bond": 3.0}, "rival": {"price": 1.1}})
    >>> dict(decided(told, ("team_1", "team_2")))["team_2"]
    (('price', 0.9), ('spend.bond', 3.0))
    """
    alike = {seat: told.decisions[EVERY_TEAM] for seat in seats if EVERY_TEAM in told.decisions}
    for firm in dict.fromkeys((*alike, *told.decisions)):
        if firm != EVERY_TEAM:
            yield firm, tuple({**alike.get(firm, {}), **told.decisions.get(firm, {})}.items())
