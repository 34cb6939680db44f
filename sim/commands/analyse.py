"""analyse: which parameters of a sweep matter, when things turn, and which strategy wins where."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--outcome", default="total_value", show_default=True, help="The measure to explain.")
@click.option("--strategy", help="The strategy to look at; the best where left out.")
@click.option("--against", help="The strategy to compare it with; the baseline where left out.")
@click.option(
    "--threshold",
    type=float,
    help="Say when the difference (or, of one strategy, the outcome) falls below this; 0 (the worst fifth) where "
    "left out.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results; FOLDER/analysis where left out.")
def command(
    folder: Path, outcome: str, strategy: str | None, against: str | None, threshold: float | None, out: Path | None
) -> None:
    """Say what decides the outcome of the sweep in FOLDER.

    Writes a page, the figures and the pictures into the results folder.
    """
    from sim.analysis.analysing import analyse_and_report
    from sim.analysis.analysis import Asked

    analyse_and_report(folder, Asked(outcome, strategy, against, threshold), out)
