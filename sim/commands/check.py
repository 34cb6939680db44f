"""check: says whether scenario files are in order."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--quick", is_flag=True, help="Only read the files; leave out the figures of the opening.")
def command(files: tuple[Path, ...], quick: bool) -> None:
    """Say whether scenario files are in order.

    For those that are, shows what the market opens with beside what is known of it.
    """
    from sim.scenario.errors import ScenarioError
    from sim.scenario.scenario import read
    from sim.terminal import print_opening

    wrong = False
    for file in files:
        try:
            scenario = read(file)
        except ScenarioError as error:
            wrong = True
            click.echo(str(error), err=True)
            continue
        click.echo(f"{file}: in order")
        if not quick:
            print_opening(scenario)
    if wrong:
        raise click.exceptions.Exit(2)
