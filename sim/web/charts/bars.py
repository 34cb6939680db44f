"""Bars: a ranking, each bar split into parts where there are parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.wording import figure


@dataclass(frozen=True)
class Bar:
    """A bar. `parts`: its values, one or several (parts below zero go to the left); `ours`: made to stand out."""

    name: str
    parts: tuple[float, ...]
    ours: bool = False


def bars(
    title: str, bars: Sequence[Bar], parts: Sequence[str] = (), say: Callable[[float], str] = figure, note: str = ""
) -> Markup:
    """Horizontal bars in the order given, each with its sum in words at its end. `parts`: what the parts are called."""
    return Markup("<figure></figure>")
