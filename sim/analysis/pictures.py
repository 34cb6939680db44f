"""Pictures of an analysis: what matters, how it acts, where things turn, who wins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.ticker import FuncFormatter

from sim.analysis.analysis import Analysis, Answer
from sim.analysis.discovery import number, short
from sim.analysis.effects import HeatMap
from sim.analysis.influence import Influence
from sim.analysis.sentences import STRENGTH, is_assumed, share_of, unit_in
from sim.analysis.subject import quoted, title_of
from sim.analysis.units import Unit, words_of
from sim.report.drawing import BLACK, BLUE, GREY, SKY, colours, figure, per_cent_axis, style, wrapped
from sim.runs import Numbers
from sim.sweep.parameters import Parameter
from sim.wording import per_cent

SHOWN = 10
"""Parameters in the picture of influences."""
CURVES = 6
"""Parameters whose curves are drawn."""


def pictures(analysis: Analysis) -> dict[str, Figure]:
    """The pictures by file name, in the order in which they are read."""
    drawn: dict[str, Figure] = {}
    with style():
        if analysis.wins:
            drawn["wins"] = wins_plot(analysis)
        for answer in analysis.answers:
            if not answer.influences.ranked:
                continue
            drawn[f"{key(answer)}_influences"] = influences_plot(answer)
            drawn[f"{key(answer)}_curves"] = curves_plot(answer)
            if answer.map is not None:
                drawn[f"{key(answer)}_map"] = map_plot(answer, answer.map)
    return drawn


def key(answer: Answer) -> str:
    """What the files and figures of an answer are called."""
    return "difference" if answer.subject.against else "outcome"


def wins_plot(analysis: Analysis) -> Figure:
    """One bar a strategy: the share of points at which it is best."""
    first = analysis.wins[0]
    drawn = figure(
        f"{quoted(analysis.sweep, first.strategy)} is best at {share_of(first.share, analysis.points_compared)}",
        2.2 + 0.75 * len(analysis.wins),
        f"By mean {words_of(analysis.outcome)} over {analysis.sweep.runs} runs at each point.",
    )
    axes = drawn.subplots()
    inks = colours(list(analysis.sweep.strategies), analysis.sweep.baseline)
    for row, win in enumerate(reversed(analysis.wins)):
        axes.barh(row, win.share, color=inks[win.strategy][0])
        axes.annotate(
            per_cent(win.share), (win.share, row), xytext=(8, 0), textcoords="offset points", va="center", fontsize=17
        )
    axes.set_yticks(
        range(len(analysis.wins)), [wrapped(title_of(analysis.sweep, win.strategy)) for win in reversed(analysis.wins)]
    )
    axes.set_xlim(0, 1.08)
    per_cent_axis(axes.xaxis)
    axes.set_xlabel("share of points at which it is best")
    return drawn


def influences_plot(answer: Answer) -> Figure:
    """One bar a parameter, the strongest on top, with its interval."""
    shown = answer.influences.ranked[:SHOWN]
    drawn = figure(
        f"What decides the {answer.subject.words}",
        2.6 + 0.72 * len(shown),
        f"{STRENGTH[answer.influences.method]}. {bar_note(answer)} An interval that reaches zero may be luck.",
    )
    axes = drawn.subplots()
    divisor = unit_in(answer).divisor if answer.influences.method == "morris" else 1.0
    for row, one in enumerate(reversed(shown)):
        influence_bar(axes, row, one, divisor)
    axes.set_yticks(range(len(shown)), [label(one.parameter) for one in reversed(shown)], fontsize=13)
    axes.set_xlim(left=0)
    if answer.influences.method == "morris":
        axes.set_xlabel(unit_in(answer).word or words_of(answer.subject.outcome))
    else:
        per_cent_axis(axes.xaxis)
    return drawn


def bar_note(answer: Answer) -> str:
    """How the bars of a method are read."""
    if answer.influences.method == "sobol":
        return "Dark: by itself; light: with others. Line: 95% interval of the whole."
    return "Line: 95% interval."


def influence_bar(axes: Axes, row: int, one: Influence, divisor: float) -> None:
    """A bar with its interval; its darker part is what the parameter does alone."""
    mean, low, high = ((value or 0.0) / divisor for value in (one.strength.mean, one.strength.low, one.strength.high))
    axes.barh(row, max(mean, 0.0), color=SKY if one.alone else BLUE, height=0.62)
    if one.alone:
        axes.barh(row, min(max(one.alone.mean or 0.0, 0.0), max(mean, 0.0)), color=BLUE, height=0.62)
    axes.plot([max(low, 0.0), max(high, 0.0)], [row, row], color=BLACK, linewidth=2.5)


def label(parameter: Parameter, width: int = 44) -> str:
    """A parameter beside its bar, in two lines at most, with the word that it is assumed."""
    words = short(parameter.meaning) + (" (assumed)" if is_assumed(parameter) else "")
    lines = wrapped(words, width).split("\n")
    return "\n".join(lines) if len(lines) <= 2 else f"{lines[0]}\n{lines[1][: width - 1].rstrip()}…"


def in_brackets(parameter: Parameter) -> str:
    """The unit of a parameter, where it has one."""
    return f"[{parameter.unit}]" if parameter.unit else ""


def curves_plot(answer: Answer) -> Figure:
    """The mean outcome as each of the strongest parameters goes from low to high."""
    shown = answer.influences.ranked[:CURVES]
    columns = min(2, len(shown))
    rows = -(-len(shown) // columns)
    unit = unit_in(answer)
    drawn = figure(
        f"How the {answer.subject.words} moves with each",
        2.0 + 3.1 * rows,
        "Line: mean over all points with that value, whatever the other parameters are; band: 95% interval. "
        + (f"In {unit.word}." if unit.word else ""),
    )
    panels = drawn.subplots(rows, columns, sharey=True, squeeze=False).ravel()
    for axes, one in zip(panels, shown, strict=False):
        draw_curve(axes, one, unit, zero=answer.subject.against is not None)
    panels[0].set_ylim(*(end / unit.divisor for end in heights(shown)))
    panels[0].yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    for axes in panels[len(shown) :]:
        axes.set_axis_off()
    return drawn


def heights(shown: Sequence[Influence]) -> tuple[float, float]:
    """The heights between which curves are drawn; a few bands as wide as nothing is known may leave the picture."""
    outcomes = [step.outcome for one in shown for step in one.curve]
    means = [outcome.mean or 0.0 for outcome in outcomes]
    bands = [outcome.high - outcome.low for outcome in outcomes if outcome.high is not None and outcome.low is not None]
    spare = float(np.median(bands)) if bands else 0.0
    spare = max(spare, 0.1 * (max(means) - min(means)))
    return min(means) - spare, max(means) + spare


def draw_curve(axes: Axes, one: Influence, unit: Unit, zero: bool) -> None:
    """A line with a band; a grey line at zero where the outcome is a difference."""
    across = [step.middle for step in one.curve]
    mean, low, high = (
        np.array([getattr(step.outcome, end) for step in one.curve], dtype=float) / unit.divisor
        for end in ("mean", "low", "high")
    )
    axes.fill_between(across, low, high, color=SKY, alpha=0.5, linewidth=0)
    axes.plot(across, mean, "o-", color=BLUE, linewidth=2.5, markersize=6)
    if zero:
        axes.axhline(0, color=GREY, linewidth=1.5)
    axes.set_xlabel(f"{label(one.parameter)}\n{in_brackets(one.parameter)}", fontsize=13)


def map_plot(answer: Answer, found: HeatMap) -> Figure:
    """The mean outcome by two parameters, every cell with its figure."""
    assert answer.pair is not None
    first, second = (named(answer.subject.sweep.parameters, path) for path in answer.pair)
    unit = unit_in(answer)
    both_ours = first.kind == second.kind == "lever"
    what = f"The {answer.subject.words} by two {'levers' if both_ours else 'parameters'}"
    note = "Mean over all points in the cell, whatever the others are; white: no point. "
    drawn = figure(what, 7.6, note + (f"In {unit.word}. " if unit.word else "") + colour_note(answer))
    axes = drawn.subplots()
    means = found.means / unit.divisor
    reach = float(np.nanmax(np.abs(means))) or 1.0
    low, high = (-reach, reach) if answer.subject.against else (float(np.nanmin(means)), float(np.nanmax(means)))
    colour = "PuOr" if answer.subject.against else "cividis"
    cells = axes.imshow(means, origin="lower", aspect="auto", cmap=colour, vmin=low, vmax=high)
    write_cells(axes, means, unit, cells)
    axes.set_xticks(range(len(found.across)), [number(value) for value in found.across], fontsize=13)
    axes.set_yticks(range(len(found.upwards)), [number(value) for value in found.upwards], fontsize=13)
    axes.set_xlabel(f"{label(first, 80)} {in_brackets(first)}", fontsize=14)
    axes.set_ylabel(f"{label(second, 40)}\n{in_brackets(second)}", fontsize=14)
    return drawn


def colour_note(answer: Answer) -> str:
    """What the colours of the map mean."""
    if answer.subject.against is None:
        return "The brighter, the more."
    return "Purple: more than under what it is compared with; orange: less."


def write_cells(axes: Axes, means: Numbers, unit: Unit, cells: AxesImage) -> None:
    """The figure in each cell, in black or white, whichever stands out."""
    for (row, column), mean in np.ndenumerate(means):
        if np.isfinite(mean):
            red, green, blue, _ = cells.to_rgba(np.array(mean))
            ink = BLACK if 0.3 * red + 0.59 * green + 0.11 * blue > 0.5 else "white"
            words = unit.shown(float(mean) * unit.divisor)
            axes.text(column, row, words, ha="center", va="center", color=ink, fontsize=12)


def named(parameters: Sequence[Parameter], path: str) -> Parameter:
    """The parameter at a path."""
    return next(parameter for parameter in parameters if parameter.path == path)
