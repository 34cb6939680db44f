"""A log as the estimators need it: who was whose customer from when to when, and who bought what when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sim.estimate.calendar import NEVER, times
from sim.estimate.reading import LogError, Sheet, read_log
from sim.estimators.switching import STILL_THERE, Relationships, contracts, relationships
from sim.scenario.errors import did_you_mean, quoted

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Words = npt.NDArray[np.object_]

KINDS = {
    "events": "an event file of this program",
    "contracts": "a contract log: one row for each contract, with its start and end",
    "payments": "a contract log: a row for each month that a customer pays",
    "purchases": "a transaction log: a row for each purchase",
}
"""What a log may be, and how that is said."""
NOT_TOLD = "a transaction log does not say who has left; for that, give a contract log with start and end"
"""Why a log without relationships tells nothing of leaving."""
UNDER_CONTRACT = "customers pay under a contract; this needs purchases that are each a choice of their own"
"""Why a log of contracts tells nothing of single purchases."""
ONE_FIRM = "the log names one firm only, so nothing is known of what customers do elsewhere; add the column firm"
"""Why a log of one firm tells nothing of rivals."""
MAIN_FIRM = "Customers here shop around; a firm's customers are those who buy most from it."
"""What a relationship means in an event file of a repertoire market."""
ONLY_FIRM = "the firm"
"""What a firm is called that its log does not name."""
MISSED = 2
"""Months without a payment after which a customer is still thought to be there. Assumption."""
REGULAR, ONE_A_MONTH = 0.9, 0.95
"""Shares above which rows are taken for monthly payments: of a customer's months with a row, of months with but one."""


@dataclass(frozen=True)
class Bought:
    """One row for each purchase: whose, from whom, in which month, exactly when (in months), for how much."""

    customer: Words
    firm: Words
    month: Whole
    time: Numbers
    amount: Numbers | None

    def where(self, chosen: npt.NDArray[np.bool_]) -> Bought:
        """Some of the purchases."""
        amount = None if self.amount is None else self.amount[chosen]
        return Bought(self.customer[chosen], self.firm[chosen], self.month[chosen], self.time[chosen], amount)


@dataclass(frozen=True)
class Log:
    """A log in order. Months count from 1, the first of the log, to `last`.

    `since_known`: whether it is known since when those have been customers who were there in month 1. `by_choice`:
    whether each purchase is a choice of its own, and not what a contract brings month by month.
    """

    name: str
    kind: str
    firms: tuple[str, ...]
    us: str
    last: int
    rows: int
    held: Relationships | None = None
    bought: Bought | None = None
    since_known: bool = True
    by_choice: bool = False

    @property
    def ours(self) -> Relationships | None:
        """Our relationships."""
        return None if self.held is None else self.held.of(self.us)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to mind where relationships are told."""
        return (MAIN_FIRM,) if self.kind == "events" and self.by_choice else ()

    def value_by_customer(self) -> tuple[Numbers, str]:
        """What each of our customers brought in all, and whether that is sales or, where none are told, purchases."""
        assert self.bought is not None
        ours = self.bought.where(self.bought.firm == self.us)
        _, who = np.unique(ours.customer, return_inverse=True)
        if ours.amount is None or not ours.amount.any():
            return np.bincount(who).astype(float), "purchases"
        return np.asarray(np.bincount(who, weights=ours.amount), dtype=float), "sales"


def log(path: Path, mapped: Mapping[str, str], us: str | None = None, kind: str | None = None) -> Log:
    """Reads a log, finds out of which kind it is, and puts it in order.

    Raises LogError where a cell, a column or the firm asked for is wrong.
    """
    sheet = read_log(path, mapped)
    found = in_order(sheet, kind or kind_of(sheet))
    if us is not None and us not in found.firms:
        raise LogError(f"--us: there is no firm {quoted(us)} in {path}{did_you_mean(us, found.firms)}")
    return found if us is None else replace(found, us=us)


def kind_of(sheet: Sheet) -> str:
    """Of which kind a log is, by its columns, and for rows by month by their regularity."""
    if sheet.has("event", "month", "firm", "outcome"):
        return "events"
    if sheet.has("start", "end"):
        return "contracts"
    if not sheet.has("month"):
        missing = "end" if sheet.has("start") else "month"
        raise LogError(
            f"{sheet.path}: there is no column {missing}; a transaction log needs month, a contract log start and end; "
            "name them with --map, as in --map month=invoice_date"
        )
    return "payments" if paid_by_the_month(bought_in(sheet)) else "purchases"


def in_order(sheet: Sheet, kind: str) -> Log:
    """The log as a thing of that kind; our firm is the one with the most rows."""
    needed = {"events": ("event", "month", "firm", "outcome"), "contracts": ("start", "end")}.get(kind, ("month",))
    missing = [name for name in needed if not sheet.has(name)]
    if missing:
        raise LogError(f"{sheet.path}: there is no column {missing[0]}, which {KINDS[kind].partition(':')[0]} needs")
    readers: dict[str, Callable[[Sheet], Log]] = {
        "events": from_events,
        "contracts": from_contracts,
        "payments": from_payments,
        "purchases": from_purchases,
    }
    return readers[kind](sheet)


def from_events(sheet: Sheet) -> Log:
    """What an event file tells of both relationships and purchases; its month 1 is the first after the burn-in."""
    event, firm = sheet.words("event"), sheet.words("firm")
    month, customer = times(sheet, "month").month, sheet.words("customer")
    told = {"month": month, "customer": customer, "event": event, "firm": firm, "outcome": sheet.columns["outcome"]}
    buying = event == "buy"
    held = relationships(told)
    if not len(held.customer) or not buying.any():
        raise LogError(f"{sheet.path}: this event file holds nobody who joins, or nobody who buys")
    amount = sheet.money("amount", below_zero=True)[buying] if sheet.has("amount") else None
    bought = by_occasion(Bought(customer[buying], firm[buying], month[buying], month[buying].astype(float), amount))
    chosen = not paid_by_the_month(bought)
    names = firms_and_us(held.firm)
    return Log(sheet.path.stem, "events", *names, int(month.max()), len(sheet), held, bought, by_choice=chosen)


def by_occasion(bought: Bought) -> Bought:
    """Purchases with what was bought in the same month from the same firm put together."""
    keys = (bought.customer.astype(str), bought.firm.astype(str), bought.month)
    order = np.lexsort(keys)
    changed = np.ones(len(order), dtype=bool)
    changed[1:] = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    starts = np.flatnonzero(changed)
    first = order[starts]
    amount = None if bought.amount is None else np.add.reduceat(bought.amount[order], starts)
    return Bought(bought.customer[first], bought.firm[first], bought.month[first], bought.time[first], amount)


def from_contracts(sheet: Sheet) -> Log:
    """Relationships from contracts, one a row; the log reaches to the last month that is named in it."""
    start, end = times(sheet, "start"), times(sheet, "end", may_be_empty=True)
    ends = end.month != NEVER
    if ends.any() and start.dated != end.dated:
        raise sheet.wrong(int(np.flatnonzero(ends)[0]), "end", "start and end must both be dates, or both be months")
    backwards = np.flatnonzero(ends & (end.exact < start.exact))
    if backwards.size:
        raise sheet.wrong(int(backwards[0]), "end", "a contract cannot end before it starts")
    begin = int(start.month.min()) - 1
    last = int(max(start.month.max(), end.month[ends].max(initial=0)))
    customer, firm = sheet.words("customer"), firm_of(sheet)
    reason = np.array(["" if value is None else str(value).strip() for value in reasons(sheet)], dtype=object)
    held = contracts(customer, firm, start.month - begin, np.where(ends, end.month - begin, STILL_THERE), reason)
    amount = sheet.money("amount") if sheet.has("amount") else None
    bought = None if amount is None else Bought(customer, firm, start.month - begin, start.exact, amount)
    return Log(sheet.path.stem, "contracts", *firms_and_us(firm), last - begin, len(sheet), held, bought)


def reasons(sheet: Sheet) -> Words:
    """Why each contract ended, empty where the log does not say."""
    return sheet.columns.get("reason", np.full(len(sheet), "", dtype=object))


def from_payments(sheet: Sheet) -> Log:
    """Relationships from monthly payments: who has not paid for more than `MISSED` months has left after the last one.

    Whether the last of the log will pay again is not known, so it is taken to end `MISSED` months earlier.
    """
    bought = bought_in(sheet)
    keys = bought.customer.astype(str), bought.firm.astype(str)
    order = np.lexsort((bought.month, *reversed(keys)))
    month = bought.month[order]
    other = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    begins = np.append(True, other | (np.diff(month) > MISSED + 1))
    starts = np.flatnonzero(begins)
    final = month[np.append(starts[1:], len(month)) - 1]
    last = max(1, int(month.max()) - MISSED)
    ended = np.where(final < last, final + 1, STILL_THERE)
    held = contracts(bought.customer[order][starts], bought.firm[order][starts], month[starts], ended)
    names = firms_and_us(bought.firm)
    return Log(sheet.path.stem, "payments", *names, last, len(sheet), held, bought, since_known=False)


def from_purchases(sheet: Sheet) -> Log:
    """Purchases, one a row."""
    bought = bought_in(sheet)
    names, last = firms_and_us(bought.firm), int(bought.month.max())
    return Log(sheet.path.stem, "purchases", *names, last, len(sheet), bought=bought, by_choice=True)


def bought_in(sheet: Sheet) -> Bought:
    """The rows of a log as purchases, months counted from the first."""
    when = times(sheet, "month")
    begin = int(when.month.min()) - 1
    amount = sheet.money("amount") if sheet.has("amount") else None
    exact = when.exact - when.exact.min() if when.dated else when.exact - begin
    return Bought(sheet.words("customer"), firm_of(sheet), when.month - begin, exact, amount)


def paid_by_the_month(bought: Bought) -> bool:
    """Whether rows look like a subscription's: one a month, hardly a month left out between the first and the last."""
    whose = np.char.add(np.char.add(bought.customer.astype(str), "\n"), bought.firm.astype(str))
    _, who = np.unique(whose, return_inverse=True)
    pairs = np.unique(np.stack([who, bought.month]), axis=1)
    months = np.bincount(pairs[0])
    last, first = np.zeros(len(months), dtype=np.int64), np.full(len(months), NEVER)
    np.maximum.at(last, who, bought.month)
    np.minimum.at(first, who, bought.month)
    span = last - first + 1
    one_a_month = pairs.shape[1] / len(bought.month) >= ONE_A_MONTH
    return bool(one_a_month and np.median(span) >= 3 and months.sum() / span.sum() >= REGULAR)


def firm_of(sheet: Sheet) -> Words:
    """The firm of each row; all are one firm's where the log does not name any."""
    return sheet.words("firm") if sheet.has("firm") else np.full(len(sheet), ONLY_FIRM, dtype=object)


def firms_and_us(firm: Words) -> tuple[tuple[str, ...], str]:
    """The firms of a log, and the one with the most rows."""
    names, rows = np.unique(firm.astype(str), return_counts=True)
    return tuple(str(name) for name in names), str(names[np.argmax(rows)])
