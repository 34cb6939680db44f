"""A team's own game, round by round: what it decided, what came of it, and its accounts."""

from __future__ import annotations

from collections.abc import Sequence

from sim.game.controls import controls
from sim.game.outcome import Outcome
from sim.language.messages import _
from sim.wording import in_a_row, money
from sim.workshop.debrief.acts_sheets import moved
from sim.workshop.debrief.bucket import in_whole
from sim.workshop.debrief.figures_sheets import place_of
from sim.workshop.debrief.slide import Slide, Table
from sim.workshop.debrief.whales import steps
from sim.workshop.pages.accounts import Entry
from sim.workshop.pages.figures import in_table
from sim.workshop.pages.looking import entries_of
from sim.workshop.pages.sight import Sight


def round_by_round(sight: Sight, seat: str) -> Slide:
    """What a team decided in every round, and where it stood after it."""
    return Slide(
        "rounds",
        _("Round by round"),
        best_and_worst_round(sight, seat),
        _("Which of these decisions would you take again, and which earlier?"),
        table=rounds_table(sight, seat),
    )


def best_and_worst_round(sight: Sight, seat: str) -> str:
    """The rounds that moved total value most."""
    totals = [float(one.total[one.place(seat)]) for one in sight.played]
    moves = steps(totals)
    most, least = max(moves), min(moves)
    best = {"round": moves.index(most) + 1, "amount": money(abs(most), sight.currency)}
    worst = {"round": moves.index(least) + 1, "amount": money(abs(least), sight.currency)}
    rose = _("The best round was {round}: total value rose by {amount}.", **best) if most > 0 else ""
    fell = _("The worst round was {round}: total value fell by {amount}.", **worst) if least < 0 else ""
    return in_a_row(filter(None, (rose, fell)))


def rounds_table(sight: Sight, seat: str) -> Table:
    """A row a round: decisions, customers, total value, place."""
    amounts = [float(one.total[one.place(seat)]) for one in sight.played]
    unit, written = in_table(amounts, sight.currency)
    rows = tuple(
        (
            str(after.round),
            decisions_in_words(sight, seat, before, after),
            in_whole(float(after.now("customers")[after.place(seat)])),
            written(float(after.total[after.place(seat)])),
            str(place_of(after, seat, "total")),
        )
        for before, after in zip(sight.played, sight.played[1:], strict=False)
    )
    total = _("Total value ({unit})", unit=unit)
    return Table((_("Round"), _("Decided anew"), _("Customers"), total, _("Place")), rows, "words")


def decisions_in_words(sight: Sight, seat: str, before: Outcome, after: Outcome) -> str:
    """The levers a team moved, from where to where, as it saw them."""
    closed = sight.closed_round(after.round)
    assert closed is not None, "what has an outcome is closed"
    known = controls(sight.game, float(before.sizes[before.place(seat)]))
    told = [
        _("{name}: {was} → {new}", name=one.words, was=one.shown(was), new=one.shown(new))
        for one, was, new in moved(closed, before, after, seat, known)
    ]
    return _("; ").join(told) or "–"


def own_accounts(sight: Sight, seat: str) -> Slide:
    """A team's accounts, a column a round."""
    entries = [entries_of(sight, one, seat) for one in sight.played[1:]]
    unit, written = in_table((entry.now for one in entries for entry in one), sight.currency)
    labels = dict.fromkeys(entry.label for one in entries for entry in one)
    rows = tuple((label, *(written(amount_of(label, one)) for one in entries)) for label in labels)
    return Slide(
        "accounts",
        _("Accounts, round by round"),
        accounts_in_words(sight, entries[0], entries[-1]),
        _("Which line moved profit most, and was it you who moved it?"),
        table=Table((unit, *(str(one.round) for one in sight.played[1:])), rows),
    )


def amount_of(label: str, entries: Sequence[Entry]) -> float:
    """The amount of a line, nothing where a round has no such line."""
    return sum(entry.now for entry in entries if entry.label == label)


def accounts_in_words(sight: Sight, first: Sequence[Entry], last: Sequence[Entry]) -> str:
    """Sales and profit of the business, from the first round to the last."""
    sales, profit = ([one(entries).now for entries in (first, last)] for one in (sales_of, profit_of))
    return _(
        "Sales went from {sales} in the first round to {new_sales} in the last, profit of the business from {profit} "
        "to {new_profit}.",
        sales=money(sales[0], sight.currency),
        new_sales=money(sales[1], sight.currency),
        profit=money(profit[0], sight.currency),
        new_profit=money(profit[1], sight.currency),
    )


def sales_of(entries: Sequence[Entry]) -> Entry:
    """The line of sales."""
    return next(entry for entry in entries if entry.kind == "sales")


def profit_of(entries: Sequence[Entry]) -> Entry:
    """The line that sums up the business."""
    return next(entry for entry in entries if entry.kind == "sum")
