"""The comparison in the terminal: the strategies with their figures, the verdict, where the report lies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sim.compare import Comparison
from sim.language.messages import _, noted
from sim.report.report import row, unit_of

HEADINGS = (
    noted("total"),
    noted("more than\ntoday"),
    noted("95% interval"),
    noted("ahead\nin"),
    noted("re-\ntained"),
    noted("pays back"),
)


def print_comparison(comparison: Comparison, page: Path, reasons: Sequence[str] = ()) -> None:
    """Prints the table, fit for 80 columns, then the verdict, why, how many runs it took and the report's place."""
    console = Console(highlight=False)
    console.print(comparison_table(comparison))
    for said in (comparison.verdict, *reasons, comparison.enough):
        console.print(f"\n{escape(said)}" if said else "", end="\n" if said else "")
    console.print()
    console.print(_("Report: {page}", page=escape(str(page))), soft_wrap=True)


def comparison_table(comparison: Comparison) -> Table:
    """One line a strategy, best first; money in one unit, named in the title."""
    title = escape(f"{comparison.scenario} ({unit_of(comparison)[1]})")
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(_("strategy"))
    for heading in HEADINGS:
        table.add_column(_(heading), justify="right", no_wrap=heading != "pays back")
    for name in comparison.ranking:
        line = row(comparison, name)
        money = (line.total_value, line.difference, line.interval)
        cells = (line.title, *money, line.ahead, line.retention, line.pays_back)
        table.add_row(*map(escape, cells), style="bold" if name == comparison.ranking[0] else "")
    return table
