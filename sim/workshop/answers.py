"""What teams bought, answered from the market as it stood when they asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.game.history import History
from sim.game.information import leavers, rivals, story, survey
from sim.game.reading import Game
from sim.game.table import play
from sim.language.messages import LANGUAGES, speaking
from sim.workshop.acts import Asked, Kind

Names = Mapping[str, Mapping[str, str]]
"""What the firms are called, by language."""


@dataclass(frozen=True)
class Found:
    """Information bought, with what it tells: a Survey, Leavers, Rivals or a ToldStory (see `sim/game/information.py`).

    `ready`: false while it is being computed. `answer` is None until then, and where nobody is there to be told of.
    """

    asked: Asked
    ready: bool
    answer: Any = None


def answers(game: Game, history: History, seat: str, what: Kind, before: int, names: Names) -> dict[str, Any]:
    """The answer by language. `history`: the rounds behind the team when it asked; `before`: stories it had already."""
    return {language: answer(game, history, seat, what, before, names[language], language) for language in LANGUAGES}


def answer(
    game: Game, history: History, seat: str, what: Kind, before: int, names: Mapping[str, str], language: str
) -> Any:
    """The answer in a language."""
    if what == "customer":
        with speaking(language):
            return story(game, history, seat, before, names)
    if what == "survey":
        return survey(game, history, seat)
    return (leavers if what == "leavers" else rivals)(play(game, history), seat)
