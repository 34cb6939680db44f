"""What is printed for people in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from sim.declarations import Facts, Scenario
from sim.scenario.declared import Declared
from sim.scenario.errors import ScenarioError
from sim.scenario.scenario import read

FIGURES = {
    "churn": ("customers lost a year", "{:.1%}"),
    "share": ("share of customers", "{:.1%}"),
    "complaints_per_1000": ("complaints per 1,000 customers and year", "{:.0f}"),
}
"""Known figures in words, and how they are printed; satisfaction speaks for itself."""


def print_opening(scenario: Scenario) -> None:
    """What the market opens with, beside what is known of it."""
    if not scenario.market.known:
        Console().print("No known figures are declared (market.known), so the opening cannot be compared with them.")
        return
    from sim.opening_figures import opening_rows

    table = Table("firm", "figure", "known", "opening", "", title="The opening beside what everybody knows")
    for row in opening_rows(scenario):
        words, form = FIGURES.get(row.figure, (row.figure.replace("_", ", ", 1), "{:.0f}"))
        verdict = "meets it" if row.within else "[bold]misses it[/bold]"
        firm = escape(scenario.title_of("firms", row.firm))
        table.add_row(firm, words, form.format(row.known), form.format(row.opening), verdict)
    Console().print(table)


def print_scenarios(files: Sequence[Path]) -> None:
    """Scenario files with their titles and questions; what is wrong with those that cannot be read."""
    console = Console(highlight=False)
    for file in files:
        try:
            scenario = read(file)
        except ScenarioError as error:
            console.print(f"[bold]{escape(str(file))}[/bold]  [red]not in order[/red]", soft_wrap=True)
            console.print(Padding(escape(str(error).splitlines()[0]), (0, 0, 1, 4)))
        else:
            console.print(f"[bold]{escape(str(file))}[/bold]  {escape(scenario.title)}", soft_wrap=True)
            console.print(Padding(escape(scenario.question), (0, 0, 1, 4)))


def print_groups(groups: dict[str, int]) -> None:
    """The groups of keys, with what to type next."""
    table = Table("group", "keys", "to see them", title="What a scenario file can hold")
    for group, count in groups.items():
        table.add_row(group, str(count), f"python run.py explain {group.replace('.*', '')}")
    Console().print(table)
    Console().print("One key:  python run.py explain workforce.pay", highlight=False)


def print_keys(key: str, found: Sequence[Declared]) -> None:
    """Several keys with what each means, and in the title what they share."""
    group = found[0].group if len({item.group for item in found}) == 1 else ""
    table = Table(title=escape(group or key))
    table.add_column("key", no_wrap=True)
    table.add_column("what it means")
    for item in found:
        name = item.path.removeprefix(f"{group}.") if group else item.path
        usual = f"; {default(item.facts)} where left out" if item.facts else ""
        table.add_row(name, f"{escape(item.meaning)}\n[dim]{escape(item.accepts)}{usual}[/dim]")
    Console().print(table)
    Console().print(f"More on one:  python run.py explain {found[0].path.replace('.*', '')}", highlight=False)


def print_key(item: Declared) -> None:
    """Everything that is declared of one key."""
    table = Table(title=item.path, show_header=False)
    table.add_row("meaning", escape(item.meaning))
    table.add_row("accepts", escape(item.accepts))
    for name, value in declared_facts(item.facts) if item.facts else []:
        table.add_row(name, escape(value))
    Console().print(table)


def declared_facts(known: Facts) -> list[tuple[str, str]]:
    """What is declared of a number, in words."""
    low, high = known.plausible
    plausible = f"{100 * low:.4g}% to {of_bill(high)}" if known.of_bill else span(low, high)
    rows = [
        ("unit", known.unit),
        ("bounds", span(*known.bounds)),
        ("plausible", plausible),
        ("default", default(known)),
        ("source", known.source),
        ("mark", known.mark),
    ]
    if known.lever:
        seen = "rivals can see it" if known.visible else "rivals cannot see it"
        rows += [("lever", f"of the group {known.group}"), ("cost", known.cost), ("visibility", seen)]
    return rows


def default(known: Facts) -> str:
    """What holds where a scenario leaves the key out."""
    return of_bill(known.default) if known.of_bill else f"{known.default:g}"


def of_bill(share: float) -> str:
    """A sum of money as a share of the average monthly bill.

    >>> of_bill(0.036)
    '3.6% of the average monthly bill'
    """
    return f"{100 * share:.4g}% of the average monthly bill"


def span(low: float, high: float) -> str:
    """Two ends in words.

    >>> span(0, 0.5)
    '0 to 0.5'
    """
    return f"{low:,.10g} to {high:,.10g}"
