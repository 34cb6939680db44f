"""compare: the strategies of a scenario on the same customers with the same luck, and which one wins."""

from __future__ import annotations

from pathlib import Path

import click

from sim.language.messages import LANGUAGES

MOST_RUNS = 100_000


def number_of_runs(context: click.Context, option: click.Parameter, said: str | None) -> int | None:
    """The number of runs asked for; none where it is to be found out."""
    if said is None or said == "auto":
        return None
    if said.isdecimal() and 1 <= int(said) <= MOST_RUNS:
        return int(said)
    raise click.BadParameter(f"{said!r} is neither auto nor a whole number from 1 to {MOST_RUNS:,}", context, option)


@click.command()
@click.argument("scenario", required=False, type=click.Path(path_type=Path))
@click.option(
    "--runs",
    callback=number_of_runs,
    metavar="auto|N",
    help="Replications of every strategy; auto: as many as it takes.",
)
@click.option("--months", type=click.IntRange(1, 600), help="Horizon, instead of the scenario's.")
@click.option(
    "--customers", type=click.IntRange(1, 5_000_000), help="Customers in the market, instead of the scenario's."
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of the luck, instead of the scenario's.")
@click.option("--workers", type=click.IntRange(1, 512), help="Processes to share the work; all cores where left out.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the results; results/SCENARIO/compare where left out."
)
@click.option(
    "--from", "manifest", type=click.Path(path_type=Path), help="Repeat what a manifest.json records, to the byte."
)
@click.option("--why", is_flag=True, help="Every strategy also by layer and by customers, with three lives; minutes.")
@click.option("--quick", is_flag=True, help="A first look in seconds: fewer customers, four runs, no reasons.")
@click.option("--worlds", type=click.IntRange(1, 100_000), help="Also ask what would overturn it, in so many worlds.")
@click.option("--xlsx", is_flag=True, help="Also write a workbook with the figures behind each chart.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the report: English, or Simplified Chinese.")
def command(
    scenario: Path | None,
    runs: int | None,
    months: int | None,
    customers: int | None,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    manifest: Path | None,
    why: bool,
    quick: bool,
    worlds: int | None,
    xlsx: bool,
    lang: str | None,
) -> None:
    """Play out the strategies of SCENARIO and say which one wins.

    Writes a report, the figures, the ledgers and the pictures into the results folder.
    """
    from sim.comparing import Request, compare_and_report
    from sim.scenario.errors import ScenarioError

    if (scenario is None) == (manifest is None):
        raise ScenarioError(
            "compare needs a scenario, for example: python run.py compare scenarios/airline.yaml"
            if scenario is None
            else "compare takes a scenario or --from a manifest, not both: the manifest holds its own scenario"
        )
    if manifest is not None and (why or quick):
        raise ScenarioError("--why and --quick go with a scenario; a manifest records whether they were asked for")
    size = (runs, months, customers, seed, workers, out)
    compare_and_report(Request(scenario, manifest, *size, why, quick, xlsx, lang, worlds))
