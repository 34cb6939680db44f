"""What was found, as one page that opens offline, and as tables in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sim.estimate.finding import Finding, Gap
from sim.estimate.log import KINDS, Log
from sim.estimate.pictures import ALT
from sim.report.pages import embedded, templates

TITLES = {
    "tenure": "How long customers stay",
    "leaving": "How many leave, and why",
    "switching": "Where they go",
    "buying": "Who is still a customer",
    "sharing": "How buyers share their purchases",
    "repeating": "Where the next purchase is made",
    "concentration": "How few bring most",
}
"""The findings in the order in which they are read."""
MOST_NAMED = 12
"""Firms named in the terminal."""


def taken_for(log: Log) -> str:
    """What the log was taken for, how large it is and who we are, in a sentence."""
    firms = "one firm" if len(log.firms) == 1 else f"{len(log.firms)} firms; “we” are {log.us}"
    return f"Taken for {KINDS[log.kind]}. {log.rows:,} rows, {log.last} months, {firms}."


def page(
    log: Log,
    findings: Sequence[Finding],
    gaps: Sequence[Gap],
    drawn: Mapping[str, bytes],
    versions: Mapping[str, str],
) -> str:
    """The whole page."""
    return (
        templates(Path(__file__).parent)
        .get_template("estimate.html")
        .render(
            log=log,
            taken_for=taken_for(log),
            findings=findings,
            gaps=by_reason(gaps),
            titles=TITLES,
            pictures=embedded(drawn),
            alt=ALT,
            versions=versions,
        )
    )


def print_findings(log: Log, findings: Sequence[Finding], gaps: Sequence[Gap], report: Path) -> None:
    """Prints each finding as a sentence and a table of what its numbers mean, then what could not be told."""
    console = Console(highlight=False)
    console.print(escape(taken_for(log)))
    if len(log.firms) > 1:
        console.print(f"(--us names another firm: {escape(', '.join(log.firms[:MOST_NAMED]))})", style="dim")
    for found in findings:
        console.print(f"\n[bold]{escape(found.headline)}[/bold]")
        console.print(parameter_table(found))
    if gaps:
        console.print("\n[bold]What this log cannot tell[/bold]")
        for title, reason in by_reason(gaps):
            console.print(f"{escape(title)}: {escape(reason)}.")
    console.print(f"\nReport: {escape(str(report))}", soft_wrap=True)


def by_reason(gaps: Sequence[Gap]) -> list[tuple[str, str]]:
    """What could not be told, with what could not for the same reason put together.

    >>> by_reason([Gap("switching", "one firm"), Gap("buying", "too few"), Gap("sharing", "one firm")])
    [('Where they go; how buyers share their purchases', 'one firm'), ('Who is still a customer', 'too few')]
    """
    reasons = dict.fromkeys(gap.reason for gap in gaps)
    titles = {why: [TITLES[gap.name] for gap in gaps if gap.reason == why] for why in reasons}
    return [("; ".join([first, *map(str.lower, others)]), why) for why, (first, *others) in titles.items()]


def parameter_table(found: Finding) -> Table:
    """A line a number: its name, value and meaning; below, the estimator."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for one in found.parameters:
        table.add_row(escape(one.name), escape(one.shown), escape(one.meaning))
    table.add_row("estimator", "", escape(found.model), style="dim")
    return table
