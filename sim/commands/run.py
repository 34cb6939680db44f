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
    from sim.run_tables import print_years
    from sim.scenario.scenario import read
    from sim.simulate import simulate

    case = resized(read(scenario), months, customers)
    name = strategy_of(case, strategy)
    if events:
        from sim.event_files import write_events_of

        for path in write_events_of(case, name, number, seed, events):
            click.echo(f"wrote {path}")
    print_years(case, simulate(case, name, number, seed))
