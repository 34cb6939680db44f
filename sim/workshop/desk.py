"""What is computed for a room, one thing after the other, the most urgent first."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sim.game.history import History, Round
from sim.game.table import play
from sim.language.messages import LANGUAGES, noted, speaking
from sim.workshop.answers import answers
from sim.workshop.debrief.studies import Study
from sim.workshop.engine import Engine
from sim.workshop.room import Room

NOT_COMPUTED = noted("The market could not be computed. Nothing is lost: go back a round, or start the server again.")


@dataclass(frozen=True)
class Work:
    """Something to compute in the engine, and what to do with the result or without one."""

    function: Callable[..., Any]
    given: tuple[Any, ...]
    keep: Callable[[Any], None]
    fail: Callable[[], None]


class Desk:
    """Keeps a room's outcomes up to date; what is less urgent waits while a round is to be computed.

    Where an outcome cannot be computed, the room is in trouble, and nothing is tried before somebody does something.
    """

    def __init__(self, room: Room, engine: Engine) -> None:
        self.room = room
        self.engine = engine
        self.warm = False
        self._stirred = asyncio.Event()
        room.stirred = self._stirred.set

    async def work(self) -> None:
        """Computes whatever there is to compute, for good."""
        while True:
            self._stirred.clear()
            while work := self._next():
                await self._do(work)
            await self._stirred.wait()

    async def _do(self, work: Work) -> None:
        try:
            work.keep(await self.engine.result(work.function, *work.given))
        except Exception as error:
            print(f"computing failed ({work.function.__name__}): {error!r}", file=sys.stderr)
            work.fail()

    def _next(self) -> Work | None:
        if self.room.trouble:
            return None
        return self._outcome() or self._answer() or self._warming() or self._studying()

    def _outcome(self) -> Work | None:
        """The next outcome of the line."""
        room, history = self.room, self.room.next_history()
        if history is None:
            return None
        return Work(play, (room.game, history), partial(room.keep, history), lambda: self._tell(history))

    def _answer(self) -> Work | None:
        """The next answer to what a team bought."""
        room, bought = self.room, self.room.session.bought
        asked = next((one for one in bought if one.nonce not in room.answers), None)
        if asked is None:
            return None
        before = [one for one in bought[: bought.index(asked)] if (one.seat, one.what) == (asked.seat, asked.what)]
        names = {chosen: spoken_names(room, chosen) for chosen in LANGUAGES}
        given = (room.game, room.session.history.before(asked.round), asked.seat, asked.what, len(before), names)
        return Work(answers, given, partial(self._answered, asked.nonce), lambda: self._answered(asked.nonce, {}))

    def _answered(self, nonce: str, told: dict[str, Any]) -> None:
        self.room.answers[nonce] = told
        self.room.ring()

    def _warming(self) -> Work | None:
        """While people join, a round is played for nothing, so that nothing has to be compiled later."""
        if self.warm or self.room.session.closed:
            return None
        history = History((Round(),))
        return Work(play, (self.room.game, history), lambda outcome: self._warmed(), self._warmed)

    def _warmed(self) -> None:
        self.warm = True
        self.room.ring()

    def _studying(self) -> Work | None:
        """The next thing the debrief has to find out, once the rounds are over."""
        session = self.room.session
        study = self.room.studies.next(session) if self.room.outcome is not None else None
        if study is None:
            return None
        keep = partial(self._studied, study)
        return Work(study.function, study.given, keep, lambda: keep(None))

    def _studied(self, study: Study, result: Any) -> None:
        """Takes what was found, or lets go of what could not be."""
        if self.room.studies.keep(self.room.session, study, result):
            self.room.ring()

    def _tell(self, history: History) -> None:
        """Says that a round cannot be computed, unless the game has moved to another line meanwhile."""
        if history == self.room.next_history():
            self.room.trouble = NOT_COMPUTED
            self.room.bell.ring()


def spoken_names(room: Room, chosen: str) -> dict[str, str]:
    """What the firms are called in a language."""
    with speaking(chosen):
        return room.sight().names
