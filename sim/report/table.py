"""The comparison in the terminal: the strategies with their figures, the verdict, where the report lies."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sim.compare import Comparison
from sim.report.report import row


def print_comparison(comparison: Comparison, page: Path) -> None:
    """The strategies with their figures, the verdict, and where the report lies."""
    table = Table(title=escape(comparison.scenario), title_justify="left")
    table.add_column("strategy")
    for heading in ("total value", "difference [95% interval]", "ahead in", "retention", "pays back"):
        table.add_column(heading, justify="right")
    for name in comparison.ranking:
        line = row(comparison, name)
        difference = line.difference if not line.interval else f"{line.difference}\n[{line.interval}]"
        cells = (line.title, line.total_value, difference, line.ahead, line.retention, line.pays_back)
        table.add_row(*map(escape, cells), style="bold" if name == comparison.ranking[0] else "")
    console = Console(highlight=False)
    console.print(table)
    console.print(f"\n{escape(comparison.verdict)}\n")
    console.print(f"Report: {escape(str(page))}", soft_wrap=True)
