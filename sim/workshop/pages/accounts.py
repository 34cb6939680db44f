"""A team's accounts for a round, in the words a manager uses: what came in, what it cost, what was left."""

from __future__ import annotations

from dataclasses import dataclass

from sim.game.history import Round
from sim.game.outcome import Outcome
from sim.language.messages import _, noted
from sim.ledger import REVENUE

COSTS = {
    noted("Goods"): ("goods",),
    noted("Product and support systems"): ("spend_product", "spend_systems"),
    noted("Execution: on time, without fault"): ("spend_execution",),
    noted("Contact and personal care"): ("spend_contact", "spend_bond", "contacting", "visiting", "key_accounts"),
    noted("Pay of front-line people"): ("wages",),
    noted("Training, and replacing people who left"): ("training", "turnover"),
    noted("Serving customers, putting failures right"): ("serving", "recovery"),
    noted("Winning customers: advertising, setting up, rewards"): ("advertising", "acquisition", "rewards"),
    noted("Listening, spare capacity, everything else"): ("listening", "flexibility", "overhead"),
}
"""Lines of the ledger, put together under words."""


@dataclass(frozen=True)
class Entry:
    """One line of the accounts: money of this round and, where there was one, of the round before. Costs are negative.

    `kind`: sales, cost, sum (a line that adds up those above it) or extra (outside the business).
    """

    label: str
    kind: str
    now: float
    before: float | None

    @property
    def change(self) -> float:
        """Money more than in the round before; 0 where there was none."""
        return 0.0 if self.before is None else self.now - self.before


def accounts(outcome: Outcome, before: Outcome | None, seat: str, played: Round, earlier: Round | None) -> list[Entry]:
    """The accounts of a round; `before` and `earlier`: the round before it, None for the first."""
    there = before is not None and before.round > 0
    last = before if there else None
    lines = [_entry(outcome, last, seat, noted("Sales"), "sales", REVENUE, 1.0)]
    lines += [_entry(outcome, last, seat, label, "cost", columns, -1.0) for label, columns in COSTS.items()]
    lines += [_entry(outcome, last, seat, noted("Profit of the business"), "sum", ("profit",), 1.0)]
    extras = [
        Entry(_(label), "extra", amount, then)
        for label, amount, then in (
            (noted("Information bought"), -_paid(played, seat), -_paid(earlier, seat)),
            (noted("Help or fine from the facilitator"), _given(played, seat), _given(earlier, seat)),
        )
        if amount or then
    ]
    business = lines[-1]
    whole = business.now + sum(extra.now for extra in extras)
    was = None if business.before is None else business.before + sum(extra.before or 0.0 for extra in extras)
    return [*lines, *extras, *([Entry(_("Profit of the round"), "sum", whole, was)] if extras else [])]


def biggest_change(entries: list[Entry]) -> Entry | None:
    """The line that moved profit most in the direction in which it moved; None where nothing is to be compared.

    >>> sales, goods = Entry("Sales", "sales", 90.0, 100.0), Entry("Goods", "cost", -40.0, -45.0)
    >>> biggest_change([sales, goods, Entry("Profit", "sum", 50.0, 55.0)]).label
    'Sales'
    """
    moved = entries[-1].change
    lines = [entry for entry in entries if entry.kind != "sum" and entry.change * moved > 0]
    return max(lines, key=lambda entry: abs(entry.change), default=None)


def _entry(
    outcome: Outcome, before: Outcome | None, seat: str, label: str, kind: str, columns: tuple[str, ...], sign: float
) -> Entry:
    then = None if before is None else sign * _sum(before, seat, columns)
    return Entry(_(label), kind, sign * _sum(outcome, seat, columns), then)


def _sum(outcome: Outcome, seat: str, columns: tuple[str, ...]) -> float:
    place = outcome.place(seat)
    return float(sum(outcome.of_round(column)[place] for column in columns))


def _paid(played: Round | None, seat: str) -> float:
    return sum(amount for who, amount in played.bought if who == seat) if played else 0.0


def _given(played: Round | None, seat: str) -> float:
    return sum(amount for who, amount in played.given if who == seat) if played else 0.0
