"""How few customers bring most of the profit, and how many cost money."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from sim.compare import Comparison, Played
from sim.report.chosen import heading, side_by_side, told_of_each, two_of
from sim.report.drawing import GREY, LIGHT, colours, figure, per_cent_axis, wrapped
from sim.runs import Numbers
from sim.wording import per_cent

BEST = 20
"""Per cent of customers whose part of the profit is told."""


def whale_plot(comparison: Comparison, runs: Played) -> Figure:
    """Profit added up from the most to the least profitable customer, for the baseline and the best other strategy."""
    shown = {name: np.mean([run.whale for run in runs[name]], axis=0) for name in two_of(comparison)}
    drawn = figure(
        whale_title(comparison, shown),
        6.8,
        "Profit of all who were our customers, added up from the most to the least profitable; mean over runs.",
    )
    axes = drawn.subplots()
    inks = colours(list(comparison.strategies), comparison.baseline)
    axes.plot([0, 1], [0, 1], color=LIGHT, linewidth=2)
    axes.annotate("if all brought the same", (0.5, 0.47), color=GREY, fontsize=13, va="top")
    for row, (name, curve) in enumerate(shown.items()):
        shares = as_shares(curve)
        order, width = (3, 3.0) if name == comparison.baseline else (2, 7.0)
        axes.plot(np.linspace(0, 1, len(curve)), shares, color=inks[name][0], linewidth=width, zorder=order)
        axes.plot(BEST / 100, shares[BEST], "o", color=inks[name][0], markersize=6 + 2 * width, zorder=order)
        words = f"{heading(comparison, name, 40)}: {whale_finding(curve)}"
        height = 0.06 + 0.13 * (len(shown) - 1 - row)
        axes.annotate(
            wrapped(words, 48),
            (0.97, height),
            xycoords="axes fraction",
            ha="right",
            color=inks[name][0],
            fontweight="bold",
        )
    axes.set_xlim(0, 1)
    axes.set_xlabel("customers, the most profitable first")
    axes.set_ylabel("share of all customers' profit")
    per_cent_axis(axes.xaxis)
    per_cent_axis(axes.yaxis)
    return drawn


def as_shares(curve: Numbers) -> Numbers:
    """Profit as a share of the total; of what the profitable ones bring where the total is a loss."""
    whole = curve[-1] if curve[-1] > 0 else curve.max()
    return np.asarray(curve / whole) if whole > 0 else np.zeros_like(curve)


def whale_title(comparison: Comparison, shown: Mapping[str, Numbers]) -> str:
    """What the best customers bring; the whole finding where all together bring nothing."""
    if any(curve[-1] <= 0 for curve in shown.values()):
        return told_of_each(comparison, {name: whale_finding(curve) for name, curve in shown.items()})
    best = {name: per_cent(float(as_shares(curve)[BEST])) for name, curve in shown.items()}
    return f"Of the profit from customers, the best {BEST}% bring {side_by_side(comparison, best)}"


def whale_finding(curve: Numbers) -> str:
    """What the best customers bring of the total and how many cost money."""
    if not np.any(curve):
        return "no customer brought or cost anything"
    if curve[-1] <= 0:
        return "customers together cost more than they bring"
    costly = costing(curve)
    worst = f"the worst {costly}% cost money" if costly else "nobody costs money"
    return f"the best {BEST}% of customers bring {per_cent(float(as_shares(curve)[BEST]))} of the profit, {worst}"


def costing(curve: Numbers) -> int:
    """Per cent of customers who cost more than they bring.

    >>> costing(np.array([0.0, 5.0, 8.0, 8.0, 6.0]))
    1
    """
    highest = np.flatnonzero(curve >= curve.max() * (1 - 1e-12))
    return len(curve) - 1 - int(highest[-1])
