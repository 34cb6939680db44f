"""Voices: for every team the few customers whose round says most, each with what happened to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.game.outcome import Line, Voice
from sim.market.records import Records
from sim.rules import journal
from sim.rules.contact import TRAINED, UNANSWERED, VISITED
from sim.rules.switching import REFERRAL

if TYPE_CHECKING:
    from sim.game.reading import Game
    from sim.market.market import Market

MOST_VOICES = 3
"""Voices of a team."""
MOST_LINES = 10
"""Lines of a voice; of a fuller round the last ones are told."""
SORROW, JOY = 0.45, 0.5
"""Satisfaction below which a customer is unhappy, above which it is happy; 0.5 is as expected. *Assumption.*"""

Flags = npt.NDArray[np.bool_]


def voices_of(market: Market, events: Records, game: Game) -> tuple[Voice, ...]:
    """Up to three voices for each seat, from the market at a round's end and everybody's journal of that round.

    One who left, one who came (best on a friend's word), and one who stayed: by turns somebody unhappy who keeps
    silent and somebody happy who says so. Of several the one of whom most can be told, then the largest. Satisfaction
    is that of the round's end, with whomever the customer is by then.
    """
    round = Told(market, events[tellable(events)])
    silent_first = (market.month // game.file.months) % 2 == 1
    chosen = [(seat, *one) for seat in game.seats for one in round.chosen(seat, silent_first)]
    lines = lines_of(round.events, {who for _seat, _kind, who in chosen})
    segments = list(market.case.segments)
    return tuple(
        Voice(
            seat, kind, who, segments[round.people["segment"][who]], 100.0 * float(round.satisfaction[who]), lines[who]
        )
        for seat, kind, who in chosen
    )


def tellable(events: Records) -> Flags:
    """Which lines are told: not everyday purchases, answers to questions and cards too many."""
    kind, outcome = events["event"], events["outcome"]
    everyday_contact = (kind == journal.CONTACT) & ~np.isin(outcome, (UNANSWERED, VISITED, TRAINED))
    return np.asarray((kind != journal.BUY) & ~everyday_contact)


class Told:
    """A round as its journal tells it, and the people as they stand at its end.

    `events`: the lines that can be told. Of everybody, (people,): whose customers they are, how satisfied, of how much
    can be told of them.
    """

    def __init__(self, market: Market, events: Records) -> None:
        self.firms, self.events, self.people = market.firm_names, events, market.town.customers
        self.provider = self.people["provider"].astype(np.int64)
        relations = market.town.relations
        slot = np.maximum(self.provider, 0) if relations.shape[1] > 1 else np.zeros_like(self.provider)
        self.satisfaction = relations["satisfaction"][np.arange(len(relations)), slot]
        own = events["customer"][events["event"] != journal.TALK]
        # More than a handful of lines makes nobody's story better.
        self.richness = np.minimum(np.bincount(own, minlength=len(relations)), 5)

    def chosen(self, seat: str, silent_first: bool) -> list[tuple[str, int]]:
        """A seat's voices, by what they stand for: three at most, nobody twice."""
        place = self.firms.index(seat)
        theirs = self.provider == place
        hurt = self.among(journal.SLIP, firm=place) & ~self.among(journal.COMPLAIN, firm=place)
        silent = theirs & (self.satisfaction < SORROW) & hurt
        praising = theirs & (self.satisfaction > JOY) & self.among(journal.TALK, firm=place, outcome=0)
        bringing = praising & self.among(journal.REFER, firm=place)
        pleased = bringing if bringing.any() else praising & (self.richness > 0)
        staying = [("unhappy", self.best(silent)), ("happy", self.best(pleased))]
        left = self.among(journal.LEAVE, firm=place)
        joined = theirs & self.among(journal.JOIN, firm=place)
        referred = theirs & self.among(journal.JOIN, firm=place, outcome=REFERRAL)
        moved = [("left", self.best(left)), ("joined", self.best(referred if referred.any() else joined))]
        found: dict[int, str] = {}
        for kind, who in (*moved, *(staying if silent_first else staying[::-1])):
            if who is not None:
                found.setdefault(who, kind)
        return [(kind, who) for who, kind in list(found.items())[:MOST_VOICES]]

    def among(self, event: int, firm: int | None = None, outcome: int | None = None) -> Flags:
        """Who has such a line in the journal: (people,)."""
        found = self.events["event"] == event
        if firm is not None:
            found &= self.events["firm"] == firm
        if outcome is not None:
            found &= self.events["outcome"] == outcome
        flags = np.zeros(len(self.people), bool)
        flags[self.events["customer"][found]] = True
        return flags

    def best(self, candidates: Flags) -> int | None:
        """Of some people the one of whom most can be told, then the one with the largest needs."""
        who = np.flatnonzero(candidates)
        if not len(who):
            return None
        needs = self.people["spend"][who] * self.people["grown"][who]
        return int(who[np.lexsort((who, -needs, -self.richness[who]))[0]])


def lines_of(events: Records, people: Collection[int]) -> dict[int, tuple[Line, ...]]:
    """What the journal tells of some people, and what friends told them: the last lines of each."""
    heard = events["event"] == journal.TALK
    about = np.where(heard, events["other"], events["customer"])
    places = np.flatnonzero(np.isin(about, list(people)))
    found: dict[int, list[Line]] = {who: [] for who in people}
    for place in places:
        found[int(about[place])].append(line_of(events[place]))
    return {who: tuple(lines[-MOST_LINES:]) for who, lines in found.items()}


def line_of(event: Records) -> Line:
    """A line of the journal as plain data."""
    return Line(*(event[field.name].item() for field in fields(Line)))
