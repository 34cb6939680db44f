"""A game as it is played: a game file with its market, in order, or sentences on what is wrong and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.declarations import Scenario
from sim.game.declaration import GameFile
from sim.game.history import History
from sim.game.teams import case_of, seats_of
from sim.game.usual import usual_game
from sim.scenario.errors import ScenarioError
from sim.scenario.reading import tree_of
from sim.scenario.scenario import read, sentences
from sim.scenario.tree import Node, plain
from sim.scenario.wording import found_wrong
from sim.sweep.reading import OF_SCENARIOS


@dataclass(frozen=True)
class Game:
    """A game with everything it needs; the files it was read from may be gone.

    `case`: the market with the teams' firms; `seats`: the teams' firms by key, `rivals`: the others; `seed` of the
    luck of all replications.
    """

    file: GameFile
    case: Scenario
    seats: tuple[str, ...]
    rivals: tuple[str, ...]
    seed: int

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """The words of this game in other languages, by language and dotted path."""
        return {str(language): words for language, words in self.file.words.items()}

    def in_language(self, language: str) -> Game:
        """The same market, told in another language: titles, stories, meanings of layers, shocks."""
        return self


def read_game(path: Path, teams: int | None = None, rounds: int | None = None, seed: int | None = None) -> Game:
    """The game in a game file, or the usual game of a scenario; what is given here counts instead of the file's."""
    tree = tree_of(path)
    if OF_SCENARIOS & set(tree.value):
        scenario = read(path)
        file = usual_game(scenario, path.name)
    else:
        file = game_file(tree)
        scenario = read(path.parent / file.scenario)
    asked = {"teams": teams, "rounds": rounds}
    file = file.model_copy(update={name: value for name, value in asked.items() if value is not None})
    return game_of(file, case_of(file, scenario), scenario.seed if seed is None else seed)


def game_file(tree: Node) -> GameFile:
    """What a tree says, or sentences on what does not fit."""
    try:
        return GameFile.model_validate(plain(tree))
    except ValidationError as error:
        raise ScenarioError(sentences(tree, found_wrong(error))) from None


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
    return History()
