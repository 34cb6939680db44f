"""An analysis in the terminal: what matters, when things turn, who wins, where the page lies."""

from __future__ import annotations

from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sim.analysis.analysis import Analysis, Answer
from sim.analysis.discovery import short
from sim.analysis.page import influence_row
from sim.analysis.sentences import headline, unit_in, when_it_happens, where_it_wins
from sim.analysis.subject import quoted
from sim.wording import per_cent

SHOWN = 5
"""Parameters in the table."""


def print_analysis(analysis: Analysis, page: Path) -> None:
    """Prints the first answer: the finding, the table, the regions, the winners; then where the page lies."""
    console = Console(highlight=False)
    first = analysis.answers[0]
    console.print(escape(headline(first)))
    for remark in first.remarks:
        console.print(f"[yellow]{escape(remark)}[/yellow]")
    if first.influences.ranked:
        console.print(influence_table(first))
    for sentence in when_it_happens(analysis, first):
        console.print(escape(sentence))
    for win in analysis.wins:
        words = f"{quoted(analysis.sweep, win.strategy)} is best at {per_cent(win.share)} of the points."
        console.print(escape(f"{words} {where_it_wins(analysis, win)}"))
    console.print(f"\nPage: {escape(str(page))}", soft_wrap=True)


def influence_table(answer: Answer) -> Table:
    """The strongest parameters, fit for 80 columns."""
    unit = unit_in(answer)
    strength = {"sobol": "has a\npart in", "morris": f"moves it by\n{unit.word}", "main effect": "explains"}
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("parameter")
    for heading in (strength[answer.influences.method], "95% interval", f"lowest to\nhighest\n{unit.word}".strip()):
        table.add_column(heading, justify="right")
    for one in answer.influences.ranked[:SHOWN]:
        row = influence_row(answer, one, unit)
        mark = " (assumed)" if row.rests_on == "assumed" else ""
        name = f"{escape(short(one.parameter.meaning))}{mark}\n[dim]{escape(one.parameter.path)}[/dim]"
        table.add_row(name, row.strength, row.interval, row.change)
    return table
