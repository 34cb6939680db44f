"""The form of a team's decisions: levers in groups, with what stood last round and what has been sent since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.game.controls import Control, controls
from sim.game.outcome import Outcome
from sim.game.shown import GROUPS
from sim.language.messages import _, several
from sim.workshop.pages.sight import Sight


@dataclass(frozen=True)
class Field:
    """A lever in the form, in the unit shown. `value`: what stands in it, `was`: what held last round."""

    path: str
    label: str
    help: str
    unit: str
    value: str
    was: str
    least: str
    most: str
    step: str

    @property
    def changed(self) -> bool:
        """Whether it is to differ from last round."""
        return self.value != self.was


def decision_groups(sight: Sight, outcome: Outcome, seat: str, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """The open levers of a seat, by group in the order of the page; `given`: what stands in fields already."""
    standing, decided = outcome.levers[seat], sight.session.decisions.get(seat)
    sent = decided.levers if decided else {}
    opened = controls(sight.game, float(outcome.sizes[outcome.place(seat)]), sight.session.coming)
    groups = []
    for group, words in GROUPS.items():
        fields = [_field(one, standing[one.path], sent, given) for one in opened if one.group == group]
        if fields:
            groups.append({"key": group, "label": _(words), "fields": fields, "fresh": _fresh(opened, group, sight)})
    return groups


def later(sight: Sight, outcome: Outcome, seat: str) -> str:
    """Which groups of decisions open when, after the round at hand, in words."""
    coming = sight.session.coming
    every = controls(sight.game, float(outcome.sizes[outcome.place(seat)]))
    rounds = sorted({one.opens for one in every if one.opens > coming})
    return _("; ").join(
        _("from round {round}: {decisions}", round=round, decisions=_(", ").join(_groups_of(every, round)))
        for round in rounds
    )


def sent_in_words(sight: Sight, seat: str) -> str:
    """Whether the team has sent its decisions, and who of it; empty where nobody has."""
    decided = sight.session.decisions.get(seat)
    if decided is None:
        return ""
    member = sight.session.members.get(decided.by)
    who = member.person if member and member.person else _("your team")
    count = len(decided.levers)
    if not count:
        return _("Sent by {who}: everything as last round.", who=who)
    return _(
        "Sent by {who}: {changes}.", who=who, changes=several("{count:,} decision changed", "{count:,} changed", count)
    )


def _field(control: Control, stands: float, sent: Mapping[str, float], given: Mapping[str, str]) -> Field:
    return Field(
        path=control.path,
        label=control.words,
        help=_(control.help),
        unit=_(control.unit),
        value=given.get(control.path) or control.shown(sent.get(control.path, stands)),
        was=control.shown(stands),
        least=f"{control.least:.10g}",
        most=f"{control.most:.10g}",
        step=f"{control.step:.10g}",
    )


def _fresh(opened: Iterable[Control], group: str, sight: Sight) -> bool:
    """Whether something in the group opens in this very round, after the first."""
    coming = sight.session.coming
    return coming > 1 and any(one.opens == coming for one in opened if one.group == group)


def _groups_of(every: Iterable[Control], round: int) -> list[str]:
    found = {one.group for one in every if one.opens == round}
    return [_(words) for group, words in GROUPS.items() if group in found]
