"""run: one strategy played once, year by year, with its event files where wanted."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--strategy", required=True, help="Strategy to play.")
@click.option("--run", "number", type=click.IntRange(0), default=0, show_default=True, help="Replication.")
@click.option("--months", type=click.IntRange(1, 600), help="Horizon, instead of the scenario's.")
@click.option("--customers", type=click.IntRange(1, 5_000_000), help="Customers, instead of the scenario's.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of the luck, instead of the scenario's.")
@click.option("--events", type=click.Path(path_type=Path), help="Folder for events, customers and survey (Parquet).")
def command(
    scenario: Path,
    strategy: str,
    number: int,
    months: int | None,
    customers: int | None,
    seed: int | None,
    events: Path | None,
) -> None:
    """Play one strategy of SCENARIO once and print its years."""
    from sim.asking import resized, strategy_of
    from sim.event_files import write_event_files
    from sim.market.journal import EVERYBODY
    from sim.market.market import Market
    from sim.run_tables import print_years
    from sim.scenario.scenario import read
    from sim.simulate import opened, played

    case = resized(read(scenario), months, customers)
    name = strategy_of(case, strategy)
    market = Market.restore(opened(case, number, seed), name, watch=EVERYBODY if events else None)
    if events:
        for path in write_event_files(market, events):
            click.echo(f"wrote {path}")
    print_years(case, played(market))
