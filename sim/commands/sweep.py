"""sweep: a market played at many points of its levers and uncertainties, with nothing lost."""

from __future__ import annotations

from pathlib import Path

import click

DESIGNS = ("grid", "lhs", "sobol", "morris", "random", "table")


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="SWEEP.yaml|SCENARIO|FOLDER")
@click.option("--design", type=click.Choice(DESIGNS), help="How points are laid out, instead of the file's.")
@click.option("--points", type=click.IntRange(1), help="Points, instead of the file's.")
@click.option("--table", type=click.Path(path_type=Path), help="CSV or Parquet file of explicit points.")
@click.option("--runs", type=click.IntRange(1, 100_000), help="Runs of each strategy at each point.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of the luck and of the design.")
@click.option("--workers", type=click.IntRange(1, 512), help="Processes to share the work; all cores where left out.")
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler whose workers share the work instead.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder; results/SWEEP/sweep where left out.")
@click.option("--resume", is_flag=True, help="Go on with a sweep that was stopped, killed or cut off.")
@click.option("--retry-failed", is_flag=True, help="Play the runs that failed once more.")
@click.option("--csv", is_flag=True, help="Write the table as table.csv as well.")
@click.option("--plan", is_flag=True, help="Tell runs, hours and gigabytes from a measured trial, and play nothing.")
@click.option("--row", type=click.IntRange(0), help="Play one row of FOLDER's table again, and compare.")
def command(
    source: Path,
    design: str | None,
    points: int | None,
    table: Path | None,
    runs: int | None,
    seed: int | None,
    workers: int | None,
    scheduler: str | None,
    out: Path | None,
    resume: bool,
    retry_failed: bool,
    csv: bool,
    plan: bool,
    row: int | None,
) -> None:
    """Play a market at many points of its levers and uncertainties.

    Begins a sweep file, or a scenario with the usual design; or goes on with the FOLDER of a sweep. The table is
    complete when the program ends with 0, or with 1 where some runs failed; 2 says that something has to be put
    right, 130 that it was stopped and can be resumed.
    """
    from sim.sweep.again import play_row_again
    from sim.sweep.planning import print_plan
    from sim.sweep.reading import Wanted
    from sim.sweep.sweeping import Manner, sweep_as_asked

    wanted = Wanted(design, points, runs, seed, table)  # type: ignore[arg-type]
    if row is not None:
        raise click.exceptions.Exit(play_row_again(source, row))
    if plan:
        print_plan(source, wanted, workers)
        return
    manner = Manner(workers, scheduler, resume, retry_failed, csv)
    raise click.exceptions.Exit(sweep_as_asked(source, wanted, out, manner))
