"""A team's own rounds so far, as lines and as a table."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from sim.game.outcome import Outcome
from sim.language.messages import _
from sim.web.charts import Line, lines
from sim.workshop.pages.figures import in_table
from sim.workshop.pages.looking import entries_of
from sim.workshop.pages.sight import Sight


def history_part(sight: Sight, seat: str) -> dict[str, Any]:
    """A team's rounds, the latest first; lines from the second round on."""
    past = sight.played
    if len(past) < 2:
        return {"charts": [], "rows": [], "unit": ""}
    place = past[-1].place(seat)
    profits = [entries_of(sight, outcome, seat)[-1].now for outcome in past[1:]]
    unit, write = in_table([float(outcome.total[place]) for outcome in past], sight.currency)
    rows = [
        {
            "round": outcome.round,
            "profit": write(profit) if outcome.round else "",
            "total": write(float(outcome.total[place])),
            "customers": f"{outcome.now('customers')[place]:,.0f}",
            "satisfaction": f"{outcome.now('satisfaction')[place]:.0f}",
            "morale": f"{100 * outcome.now('morale')[place]:.0f}",
        }
        for outcome, profit in zip(past, (0.0, *profits), strict=True)
    ]
    return {"charts": charts(sight, place, profits) if len(past) > 2 else [], "rows": rows[::-1], "unit": unit}


def charts(sight: Sight, place: int, profits: list[float]) -> list[Markup]:
    """Profit, customers and their satisfaction over the rounds."""
    past = sight.played
    rounds = [str(outcome.round) for outcome in past]
    unit, write = in_table(profits, sight.currency)
    return [
        lines(_("Your profit, by round"), [Line(_("Profit"), profits, ours=True)], rounds[1:], write, unit),
        lines(
            _("Your customers, by round (0: the opening)"),
            [Line(_("Customers"), at_the_end(past, "customers", place), ours=True)],
            rounds,
            lambda count: f"{count:,.0f}",
        ),
        lines(
            _("Your customers' satisfaction, by round (50: as expected)"),
            [Line(_("Satisfaction"), at_the_end(past, "satisfaction", place), ours=True)],
            rounds,
        ),
    ]


def at_the_end(past: tuple[Outcome, ...], column: str, place: int) -> list[float]:
    """How a firm stood at the end of every round."""
    return [float(outcome.now(column)[place]) for outcome in past]
