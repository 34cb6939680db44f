"""What happened to a customer, put into sentences: one way of telling for stories, games and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from sim.declarations import LAYERS, Scenario
from sim.language.messages import _, noted
from sim.ledger import CHANNELS, REASONS
from sim.rules import journal as lines
from sim.wording import in_a_row

WHY = {
    "price": noted("for the price"),
    "poached": noted("for a rival's offer"),
    "outgrown": noted("because its needs had outgrown the firm"),
    "released": noted("because the firm let it go"),
    "bond": noted("feeling that nobody cared"),
}


class JournalLine(Protocol):
    """A line of the journal, as `sim/rules/journal.py` writes it."""

    @property
    def month(self) -> int: ...
    @property
    def event(self) -> int: ...
    @property
    def firm(self) -> int: ...
    @property
    def other(self) -> int: ...
    @property
    def customer(self) -> int: ...
    @property
    def layer(self) -> int: ...
    @property
    def outcome(self) -> int: ...


@dataclass(frozen=True)
class Teller:
    """Tells of a market. `names`: what firms are called here, by key; of others the scenario's titles."""

    case: Scenario
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, firm: str) -> str:
        """What a firm is called."""
        return self.names.get(firm) or self.case.title_of("firms", firm)

    def months(self, segment: str, told: Iterable[JournalLine]) -> Iterator[tuple[int, str]]:
        """What happened to a customer of a segment, month by month; months with nothing to tell are left out."""
        for month, group in groupby(told, key=lambda line: int(line.month)):
            said = list(self._sentences(segment, list(group)))
            if said:
                yield month, _("Month {month}: ", month=month) + in_a_row(said)

    def _sentences(self, segment: str, month: list[JournalLine]) -> Iterator[str]:
        moved = any(line.event == lines.LEAVE for line in month)
        for line in month:
            # Whoever left for another firm joins it: untold, unless a friend or an offer brought it there.
            plain_join = line.event == lines.JOIN and CHANNELS[line.outcome] in ("advertising", "arrival")
            said = "" if moved and plain_join else self.sentence(segment, line)
            if said:
                yield said

    def sentence(self, segment: str, line: JournalLine) -> str:
        """One line in words; everyday purchases and friendly chat about one's own firm go untold."""
        firm, layer, outcome = self._firm(line.firm), self._layer(segment, int(line.layer)), int(line.outcome)
        match int(line.event):
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
                return _talking(firm, int(line.customer), outcome)
            case lines.REFER:
                return _("Brought customer {other} to {firm}.", other=line.other, firm=firm)
            case lines.LEAVE:
                return self._leaving(firm, layer, int(line.other), outcome)
            case lines.JOIN:
                return _joining(firm, outcome)
            case lines.EXIT:
                to_do_without = _("Left {firm} to do without.", firm=firm)
                return _("Left {firm} and the market.", firm=firm) if outcome == 0 else to_do_without
        return ""

    def _firm(self, place: int) -> str:
        return self.name(list(self.case.firms)[place])

    def _layer(self, segment: str, layer: int) -> str:
        return _(str(getattr(self.case.segments[segment].meaning, LAYERS[layer]))) if layer >= 0 else ""

    def _leaving(self, firm: str, layer: str, new: int, reason: int) -> str:
        word = REASONS[reason]
        why = _(WHY[word]) if word in WHY else _("unhappy with {layer}", layer=layer)
        if new < 0:
            return _("Left {firm}, {why}.", firm=firm, why=why)
        return _("Left {firm} for {other}, {why}.", firm=firm, other=self._firm(new), why=why)


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


def bond_in_words(bond: float) -> str:
    """How strong a bond is."""
    if bond > 0.5:
        return _("a strong bond")
    return _("some bond") if bond > 0.2 else _("hardly a bond")
