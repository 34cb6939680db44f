"""The command line: finds the commands in sim/commands and turns everything that can go wrong into a sentence."""

from __future__ import annotations

import errno
import io
import sys
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from sim import __version__
from sim.scenario.errors import ScenarioError

COMMANDS = Path(__file__).parent / "commands"
STOPPED = 130
"""What a program answers that was stopped with Ctrl-C."""


class Program(click.Group):
    """Commands that are loaded when they are called for, and mistakes that are answered with a remedy."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands: those of their files."""
        return sorted(file.stem for file in COMMANDS.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, loaded."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"sim.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant, or a sentence with the nearest one."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-"):
            near = get_close_matches(args[0], known, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."
            ctx.fail(f"There is no command {args[0]!r}. {remedy}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; mistakes in files end with 2, Ctrl-C with 130, a closed pipe in silence."""
        try:
            return super().invoke(ctx)
        except ScenarioError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("\nstopped", err=True)
            ctx.exit(STOPPED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            click.echo(f"{error.filename or 'the output'}: {error.strerror}", err=True)
            ctx.exit(2)


@click.group(cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Plays service strategies out on a market of customers, and says which one wins, by how much and why."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        click.echo("\nTo begin:  python run.py compare scenarios/airline.yaml")
