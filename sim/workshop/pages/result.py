"""Where a team stands after a round, and why, in a sentence or two."""

from __future__ import annotations

from sim.language.messages import _, several
from sim.wording import in_a_row, money, more_or_less
from sim.workshop.pages.accounts import Entry, biggest_change
from sim.workshop.pages.movements import BECAUSE, Movement


def result(entries: list[Entry], moved: Movement, customers: int, currency: str) -> str:
    """What the team earned, against the round before and why, and what became of its customers."""
    return in_a_row((earned(entries, currency), kept(moved, customers)))


def earned(entries: list[Entry], currency: str) -> str:
    """Profit of the round, and what moved it most.

    >>> earned([Entry("Sales", "sales", 90.0, 100.0), Entry("Profit", "sum", 50.0, 60.0)], "EUR")
    'You earned EUR 50.0 this round, EUR 10.0 less than in the round before; what counted most: Sales (EUR 10.0 less).'
    >>> earned([Entry("Profit", "sum", -5.0, None)], "EUR")
    'You lost EUR 5.00 this round.'
    """
    profit = entries[-1]
    made = _("You earned {amount} this round") if profit.now >= 0 else _("You lost {amount} this round")
    said = made.format(amount=money(abs(profit.now), currency))
    if profit.before is None:
        return said + _(".")
    said += _(", {difference} than in the round before", difference=more_or_less(profit.change, currency))
    line = biggest_change(entries)
    if line is not None:
        said += _("; what counted most: {line} ({difference})", line=line.label, difference=_effect(line, currency))
    return said + _(".")


def kept(moved: Movement, customers: int) -> str:
    """What became of the customers, and why those who left went."""
    held = several("You hold {count:,} customer", "You hold {count:,} customers", customers)
    if moved.net == 0:
        return held + _(", as many as before") + _(".")
    if moved.net > 0:
        return held + _(", {count:,} more than before", count=moved.net) + _(".")
    said = held + _(", {count:,} fewer than before", count=-moved.net)
    reason = next(iter(moved.reasons), None)
    return said + (_("; they left most often {why}", why=_(BECAUSE[reason])) if reason else "") + _(".")


def _effect(line: Entry, currency: str) -> str:
    """The change of a line: of a cost, how much more or less was spent."""
    return more_or_less(line.change if line.kind != "cost" else -line.change, currency)
