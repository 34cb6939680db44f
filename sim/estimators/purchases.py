"""Who bought what from whom and when: a record of purchases, counted as the models of buying need it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Words = npt.NDArray[np.object_]


class Purchases(NamedTuple):
    """How often each customer (row) bought from each firm (column) in the time of the records."""

    customers: Words
    firms: Words
    counts: Whole

    @property
    def shares(self) -> Numbers:
        """Share of all purchases that each firm has: (firms,)."""
        return np.asarray(self.counts.sum(axis=0) / self.counts.sum())

    @property
    def penetrations(self) -> Numbers:
        """Share of the customers, who all bought from somebody, that bought from each firm: (firms,)."""
        return np.asarray((self.counts > 0).mean(axis=0))

    @property
    def per_buyer(self) -> Numbers:
        """How often the buyers of each firm bought from it: (firms,)."""
        return np.asarray(self.counts.sum(axis=0) / (self.counts > 0).sum(axis=0))

    @property
    def shares_of_requirements(self) -> Numbers:
        """Of all that a firm's buyers buy, the share they buy from it: (firms,)."""
        bought = self.counts > 0
        return np.asarray(self.counts.sum(axis=0) / (self.counts.sum(axis=1) @ bought))

    @property
    def loyals(self) -> Numbers:
        """Share of each firm's buyers who bought from nobody else: (firms,)."""
        bought = self.counts > 0
        return np.asarray((bought & (bought.sum(axis=1) == 1)[:, None]).sum(axis=0) / bought.sum(axis=0))

    @property
    def duplication(self) -> Numbers:
        """Of the buyers of each firm (row), the share that also bought from each other (column): (firms, firms)."""
        bought = (self.counts > 0).astype(float)
        return np.asarray(bought.T @ bought / bought.sum(axis=0)[:, None])


def purchases(customer: npt.ArrayLike, firm: npt.ArrayLike) -> Purchases:
    """Counts the purchases in a record with one row for each.

    >>> told = purchases([1, 1, 2, 2], ["us", "them", "us", "us"])
    >>> told.firms.tolist(), told.counts.tolist(), told.duplication.tolist()
    (['them', 'us'], [[1, 1], [0, 2]], [[1.0, 1.0], [0.5, 1.0]])
    """
    customers, rows = np.unique(np.asarray(customer), return_inverse=True)
    firms, columns = np.unique(np.asarray(firm, dtype=object).astype(str), return_inverse=True)
    counts = np.zeros((len(customers), len(firms)), dtype=np.int64)
    np.add.at(counts, (rows, columns), 1)
    return Purchases(customers, firms.astype(object), counts)


class Recency(NamedTuple):
    """One row a customer, as `bg_nbd.fitted` takes them; times count from the customer's first purchase."""

    customers: Words
    repeats: Whole
    recency: Numbers
    watched: Numbers


def recency(customer: npt.ArrayLike, time: npt.ArrayLike, end: float) -> Recency:
    """Repeat purchases, time of the last one and time watched, from one row for each purchase.

    Purchases of a customer at the same time count as one. `end`: the last time of the records.

    >>> [column.tolist() for column in recency([7, 7, 7, 8], [2.0, 5.0, 5.0, 4.0], 10.0)]
    [[7, 8], [1, 0], [3.0, 0.0], [8.0, 6.0]]
    """
    customers, rows = np.unique(np.asarray(customer), return_inverse=True)
    times = np.asarray(time, dtype=float)
    order = np.lexsort((times, rows))
    rows, times = rows[order], times[order]
    starts = np.searchsorted(rows, np.arange(len(customers)))
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]) | (times[1:] != times[:-1])
    occasions = np.bincount(rows, weights=new).astype(np.int64)
    first, last = times[starts], times[np.append(starts[1:], len(rows)) - 1]
    return Recency(customers, occasions - 1, last - first, end - first)


def repeat_matrix(customer: npt.ArrayLike, time: npt.ArrayLike, firm: npt.ArrayLike) -> tuple[Words, Numbers]:
    """The firms, and from which (row) to which (column) purchases go, one time to the next: (firms, firms).

    The diagonal over its row's sum is the repeat rate: how often the next purchase is at the same firm. Where a
    customer's next purchases come at one time from several firms, they count in parts that sum to one.

    >>> firms, moves = repeat_matrix([1, 1, 1, 1, 2], [1, 2, 3, 3, 1], ["us", "us", "us", "them", "us"])
    >>> firms.tolist(), moves.tolist()
    (['them', 'us'], [[0.0, 0.0], [0.5, 1.5]])
    """
    from scipy.sparse import csr_array

    _, who = np.unique(np.asarray(customer), return_inverse=True)
    firms, what = np.unique(np.asarray(firm, dtype=object).astype(str), return_inverse=True)
    occasions, when = np.unique(np.stack([who, np.asarray(time, dtype=float)]), axis=1, return_inverse=True)
    ones = np.ones(len(who))
    bought = csr_array((ones, (when.ravel(), what)), shape=(occasions.shape[1], len(firms)))
    followed = np.flatnonzero(occasions[0, 1:] == occasions[0, :-1])
    shared = bought[followed + 1].multiply(1 / bought[followed + 1].sum(axis=1)[:, None])
    return firms.astype(object), np.asarray((bought[followed].T @ shared).todense())
