"""robust: the strategies of a scenario in many plausible worlds, and when the favourite loses."""

from __future__ import annotations

import math
from pathlib import Path

import click


@click.command()
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--worlds", type=click.IntRange(1, 100_000), default=128, show_default=True, help="Worlds to play in.")
@click.option("--runs", type=click.IntRange(1, 1_000), default=2, show_default=True, help="Runs in each world.")
@click.option(
    "--vary", multiple=True, metavar="NAME", help="Vary only this: world, rivals, shocks, a number such as lag."
)
@click.option("--fix", multiple=True, metavar="NAME", help="Hold this as the scenario has it; may be given again.")
@click.option("--threshold", type=float, help="Total value that is good enough; the baseline's where left out.")
@click.option(
    "--own-events/--no-own-events", default=True, show_default=True, help="Whether the scenario's own events happen."
)
@click.option("--months", type=click.IntRange(1, 600), help="Horizon, instead of the scenario's.")
@click.option(
    "--customers", type=click.IntRange(1, 5_000_000), help="Customers in the market, instead of the scenario's."
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of worlds and luck, instead of the scenario's.")
@click.option("--workers", type=click.IntRange(1, 512), help="Processes to share the work; all cores where left out.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder; results/SCENARIO/robust where left out.")
def command(
    scenario: Path,
    worlds: int,
    runs: int,
    vary: tuple[str, ...],
    fix: tuple[str, ...],
    threshold: float | None,
    own_events: bool,
    months: int | None,
    customers: int | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
) -> None:
    """Play the strategies of SCENARIO in many plausible worlds.

    What is assumed of the world, how rivals behave and which shocks strike differ from world to world. Says how often
    each strategy wins, what it gives up where it does not, and when the favourite loses.
    """
    from sim.asking import resized
    from sim.robust.question import Question
    from sim.robust.reporting import Surroundings, report_robustness
    from sim.scenario.errors import ScenarioError
    from sim.scenario.scenario import read

    if threshold is not None and not math.isfinite(threshold):
        raise ScenarioError(f"--threshold: {threshold} is given; expected a sum of money")
    case = resized(read(scenario), months, customers)
    luck = case.seed if seed is None else seed
    question = Question(worlds, runs, luck, vary, fix, own_events, threshold)
    report_robustness(scenario.stem, case, question, Surroundings(workers, out))
