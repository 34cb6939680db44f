"""Customers of a game in words: their voices of a round, and one customer's story from the first round on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.game.history import History
from sim.game.table import at_hand
from sim.language.messages import _, language, noted, several
from sim.market.market import Market
from sim.story import ending, introduction, years_of
from sim.telling import Teller
from sim.wording import in_a_row, money

if TYPE_CHECKING:
    from sim.game.dealings import FirstSale
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


def told_first_sale(found: FirstSale | None, currency: str) -> str:
    """The first sale that lost money and what came of it, in words."""
    if found is None:
        return _("No customer whose first sale lost money has paid for it by now.")
    first = _(
        "Customer {customer} joined in month {month}; its first sale lost {loss}. In all it has brought {worth}.",
        customer=found.customer,
        month=found.joined,
        loss=money(-found.own[0], currency),
        worth=money(found.worth, currency),
    )
    places = {"place": found.place, "of": found.customers, "place_of_won": found.place_of_won, "won": found.won}
    place = _(
        "Of all {of:,} accounts it is number {place}, of the {won:,} won in the game number {place_of_won}.", **places
    )
    return in_a_row((first, *told_friends(found, currency), place))


def told_friends(found: FirstSale, currency: str) -> Iterator[str]:
    """What came of a customer's word, where anything did."""
    if found.friends:
        count = several(
            "{count:,} friend joined on its word", "{count:,} friends joined on its word", len(found.friends)
        )
        yield _("{friends} and brought {brought} of that.", friends=count, brought=money(sum(found.brought), currency))
