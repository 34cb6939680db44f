"""Turning points: what each team's decisions were worth, found by playing the game again without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from sim.game.counterfactual import HELD, Undone, best_and_worst, sentence, words
from sim.language.messages import _, several
from sim.web.charts import Bar, bars
from sim.wording import capitalised, in_a_row, money
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.slide import Slide, Table
from sim.workshop.debrief.winners import in_money
from sim.workshop.pages.sight import Sight

MOST_BARS = 10
"""Decisions in the picture: those that mattered most."""


def turning(sight: Sight, found: Found, ours: str = "") -> Slide:
    """The decisions that gained and cost most: of the room, or of one team."""
    undone = [one for one in found.undone if ours in ("", one.seat)]
    return Slide(
        "turning-points",
        _("Decisions, undone"),
        told_of(sight, undone, ours),
        _("What did you know when you decided so, and what would you have had to know to decide better?"),
        (worth_chart(sight, undone, ours),) if undone else (),
        None if ours else best_and_worst_table(sight, undone),
        (_(HELD), *to_come(found)),
    )


def told_of(sight: Sight, undone: Sequence[Undone], ours: str) -> str:
    """The best and the worst decision in words."""
    if not undone:
        return _("No decision has been replayed yet.")
    best, worst = best_and_worst(undone)
    if ours:
        said = [sentence(one, sight.currency) for one in (best, worst) if one]
        return in_a_row(said) if said else _("No decision moved the total value by itself.")
    said = []
    if best:
        said.append(
            _("The best decision, by {firm} in round {round} on {what}, brought {amount}.", **facts(sight, best))
        )
    if worst:
        said.append(_("The worst, by {firm} in round {round} on {what}, cost {amount}.", **facts(sight, worst)))
    return in_a_row(said)


def facts(sight: Sight, one: Undone) -> dict[str, object]:
    """A decision with its team, its round and what it was worth, for a sentence."""
    return {
        "firm": sight.names[one.seat],
        "round": one.round,
        "what": words(one.point),
        "amount": money(abs(one.worth), sight.currency),
    }


def worth_chart(sight: Sight, undone: Sequence[Undone], ours: str) -> Markup:
    """What decisions were worth, from the best down: those that mattered most."""
    most = sorted(undone, key=lambda one: -abs(one.worth))[:MOST_BARS]
    ordered = sorted(most, key=lambda one: one.worth)
    rows = [Bar(named(sight, one, ours), (-one.worth,), one.worth < 0) for one in ordered]
    return bars(_("What a decision was worth, in total value at the end"), rows, say=in_money(sight))


def named(sight: Sight, one: Undone, ours: str) -> str:
    """What a decision is called in the picture."""
    what = _("{what}, round {round}", what=capitalised(words(one.point)), round=one.round)
    return what if ours else _("{firm}: {what}", firm=sight.names[one.seat], what=what)


def best_and_worst_table(sight: Sight, undone: Sequence[Undone]) -> Table | None:
    """Each team's best and worst decision."""
    rows = tuple(rows_of(sight, undone))
    return Table((_("Team"), _("Best decision"), _("Worst decision")), rows, "words") if rows else None


def rows_of(sight: Sight, undone: Sequence[Undone]) -> Iterator[tuple[str, ...]]:
    """A row for each team of which a decision has been replayed."""
    for seat in sight.session.taken:
        own = [one for one in undone if one.seat == seat]
        if own:
            told = (sentence(one, sight.currency) if one else "–" for one in best_and_worst(own))
            yield sight.names[seat], *told


def to_come(found: Found) -> Iterator[str]:
    """How many decisions are still being replayed."""
    if found.to_come:
        yield several(
            "{count} more decision is being replayed; it appears here by itself.",
            "{count} more decisions are being replayed; they appear here by themselves.",
            found.to_come,
        )
