"""estimate: what a company's own record of customers, or an event file, tells of their loyalty."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("log", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="NAME=COLUMN,...",
    help="Which column holds what: customer, month, firm, amount, start, end, reason.",
)
@click.option("--us", metavar="FIRM", help="The firm to report on; the one with the most rows where left out.")
@click.option(
    "--kind",
    type=click.Choice(["events", "contracts", "payments", "purchases"]),
    help="What the log is, where the program takes it for something else.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the results; results/LOG/estimate where left out."
)
def command(log: Path, mapped: tuple[str, ...], us: str | None, kind: str | None, out: Path | None) -> None:
    """Estimate loyalty from LOG, a CSV or Parquet file of contracts or purchases.

    How long customers stay, why they leave and where they go, who is still a customer, how purchases are shared among
    firms, how few bring most: whatever the log can tell, with the field's published estimators.
    """
    from sim.estimating import Request, estimate_and_report

    estimate_and_report(Request(log, mapped, us, kind, out))
