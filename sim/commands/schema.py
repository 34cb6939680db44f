"""schema: prints the JSON Schema of a scenario file."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of a scenario file.

    Editors use it to complete keys and to mark mistakes.
    """
    import json

    from sim.scenario.schema import schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
