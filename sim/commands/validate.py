"""validate: the market held against the published record, with the null models beside it."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--quick", is_flag=True, help="A look of a minute or two: few runs, two scenarios a pattern.")
@click.option("--tune", is_flag=True, help="Search the assumed parameters for values that meet more targets.")
@click.option("--waves", type=click.IntRange(0, 100), default=4, show_default=True, help="With --tune: further waves.")
@click.option("--runs", type=click.IntRange(2, 10_000), help="Replications (20; with --quick 4).")
@click.option("--workers", type=click.IntRange(1, 512), help="Processes to share the work; all cores where left out.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder; results/validate (with --tune results/tune).")
def command(quick: bool, tune: bool, waves: int, runs: int | None, workers: int | None, out: Path | None) -> None:
    """Hold the market against the published record.

    Every identity and every band, over the scenarios that come with the program, with the null models that meet
    them too. Writes a report, the figures and the pictures into the results folder.
    """
    from sim.scenario.errors import ScenarioError
    from sim.validation.reporting import tune_and_report, validate_and_report

    if tune and quick:
        raise ScenarioError("--tune and --quick: a search cannot be hurried; give one of the two")
    if tune:
        tune_and_report(waves, workers, out or Path("results/tune"))
    else:
        validate_and_report(runs or (4 if quick else 20), quick, workers, out or Path("results/validate"))
