"""Strokes that several exhibits share: a line with its band, a bar with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.intervals import Estimate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.runs import Numbers


def bounds_of(values: Sequence[Estimate]) -> Numbers:
    """Low ends, figures and high ends, NaN where not known; a figure without an interval is its own: (3, values).

    >>> bounds_of([Estimate(2.0, 1.0, 3.0), Estimate(5.0, None, None)]).tolist()
    [[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]]
    """
    told = [
        (one.mean if one.low is None else one.low, one.mean, one.mean if one.high is None else one.high)
        for one in values
    ]
    return np.array(told, dtype=float).T


def draw_line(
    axes: Axes, places: Sequence[float] | Numbers, values: Sequence[Estimate], ink: str, dash: str = "-"
) -> None:
    """A line through the figures, in the band of their intervals."""
    low, middle, high = bounds_of(values)
    axes.fill_between(places, low, high, color=ink, alpha=0.2, linewidth=0)
    axes.plot(places, middle, color=ink, linestyle=dash, linewidth=3.5, marker="o", markersize=7)


def draw_bars(
    axes: Axes, places: Sequence[float] | Numbers, values: Sequence[Estimate], ink: str, width: float = 0.7
) -> None:
    """Bars from zero, each with its interval."""
    low, middle, high = bounds_of(values)
    axes.bar(places, middle, width, color=ink)
    axes.errorbar(places, middle, [middle - low, high - middle], fmt="none", ecolor="black", elinewidth=2, capsize=4)
