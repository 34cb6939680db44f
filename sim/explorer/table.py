"""The figures of both strategies, a row for each measure, as a page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.compare import Comparison
from sim.intervals import Estimate
from sim.language.messages import _
from sim.report.sheet import Form
from sim.report.sheets import MEASURES
from sim.wording import capitalised, figure, money_range, more_or_less, per_cent, scale, span, unit_of_money

SHOWN = (
    "total_value", "profit", "base_value", "customers", "retention", "market_share", "satisfaction", "acquisitions",
    "referrals", "complaints",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A measure: today, changed, the paired difference with its 95% interval, and in how many runs it was better."""

    name: str
    today: str
    changed: str
    difference: str
    interval: str
    better: str


def headline(comparison: Comparison) -> str:
    """The difference in one line, to be kept in sight."""
    if comparison.explained == comparison.baseline:
        return _("Pull a lever: what is shown is “{today}”.", today=comparison.strategies[comparison.baseline].title)
    difference = comparison.strategies[comparison.explained].measures["total_value"].difference
    said = more_or_less(difference.mean or 0.0, comparison.currency)
    if difference.low is None or difference.high is None:
        return _("{difference} than today", difference=said)
    interval = money_range(difference.low, difference.high, comparison.currency)
    if difference.low <= 0 <= difference.high:
        return _(
            "{difference} than today, which may be luck (95% interval {interval})", difference=said, interval=interval
        )
    return _("{difference} than today (95% interval {interval})", difference=said, interval=interval)


def rows(comparison: Comparison) -> Iterator[Row]:
    """A row for each measure that is shown."""
    for measure in SHOWN:
        words, form = MEASURES[measure]
        today = comparison.strategies[comparison.baseline].measures[measure]
        changed = comparison.strategies[comparison.explained].measures[measure]
        divisor, unit = unit_of(form, today.value, comparison.currency)
        difference = changed.difference
        yield Row(
            name=f"{capitalised(_(words))}{unit}",
            today=said(today.value.mean, divisor),
            changed=said(changed.value.mean, divisor),
            difference=signed(difference.mean, divisor),
            interval=between(difference, divisor),
            better="" if changed.probability_better is None else per_cent(changed.probability_better),
        )


def unit_of(form: Form, value: Estimate, currency: str) -> tuple[float, str]:
    """By what a measure is divided to be shown, and the unit to be said after its name."""
    if form == "money":
        divisor, word = scale(value.mean or 0.0)
        return divisor, _(" ({unit})", unit=unit_of_money(word, currency))
    return (0.01, _(" ({unit})", unit="%")) if form == "share" else (1.0, "")


def said(value: float | None, divisor: float) -> str:
    """A value, or a dash where it is not known."""
    return "–" if value is None else figure(value / divisor)


def signed(value: float | None, divisor: float) -> str:
    """A difference with its sign.

    >>> signed(1234.0, 1.0), signed(-0.021, 0.01), signed(None, 1.0)
    ('+1,234', '−2.10', '')
    """
    if value is None:
        return ""
    words = figure(abs(value) / divisor)
    return words if words == "0" else f"{'+' if value > 0 else '−'}{words}"


def between(difference: Estimate, divisor: float) -> str:
    """The ends of an interval, where there is one."""
    if difference.low is None or difference.high is None:
        return ""
    return span(signed(difference.low, divisor), signed(difference.high, divisor))
