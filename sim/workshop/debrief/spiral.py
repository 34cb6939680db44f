"""The workforce spiral: pay, morale, skill, people leaving, execution and satisfaction, each pulling the next."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sim.game.exhibits import Exhibits, People
from sim.language.messages import _, noted
from sim.web.charts import Line, lines
from sim.wording import in_a_row, per_cent
from sim.workshop.debrief.slide import Slide
from sim.workshop.pages.sight import Sight

SHOWN = {
    "pay": noted("Pay"),
    "morale": noted("Morale"),
    "skill": noted("Skill"),
    "execution": noted("Execution"),
    "satisfaction": noted("Satisfaction"),
}
"""What of the front line is drawn, against where it began."""


def spiral(sight: Sight, found: Sequence[Exhibits], ours: str = "") -> Slide:
    """The team whose people ended worst beside the one whose ended best, or one team."""
    ordered = sorted(found, key=lambda one: one.people.morale[-1])
    shown = list(dict.fromkeys((ordered[0].seat, ordered[-1].seat)))
    people = {one.seat: one.people for one in found}
    return Slide(
        "workforce",
        _("The workforce spiral"),
        in_a_row(people_in_words(sight.names[seat], people[seat]) for seat in shown),
        _("Which came first here: unhappy people or unhappy customers? Where could the circle have been broken?"),
        tuple(people_chart(sight.names[seat], people[seat]) for seat in shown),
        notes=(_("Every line starts at 100, where it stood at the opening."),),
    )


def people_in_words(firm: str, one: People) -> str:
    """How a team's people fared, from the opening to the end."""
    return _(
        "{firm}: pay went from {pay} to {new_pay} of the market's, morale from {morale:.0f} to {new_morale:.0f} of "
        "100, people leaving a year from {leaving} to {new_leaving}, customers' satisfaction from {satisfaction:.0f} "
        "to {new_satisfaction:.0f}.",
        firm=firm,
        pay=per_cent(one.pay[0]),
        new_pay=per_cent(one.pay[-1]),
        morale=100 * one.morale[0],
        new_morale=100 * one.morale[-1],
        leaving=per_cent(one.leaving[0]),
        new_leaving=per_cent(one.leaving[-1]),
        satisfaction=one.satisfaction[0],
        new_satisfaction=one.satisfaction[-1],
    )


def people_chart(firm: str, one: People) -> Markup:
    """The front line month by month, each line against where it began."""
    rows = [Line(_(words), against_the_first(getattr(one, name))) for name, words in SHOWN.items()]
    months = [str(month) for month in range(len(one.pay))]
    return lines(firm, rows, months, lambda value: f"{value:.0f}", unit=_("opening = 100"))


def against_the_first(values: Sequence[float]) -> list[float]:
    """Values in per cent of the first one; not numbers where that is nothing.

    >>> against_the_first((0.5, 0.25))
    [100.0, 50.0]
    """
    return [100 * value / values[0] if values[0] else float("nan") for value in values]
