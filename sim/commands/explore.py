"""explore: our firm's levers as sliders on a page, and what pulling them does."""

from __future__ import annotations

from pathlib import Path

import click

from sim.language.messages import LANGUAGES


@click.command()
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the page; each browser may choose its own.")
@click.option("--runs", type=click.IntRange(1, 500), default=20, show_default=True, help="Runs of every strategy.")
@click.option(
    "--customers", type=click.IntRange(1, 5_000_000), help="Customers in the market, instead of the scenario's."
)
@click.option("--months", type=click.IntRange(1, 600), help="Horizon, instead of the scenario's.")
@click.option("--no-browser", is_flag=True, help="Print the address only.")
def command(
    scenario: Path,
    port: int,
    lang: str | None,
    runs: int,
    customers: int | None,
    months: int | None,
    no_browser: bool,
) -> None:
    """Pull the levers of our firm in SCENARIO and see within seconds what comes of it.

    Serves one page to this machine's browser: the strategy beside today's, the verdict, where customers came from and
    went, three customers' years. What you find is saved as a strategy that compare accepts.
    """
    from sim.web.installed import FOR_PAGES, check_installed

    check_installed(FOR_PAGES)
    from sim.explorer.exploring import explore

    explore(scenario, runs, port, customers, months, lang, browser=not no_browser)
