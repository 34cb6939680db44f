"""A customer's years told in sentences, from the journal of a run watched for that one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sim.declarations import LAYERS, Scenario
from sim.language.messages import _, noted
from sim.ledger import CHANNELS, REASONS
from sim.market.market import Market
from sim.market.records import Records
from sim.rules import journal as lines
from sim.rules.comings import GONE, NOT_YET
from sim.simulate import opened
from sim.wording import in_a_row

WHY = {
    "price": noted("for the price"),
    "poached": noted("for a rival's offer"),
    "outgrown": noted("because its needs had outgrown the firm"),
    "released": noted("because the firm let it go"),
    "bond": noted("feeling that nobody cared"),
}


@dataclass(frozen=True)
class Life:
    """One person's years under one strategy."""

    strategy: str
    who: str
    years: dict[int, list[str]]
    ending: str
    worth: float


def told(scenario: Scenario, who: int, strategy: str, run: int = 0, seed: int | None = None) -> Life:
    """Plays a strategy watching one person, and tells its years."""
    market = Market.restore(opened(scenario, run, seed), strategy, watch=who)
    start = introduction(market, who)
    market.advance(scenario.market.months - market.month)
    events = market.journal.events()
    years: dict[int, list[str]] = {}
    for month, group in groupby(events[_about(events, who)], key=lambda line: int(line["month"])):
        said = list(_sentences(market, who, list(group)))
        if said:
            years.setdefault((month - 1) // 12 + 1, []).append(_("Month {month}: ", month=month) + in_a_row(said))
    return Life(strategy, start, years, ending(market, who), float(market.town.customers["earned"][who]))


def _about(events: Records, who: int) -> Records:
    """The lines about the person, and what friends told it."""
    told_to = (events["event"] == lines.TALK) & (events["other"] == who)
    own = (events["customer"] == who) & (events["event"] != lines.TALK)
    return told_to | own


def introduction(market: Market, who: int) -> str:
    """Who the person is, and whose customer."""
    person = market.customer(who)
    row = person.record
    segment = market.case.title_of("segments", list(market.case.segments)[row.segment])
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
    firm = market.case.title_of("firms", person.provider)
    years = max(0.0, float(market.clock - row.joined) / 12)
    return about + _(
        "; at the opening with {firm} for {years:.1f} years, satisfaction {satisfaction:.0f} of 100.",
        firm=firm,
        years=years,
        satisfaction=person.satisfaction,
    )


def ending(market: Market, who: int) -> str:
    """How things stand at the horizon."""
    person = market.customer(who)
    row = person.record
    if row.provider == GONE:
        return _("At the end: gone from the market for reasons nobody could have served.")
    if row.provider == NOT_YET:
        return _("At the end: still not in the market.")
    if person.provider is None:
        return _("At the end: nobody's customer.")
    firm = market.case.title_of("firms", person.provider)
    return _(
        "At the end: with {firm}, satisfaction {satisfaction:.0f} of 100, {bond}.",
        firm=firm,
        satisfaction=person.satisfaction,
        bond=bond_in_words(person.bond),
    )


def bond_in_words(bond: float) -> str:
    """How strong a bond is."""
    if bond > 0.5:
        return _("a strong bond")
    return _("some bond") if bond > 0.2 else _("hardly a bond")


def _sentences(market: Market, who: int, month: list[Records]) -> Iterator[str]:
    moved = any(line["event"] == lines.LEAVE for line in month)
    for line in month:
        # Whoever left for another firm has been told of as joining it, unless a friend or an offer brought it there.
        plain_join = line["event"] == lines.JOIN and CHANNELS[line["outcome"]] in ("advertising", "arrival")
        said = "" if moved and plain_join else sentence(market, who, line)
        if said:
            yield said


def sentence(market: Market, who: int, line: Records) -> str:
    """One line of the journal in words; everyday purchases and friendly chat about one's own firm go untold."""
    case = market.case
    firm = case.title_of("firms", market.firm_names[line["firm"]])
    layer = _layer(market, who, int(line["layer"]))
    outcome = int(line["outcome"])
    match int(line["event"]):
        case lines.SLIP:
            badly = _("{firm} slipped badly on {layer}.", firm=firm, layer=layer)
            return badly if outcome else _("{firm} slipped on {layer}.", firm=firm, layer=layer)
        case lines.COMPLAIN:
            return _("Complained.")
        case lines.RESOLVE:
            return (_("Nothing came of it."), _("It was put right, late."), _("It was put right at once."))[outcome]
        case lines.CONTACT:
            return _contact(firm, outcome)
        case lines.TALK:
            return _talking(firm, int(line["customer"]), outcome)
        case lines.REFER:
            return _("Brought customer {other} to {firm}.", other=line["other"], firm=firm)
        case lines.LEAVE:
            return _leaving(market, firm, layer, int(line["other"]), outcome)
        case lines.JOIN:
            return _joining(firm, outcome)
        case lines.EXIT:
            to_do_without = _("Left {firm} to do without.", firm=firm)
            return _("Left {firm} and the market.", firm=firm) if outcome == 0 else to_do_without
    return ""


def _layer(market: Market, who: int, layer: int) -> str:
    if layer < 0:
        return ""
    segment = list(market.case.segments.values())[market.customer(who).record.segment]
    return _(str(getattr(segment.meaning, LAYERS[layer])))


def _talking(firm: str, friend: int, outcome: int) -> str:
    if outcome == 0:
        return _("A friend (customer {friend}) spoke well of {firm}.", friend=friend, firm=firm)
    return _("A friend (customer {friend}) warned against {firm}.", friend=friend, firm=firm)


def _joining(firm: str, outcome: int) -> str:
    return (
        "",
        _("Joined {firm} after looking round.", firm=firm),
        _("Joined {firm} on a friend's word.", firm=firm),
        _("Joined {firm} taking its offer.", firm=firm),
        _("Joined {firm} as its first choice.", firm=firm),
    )[outcome]


def _contact(firm: str, outcome: int) -> str:
    return (
        "",
        _("Asked {firm} for help and got no answer.", firm=firm),
        "",
        _("{firm} came for a visit.", firm=firm),
        _("{firm} gave a training day.", firm=firm),
    )[outcome]


def _leaving(market: Market, firm: str, layer: str, new: int, reason: int) -> str:
    word = REASONS[reason]
    why = _(WHY[word]) if word in WHY else _("unhappy with {layer}", layer=layer)
    if new < 0:
        return _("Left {firm}, {why}.", firm=firm, why=why)
    other = market.case.title_of("firms", market.firm_names[new])
    return _("Left {firm} for {other}, {why}.", firm=firm, other=other, why=why)
