"""How few customers bring most of the profit, and how many cost money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.compare import Comparison, Played
from sim.language.messages import _
from sim.report.chosen import quoted, side_by_side, told_of_each, two_of
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
        7.4,
        _("Profit of all who were our customers, added up from the most to the least profitable; mean over runs."),
    )
    words, axes = drawn.subplots(2, 1, height_ratios=[len(shown), 7])
    inks = {name: look[0] for name, look in colours(list(comparison.strategies), comparison.baseline).items()}
    loss = any(curve[-1] <= 0 for curve in shown.values())
    for name, curve in shown.items():
        order, width = (3, 3.0) if name == comparison.baseline else (2, 7.0)
        shares = as_shares(curve, loss)
        axes.plot(np.linspace(0, 1, len(curve)), shares, color=inks[name], linewidth=width, zorder=order)
        axes.plot(BEST / 100, shares[BEST], "o", color=inks[name], markersize=6 + 2 * width, zorder=order)
    if not loss:
        axes.plot([0, 1], [0, 1], color=LIGHT, linewidth=2)
        axes.annotate(_("if all brought the same"), (0.5, 0.47), color=GREY, fontsize=13, va="top")
    told = {
        name: _("{strategy}: {finding}", strategy=quoted(comparison, name), finding=whale_finding(curve))
        for name, curve in shown.items()
    }
    write_lines(words, list(told.values()), [inks[name] for name in told])
    axes.set_xlim(0, 1)
    axes.set_xlabel(_("customers, the most profitable first"))
    axes.set_ylabel(_("share of what the\nprofitable ones bring") if loss else _("share of all customers' profit"))
    per_cent_axis(axes.xaxis)
    per_cent_axis(axes.yaxis)
    return drawn


def write_lines(axes: Axes, lines: Sequence[str], inks: Sequence[str]) -> None:
    """Words in the colours of the curves, one under the other, above the picture."""
    axes.set_axis_off()
    for row, (line, ink) in enumerate(zip(lines, inks, strict=True)):
        height = 1 - (row + 0.5) / len(lines)
        words = axes.text(0, height, wrapped(line, 74), color=ink, fontweight="bold", fontsize=14, va="center")
        words.set_in_layout(False)


def as_shares(curve: Numbers, loss: bool) -> Numbers:
    """Profit as a share of the total; of what the profitable ones bring where the total may be a loss."""
    whole = curve.max() if loss else curve[-1]
    return np.asarray(curve / whole) if whole > 0 else np.zeros_like(curve)


def whale_title(comparison: Comparison, shown: Mapping[str, Numbers]) -> str:
    """What the best customers bring, or what all do together where that may be nothing."""
    if any(curve[-1] <= 0 for curve in shown.values()):
        return told_of_each(comparison, {name: together(curve) for name, curve in shown.items()})
    best = {name: per_cent(float(curve[BEST] / curve[-1])) for name, curve in shown.items()}
    brought = side_by_side(comparison, best)
    return _("Of the profit from customers, the best {best}% bring {shares}", best=BEST, shares=brought)


def together(curve: Numbers) -> str:
    """What all customers bring together."""
    if not np.any(curve):
        return _("no customer brought or cost anything")
    if curve[-1] > 0:
        return _("customers together bring more than they cost")
    return _("customers together cost more than they bring")


def whale_finding(curve: Numbers) -> str:
    """What the best customers bring of the total and how many cost money."""
    costly = costing(curve)
    worst = _("the worst {share}% cost money", share=costly) if costly else _("nobody costs money")
    if not np.any(curve):
        return together(curve)
    if curve[-1] <= 0:
        return _("{together}, {worst}", together=together(curve), worst=worst)
    share = per_cent(float(curve[BEST] / curve[-1]))
    return _("the best {best}% of customers bring {share} of the profit, {worst}", best=BEST, share=share, worst=worst)


def costing(curve: Numbers) -> int:
    """Per cent of customers who cost more than they bring.

    >>> costing(np.array([0.0, 5.0, 8.0, 8.0, 6.0]))
    1
    """
    highest = np.flatnonzero(curve >= curve.max() * (1 - 1e-12))
    return len(curve) - 1 - int(highest[-1])
