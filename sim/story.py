"""A customer's years told in sentences, from the journal of a run watched for that one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sim.declarations import LAYERS, Scenario
from sim.ledger import CHANNELS, REASONS
from sim.market.market import Market
from sim.market.records import Records
from sim.rules import journal as lines
from sim.rules.comings import GONE, NOT_YET
from sim.simulate import opened

WHY = {
    "price": "for the price",
    "poached": "for a rival's offer",
    "outgrown": "because its needs had outgrown the firm",
    "released": "because the firm let it go",
    "bond": "feeling that nobody cared",
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
            years.setdefault((month - 1) // 12 + 1, []).append(f"Month {month}: " + " ".join(said))
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
    needs = f"{person.spend:,.0f} {market.case.currency} a month"
    ties = int(market.town.tie_start[who + 1] - market.town.tie_start[who])
    cares = LAYERS[int(row.importance.argmax())]
    about = f"Customer {who} ({segment}), needs worth {needs}, {ties} friends and acquaintances, cares most for {cares}"
    if row.provider == GONE:
        return f"{about}; left the market before month 1."
    if row.provider == NOT_YET:
        return f"{about}; not yet in the market."
    if person.provider is None:
        return f"{about}; at the opening nobody's customer."
    firm = market.case.title_of("firms", person.provider)
    years = max(0.0, float(market.clock - row.joined) / 12)
    return f"{about}; at the opening with {firm} for {years:.1f} years, satisfaction {person.satisfaction:.0f} of 100."


def ending(market: Market, who: int) -> str:
    """How things stand at the horizon."""
    person = market.customer(who)
    row = person.record
    if row.provider == GONE:
        return "At the end: gone from the market for reasons nobody could have served."
    if row.provider == NOT_YET:
        return "At the end: still not in the market."
    if person.provider is None:
        return "At the end: nobody's customer."
    firm = market.case.title_of("firms", person.provider)
    bond = "a strong bond" if person.bond > 0.5 else "some bond" if person.bond > 0.2 else "hardly a bond"
    return f"At the end: with {firm}, satisfaction {person.satisfaction:.0f} of 100, {bond}."


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
            return f"{firm} slipped{' badly' if outcome else ''} on {layer}."
        case lines.COMPLAIN:
            return "Complained."
        case lines.RESOLVE:
            return ("Nothing came of it.", "It was put right, late.", "It was put right at once.")[outcome]
        case lines.CONTACT:
            return _contact(firm, outcome)
        case lines.TALK:
            spoke = "spoke well of" if outcome == 0 else "warned against"
            return f"A friend (customer {line['customer']}) {spoke} {firm}."
        case lines.REFER:
            return f"Brought customer {line['other']} to {firm}."
        case lines.LEAVE:
            return _leaving(market, firm, layer, int(line["other"]), outcome)
        case lines.JOIN:
            how = ("", "after looking round", "on a friend's word", "taking its offer", "as its first choice")[outcome]
            return f"Joined {firm} {how}."
        case lines.EXIT:
            return f"Left {firm} and the market." if outcome == 0 else f"Left {firm} to do without."
    return ""


def _layer(market: Market, who: int, layer: int) -> str:
    if layer < 0:
        return ""
    segment = list(market.case.segments.values())[market.customer(who).record.segment]
    return str(getattr(segment.meaning, LAYERS[layer]))


def _contact(firm: str, outcome: int) -> str:
    return (
        "",
        f"Asked {firm} for help and got no answer.",
        "",
        f"{firm} came for a visit.",
        f"{firm} gave a training day.",
    )[outcome]


def _leaving(market: Market, firm: str, layer: str, new: int, reason: int) -> str:
    word = REASONS[reason]
    why = WHY.get(word, f"unhappy with {layer}")
    to = f" for {market.case.title_of('firms', market.firm_names[new])}" if new >= 0 else ""
    return f"Left {firm}{to}, {why}."
