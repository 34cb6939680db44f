"""story: one customer's years, told in sentences, and how the same person fared under today's strategy."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--customer", type=click.IntRange(0), required=True, help="Number of the customer, from 0.")
@click.option("--strategy", help="Strategy to tell it under; the baseline where left out.")
@click.option("--run", type=click.IntRange(0), default=0, show_default=True, help="Replication.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of the luck, instead of the scenario's.")
def command(scenario: Path, customer: int, strategy: str | None, run: int, seed: int | None) -> None:
    """Tell the years of one customer in sentences.

    What happened at which layer, what a friend said, why the customer stayed or left, and how the same person fared
    under the baseline.
    """
    from sim.asking import strategy_of
    from sim.market.opening import people_in
    from sim.run_tables import print_life
    from sim.scenario.errors import ScenarioError
    from sim.scenario.scenario import read
    from sim.story import told

    case = read(scenario)
    people = people_in(case)
    if customer >= people:
        raise ScenarioError(f"--customer: {customer} is too large; this market's people are numbered 0 to {people - 1}")
    chosen = strategy_of(case, strategy or case.baseline)
    lives = [told(case, customer, name, run, seed) for name in dict.fromkeys((chosen, case.baseline))]
    print_life(case, lives)
