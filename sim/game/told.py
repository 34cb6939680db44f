"""Customers of a game in words: their voices of a round, and one customer's story from the first round on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.game.history import History
from sim.game.table import at_hand
from sim.language.messages import _, language, noted
from sim.market.market import Market
from sim.story import ending, introduction, years_of
from sim.telling import Teller

if TYPE_CHECKING:
    from sim.game.outcome import Voice
    from sim.game.reading import Game

KINDS = {
    "left": noted("A customer who left"),
    "joined": noted("A customer who came"),
    "unhappy": noted("A customer who is unhappy and has said nothing"),
    "happy": noted("A customer who is happy and says so"),
}
"""What a voice stands for."""


@dataclass(frozen=True)
class ToldVoice:
    """A voice in words: what it stands for, who speaks, and a sentence or more for each month."""

    kind: str
    who: str
    months: tuple[str, ...]


@dataclass(frozen=True)
class ToldStory:
    """One customer's months in words, from the opening to where the game stands."""

    customer: int
    introduction: str
    months: tuple[str, ...]
    ending: str


def told(game: Game, voice: Voice, names: Mapping[str, str]) -> ToldVoice:
    """A voice in the language spoken, which `game` is in. `names`: what the seats call themselves, by key."""
    months = Teller(game.case, names).months(voice.segment, voice.lines)
    segment = game.case.title_of("segments", voice.segment)
    who = {"customer": voice.customer, "segment": segment, "satisfaction": voice.satisfaction}
    stays = _("Customer {customer} ({segment}), satisfaction {satisfaction:.0f} of 100", **who)
    return ToldVoice(
        kind=_(KINDS[voice.kind]),
        who=_("Customer {customer} ({segment})", **who) if voice.kind == "left" else stays,
        months=tuple(text for _month, text in months),
    )


def told_story(game: Game, history: History, customer: int, names: Mapping[str, str]) -> ToldStory:
    """What happened to one customer in all rounds so far, in the language spoken.

    The rounds are played again, watching this one. `game`: as it was read, in its own language.
    """
    table, teller = at_hand(game), Teller(game.in_language(language()).case, names)
    market = Market.restore(table.after(History()))
    start = introduction(market, customer, teller)
    months: list[str] = []
    for number in range(1, len(history) + 1):
        market = table.begun(history.before(number + 1), watch=customer)
        market.advance(game.file.months)
        years = years_of(market, customer, market.journal.events(), teller)
        months += [text for year in years.values() for text in year]
    return ToldStory(customer, start, tuple(months), ending(market, customer, teller))
