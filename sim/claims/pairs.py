"""Markets from the highest down, each with several figures in a row and their intervals, as some exhibits show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.claims.markets import called
from sim.claims.strokes import bounds_of
from sim.intervals import Estimate
from sim.report.drawing import GREY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Reading = tuple[str, str]
"""What a figure is of, in words, and its colour."""


def draw_markets(axes: Axes, figures: Mapping[str, Sequence[Estimate]], readings: Sequence[Reading]) -> None:
    """A row a market, the one with the largest first figure on top; below the rows, what each colour stands for."""
    names = rising(figures)
    places = range(len(names))
    for at, (words, ink) in enumerate(readings):
        low, middle, high = bounds_of([figures[name][at] for name in names])
        axes.hlines(places, low, high, color=ink, linewidth=3)
        axes.plot(middle, places, "o", color=ink, markersize=12)
        axes.annotate(
            f"● {words}", (0, 0), (10, 10 + 24 * at), xycoords="axes fraction", textcoords="offset points", color=ink
        )
    axes.set_ylim(-0.8 - 0.8 * len(readings), len(names))
    axes.set_yticks(places, [called(name) for name in names])
    axes.tick_params(axis="y", length=0)


def rising(figures: Mapping[str, Sequence[Estimate]]) -> list[str]:
    """The markets by their first figure, the smallest first; those without one before all others."""
    first = {name: told[0].mean for name, told in figures.items()}
    return sorted(first, key=lambda name: (first[name] is not None, first[name] or 0.0))


def mark_claimed(axes: Axes, claimed: float, words: str) -> None:
    """A dashed line at what is claimed, named above the highest row."""
    axes.axvline(claimed, color=GREY, linewidth=3, linestyle="--")
    axes.annotate(
        words, (claimed, 1), (6, -18), xycoords=("data", "axes fraction"), textcoords="offset points", color=GREY
    )
