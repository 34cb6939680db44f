"""What the debrief has to find out about a game that is over: pieces of work for the engine, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sim.game.counterfactual import TurningPoint, turning_points, undone
from sim.game.exhibits import Exhibits, exhibits
from sim.game.history import History
from sim.game.reading import Game
from sim.game.told import ToldStory, told_story
from sim.language.messages import LANGUAGES, speaking
from sim.workshop.debrief.found import Found
from sim.workshop.pages.sight import name_of_seat
from sim.workshop.session import Session

Name = tuple[object, ...]
Names = tuple[tuple[str, str], ...]
AT_ONCE = 10
"""Results of which pages are told together."""


@dataclass(frozen=True)
class Study:
    """A piece of work: under which name its result is kept, and what is to be called with what, in any process."""

    name: Name
    function: Callable[..., Any]
    given: tuple[Any, ...]


class Studies:
    """The studies of a game, in the order in which they are wanted; they begin anew where the game's rounds change."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self._history = History()
        self._points: list[TurningPoint] = []
        self._results: dict[Name, Any] = {}

    def next(self, session: Session) -> Study | None:
        """What is to be computed next; None where nothing is, or the rounds are not over."""
        return next(self._missing(session), None) if is_over(session) else None

    def keep(self, session: Session, study: Study, result: Any) -> bool:
        """Takes a result, None where there is none to be had, unless other rounds have been played meanwhile.

        Whether pages are to be told: forty browsers need not ask again for every single one.
        """
        if study.name[0] != session.history:
            return False
        self._results[study.name] = result
        return len(self._results) % AT_ONCE == 0 or self.next(session) is None

    def found(self, session: Session, language: str) -> Found:
        """What has been found so far, told in a language."""
        self._begin_anew(session)
        names = [undoing(session.history, point) for point in self._points]
        known = [self._results[name] for name in names if name in self._results]
        seats = seats_of(session)
        return Found(
            exhibits={seat: shown for seat in seats if (shown := self._exhibits(session, seat))},
            stories={seat: story for seat in seats if (story := self._story(session, seat, language))},
            undone=tuple(one for one in known if one is not None),
            to_come=len(names) - len(known),
            waiting=self.next(session) is not None,
        )

    def _missing(self, session: Session) -> Iterator[Study]:
        """Everything that is not there yet: exhibits, then decisions undone, then stories."""
        self._begin_anew(session)
        wanted = (*self._wanted(session), *self._wanted_stories(session))
        return (study for study in wanted if study.name not in self._results)

    def _wanted(self, session: Session) -> Iterator[Study]:
        history = session.history
        for seat in seats_of(session):
            yield Study((history, "exhibits", seat), exhibits, (self.game, history, seat))
        for point in self._points:
            yield Study(undoing(history, point), undone, (self.game, history, point))

    def _wanted_stories(self, session: Session) -> Iterator[Study]:
        for language in LANGUAGES:
            names = names_of(session, language)
            for seat in seats_of(session):
                shown = self._exhibits(session, seat)
                if shown and shown.first_sale:
                    given = (language, self.game, session.history, shown.first_sale.customer, names)
                    yield Study((session.history, "story", seat, language, names), story_in, given)

    def _exhibits(self, session: Session, seat: str) -> Exhibits | None:
        return self._results.get((session.history, "exhibits", seat))

    def _story(self, session: Session, seat: str, language: str) -> ToldStory | None:
        return self._results.get((session.history, "story", seat, language, names_of(session, language)))

    def _begin_anew(self, session: Session) -> None:
        if session.history == self._history:
            return
        self._history, self._results = session.history, {}
        points = turning_points(self.game, session.history)
        # What was decided before the teams took over is nobody's doing here.
        self._points = [point for point in points if point.round > len(session.rules.played)]


def is_over(session: Session) -> bool:
    """Whether the rounds are over, so that they can be looked back upon."""
    over = session.phase == "looking" and session.closed >= session.last and not session.practising
    return session.closed > 0 and (session.phase == "debrief" or over)


def seats_of(session: Session) -> tuple[str, ...]:
    """Whose game is looked back upon: the teams', or every seat's where there is no team."""
    return session.taken or session.rules.seats


def names_of(session: Session, language: str) -> Names:
    """What the seats are called in a language."""
    with speaking(language):
        return tuple((seat, name_of_seat(session, seat)) for seat in session.rules.seats)


def undoing(history: History, point: TurningPoint) -> Name:
    """The name under which an undone decision is kept."""
    return history, "undone", point


def story_in(language: str, game: Game, history: History, customer: int, names: Names) -> ToldStory:
    """A customer's story told in a language."""
    with speaking(language):
        return told_story(game, history, customer, dict(names))
