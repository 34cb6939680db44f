"""claims: the famous claims about service, each one tested, with its figure, its conditions and a picture."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("ids", nargs=-1, metavar="[C7 ...]")
@click.option("--runs", type=click.IntRange(2, 100_000), default=20, help="Replications of every market (20).")
@click.option("--workers", type=click.IntRange(1, 512), help="Processes to share the work; all cores where left out.")
@click.option(
    "--out", type=click.Path(path_type=Path), default="results/claims", help="Folder for the page; results/claims."
)
def command(ids: tuple[str, ...], runs: int, workers: int | None, out: Path) -> None:
    """Test the famous claims about service, or those named.

    Writes a page with an exhibit for each claim, the pictures and the figures into the results folder. Exhibits of
    other claims stay there if they were made with the same program, scenarios and number of runs.
    """
    from sim.claims.testing import answer_claims

    answer_claims(ids, runs, workers, out)
