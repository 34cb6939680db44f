"""When things happened: dates and numbers of months, told as months from the first of the log."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.estimate.reading import Sheet, as_number, blank

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

DAYS_A_MONTH = 365.25 / 12
NEVER = np.iinfo(np.int64).max
EXPECTED = "expected a date such as 2024-01-31, or the number of a month from the same count in every row"
LATEST = 12_000
"""The largest number of a month; larger ones are dates written as numbers, or mistakes."""


class Times(NamedTuple):
    """A column of times: the calendar month (or the number of the month), and the exact time in months."""

    month: Whole
    exact: Numbers
    dated: bool


def times(sheet: Sheet, name: str, may_be_empty: bool = False) -> Times:
    """The times of a column, all dates or all numbers of months; empty ones, where they may be, are `NEVER`."""
    month, exact = np.full(len(sheet), NEVER), np.full(len(sheet), np.inf)
    dated: bool | None = None
    known: dict[object, tuple[int, float, bool]] = {}
    for row, value in enumerate(sheet.columns[name]):
        if may_be_empty and blank(value):
            continue
        if value not in known:
            told = moment(value)
            if told is None or dated not in (None, told[2]):
                raise sheet.wrong(row, name, EXPECTED)
            known[value], dated = told, told[2]
        month[row], exact[row], _ = known[value]
    return Times(month, exact, bool(dated))


def moment(value: object) -> tuple[int, float, bool] | None:
    """A month counted from year 0 (or as numbered), the exact time in months, and whether it is a date.

    >>> moment("2024-01-31")[0], moment("2024-01")[0], moment("20240131")[0], moment("7"), moment("soon")
    (24288, 24288, 24288, (7, 7.0, False), None)
    """
    day = as_date(value)
    if day:
        return 12 * day.year + day.month - 1, day.toordinal() / DAYS_A_MONTH, True
    number = as_number(value)
    if number is None or number != int(number) or abs(number) > LATEST:
        return None
    return int(number), number, False


def as_date(value: object) -> datetime.date | None:
    """A date: of the calendar, or written as 2024-01-31, 2024-01, 20240131, with or without a time of day."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = str(value).strip()
    if len(text) == 7 and text[4:5] == "-":
        text += "-01"
    try:
        return None if len(text) < 8 or "." in text[:8] else datetime.datetime.fromisoformat(text).date()
    except ValueError:
        return None
