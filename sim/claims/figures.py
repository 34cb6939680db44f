"""The figures of a claim as they are read: with their unit, and with their interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.wording import figure


def figure_in_unit(told: Mapping[str, Any]) -> str:
    """A measured figure with its unit.

    >>> figure_in_unit({"figure": 12.34, "unit": "%"}), figure_in_unit({"figure": 7.04, "unit": "new customers"})
    ('12.3%', '7.04 new customers')
    >>> figure_in_unit({"figure": None, "unit": "%"}), figure_in_unit({"figure": 1.0, "unit": "month"})
    ('–', '1 month')
    """
    if told["figure"] is None:
        return "–"
    words, unit = short(told["figure"]), told["unit"]
    return f"{words}{unit}" if unit.startswith("%") else f"{words} {unit}".strip()


def interval(told: Mapping[str, Any]) -> str:
    """The 95% interval of a figure, in the figure's unit; nothing where there is none.

    >>> interval({"figure": 7, "low": 6.04, "high": 8.0, "unit": "%"})
    '6.04 to 8'
    """
    low, high = told["low"], told["high"]
    if low is None or high is None or low == high:
        return ""
    return f"{short(low)} to {short(high)}"


def figure_with_interval(told: Mapping[str, Any]) -> str:
    """A figure with its unit and, where there is one, its interval.

    >>> figure_with_interval({"figure": 7.0, "low": 6.0, "high": 8.0, "unit": "new customers"})
    '7 new customers (6 to 8)'
    """
    span = interval(told)
    return figure_in_unit(told) + (f" ({span})" if span else "")


def short(number: float) -> str:
    """A number to three digits, whole ones without decimals.

    >>> short(12800.0), short(0.251), short(8.0)
    ('12,800', '0.25', '8')
    """
    return f"{number:,.0f}" if float(number).is_integer() else figure(number)
