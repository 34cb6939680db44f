"""Lines over time: teams over rounds, or today's strategy beside the changed one, with bands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.wording import figure


@dataclass(frozen=True)
class Line:
    """A line. `low`, `high`: the band around it; `ours`: made to stand out; `muted`: grey, as today's strategy is."""

    name: str
    values: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    ours: bool = False
    muted: bool = False


def lines(
    title: str,
    lines: Sequence[Line],
    across: Sequence[str],
    say: Callable[[float], str] = figure,
    unit: str = "",
    note: str = "",
    from_zero: bool = False,
) -> Markup:
    """Lines over the points `across` (their labels), each named at its end. `unit`: what stands over the axis."""
    return Markup("<figure></figure>")
