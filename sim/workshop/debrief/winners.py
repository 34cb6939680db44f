"""Who won: by total value, by profit alone, and why the two differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from sim.game.outcome import Outcome
from sim.game.standing import Place, ranking, split
from sim.language.messages import _, several
from sim.web.charts import Bar, bars
from sim.wording import in_a_row, money
from sim.workshop.debrief.slide import Slide
from sim.workshop.pages.figures import in_table
from sim.workshop.pages.sight import Sight


def winners(sight: Sight, ours: str = "") -> Slide:
    """The ranking by total value beside the one by profit alone; `ours`: the team whose page it stands on."""
    outcome = sight.played[-1]
    by_total, by_profit = ranking(outcome, outcome.firms, "total"), ranking(outcome, outcome.firms, "profit")
    first, other = by_total[0].firm, beside(by_total, by_profit)
    return Slide(
        "winners",
        _("Who won"),
        stands(sight, by_total, by_profit, ours) if ours else won(sight, by_total, by_profit),
        _("Which of the two rankings would an owner look at? Which one did you play for?"),
        (total_chart(sight, by_total, ours), profit_chart(sight, by_profit, ours)),
        notes=tuple(
            held(sight, outcome, firm) for firm in dict.fromkeys((ours or first, other if not ours else first))
        ),
    )


def beside(by_total: Sequence[Place], by_profit: Sequence[Place]) -> str:
    """Whom to hold the winner against: the one who earned most, or else the second by total value."""
    winner, earner = by_total[0].firm, by_profit[0].firm
    return earner if earner != winner else by_total[min(1, len(by_total) - 1)].firm


def won(sight: Sight, by_total: Sequence[Place], by_profit: Sequence[Place]) -> str:
    """Who won in either way, and what made the difference."""
    winner, earner, names = by_total[0], by_profit[0], sight.names
    if winner.firm == earner.firm:
        said = _(
            "{firm} won by total value ({total}) and by profit alone ({profit}).",
            firm=names[winner.firm],
            total=money(winner.worth, sight.currency),
            profit=money(earner.worth, sight.currency),
        )
        return in_a_row(filter(None, (said, displaced(sight, by_total, by_profit))))
    outcome = sight.played[-1]
    best, most = split(outcome, winner.firm), split(outcome, earner.firm)
    return _(
        "{firm} won by total value with {total}. By profit alone {other} would have won: it earned {more} more, "
        "but the customers of {firm} are still worth {lead} more.",
        firm=names[winner.firm],
        total=money(winner.worth, sight.currency),
        other=names[earner.firm],
        more=money(most.profit - best.profit, sight.currency),
        lead=money(best.run_off - most.run_off, sight.currency),
    )


def displaced(sight: Sight, by_total: Sequence[Place], by_profit: Sequence[Place]) -> str:
    """Which firm stands elsewhere by profit alone; nothing where none does."""
    earned = {one.firm: one.place for one in by_profit}
    moved = max(by_total, key=lambda one: abs(one.place - earned[one.firm]))
    if moved.place == earned[moved.firm]:
        return _("The two rankings agree.")
    return _(
        "{firm} is number {place} by total value and number {other} by profit alone.",
        firm=sight.names[moved.firm],
        place=moved.place,
        other=earned[moved.firm],
    )


def stands(sight: Sight, by_total: Sequence[Place], by_profit: Sequence[Place], firm: str) -> str:
    """Where a team stands in either way."""
    total, profit = (next(one for one in places if one.firm == firm) for places in (by_total, by_profit))
    return _(
        "{firm} is number {place} of {firms} by total value ({total}) and number {other} by profit alone ({profit}).",
        firm=sight.names[firm],
        place=total.place,
        firms=len(by_total),
        total=money(total.worth, sight.currency),
        other=profit.place,
        profit=money(profit.worth, sight.currency),
    )


def held(sight: Sight, outcome: Outcome, firm: str) -> str:
    """How many customers a firm holds, and what they are still worth."""
    count, worth = float(outcome.now("customers")[outcome.place(firm)]), split(outcome, firm).run_off
    said = several(
        "{{firm}} holds {count:,} customer, still worth {{worth}}",
        "{{firm}} holds {count:,} customers, still worth {{worth}}",
        int(count),
    ).format(firm=sight.names[firm], worth=money(worth, sight.currency))
    return _("{said}: {each} each.", said=said, each=money(worth / count, sight.currency)) if count else said + _(".")


def in_money(sight: Sight) -> Callable[[float], str]:
    """How charts say amounts."""
    return lambda amount: money(amount, sight.currency)


def total_chart(sight: Sight, places: Sequence[Place], ours: str) -> Markup:
    """Total value in its two parts, best first."""
    outcome, names = sight.played[-1], sight.names
    worths = {one.firm: split(outcome, one.firm) for one in places}
    unit, write = in_table((one.worth for one in places), sight.currency)
    return bars(
        _("By total value"),
        [Bar(names[firm], (worth.profit, worth.run_off), firm == ours) for firm, worth in worths.items()],
        (_("Profit so far"), _("Customers held are still worth")),
        write,
        unit,
    )


def profit_chart(sight: Sight, places: Sequence[Place], ours: str) -> Markup:
    """Profit alone, best first."""
    rows = [Bar(sight.names[one.firm], (one.worth,), one.firm == ours) for one in places]
    unit, write = in_table((one.worth for one in places), sight.currency)
    return bars(_("By profit alone"), rows, say=write, unit=unit)
