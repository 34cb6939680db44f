"""What was done in a game as sheets: decisions, events, information, help and fines, and the record of acts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sim.game.controls import Control, controls
from sim.game.counterfactual import words
from sim.game.history import Round
from sim.game.information import OFFERED
from sim.game.outcome import Outcome
from sim.language.messages import _
from sim.report.sheet import Cell, Column, Sheet, in_money
from sim.workshop.acts import Act, Joined
from sim.workshop.debrief.found import Found
from sim.workshop.pages.sight import Sight

UNTOLD = ("at", "by", "kind", "game", "facilitator", "screen", "code", "token", "nonce")
"""What of an act is not told: what has a column of its own, and what opens doors."""


def acts_sheets(sight: Sight, acts: Sequence[Act], found: Found) -> list[Sheet]:
    """The sheets of what was done."""
    return [
        decisions_sheet(sight),
        undone_sheet(sight, found),
        events_sheet(sight),
        information_sheet(sight),
        help_sheet(sight),
        record_sheet(acts),
    ]


def decisions_sheet(sight: Sight) -> Sheet:
    """Every lever that was moved."""
    rows: list[tuple[Cell, ...]] = []
    names, outcomes = sight.names, sight.played
    rounds = zip(sight.session.history.rounds, outcomes, outcomes[1:], strict=False)
    for number, (closed, before, after) in enumerate(rounds, 1):
        for firm in after.firms:
            known = controls(sight.game, float(before.sizes[before.place(firm)]))
            named = (float(number), names[firm], who_decided(closed, firm))
            for one, was, new in moved(closed, before, after, firm, known):
                rows.append((*named, one.words, _(one.unit), was * one.factor, new * one.factor, one.path))
    return Sheet(
        _("Decisions"),
        _("Every lever that was moved, with its value before and after, as the teams saw it."),
        (
            Column(_("round"), "count"), Column(_("firm")), Column(_("decided by")), Column(_("decision")),
            Column(_("unit")), Column(_("before"), "number"), Column(_("after"), "number"), Column(_("lever")),
        ),
        tuple(rows),
    )  # fmt: skip


def undone_sheet(sight: Sight, found: Found) -> Sheet:
    """What decisions were worth."""
    names = sight.names
    rows = tuple(
        (float(one.round), names[one.seat], words(one.point), -one.worth, -one.customers)
        for one in sorted(found.undone, key=lambda one: one.worth)
    )
    return Sheet(
        _("Undone"),
        _("What decisions were worth, found by playing the game again without each of them; the best first."),
        (
            Column(_("round"), "count"), Column(_("firm")), Column(_("decision")),
            in_money(_("brought in total value"), sight.currency), Column(_("brought in customers"), "count"),
        ),
        rows,
    )  # fmt: skip


def who_decided(closed: Round, firm: str) -> str:
    """Whether a team or the computer decided for a firm."""
    behaviour = dict(closed.computers).get(firm)
    return _("computer: {behaviour}", behaviour=_(behaviour.replace("_", " "))) if behaviour else _("team")


def moved(
    closed: Round, before: Outcome, after: Outcome, firm: str, known: tuple[Control, ...]
) -> Iterator[tuple[Control, float, float]]:
    """The levers of a firm that are not as they were, each with its values before and after."""
    decided = closed.of(firm)
    for one in known:
        was = before.levers[firm].get(one.path)
        new = decided.get(one.path, after.levers[firm].get(one.path))
        if was is not None and new is not None and new != was:
            yield one, was, new


def events_sheet(sight: Sight) -> Sheet:
    """What struck."""
    rows: list[tuple[Cell, ...]] = []
    for number, closed in enumerate(sight.session.history.rounds, 1):
        for shock in closed.shocks:
            whom = sight.names.get(shock.firm or "", _("all firms") if shock.firm == "all" else _("the market"))
            announced = _("yes") if shock.announced else _("no")
            changes = "; ".join(f"{path}: {value}" for path, value in shock.changes)
            rows.append((float(number), sight.spoken(shock).title, whom, announced, shock.months, changes))
    return Sheet(
        _("Events"),
        _("What the facilitator let happen, in which round, to whom, and what it changed."),
        (
            Column(_("round"), "count"), Column(_("event")), Column(_("whom")), Column(_("announced")),
            Column(_("months"), "count"), Column(_("changes")),
        ),
        tuple(rows),
    )  # fmt: skip


def information_sheet(sight: Sight) -> Sheet:
    """What was bought."""
    rows = tuple(
        (float(one.round), sight.names[one.seat], _(OFFERED[one.what]), one.price) for one in sight.session.bought
    )
    return Sheet(
        _("Information"),
        _("Information that teams bought, and what they paid for it."),
        (
            Column(_("round"), "count"), Column(_("firm")), Column(_("what")),
            in_money(_("price"), sight.currency),
        ),
        rows,
    )  # fmt: skip


def help_sheet(sight: Sight) -> Sheet:
    """What was given and taken."""
    rows = tuple((float(number), sight.names[one.seat], one.money, one.why) for number, one in sight.session.helps)
    return Sheet(
        _("Help and fines"),
        _("Money the facilitator gave to a team, or, below zero, took from it."),
        (
            Column(_("round"), "count"), Column(_("firm")), in_money(_("money"), sight.currency),
            Column(_("for what")),
        ),
        rows,
    )  # fmt: skip


def record_sheet(acts: Sequence[Act]) -> Sheet:
    """Every act, one after the other; nothing in it opens anybody's page."""
    people = {act.member: act.person or act.member for act in acts if isinstance(act, Joined)}
    rows = tuple(
        (float(number), time_of(act), kind_of(act), people.get(act.by, act.by), details(act))
        for number, act in enumerate(acts, 1)
    )
    return Sheet(
        _("Record"),
        _("Everything that was done, in order, from which the game can be played again; times are UTC."),
        (
            Column(_("number"), "count"), Column(_("time")), Column(_("act")), Column(_("by")),
            Column(_("details")),
        ),
        rows,
    )  # fmt: skip


def time_of(act: Act) -> str:
    """When an act was done.

    >>> time_of(Act(at=0.0))
    '1970-01-01 00:00:00'
    """
    return datetime.fromtimestamp(act.at, UTC).strftime("%Y-%m-%d %H:%M:%S")


def details(act: Act) -> str:
    """What an act says, without secrets."""
    told = {name: value for name, value in act.model_dump(mode="json").items() if name not in UNTOLD}
    return json.dumps(told, ensure_ascii=False) if told else ""


def kind_of(act: Act) -> str:
    """What kind of act it is, as the record calls it."""
    return str(getattr(act, "kind", ""))
