"""allocate: the best division of a recurring service budget over the five layers."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--budget", type=float, required=True, help="Money to divide, for the firm as a whole.")
@click.option(
    "--per", type=click.Choice(["month", "horizon"]), default="month", show_default=True, help="What the budget is for."
)
@click.option("--min", "least", multiple=True, metavar="LEVER=AMOUNT", help="The least a lever gets; 20% is a share.")
@click.option("--max", "most", multiple=True, metavar="LEVER=AMOUNT", help="The most a lever gets.")
@click.option("--lever", "levers", multiple=True, help="Takes part too: acquisition.spend, workforce.training.")
@click.option(
    "--objective",
    type=click.Choice(["mean", "cvar", "regret"]),
    default="mean",
    show_default=True,
    help="Mean value, mean of the worst fifth of runs, or worst regret over plausible worlds.",
)
@click.option("--strategy", help="What the firm does otherwise; the baseline where left out.")
@click.option("--runs", type=click.IntRange(2, 100_000), default=20, show_default=True, help="Replications.")
@click.option("--trials", type=click.IntRange(1, 10_000), default=60, show_default=True, help="Divisions tried.")
@click.option("--worlds", type=click.IntRange(1, 100), default=5, show_default=True, help="Plausible worlds (regret).")
@click.option("--months", type=click.IntRange(1, 600), help="Horizon, instead of the scenario's.")
@click.option("--customers", type=click.IntRange(1, 5_000_000), help="Customers, instead of the scenario's.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of the luck, instead of the scenario's.")
@click.option("--workers", type=click.IntRange(1, 512), help="Processes to share the work; all cores where left out.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder; results/SCENARIO/allocate where left out.")
def command(
    scenario: Path,
    budget: float,
    per: str,
    least: tuple[str, ...],
    most: tuple[str, ...],
    levers: tuple[str, ...],
    objective: str,
    strategy: str | None,
    runs: int,
    trials: int,
    worlds: int,
    months: int | None,
    customers: int | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
) -> None:
    """Divide a recurring budget over the layers of SCENARIO as well as can be.

    Writes the division, those that are as good, what other divisions are worth, and best.yaml for `compare`.
    """
    from sim.allocate.question import Question, limits
    from sim.allocate.reporting import Surroundings, allocate_and_report
    from sim.asking import resized, strategy_of
    from sim.scenario.scenario import read

    case = resized(read(scenario), months, customers)
    question = Question(
        budget,
        strategy_of(case, strategy or case.baseline),
        per=per,  # type: ignore[arg-type]
        least=limits("--min", least),
        most=limits("--max", most),
        levers=levers,
        aim=objective,  # type: ignore[arg-type]
        trials=trials,
        runs=runs,
        worlds=worlds,
    )
    folder = out or Path("results") / scenario.stem / "allocate"
    allocate_and_report(case, question, Surroundings(seed, workers, folder))
