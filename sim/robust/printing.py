"""The worlds in the terminal: the strategies, the verdict, where the favourite loses, where the page lies."""

from __future__ import annotations

from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sim.robust.robustness import Robustness
from sim.robust.saying import failed_words, money_unit, verdict
from sim.wording import figure, per_cent


def print_robustness(found: Robustness, page: Path) -> None:
    """Prints the table, fit for 80 columns, the verdict and the page's place."""
    console = Console(highlight=False)
    console.print(standings_table(found))
    console.print(f"\n{escape(verdict(found))}\n")
    if found.failures:
        console.print(f"[yellow]{escape(failed_words(found))}[/yellow]")
    console.print(f"Page: {escape(str(page))}", soft_wrap=True)


def standings_table(found: Robustness) -> Table:
    """One line a strategy, the most frequent winner first."""
    divisor, word = money_unit(found)
    table = Table(title=escape(f"{found.scenario} (regret in {word})"), title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("strategy")
    for heading in ("wins", "good\nenough", "regret:\nmean", "9 in 10\nbelow", "worst"):
        table.add_column(heading, justify="right")
    for name in found.ranking:
        one = found.strategies[name]
        short = (one.regret.mean.mean or 0.0, one.regret.ninetieth, one.regret.worst)
        good = "today" if one.good_enough is None else per_cent(one.good_enough.share)
        cells = (one.title, per_cent(one.wins.share), good, *(figure(value / divisor) for value in short))
        table.add_row(*map(escape, cells), style="bold" if name == found.favourite else "")
    return table
