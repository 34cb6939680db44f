"""The ladder: what customers saw at each of the five layers, against what they expected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.compare import Comparison, Played
from sim.declarations.quantity import LAYERS
from sim.language.messages import _
from sim.reasons import LAYER_WORDS
from sim.report.chosen import baseline_first, heading, told_of_each, two_of
from sim.report.drawing import BLACK, BLUE, GREY, LIGHT, VERMILION, figure, wrapped
from sim.runs import Numbers, Run
from sim.wording import listed

NOTICED = 2
"""A gap of fewer points of 100 is called as expected."""

WHOLE = 12
"""Columns of the grid in which the panels are laid."""


def ladder_plot(comparison: Comparison, runs: Played) -> Figure:
    """A staircase for every strategy: the baseline and the best other large, the rest small."""
    order, large = baseline_first(comparison), two_of(comparison)
    ladders = {name: ladder(runs[name]) for name in order}
    small_rows = -(-(len(order) - len(large)) // 3)
    drawn = figure(
        told_of_each(comparison, {name: finding(ladders[name]) for name in large}),
        6.2 + 2.6 * small_rows,
        _(
            "At the end. Black line: what our customers expected. Orange bite out of a step: they saw less. Blue on "
            "top: they saw more. In a step: saw / expected, of 100. Mean over runs."
        ),
    )
    grid = drawn.add_gridspec(1 + small_rows, WHOLE, height_ratios=[1.8, *[1.0] * small_rows])
    stretch = 0.8 / max(5.0, *(abs(gap) for steps in ladders.values() for gap in gaps(steps)), 0.0)
    for place, name in enumerate(order):
        row, column, across = (0, place, len(large)) if name in large else (*divmod(place - len(large), 3), 3)
        wide = WHOLE // across
        row += name not in large
        axes = drawn.add_subplot(grid[row, column * wide : (column + 1) * wide])
        staircase(axes, ladders[name], stretch, name in large)
        axes.set_title(
            heading(comparison, name, (80 if name in large else 87) // across), fontsize=16 if name in large else 14
        )
    return drawn


def ladder(runs: Sequence[Run]) -> Numbers:
    """What customers saw and expected at the end, in whole points of 100: (layers, 2); empty where none are left."""
    served = [run for run in runs if run.ours("customers")[-1] > 0]
    if not served:
        return np.zeros((0, 2))
    ends = [[[run.ours(f"{kind}_{layer}")[-1] for kind in ("seen", "expected")] for layer in LAYERS] for run in served]
    return np.asarray(np.round(100 * np.mean(ends, axis=0)))


def gaps(steps: Numbers) -> list[float]:
    """By how much customers saw more than they expected, a layer each."""
    return [float(gap) for gap in steps[:, 0] - steps[:, 1]]


def finding(steps: Numbers) -> str:
    """The layers that disappoint most, or else those that please most."""
    if not len(steps):
        return _("no customers are left at the end")
    found = gaps(steps)
    if min(found) <= -NOTICED:
        return _("customers are let down most by {layers}", layers=layers_at(found, min(found)))
    if max(found) >= NOTICED:
        return _("customers get more than they expect, most of all in {layers}", layers=layers_at(found, max(found)))
    return _("customers get about what they expect at every step")


def layers_at(found: Sequence[float], gap: float) -> str:
    """The layers with that gap, in words."""
    return listed([_(LAYER_WORDS[layer]) for layer, one in zip(LAYERS, found, strict=True) if one == gap])


def staircase(axes: Axes, steps: Numbers, stretch: float, large: bool) -> None:
    """Five steps from lower left to upper right."""
    axes.set_xlim(-0.55, len(LAYERS) - 0.45)
    axes.set_ylim(0, len(LAYERS) + 1.7)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    axes.tick_params("x", length=0, labelsize=13 if large else 12)
    steps_in_words = [wrapped(_(LAYER_WORDS[layer]).removeprefix("the "), 9) for layer in LAYERS]
    axes.set_xticks(range(len(LAYERS)), steps_in_words, rotation=0 if large else 45)
    if not len(steps):
        axes.text(2, 3, _("no customers left"), ha="center", color=GREY)
    for place, (saw, expected) in enumerate(steps):
        words, ink = gap_words(saw - expected, large)
        draw_step(axes, place, (saw - expected) * stretch, ink)
        axes.annotate(
            words, (place, place + 1 + max(0.0, (saw - expected) * stretch)), xytext=(0, 5),
            textcoords="offset points", ha="center", color=ink, fontweight="bold", fontsize=13 if large else 12,
        )  # fmt: skip
        if large:
            axes.text(place, 0.12, f"{saw:.0f} / {expected:.0f}", ha="center", va="bottom", fontsize=13)


def draw_step(axes: Axes, place: int, gap: float, ink: str) -> None:
    """One step: its tread is what was expected, with a bite out of it or something on top."""
    tread = place + 1
    axes.bar(place, min(tread, tread + gap), width=0.96, color=LIGHT)
    axes.bar(place, gap, bottom=tread, width=0.96, color=ink)
    axes.plot([place - 0.48, place + 0.48], [tread, tread], color=BLACK, linewidth=2.5)


def gap_words(gap: float, large: bool) -> tuple[str, str]:
    """What is written over a step, and its colour."""
    if abs(gap) < NOTICED:
        return _("as\nexpected") if large else "", GREY
    if not large:
        return f"{gap:+.0f}".replace("-", "−"), BLUE if gap > 0 else VERMILION
    if gap > 0:
        return _("{amount} more", amount=f"{gap:.0f}"), BLUE
    return _("{amount} less", amount=f"{-gap:.0f}"), VERMILION
