"""What is said before the market is compiled, which happens once on each machine."""

from __future__ import annotations

from rich.console import Console

from sim.language.messages import _
from sim.rules.rule import is_compiled


def say_if_compiling(console: Console) -> None:
    """A word to whoever waits, where compiling comes first."""
    if not is_compiled():
        console.print(
            _("First run on this machine: compiling the market, once; this takes a quarter to half a minute.")
        )
