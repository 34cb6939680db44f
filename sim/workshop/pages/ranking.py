"""The ranking: total value, split into what is earned already and what the customers held now may still bring."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from sim.game.outcome import Outcome
from sim.language.messages import _
from sim.web.charts import Bar, bars
from sim.wording import money
from sim.workshop.pages.sight import Sight


def ranking_chart(sight: Sight, outcome: Outcome, ours: str = "") -> Markup:
    """The firms from first to last, by total value or, where so asked, by profit alone."""
    by_profit = sight.session.by_profit
    worth = outcome.profit if by_profit else outcome.total
    order = sorted(outcome.firms, key=lambda firm: -worth[outcome.place(firm)])
    names = sight.names
    rows = [Bar(names[firm], _parts(outcome, firm, by_profit), ours=firm == ours) for firm in order]
    if by_profit:
        return bars(_("Profit so far"), rows, say=lambda amount: money(amount, sight.currency))
    return bars(
        _("Total value: earned so far, and what customers will still bring"),
        rows,
        (_("Profit so far"), _("Still to come (estimate)")),
        lambda amount: money(amount, sight.currency),
        _("Estimate: what today's customers will still bring if everything stays as it is, in today's money."),
    )


def places(sight: Sight, outcome: Outcome) -> list[dict[str, Any]]:
    """The ranking as a table: place, firm, total, profit so far, still to come."""
    worth = outcome.profit if sight.session.by_profit else outcome.total
    order = sorted(outcome.firms, key=lambda firm: -worth[outcome.place(firm)])
    return [
        {
            "place": rank_of(outcome, firm, sight.session.by_profit),
            "key": firm,
            "name": sight.names[firm],
            "total": money(float(outcome.total[outcome.place(firm)]), sight.currency),
            "profit": money(float(outcome.profit[outcome.place(firm)]), sight.currency),
            "to_come": money(float(outcome.run_off[outcome.place(firm)]), sight.currency),
            "customers": int(outcome.now("customers")[outcome.place(firm)]),
        }
        for firm in order
    ]


def rank_of(outcome: Outcome, seat: str, by_profit: bool = False) -> int:
    """A firm's place, the first being 1, by total value or by profit so far; equals share a place."""
    worth = outcome.profit if by_profit else outcome.total
    return 1 + int((worth > worth[outcome.place(seat)]).sum())


def standing_in_words(sight: Sight, outcome: Outcome, seat: str) -> str:
    """Where the team stands among all firms."""
    place = outcome.place(seat)
    by_profit = sight.session.by_profit
    worth = outcome.profit if by_profit else outcome.total
    return _(
        "You are number {place} of {firms} by {measure}: {amount}.",
        place=rank_of(outcome, seat, by_profit),
        firms=len(outcome.firms),
        measure=_("profit so far") if by_profit else _("total value (earned, and an estimate of what is to come)"),
        amount=money(float(worth[place]), sight.currency),
    )


def _parts(outcome: Outcome, firm: str, by_profit: bool) -> tuple[float, ...]:
    place = outcome.place(firm)
    earned = float(outcome.profit[place])
    return (earned,) if by_profit else (earned, float(outcome.run_off[place]))
