"""The comparison in the terminal: the strategies with their figures, the verdict, where the report lies."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sim.compare import Comparison, Measured
from sim.report.report import row
from sim.wording import figure, per_cent, scale


def print_comparison(comparison: Comparison, page: Path) -> None:
    """Prints the table, fit for 80 columns, then the verdict and the report's place."""
    console = Console(highlight=False)
    console.print(comparison_table(comparison))
    console.print(f"\n{escape(comparison.verdict)}\n")
    console.print(f"Report: {escape(str(page))}", soft_wrap=True)


def comparison_table(comparison: Comparison) -> Table:
    """One line a strategy, best first; money in one unit, named in the title."""
    totals = {name: comparison.strategies[name].measures["total_value"] for name in comparison.ranking}
    divisor, word = scale(max(abs(total.value.mean or 0.0) for total in totals.values()))
    unit = f"{word} {comparison.currency}".strip()
    table = Table(title=f"{escape(comparison.scenario)} ({escape(unit)})", title_justify="left")
    table.add_column("strategy")
    for heading in ("total", "more than\ntoday", "95%\ninterval", "ahead\nin", "re-\ntained", "pays back"):
        table.add_column(heading, justify="right")
    for name in comparison.ranking:
        line = row(comparison, name)
        total = amount(totals[name].value.mean, divisor)
        beyond = "today" if line.baseline else amount(totals[name].difference.mean, divisor)
        cells = (line.title, total, beyond, interval(totals[name], divisor), line.ahead, line.retention, back(comparison, name))
        table.add_row(*map(escape, cells), style="bold" if name == comparison.ranking[0] else "")
    return table


def back(comparison: Comparison, name: str) -> str:
    """The month in which a strategy pays back, with the share of runs where it does not always."""
    months = comparison.strategies[name].break_even
    if name == comparison.baseline:
        return ""
    if months.median is None:
        return "not here"
    return f"month {months.median:.0f}" + (f"\nin {per_cent(months.share)}" if months.share < 1 else "")


def amount(value: float | None, divisor: float) -> str:
    """An amount in the table's unit.

    >>> amount(1_940_000.0, 1e6), amount(None, 1e6)
    ('1.94', '–')
    """
    return "–" if value is None else figure(value / divisor)


def interval(measured: Measured, divisor: float) -> str:
    """The interval of a difference in the table's unit; nothing where there is none."""
    low, high = measured.difference.low, measured.difference.high
    return "" if low is None or high is None else f"{amount(low, divisor)}\nto {amount(high, divisor)}"
