"""The ranking: total value, split into what is earned already and what the customers held now may still bring."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from sim.game.outcome import Outcome
from sim.game.standing import Place, ranking, split
from sim.language.messages import _
from sim.web.charts import Bar, bars
from sim.wording import money
from sim.workshop.pages.figures import in_table
from sim.workshop.pages.sight import Sight


def ordered(sight: Sight, outcome: Outcome) -> tuple[Place, ...]:
    """All firms from first to last, by total value or, where the facilitator so asks, by profit alone."""
    return ranking(outcome, outcome.firms, "profit" if sight.session.by_profit else "total")


def ranking_chart(sight: Sight, outcome: Outcome, ours: str = "") -> Markup:
    """The ranking as bars, total value split into its parts. `ours`: the seat that stands out."""
    names, found = sight.names, ordered(sight, outcome)
    unit, write = in_table([one.worth for one in found], sight.currency)
    if sight.session.by_profit:
        rows = [Bar(names[one.firm], (one.worth,), ours=one.firm == ours) for one in found]
        return bars(_("Profit so far"), rows, say=write, unit=unit)
    parts = {one.firm: split(outcome, one.firm) for one in found}
    return bars(
        _("Total value of each firm"),
        [Bar(names[firm], (one.profit, one.run_off), ours=firm == ours) for firm, one in parts.items()],
        (_("Profit so far"), _("Still to come (estimate)")),
        write,
        unit,
        _("Estimate: what your customers will still bring if everything stays as it is, in today's money.")
        if ours
        else _("Estimate: what today's customers will still bring if everything stays as it is, in today's money."),
    )


def places(sight: Sight, outcome: Outcome) -> dict[str, Any]:
    """The ranking as a table in one unit: place, firm, total value and its parts, customers."""
    names, held = sight.names, outcome.now("customers")
    unit, write = in_table(outcome.total, sight.currency)
    rows = []
    for one in ordered(sight, outcome):
        parts = split(outcome, one.firm)
        rows.append(
            {
                "place": one.place,
                "name": names[one.firm],
                "total": write(parts.total),
                "profit": write(parts.profit),
                "to_come": write(parts.run_off),
                "customers": f"{held[outcome.place(one.firm)]:,.0f}",
            }
        )
    return {"unit": unit, "rows": rows}


def standing_in_words(sight: Sight, outcome: Outcome, seat: str) -> str:
    """Where the team stands among all firms."""
    ours = next(one for one in ordered(sight, outcome) if one.firm == seat)
    total = _("total value (earned, and an estimate of what is to come)")
    return _(
        "You are number {place} of {firms} by {measure}: {amount}.",
        place=ours.place,
        firms=len(outcome.firms),
        measure=_("profit so far") if sight.session.by_profit else total,
        amount=money(ours.worth, sight.currency),
    )
