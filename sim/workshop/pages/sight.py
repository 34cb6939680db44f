"""All that the pages of the room are made from: the game, where it stands, and what the market did so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from sim.game.history import Round, Shock
from sim.game.outcome import Outcome
from sim.game.reading import Game
from sim.language.messages import _
from sim.workshop.session import Session


@dataclass(frozen=True)
class Invitation:
    """How to join: the address for teams with its code and picture, and the links the facilitator keeps.

    `choices`: other addresses of this machine, where there are several; `screen`: the projector's link.
    """

    address: str
    code: str
    picture: Markup
    screen: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sight:
    """The room at a moment.

    `game`: in the language spoken; `outcomes`: the opening and every closed round that is computed, in order (none
    while the opening is still being computed); `now`: seconds since 1970; `trouble`: why it cannot be computed.
    """

    game: Game
    session: Session
    outcomes: tuple[Outcome, ...]
    now: float
    trouble: str = ""

    @property
    def computing(self) -> bool:
        """Whether the market is still being played up to the last closed round."""
        return len(self.outcomes) <= self.session.closed

    @property
    def outcome(self) -> Outcome | None:
        """How the market stands after the last closed round; None while that is being computed."""
        return None if self.computing else self.outcomes[self.session.closed]

    @property
    def played(self) -> tuple[Outcome, ...]:
        """The opening and the closed rounds of this line."""
        return self.outcomes[: self.session.closed + 1]

    @property
    def names(self) -> dict[str, str]:
        """What every firm is called: a team by its name, a seat nobody took by its number, a rival by its title."""
        return {key: self.name_of(key) for key in (*self.game.seats, *self.game.rivals)}

    @property
    def currency(self) -> str:
        """The money of the market."""
        return self.game.case.currency

    def name_of(self, key: str) -> str:
        """What a firm is called."""
        if key in self.game.seats:
            return name_of_seat(self.session, key)
        return _(self.game.case.title_of("firms", key))

    def spoken(self, shock: Shock) -> Shock:
        """A shock with its title in the language spoken."""
        told = self.game.file.shocks.get(shock.name)
        return replace(shock, title=_(told.title if told else shock.title))

    def closed_round(self, number: int) -> Round | None:
        """What was done in a closed round, the first being 1; None where there is none."""
        rounds = self.session.history.rounds
        return rounds[number - 1] if 0 < number <= len(rounds) else None


def name_of_seat(session: Session, seat: str) -> str:
    """What a seat is called: by its team's name, or by its number where nobody took it."""
    return session.names.get(seat) or _("Firm {number}", number=session.rules.seats.index(seat) + 1)


def heading(sight: Sight) -> dict[str, Any]:
    """What stands over every page of the room: the game, the round, the phase and the clock."""
    session = sight.session
    seconds = session.clock.seconds(sight.now) if session.phase == "deciding" else None
    return {
        "title": sight.game.file.title,
        "round": session.round,
        "rounds": session.last,
        "round_in_words": round_in_words(session, session.round),
        "coming_in_words": round_in_words(session, session.coming),
        "phase": phase_shown(sight),
        "practising": session.practising,
        "solo": session.rules.solo,
        "over": session.closed >= session.last,
        "closed": session.closed,
        "coming": session.coming,
        "seconds": seconds,
        "paused": session.clock.paused,
        "line": session.lines,
    }


def phase_shown(sight: Sight) -> str:
    """The session's phase; `computing` while the market is played, `lobby` also where all rounds were taken back."""
    session = sight.session
    if session.phase == "lobby" or (session.phase == "looking" and not session.closed):
        return "lobby"
    return "computing" if sight.computing else session.phase


def round_in_words(session: Session, number: int) -> str:
    """Which round of how many."""
    if session.practising:
        return _("Practice round {number} of {rounds}", number=number, rounds=session.last)
    return _("Round {number} of {rounds}", number=number, rounds=session.last)
