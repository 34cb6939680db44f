"""A single run in the terminal: its years as a table, a customer's life as sentences."""

from __future__ import annotations

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sim.declarations import Scenario
from sim.ledger import CHANNELS, REVENUE
from sim.runs import Run
from sim.story import Life
from sim.wording import figure, money, scale


def print_years(scenario: Scenario, run: Run) -> None:
    """A run year by year, of our firm."""
    title = f"{scenario.title_of('firms', scenario.us)}, {scenario.title_of('strategies', run.strategy)}, run {run.run}"
    divisor, word = scale(max(float(run.ours(line).sum()) for line in REVENUE) / 5)
    unit = f"money in {word} {scenario.currency}".replace("  ", " ")
    headings = ("year", "customers", "won", "retention", "satisfied", "bond", "revenue", "profit")
    table = Table(*headings, title=escape(f"{title} ({unit})"))
    for column in table.columns[1:]:
        column.justify = "right"
    months = len(run.months) - 1
    for start in range(0, months, 12):
        table.add_row(*_year(run, divisor, start, min(start + 12, months)))
    Console().print(table)
    base = money(float(run.base_value[run.us]), scenario.currency)
    Console().print(f"Value of the customers left behind (assumptions as declared): {escape(base)}")


def _year(run: Run, divisor: float, start: int, end: int) -> list[str]:
    span = slice(start, end)

    def total(*columns: str) -> float:
        return float(sum(run.ours(column)[span].sum() for column in columns))

    held, kept = run.ours("held")[span], run.ours("kept")[span]
    stayed = np.divide(kept, held, out=np.ones_like(kept), where=held > 0)
    retention = float(np.prod(stayed) ** (12 / len(stayed)))
    return [
        str(start // 12 + 1),
        f"{run.ours('customers')[end - 1]:,.0f}",
        f"{total(*(f'joined_{channel}' for channel in CHANNELS)):,.0f}",
        f"{100 * retention:.0f}%",
        f"{np.mean(run.ours('satisfaction')[span]):.0f}",
        f"{run.ours('bond')[end - 1]:.2f}",
        figure(total(*REVENUE) / divisor),
        figure(total("profit") / divisor),
    ]


def print_life(scenario: Scenario, lives: list[Life]) -> None:
    """A person's years under a strategy, and in short under the baseline."""
    console = Console(highlight=False)
    told, *others = lives
    console.print(f"[bold]{escape(told.who)}[/bold]")
    console.print(f"\nUnder “{escape(scenario.title_of('strategies', told.strategy))}”:")
    _print_years_of(console, told, scenario)
    for other in others:
        console.print(
            f"\nThe same person, with the same luck, under “{escape(scenario.title_of('strategies', other.strategy))}”:"
        )
        _print_years_of(console, other, scenario)


def _print_years_of(console: Console, life: Life, scenario: Scenario) -> None:
    for year, sentences in sorted(life.years.items()):
        console.print(f"[bold]Year {year}.[/bold] " + escape(" ".join(sentences)))
    if not life.years:
        console.print("Nothing out of the ordinary happened.")
    console.print(escape(life.ending))
    us, worth = scenario.title_of("firms", scenario.us), money(life.worth, scenario.currency)
    console.print(escape(f"Brought {us} {worth} over the horizon, after the cost of serving."))
