"""The lead that was copied and the one that was not: how far teams were ahead at a layer, and for how long."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sim.game.exhibits import A_LEAD, Exhibits, Lead, copied_and_kept
from sim.language.messages import _
from sim.reasons import LAYER_WORDS
from sim.web.charts import Line, lines
from sim.wording import capitalised, in_a_row
from sim.workshop.debrief.slide import Slide
from sim.workshop.pages.sight import Sight

LEAST = round(100 * A_LEAD)
"""Points from which a lead is called one."""
Held = tuple[str, Lead]
"""A seat with a lead of its."""


def lead(sight: Sight, found: Sequence[Exhibits], ours: str = "") -> Slide:
    """The largest lead that was lost beside the largest that lasted; of one team all five layers."""
    lost, lasted = largest(found)
    own = [(one.seat, each) for one in found for each in one.leads] if ours else []
    return Slide(
        "leads",
        _("The lead that was copied, and the one that was not"),
        leads_in_words(sight, lost, lasted, ours),
        _("What made one lead easy to catch up with and another hard? What could a rival see of each?"),
        (lead_chart(sight, own or [one for one in (lost, lasted) if one]),),
        notes=(_("A lead is what a firm delivers at a layer beyond its best rival, in points of 100."),),
    )


def largest(found: Sequence[Exhibits]) -> tuple[Held | None, Held | None]:
    """The largest lead that was lost, and the largest that lasted, with whose they are."""
    pairs = [(one.seat, copied_and_kept(one.leads)) for one in found]
    lost = [(seat, pair[0]) for seat, pair in pairs if pair[0]]
    lasted = [(seat, pair[1]) for seat, pair in pairs if pair[1]]
    return max(lost, key=by_size, default=None), max(lasted, key=by_size, default=None)


def by_size(held: Held) -> float:
    """How large a lead was at its largest."""
    return held[1].largest


def leads_in_words(sight: Sight, lost: Held | None, lasted: Held | None, ours: str) -> str:
    """Both leads, or that there was none."""
    if lost is None and lasted is None and ours:
        return _(
            "{firm} was never ahead of all rivals at a layer by as much as {points} points.",
            firm=sight.names[ours],
            points=LEAST,
        )
    if lost is None and lasted is None:
        return _("Nobody here was ever ahead of all rivals at a layer by as much as {points} points.", points=LEAST)
    return in_a_row((lost_in_words(sight, lost), lasted_in_words(sight, lasted)))


def lost_in_words(sight: Sight, held: Held | None) -> str:
    """A lead that was lost: whose, how large, what is left, and whose doing that was."""
    if held is None:
        return _("No lead was lost.")
    said = _("{firm} led in {layer} by {points} points in month {month}; {left} are left.", **facts(sight, held))
    return in_a_row((said, _("Rivals caught up.") if caught_up(sight, held) else _("It let go of it itself.")))


def lasted_in_words(sight: Sight, held: Held | None) -> str:
    """A lead that lasted: whose, how large, what is left."""
    if held is None:
        return _("No lead lasted.")
    return _("{firm} led in {layer} by {points} points in month {month} and kept {left}.", **facts(sight, held))


def facts(sight: Sight, held: Held) -> dict[str, object]:
    """A lead's figures, for a sentence."""
    seat, one = held
    return {
        "firm": sight.names[seat],
        "layer": _(LAYER_WORDS[one.layer]),
        "points": round(100 * one.largest),
        "month": one.month,
        "left": max(0, round(100 * one.ahead[-1])),
    }


def caught_up(sight: Sight, held: Held) -> bool:
    """Whether more of what was lost went by what rivals gained than by what the firm itself let go."""
    seat, one = held
    outcome = sight.played[-1]
    own = outcome.column(f"delivered_{one.layer}")[:, outcome.place(seat)]
    let_go = max(0.0, float(own[one.month] - own[-1]))
    return let_go < 0.5 * (one.largest - one.ahead[-1])


def lead_chart(sight: Sight, shown: Sequence[Held]) -> Markup:
    """Leads month by month, in points; named after their layers, or after the firms where the layer is the same."""
    apart = len({one.layer for _seat, one in shown}) == len(shown)
    rows = [
        Line(
            capitalised(_(LAYER_WORDS[one.layer])) if apart else sight.names[seat], [100 * ahead for ahead in one.ahead]
        )
        for seat, one in shown
    ]
    months = [str(month) for month in range(len(sight.played[-1].months))]
    return lines(_("Ahead of the best rival, month by month"), rows, months, point_in_words, unit=_("points of 100"))


def point_in_words(points: float) -> str:
    """Points as a chart says them.

    >>> point_in_words(-0.2)
    '0'
    """
    return str(round(points))
