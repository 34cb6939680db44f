"""Rows of dots that several exhibits share: a trial a row, its figure with its interval, the line of no difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.claims.strokes import bounds_of
from sim.intervals import Estimate
from sim.report.drawing import BLACK, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_dots(axes: Axes, values: Sequence[Estimate], inks: Sequence[str], shift: float = 0.0) -> None:
    """A dot a row, from the top, with its interval and its figure; `shift` moves them off the row's middle."""
    low, middle, high = bounds_of(values)
    for row, (left, at, right, ink) in enumerate(zip(low, middle, high, inks, strict=True)):
        axes.plot([left, right], [row + shift] * 2, color=ink, linewidth=4, alpha=0.5, solid_capstyle="butt")
        axes.plot(at, row + shift, "o", color=ink, markersize=11)
        axes.annotate(
            f"{at:+.1f}" if round(at, 1) else "0",
            (right, row + shift),
            xytext=(9, 0),
            textcoords="offset points",
            color=ink,
            va="center",
        )


def name_rows(axes: Axes, names: Sequence[str], width: int = 30) -> None:
    """The rows' names at the left, the first on top, and the line of no difference."""
    axes.set_yticks(range(len(names)), [wrapped(name, width) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.axvline(0, color=BLACK, linewidth=1)
    axes.margins(x=0.12)


def name_inks(axes: Axes, words: Mapping[str, str]) -> None:
    """What each colour stands for, above the rows, side by side."""
    for place, (word, ink) in enumerate(words.items()):
        axes.annotate(
            word, (place / len(words), 1.0), xytext=(0, 8), xycoords="axes fraction", textcoords="offset points",
            color=ink, fontweight="bold",
        )  # fmt: skip
