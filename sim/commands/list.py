"""list: the scenarios there are, with the questions they answer."""

from __future__ import annotations

from pathlib import Path

import click

BESIDE = Path(__file__).parents[2] / "scenarios"


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def command(folder: Path | None) -> None:
    """List the scenarios with their questions.

    FOLDER holds them; left out, it is scenarios.
    """
    from sim.scenario.errors import ScenarioError
    from sim.terminal import print_scenarios

    folder = folder or (Path("scenarios") if Path("scenarios").is_dir() else BESIDE)
    if not folder.is_dir():
        raise ScenarioError(f"{folder}: there is no such folder; name one that holds scenario files")
    files = sorted(file for file in folder.iterdir() if file.suffix in (".yaml", ".yml"))
    if not files:
        raise ScenarioError(f"{folder}: no scenario files here; they end in .yaml")
    print_scenarios(files)
