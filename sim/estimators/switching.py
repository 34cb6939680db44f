"""Who came, who left, when, why and to whom: relationships between customers and firms, read from a record of events.

Months are whole numbers. A customer who joins in month 3 and leaves in month 5 was there at the ends of months 3 and 4.
Months of 0 and below lie before the records begin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Words = npt.NDArray[np.object_]
Truths = npt.NDArray[np.bool_]

STILL_THERE = np.iinfo(np.int64).max
"""The month in which a relationship ends that has not ended yet."""
YEAR = 12


class Relationships(NamedTuple):
    """One row for each time somebody was a firm's customer, by customer and time.

    `ended`: the month of leaving, or `STILL_THERE`; `reason`: why it ended, empty where it has not or nobody says.
    """

    customer: Words
    firm: Words
    joined: Whole
    ended: Whole
    reason: Words

    @property
    def over(self) -> Truths:
        """Whether each has ended."""
        return self.ended != STILL_THERE

    def of(self, firm: str) -> Relationships:
        """Those with one firm."""
        return self.where(self.firm == firm)

    def where(self, chosen: Truths) -> Relationships:
        """Some of them."""
        return Relationships(
            self.customer[chosen], self.firm[chosen], self.joined[chosen], self.ended[chosen], self.reason[chosen]
        )


def relationships(events: Mapping[str, npt.ArrayLike]) -> Relationships:
    """Pairs each joining with the leaving that follows it; a leaving without a joining is left out.

    `events`: columns `month`, `customer`, `event` (join, leave, exit; others are skipped), `firm` and `outcome` (the
    reason of leaving), in the order in which things happened within a month.

    >>> told = relationships({"month": [1, 5, 5], "customer": [7, 7, 7], "event": ["join", "leave", "join"],
    ...                       "firm": ["us", "us", "them"], "outcome": ["arrival", "price", "poached"]})
    >>> told.firm.tolist(), told.joined.tolist(), told.over.tolist(), told.reason.tolist()
    (['us', 'them'], [1, 5], [True, False], ['price', ''])
    """
    event = np.asarray(events["event"], dtype=object)
    used = np.flatnonzero((event == "join") | (event == "leave") | (event == "exit"))
    _, number = np.unique(np.asarray(events["customer"])[used].astype(str), return_inverse=True)
    order = used[np.lexsort((np.arange(len(used)), np.asarray(events["month"], dtype=np.int64)[used], number))]
    month, event = np.asarray(events["month"], dtype=np.int64)[order], event[order]
    customer, firm, outcome = (
        np.asarray(events[name], dtype=object)[order] for name in ("customer", "firm", "outcome")
    )
    joining = np.flatnonzero(event == "join")
    after = np.minimum(joining + 1, len(order) - 1)
    ends = (after > joining) & (event[after] != "join")
    ends &= (customer[after] == customer[joining]) & (firm[after] == firm[joining])
    return Relationships(
        customer[joining],
        firm[joining],
        month[joining],
        np.where(ends, month[after], STILL_THERE),
        np.where(ends, outcome[after], "").astype(object),
    )


def contracts(
    customer: npt.ArrayLike,
    firm: npt.ArrayLike,
    joined: npt.ArrayLike,
    ended: npt.ArrayLike,
    reason: npt.ArrayLike = "",
) -> Relationships:
    """Relationships told one by one, put in order by customer and time; `ended` is `STILL_THERE` for those that last.

    >>> contracts([8, 7], "us", [1, 4], [5, STILL_THERE]).joined.tolist()
    [4, 1]
    """
    people = np.asarray(customer, dtype=object)
    begun, over = np.asarray(joined, dtype=np.int64), np.asarray(ended, dtype=np.int64)
    _, number = np.unique(people.astype(str), return_inverse=True)
    order = np.lexsort((begun, number))
    firms, reasons = (np.broadcast_to(np.asarray(words, dtype=object), people.shape) for words in (firm, reason))
    return Relationships(people[order], firms[order], begun[order], over[order], reasons[order])


def held(told: Relationships, months: Sequence[int]) -> Whole:
    """How many relationships there were at the start of each month: (months,).

    >>> held(contracts([1, 2], "us", [0, 2], [3, 9]), [1, 3, 4]).tolist()
    [1, 2, 1]
    """
    start = np.asarray(months)
    return np.searchsorted(np.sort(told.joined), start) - np.searchsorted(np.sort(told.ended), start)


def departures(told: Relationships, months: Sequence[int]) -> dict[str, Whole]:
    """How many left in each month, by reason: (months,) for each reason there is, in alphabetical order.

    >>> told = contracts([1, 2], "us", [0, 0], [1, 3], ["price", "bond"])
    >>> {reason: counts.tolist() for reason, counts in departures(told, [1, 2, 3]).items()}
    {'bond': [0, 0, 1], 'price': [1, 0, 0]}
    """
    over = told.over
    return {
        reason: np.array([np.count_nonzero(told.ended[over & (told.reason == reason)] == month) for month in months])
        for reason in sorted(set(told.reason[over]))
    }


def churn(told: Relationships, months: Sequence[int]) -> Numbers:
    """Share of those held at a month's start who left within it: (months,); nan where nobody was held.

    Who joins and leaves within one month is not counted.

    >>> churn(contracts([1, 2], "us", [0, 0], [1, 3]), [1, 2, 3]).tolist()
    [0.5, 0.0, 1.0]
    """
    there = held(told, months)
    stayed_over = told.ended[told.joined < told.ended]
    left = np.array([np.count_nonzero(stayed_over == month) for month in months])
    return np.divide(left, there, out=np.full(len(left), np.nan), where=there > 0)


def switching_matrix(told: Relationships, firms: Sequence[str]) -> Whole:
    """From whom (row) to whom (column) customers went, the last column for nobody: (firms, firms + 1).

    A customer who leaves goes to the firm it joins next, at once or later.

    >>> switching_matrix(contracts([7, 7], ["us", "them"], [1, 5], [5, STILL_THERE]), ["us", "them"]).tolist()
    [[0, 1, 0], [0, 0, 0]]
    """
    place = {firm: number for number, firm in enumerate(firms)}
    counts = np.zeros((len(firms), len(firms) + 1), dtype=np.int64)
    for row in np.flatnonzero(told.over):
        comes_next = row + 1 < len(told.customer) and told.customer[row + 1] == told.customer[row]
        counts[place[told.firm[row]], place[told.firm[row + 1]] if comes_next else -1] += 1
    return counts


class Lifetimes(NamedTuple):
    """Tenures as `beta_geometric.fitted_to_lifetimes` takes them, in whole periods: (relationships,) each."""

    lifetimes: Whole
    left: Truths
    entered: Whole


def lifetimes(told: Relationships, first: int, last: int, period: int = YEAR) -> Lifetimes:
    """How many whole periods each relationship lasted, as far as records of the months `first` to `last` can tell.

    `period`: months. A customer counts in a period of its tenure only if the records hold all of that period: those who
    were there before them enter at their next anniversary, and the period that the end of the records cuts is left out.
    Otherwise short lives would count and long ones would not.

    >>> told = contracts([1, 2, 3], "us", [-5, 1, 1], [40, 20, STILL_THERE])
    >>> [column.tolist() for column in lifetimes(told, 1, 36)]
    [[3, 1, 2], [False, True, False], [1, 0, 0]]
    """
    possible = np.maximum((last - told.joined) // period, 0)
    lasted = np.maximum((np.minimum(told.ended, last + period) - told.joined - 1) // period, 0)
    left = told.over & (lasted < possible)
    entered = np.maximum(-((told.joined - (first - 1)) // period), 0)
    return Lifetimes(np.minimum(lasted, possible), left, entered)
