"""The room: the one place where acts are accepted, put on record and take effect."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache, reduce
from typing import Any

from pydantic import ValidationError

from sim.game.computers import usual_behaviour
from sim.game.history import History
from sim.game.outcome import Outcome
from sim.game.reading import Game, beginning, game_from_json
from sim.language.messages import _, language
from sim.web.live import Bell
from sim.web.throttle import Throttle
from sim.workshop.acts import Act, Closed, Ended, Extended, Founded, Opened, Refused
from sim.workshop.allowing import objection
from sim.workshop.answers import Found
from sim.workshop.course import after
from sim.workshop.debrief.studies import Studies
from sim.workshop.pages.sight import Sight
from sim.workshop.record import Record, RecordError
from sim.workshop.session import Member, Rules, Session, begun
from sim.workshop.tokens import hashed

REFUSALS_AT_ONCE, REFUSAL_EVERY = 50, 5.0
"""How many refusals are put on record at once, and seconds until another: nobody fills the disk with them."""
SENT_AT_ONCE, SENT_EVERY = 300, 0.5
"""What a member may send at once, and seconds until more."""
GRACE = 60.0
"""Seconds a clock has left at least after the server was away."""
CLOCK = "clock"
"""By whom a round is closed that nobody closed by hand."""


class RefusalError(Exception):
    """Something that cannot be done, with the sentence that says why and the status that goes with it."""

    def __init__(self, sentence: str, status: int = 409) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class Room:
    """A workshop going on. `outcomes`: the opening and every closed round that is computed, in order.

    `answers`: to information bought, by nonce and language; `studies`: what the debrief finds out; `pace`: how fast
    members may send; `trouble`: a message where the market could not be computed. Everything happens in the server's
    one thread.
    """

    def __init__(self, record: Record, now: Callable[[], float] = time.time) -> None:
        founded, *acts = record.acts()
        assert isinstance(founded, Founded)
        self.record = record
        self.now = now
        self.founded = founded
        self.game = game_of_record(record, founded)
        self.session: Session = reduce(after, acts, begun(rules_of(self.game, founded.solo)))
        self.bell = Bell()
        self.trouble = ""
        self.stirred: Callable[[], None] = lambda: None
        self.studies = Studies(self.game)
        self.answers: dict[str, dict[str, Any]] = {}
        self._computed: tuple[tuple[History, Outcome], ...] = ()
        self.pace = Throttle(SENT_AT_ONCE, SENT_EVERY)
        self._noted = Throttle(REFUSALS_AT_ONCE, REFUSAL_EVERY)
        self.in_language = cache(self.game.in_language)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The opening and the closed rounds of this line, as far as they are computed."""
        return tuple(outcome for _history, outcome in self._computed)

    @property
    def computing(self) -> bool:
        """Whether the market is still being played up to the last closed round."""
        return len(self._computed) <= self.session.closed

    @property
    def outcome(self) -> Outcome | None:
        """How the market stands after the last closed round; None while that is being computed."""
        return None if self.computing else self._computed[-1][1]

    def standing(self) -> Outcome:
        """How the market stands after the last closed round; RefusalError while that is being computed."""
        if self.outcome is None:
            raise RefusalError(_(self.trouble) or _("The market is being played. Try again in a moment."), 503)
        return self.outcome

    @property
    def clock(self) -> float | None:
        """Seconds left in the open round; None where no clock runs."""
        return self.session.clock.seconds(self.now()) if self.session.phase == "deciding" else None

    def sight(self) -> Sight:
        """The room at this moment, in the language spoken."""
        return Sight(self.in_language(language()), self.session, self.outcomes, self.now(), _(self.trouble))

    def found(self, seat: str) -> list[Found]:
        """What a team bought on this line, the latest first, in the language spoken."""
        bought = [asked for asked in reversed(self.session.bought) if asked.seat == seat]
        told = {asked.nonce: self.answers.get(asked.nonce) for asked in bought}
        return [
            Found(asked, told[asked.nonce] is not None, (told[asked.nonce] or {}).get(language())) for asked in bought
        ]

    def member(self, token: str) -> Member | None:
        """Who keeps this token; None where nobody does."""
        kept = hashed(token)
        return next((member for member in self.session.members.values() if member.token == kept), None)

    def do(self, act: Act) -> None:
        """Puts an act on record and lets it take effect; RefusalError where it cannot be done or cannot be recorded."""
        sentence = objection(self.session, act)
        if sentence:
            raise RefusalError(sentence)
        moved = after(self.session, act)
        try:
            self.record.add(act)
        except RecordError as error:
            raise RefusalError(str(error), status=507) from None
        self.session = moved
        self._computed = tuple(kept for kept in self._computed if self._is_of_this_line(kept[0]))
        self.answers = {nonce: self.answers[nonce] for nonce in self.answers if nonce in bought_of(moved)}
        self.trouble = ""
        self.ring()

    def refuse(self, what: str, why: str, by: str) -> None:
        """Notes what was refused, as long as there are not too many."""
        if not self._noted.allows("everybody"):
            return
        try:
            self.record.add(Refused(at=self.now(), by=by[:80], what=what[:40], why=why[:300]))
        except RecordError:
            return

    def tick(self) -> None:
        """Does what is due without anybody: the open round closes; for who plays alone, the next one opens."""
        session = self.session
        if session.due(self.now()):
            self.do(Closed(at=self.now(), by=CLOCK, round=session.coming))
        elif session.waits_for_nobody and not self.computing:
            over = session.coming > session.last
            alone = {"at": self.now(), "by": CLOCK}
            self.do(Ended(**alone) if over else Opened(**alone, round=session.coming, when_all=True))

    def take_up(self) -> None:
        """After the server was away, a clock that ran on meanwhile gets a little time back."""
        left = self.clock
        if left is not None and left < GRACE and self.session.clock.by_clock and not self.session.clock.paused:
            self.do(Extended(at=self.now(), by=CLOCK, deadline=self.now() + GRACE))

    def next_history(self) -> History | None:
        """The history whose outcome is to be computed next; None where all are."""
        return self.session.history.before(len(self._computed) + 1) if self.computing else None

    def keep(self, history: History, outcome: Outcome) -> None:
        """Takes an outcome that has been computed, unless the game has moved to another line meanwhile."""
        if history == self.next_history():
            self._computed = (*self._computed, (history, outcome))
            self.ring()

    def ring(self) -> None:
        """Tells pages and whoever computes that something changed."""
        self.bell.ring()
        self.stirred()

    def _is_of_this_line(self, history: History) -> bool:
        return history == self.session.history.before(len(history) + 1) and len(history) <= self.session.closed


def game_of_record(record: Record, founded: Founded) -> Game:
    """The game that a record began with."""
    try:
        return game_from_json(founded.game)
    except (ValidationError, LookupError, TypeError):
        written = founded.version or "?"
        raise RecordError(
            _(
                "{path}: the game in it was written by version {written} and cannot be read",
                path=record.path,
                written=written,
            )
        ) from None


def bought_of(session: Session) -> set[str]:
    """The nonces of all information bought on the present line."""
    return {asked.nonce for asked in session.bought}


def rules_of(game: Game, solo: bool) -> Rules:
    """What of a game its course depends on."""
    return Rules(
        seats=game.seats,
        rivals=game.rivals,
        behaviours={seat: usual_behaviour(game, seat) for seat in game.seats},
        rounds=game.file.rounds,
        practice=0 if solo else game.file.practice,
        minutes=game.file.minutes,
        played=beginning(game),
        solo=solo,
    )
