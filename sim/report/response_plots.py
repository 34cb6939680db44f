"""Pictures of marginal return: what the next unit of money brings back by lever, and how layers answer to more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.language.messages import _
from sim.marginal.curves import Curve
from sim.marginal.marginal import Marginal
from sim.marginal.returns import Step
from sim.report.drawing import BLUE, COLOURS, GREY, LIGHT, VERMILION, figure, money_axis
from sim.wording import in_currency, scale, unit_of_money

MOST_ROWS = 16
"""Levers shown; the layers always, of the others those with the highest and lowest returns."""


def returns_plot(marginal: Marginal) -> Figure:
    """A dot for each lever: what one unit of money more brings back, with its interval and its letters."""
    shown = rows_shown(marginal.returns)
    unit = in_currency("1", marginal.currency)
    drawn = figure(
        _("What the next {unit} spent on each lever brings back", unit=unit),
        2.7 + 0.46 * len(shown),
        _(
            "Under “{strategy}”, in today's money, before it is paid for: right of 1 it pays. Dot: mean. Line: 95% "
            "interval; a triangle lies further out. Blue pays, orange does not, grey may be luck. Levers with a letter "
            "in common cannot be told apart.",
            strategy=marginal.title,
        ),
    )
    axes = drawn.subplots()
    low, high = reach(shown)
    for row, step in enumerate(shown):
        return_row(axes, -row, step, marginal.letters[step.lever.path], (low, high))
    axes.axvline(1, color=GREY, linewidth=2)
    axes.set_yticks([-row for row in range(len(shown))], [step.lever.words for step in shown])
    axes.set_ylim(0.6 - len(shown), 0.6)
    axes.set_xlim(low, high)
    axes.set_xlabel(_("brought back for each {unit}", unit=unit))
    return drawn


def rows_shown(returns: Sequence[Step]) -> list[Step]:
    """The levers in a picture, best first."""
    layers = [step for step in returns if step.lever.path.startswith("spend.")]
    others = [step for step in returns if step not in layers]
    room = max(0, MOST_ROWS - len(layers))
    kept = others if len(others) <= room else [*others[: (room + 1) // 2], *others[len(others) - room // 2 :]]
    return [step for step in returns if step in layers or step in kept]


def reach(shown: Sequence[Step]) -> tuple[float, float]:
    """Where the axis begins and ends: wide enough for the layers; what lies beyond is drawn at the edge."""
    layers = [step for step in shown if step.lever.path.startswith("spend.")] or shown
    ends = [end for step in layers for end in (step.brings_back.low, step.brings_back.high, step.brings_back.mean)]
    known = [end for end in ends if end is not None]
    low, high = min(0.0, *known), max(2.0, *known)
    return low - 0.1 * (high - low), high + 0.4 * (high - low)


def return_row(axes: Axes, row: float, step: Step, letters: str, ends: tuple[float, float]) -> None:
    """A lever's dot and interval, in the colour of what is known: it pays, it does not, nobody can tell."""
    back = step.brings_back
    sure = back.low is not None and back.high is not None
    ink = GREY
    if back.low is not None and back.high is not None:
        ink = BLUE if back.low > 1 else VERMILION if back.high < 1 else GREY
        axes.plot([max(back.low, ends[0]), min(back.high, ends[1])], [row, row], color=ink, linewidth=4)
    mean = back.mean or 0.0
    marker = "<" if mean < ends[0] else ">" if mean > ends[1] else "o"
    axes.plot(min(max(mean, ends[0]), ends[1]), row, marker, color=ink, markersize=11, clip_on=False)
    words = f"{mean:.2f}" + (f"  {letters}" if sure else "")
    axes.annotate(words, (1.02, row), xycoords=("axes fraction", "data"), va="center", color=ink, annotation_clip=False)


def segments_plot(marginal: Marginal) -> Figure:
    """For each layer, which segment's customers bring the gain of a step."""
    layers = [step for step in marginal.returns if step.lever.path.startswith("spend.")]
    drawn = figure(
        _("Which customers answer to a little more on each layer"),
        2.9 + 0.34 * max(1, len(layers)) * max(1, len(marginal.segments)),
        _(
            "What each segment's customers bring more, less the costs they cause themselves, in today's money; the "
            "spending on the layer is not taken off. Line: 95% interval."
        ),
    )
    axes = drawn.subplots()
    ticks, row = [], 0.0
    for step in layers:
        for place, name in enumerate(marginal.segments):
            value = step.by_segment[name]
            ink = COLOURS[place % len(COLOURS)]
            axes.barh(-row, value.mean or 0.0, height=0.8, color=ink, alpha=0.75)
            if value.low is not None and value.high is not None:
                axes.plot([value.low, value.high], [-row, -row], color="black", linewidth=1.5)
            layer = _(step.lever.path.removeprefix("spend."))
            ticks.append((-row, _("{layer}: {segment}", layer=layer, segment=marginal.segments[name])))
            row += 1.0
        row += 0.7
    axes.axvline(0, color=GREY, linewidth=2)
    places, words = zip(*ticks, strict=True)
    axes.set_yticks(places, words, fontsize=13)
    axes.margins(x=0.08, y=0.02)
    money_axis(axes.xaxis, max(map(abs, axes.get_xlim())), marginal.currency)
    return drawn


def curves_plot(marginal: Marginal) -> Figure:
    """A panel for each layer: what the firm is worth more or less at other levels of spending on it."""
    drawn = figure(
        _("What the firm would be worth if a layer got less or more"),
        7.6,
        _(
            "Total value against “{strategy}”, everything else as it is, spending paid for. Dashed: what the layer "
            "gets now. Band: 95% interval. Where the line no longer rises, more money on the layer brings nothing.",
            strategy=marginal.title,
        ),
    )
    panels = drawn.subplots(2, 3, sharey=True).flatten()
    largest = max(abs(value.mean or 0.0) for curve in marginal.curves for value in curve.value)
    for axes, curve in zip(panels, marginal.curves, strict=False):
        draw_curve(axes, curve)
        money_axis(axes.yaxis, largest, "")
        axes.set_ylabel("")
        money_axis(axes.xaxis, max(curve.monthly), "")
        axes.set_xlabel(
            _("{unit} a month", unit=unit_of_money(scale(max(curve.monthly))[1], marginal.currency)), fontsize=13
        )
    for axes in panels[len(marginal.curves) :]:
        axes.set_axis_off()
    for axes in (panels[0], panels[3]):
        axes.set_ylabel(unit_of_money(scale(largest)[1], marginal.currency))
    return drawn


def draw_curve(axes: Axes, curve: Curve) -> None:
    """A layer's curve with its band; the best level tried is marked."""
    means = np.array([value.mean for value in curve.value], dtype=float)
    ends = np.array([[value.low, value.high] for value in curve.value], dtype=float)
    axes.fill_between(curve.monthly, ends[:, 0], ends[:, 1], color=BLUE, alpha=0.2, linewidth=0)
    axes.axhline(0, color=LIGHT, linewidth=1.5)
    axes.axvline(float(np.interp(curve.now, curve.spend, curve.monthly)), color=GREY, linewidth=2, linestyle="--")
    axes.plot(curve.monthly, means, "o-", color=BLUE, linewidth=3)
    axes.set_title(_(curve.layer))
    axes.set_xlim(left=0)


def marginal_plots(marginal: Marginal) -> dict[str, Figure]:
    """The pictures by file name, those there is something to show for."""
    drawn = {}
    if marginal.returns:
        drawn["returns"] = returns_plot(marginal)
    if any(step.lever.path.startswith("spend.") for step in marginal.returns):
        drawn["segments"] = segments_plot(marginal)
    if marginal.curves:
        drawn["curves"] = curves_plot(marginal)
    return drawn
