"""Turning points: what each team's decisions were worth, found by playing the game again without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from sim.game.counterfactual import HELD, Undone, best_and_worst, sentence, words
from sim.language.messages import _, several
from sim.web.charts import Bar, bars
from sim.wording import in_a_row, money
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.slide import Slide, Table
from sim.workshop.pages.figures import in_table
from sim.workshop.pages.sight import Sight

MOST_BARS = 8
"""Decisions in the picture: those that mattered most."""


def turning(sight: Sight, found: Found) -> Slide:
    """The decisions of the room that gained and cost most, and each team's best and worst."""
    return Slide(
        "decisions",
        _("Decisions, undone"),
        best_and_worst_in_words(sight, found.undone),
        _("What did you know when you decided so, and what would you have had to know to decide better?"),
        (worth_chart(sight, found.undone, by_firm),) if found.undone else (),
        best_and_worst_table(sight, found.undone),
        (_(HELD), *to_come(found)),
    )


def own_turning(sight: Sight, found: Found, seat: str) -> Slide:
    """One team's best and worst decision in a sentence each, and what all its decisions were worth."""
    undone = [one for one in found.undone if one.seat == seat]
    return Slide(
        f"decisions-{seat}",
        _("Decisions of {firm}, undone", firm=sight.names[seat]),
        own_in_words(sight, undone),
        _("What did you know when you decided so, and what would you have had to know to decide better?"),
        (worth_chart(sight, undone, by_decision),) if undone else (),
        notes=(_(HELD), *to_come(found)),
    )


def best_and_worst_in_words(sight: Sight, undone: Sequence[Undone]) -> str:
    """The best and the worst decision of the room."""
    best, worst = best_and_worst(undone)
    said = []
    if best:
        said.append(
            _("The best decision, by {firm} in round {round} on {what}, brought {amount}.", **facts(sight, best))
        )
    if worst:
        said.append(_("The worst, by {firm} in round {round} on {what}, cost {amount}.", **facts(sight, worst)))
    return in_a_row(said) if said else none_told(undone)


def own_in_words(sight: Sight, undone: Sequence[Undone]) -> str:
    """A team's best and worst decision."""
    said = [sentence(one, sight.currency) for one in best_and_worst(undone) if one]
    return in_a_row(said) if said else none_told(undone)


def none_told(undone: Sequence[Undone]) -> str:
    """Where there is no best and no worst decision."""
    return _("No decision moved total value by itself.") if undone else _("No decision has been undone yet.")


def facts(sight: Sight, one: Undone) -> dict[str, object]:
    """A decision with its team, its round and what it was worth, for a sentence."""
    return {
        "firm": sight.names[one.seat],
        "round": one.round,
        "what": words(one.point),
        "amount": money(abs(one.worth), sight.currency),
    }


def worth_chart(sight: Sight, undone: Sequence[Undone], named: Callable[[Sight, Undone], str]) -> Markup:
    """What decisions were worth, from the best down: those that mattered most."""
    most = sorted(undone, key=lambda one: -abs(one.worth))[:MOST_BARS]
    rows = [Bar(named(sight, one), (-one.worth,)) for one in sorted(most, key=lambda one: one.worth)]
    unit, write = in_table((bar.sum for bar in rows), sight.currency)
    return bars(_("What a decision was worth, in total value at the end"), rows, say=write, unit=unit)


def by_firm(sight: Sight, one: Undone) -> str:
    """A decision by its round and firm."""
    return _("Round {round}: {name}", name=sight.names[one.seat], round=one.round)


def by_decision(sight: Sight, one: Undone) -> str:
    """A decision by its round and what was decided on."""
    return _("Round {round}: {name}", name=words(one.point), round=one.round)


def best_and_worst_table(sight: Sight, undone: Sequence[Undone]) -> Table | None:
    """Each team's best and worst decision, of teams of which a decision has been undone."""
    pairs = {seat: best_and_worst(one for one in undone if one.seat == seat) for seat in sight.session.taken}
    known = {seat: pair for seat, pair in pairs.items() if any(pair)}
    if not known:
        return None
    unit, written = in_table((one.worth for pair in known.values() for one in pair if one), sight.currency)
    rows = tuple(
        (sight.names[seat], *(in_brief(sight, one, written) if one else "–" for one in pair))
        for seat, pair in known.items()
    )
    headings = (_("Team"), _("Best decision, {unit}", unit=unit), _("Worst decision, {unit}", unit=unit))
    return Table(headings, rows, "words")


def in_brief(sight: Sight, one: Undone, written: Callable[[float], str]) -> str:
    """A decision and what it was worth."""
    return _("{what} ({amount})", what=by_decision(sight, one), amount=written(-one.worth))


def to_come(found: Found) -> Iterator[str]:
    """How many decisions are still being undone."""
    if found.to_come:
        yield several(
            "{count} more decision is still being undone.",
            "{count} more decisions are still being undone.",
            found.to_come,
        )
