"""The ranking: total value, split into what is earned already and what the customers held now may still bring."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from sim.game.outcome import Outcome
from sim.game.standing import Place, ranking, split
from sim.language.messages import _
from sim.web.charts import Bar, bars
from sim.wording import money
from sim.workshop.pages.sight import Sight


def ordered(sight: Sight, outcome: Outcome) -> tuple[Place, ...]:
    """All firms from first to last, by total value or, where the facilitator so asks, by profit alone."""
    return ranking(outcome, outcome.firms, "profit" if sight.session.by_profit else "total")


def ranking_chart(sight: Sight, outcome: Outcome, ours: str = "") -> Markup:
    """The ranking as bars, total value split into its parts. `ours`: the seat that stands out."""
    names = sight.names
    if sight.session.by_profit:
        rows = [Bar(names[one.firm], (one.worth,), ours=one.firm == ours) for one in ordered(sight, outcome)]
        return bars(_("Profit so far"), rows, say=lambda amount: money(amount, sight.currency))
    parts = {one.firm: split(outcome, one.firm) for one in ordered(sight, outcome)}
    return bars(
        _("Total value: earned so far, and what customers will still bring"),
        [Bar(names[firm], (one.profit, one.run_off), ours=firm == ours) for firm, one in parts.items()],
        (_("Profit so far"), _("Still to come (estimate)")),
        lambda amount: money(amount, sight.currency),
        _("Estimate: what your customers will still bring if everything stays as it is, in today's money.")
        if ours
        else _("Estimate: what today's customers will still bring if everything stays as it is, in today's money."),
    )


def places(sight: Sight, outcome: Outcome) -> list[dict[str, Any]]:
    """The ranking as a table: place, firm, total value and its parts, customers."""
    names, held = sight.names, outcome.now("customers")
    rows = []
    for one in ordered(sight, outcome):
        parts = split(outcome, one.firm)
        rows.append(
            {
                "place": one.place,
                "name": names[one.firm],
                "total": money(parts.total, sight.currency),
                "profit": money(parts.profit, sight.currency),
                "to_come": money(parts.run_off, sight.currency),
                "customers": f"{held[outcome.place(one.firm)]:,.0f}",
            }
        )
    return rows


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
