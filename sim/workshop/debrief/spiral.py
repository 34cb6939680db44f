"""The workforce spiral: pay, morale, skill, people leaving, execution and satisfaction, each pulling the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from sim.game.exhibits import Exhibits, People
from sim.language.messages import _, noted
from sim.web.charts import Line, lines
from sim.wording import in_a_row, per_cent
from sim.workshop.debrief.slide import Slide, Table
from sim.workshop.pages.sight import Sight

SHOWN = {
    "pay": noted("Pay"),
    "morale": noted("Morale"),
    "skill": noted("Skill"),
    "execution": noted("Execution"),
    "satisfaction": noted("Satisfaction"),
}
"""What of the front line is drawn, against where it began."""
IN_TABLE = {"pay": 100.0, "morale": 100.0, "leaving": 100.0, "satisfaction": 1.0}
"""What of the front line stands in the table, and by what it is multiplied there."""


def spiral(sight: Sight, found: Sequence[Exhibits], ours: str = "") -> Slide:
    """The team whose people ended worst, held against the one whose ended best; or one team. A table of all."""
    ordered = sorted(found, key=lambda one: one.people.morale[-1])
    people = {one.seat: one.people for one in ordered}
    worst = ordered[0].seat
    return Slide(
        "workforce",
        _("The workforce spiral"),
        in_a_row(people_in_words(sight.names[seat], people[seat]) for seat in dict.fromkeys((worst, ordered[-1].seat))),
        _("Which came first here: unhappy people or unhappy customers? Where could the circle have been broken?"),
        (people_chart(sight.names[worst], people[worst]),),
        people_table(sight, people),
        (_("From the opening to the end. Lines start at 100; morale and satisfaction in the table are out of 100."),),
    )


def people_in_words(firm: str, one: People) -> str:
    """How a team's people fared, from the opening to the end, and its customers with them."""
    return _(
        "{firm}: with pay at {pay} of the market's, morale went from {morale} to {new_morale} and customers' "
        "satisfaction from {satisfaction} to {new_satisfaction}.",
        firm=firm,
        pay=per_cent(one.pay[-1]),
        morale=round(100 * one.morale[0]),
        new_morale=round(100 * one.morale[-1]),
        satisfaction=round(one.satisfaction[0]),
        new_satisfaction=round(one.satisfaction[-1]),
    )


def people_table(sight: Sight, people: Mapping[str, People]) -> Table:
    """Every team's people: from the opening to the end."""
    rows = tuple(
        (sight.names[seat], *(from_to(getattr(one, name), times) for name, times in IN_TABLE.items()))
        for seat, one in people.items()
    )
    headings = (_("Team"), _("Pay, %"), _("Morale"), _("Leaving, % a year"), _("Satisfaction"))
    return Table(headings, rows)


def from_to(values: Sequence[float], times: float) -> str:
    """Where something stood first and where last.

    >>> from_to((0.5, 0.7, 0.4), 100.0)
    '50 → 40'
    """
    return f"{round(times * values[0])} → {round(times * values[-1])}"


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
