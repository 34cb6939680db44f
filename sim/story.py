"""A customer's years told in sentences, from the journal of a run watched for that one person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.declarations import LAYERS, Scenario
from sim.language.messages import _
from sim.market.market import Market
from sim.market.records import Records
from sim.market.saving import Saved
from sim.rules import journal as lines
from sim.rules.comings import GONE, NOT_YET
from sim.simulate import opened
from sim.telling import Teller, bond_in_words


@dataclass(frozen=True)
class Life:
    """One person's years under one strategy."""

    strategy: str
    who: str
    years: dict[int, list[str]]
    ending: str
    worth: float


def told(
    scenario: Scenario, who: int, strategy: str, run: int = 0, seed: int | None = None, opening: Saved | None = None
) -> Life:
    """Plays a strategy watching one person, and tells its years; from an opening, where it is at hand."""
    market = Market.restore(opening or opened(scenario, run, seed), strategy, watch=who)
    teller = Teller(scenario)
    start = introduction(market, who, teller)
    market.advance(scenario.market.months - market.month)
    years = years_of(market, who, market.journal.events(), teller)
    return Life(strategy, start, years, ending(market, who, teller), float(market.town.customers["earned"][who]))


def years_of(market: Market, who: int, events: Records, teller: Teller) -> dict[int, list[str]]:
    """What the journal holds about a person, year by year: a text for each month with something to tell."""
    years: dict[int, list[str]] = {}
    about = events[_about(events, who)].view(np.recarray)
    for month, text in teller.months(segment_of(market, who), about):
        years.setdefault((month - 1) // 12 + 1, []).append(text)
    return years


def segment_of(market: Market, who: int) -> str:
    """The segment of a person."""
    return list(market.case.segments)[market.customer(who).record.segment]


def _about(events: Records, who: int) -> Records:
    """The lines about the person, and what friends told it."""
    told_to = (events["event"] == lines.TALK) & (events["other"] == who)
    own = (events["customer"] == who) & (events["event"] != lines.TALK)
    return told_to | own


def introduction(market: Market, who: int, teller: Teller) -> str:
    """Who the person is, and whose customer."""
    person = market.customer(who)
    row = person.record
    segment = teller.case.title_of("segments", segment_of(market, who))
    needs = _("{amount:,.0f} {currency} a month", amount=person.spend, currency=_(market.case.currency))
    ties = int(market.town.tie_start[who + 1] - market.town.tie_start[who])
    cares = LAYERS[int(row.importance.argmax())]
    about = _(
        "Customer {who} ({segment}), needs worth {needs}, {ties} friends and acquaintances, cares most for {layer}",
        who=who,
        segment=segment,
        needs=needs,
        ties=ties,
        layer=_(cares),
    )
    if row.provider == GONE:
        return about + _("; left the market before month 1.")
    if row.provider == NOT_YET:
        return about + _("; not yet in the market.")
    if person.provider is None:
        return about + _("; at the opening nobody's customer.")
    firm = teller.name(person.provider)
    years = max(0.0, float(market.clock - row.joined) / 12)
    return about + _(
        "; at the opening with {firm} for {years:.1f} years, satisfaction {satisfaction:.0f} of 100.",
        firm=firm,
        years=years,
        satisfaction=person.satisfaction,
    )


def ending(market: Market, who: int, teller: Teller) -> str:
    """How things stand at the horizon."""
    person = market.customer(who)
    row = person.record
    if row.provider == GONE:
        return _("At the end: gone from the market for reasons nobody could have served.")
    if row.provider == NOT_YET:
        return _("At the end: still not in the market.")
    if person.provider is None:
        return _("At the end: nobody's customer.")
    firm = teller.name(person.provider)
    return _(
        "At the end: with {firm}, satisfaction {satisfaction:.0f} of 100, {bond}.",
        firm=firm,
        satisfaction=person.satisfaction,
        bond=bond_in_words(person.bond),
    )
