"""How a game comes to be played: read from files and put on a new record, or taken up where its record ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sim import __version__
from sim.game.reading import Game, game_to_json, read_game
from sim.language.messages import _
from sim.scenario.errors import ScenarioError
from sim.workshop.acts import Founded
from sim.workshop.record import Record
from sim.workshop.tokens import join_code, short_name, token

BESIDE = Path(__file__).parents[2] / "scenarios" / "workshop"
KEPT = Path("results") / "workshop"
"""Where games are kept that were not told where."""


@dataclass(frozen=True)
class Wanted:
    """What a command line asks for; None = as the game's file says. One team plays alone against the computer."""

    scenario: Path | None = None
    teams: int | None = None
    rounds: int | None = None
    minutes: float | None = None
    seed: int | None = None
    game: Path | None = None

    @property
    def solo(self) -> bool:
        """Whether one team plays alone."""
        return self.teams == 1


def record_of(wanted: Wanted, now: datetime, say: Callable[[str], None]) -> Record:
    """The record of the game that is wanted: the one in its file, or a new one. `say` hears what should be known."""
    if wanted.game is not None and wanted.game.exists():
        if wanted != Wanted(game=wanted.game):
            say(_("{file} holds a game that has begun; it goes on as it was set up.", file=wanted.game))
        return Record.opened(wanted.game)
    scenario = wanted.scenario or first_shipped(say)
    game = game_wanted(scenario, wanted)
    path = wanted.game or KEPT / f"{scenario.stem}-{now:%Y%m%d-%H%M%S}.sqlite"
    return Record.begun(path, [founded(game, wanted.solo, now.timestamp())])


def game_wanted(scenario: Path, wanted: Wanted) -> Game:
    """The game of a file, with what is asked for instead of what it says.

    Who plays alone plays against the seats of the file, which the computer takes.
    """
    game = read_game(scenario, None if wanted.solo else wanted.teams, wanted.rounds, wanted.seed)
    if wanted.minutes is None:
        return game
    return replace(game, file=game.file.model_copy(update={"minutes": wanted.minutes}))


def founded(game: Game, solo: bool, at: float) -> Founded:
    """The beginning of a record: the whole game, and secrets of its own."""
    return Founded(
        at=at,
        game=game_to_json(game),
        name=short_name(),
        facilitator=token(),
        screen=token(),
        code=join_code(),
        solo=solo,
        version=__version__,
    )


def first_shipped(say: Callable[[str], None]) -> Path:
    """The first of the games that come along; the others are named."""
    games = shipped_games()
    if not games:
        raise ScenarioError(_("No game is named, and there is no folder scenarios/workshop; name a game or a scenario"))
    others = ", ".join(str(game) for game in games[1:])
    if others:
        say(_("No game is named, so this is {game}. There are also {others}.", game=games[0], others=others))
    return games[0]


def shipped_games() -> list[Path]:
    """The games that come along, in the order of their names."""
    here = Path("scenarios") / "workshop"
    return sorted((here if here.is_dir() else BESIDE).glob("*.yaml"))
