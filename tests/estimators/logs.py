"""Logs of customers with known parameters, written as companies keep them."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from .customers import beta_geometric_lives, bg_nbd_buyers, dirichlet_purchases

CHURN = (0.704, 1.182)
"""a and b of the customers under contract."""
LAST = 120
"""Months in the contract logs."""
SHARES = [0.5, 0.3, 0.2]
SWITCHING = 1.3


def written(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> Path:
    """A CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, delimiter=delimiter)
        out.writerow(headings)
        out.writerows(rows)
    return path


def spells(customers: int = 3_000) -> list[tuple[int, int, int]]:
    """Customer, month of joining (1 to 96) and of leaving, which may lie after the log."""
    chance = np.random.default_rng(1)
    joined = chance.integers(1, 97, customers)
    ended = joined + 12 * beta_geometric_lives(*CHURN, customers, seed=2) + chance.integers(1, 13, customers)
    return [(who, int(first), int(last)) for who, (first, last) in enumerate(zip(joined, ended, strict=True))]


def day(month: int, of_month: int = 15) -> str:
    """A date in a month counted from January 2010."""
    return datetime.date(2010 + (month - 1) // 12, (month - 1) % 12 + 1, of_month).isoformat()


def contract_log(path: Path) -> Path:
    """One row for each contract, with dates; those who are still there have no end."""
    rows = [(f"c{who}", day(joined), day(ended) if ended <= LAST else "") for who, joined, ended in spells()]
    return written(path, ("customer", "start", "end"), rows)


def payment_log(path: Path) -> Path:
    """One row for each month that a customer pays, months numbered, joiners only."""
    rows = [
        (who, month, 10 + who % 7)
        for who, joined, ended in spells(1_500)
        for month in range(joined, min(ended, LAST + 1))
    ]
    return written(path, ("customer", "month", "amount"), rows)


def purchase_log(path: Path, customers: int = 3_000) -> Path:
    """A row for each purchase of three firms within one year, with dates."""
    counts = dirichlet_purchases(0.78, 4.0, SHARES, SWITCHING, customers, seed=3)
    chance = np.random.default_rng(4)
    rows = [
        (who, day(int(chance.integers(1, 13)), int(chance.integers(1, 29))), firm, 1 + who % 50)
        for who, bought in enumerate(counts)
        for firm, number in zip(("us", "them", "others"), bought, strict=True)
        for _ in range(number)
    ]
    return written(path, ("customer", "date", "firm", "amount"), rows)


def lapsing_log(path: Path, r: float, alpha: float, a: float, b: float, customers: int = 2_000) -> Path:
    """A row for each purchase from one firm in three years, with dates; customers leave without a word."""
    first = np.random.default_rng(5).uniform(0, 200, customers)
    end = 3 * 365.25
    _, _, times = bg_nbd_buyers(r, alpha * 365.25 / 12, a, b, end - first, seed=6)
    start = datetime.date(2020, 1, 1)
    rows = [
        (who, start + datetime.timedelta(days=int(begun + time)))
        for who, (begun, bought) in enumerate(zip(first, times, strict=True))
        for time in (0.0, *bought)
    ]
    return written(path, ("customer", "month"), rows)
