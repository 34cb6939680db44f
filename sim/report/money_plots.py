"""Pictures of money: what each strategy is worth, and how the difference builds up month by month."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.compare import Comparison, Measured, Played
from sim.language.messages import _
from sim.measures import cumulative_difference
from sim.report.drawing import GREY, colours, figure, label_ends, money_axis, wrapped
from sim.runs import Numbers
from sim.wording import money, more_or_less, per_cent


def worth_plot(comparison: Comparison) -> Figure:
    """One dot a strategy: how much more it is worth than the baseline, with its interval."""
    others = [name for name in reversed(comparison.ranking) if name != comparison.baseline]
    if not others:
        return worth_alone(comparison)
    base = comparison.strategies[comparison.baseline].title
    drawn = figure(
        _("What each strategy is worth, against “{base}”", base=base),
        2.6 + 0.95 * len(others),
        _(
            "Dot: mean difference in total value (profit, and the customers left at the end). Line: 95% interval. "
            "A line that crosses zero may be luck."
        ),
    )
    axes = drawn.subplots()
    inks = colours(list(comparison.strategies), comparison.baseline)
    for row, name in enumerate(others):
        worth_row(axes, row, comparison.strategies[name].measures["total_value"], inks[name][0], comparison.currency)
    axes.axvline(0, color=GREY, linewidth=2)
    axes.set_yticks(range(len(others)), [wrapped(comparison.strategies[name].title) for name in others])
    axes.set_ylim(-0.6, len(others) - 0.4)
    axes.margins(x=0.08)
    money_axis(axes.xaxis, max(map(abs, axes.get_xlim())), comparison.currency)
    axes.set_xlabel(_("worse  ←  {unit}  →  better", unit=axes.get_xlabel()))
    return drawn


def worth_row(axes: Axes, row: int, measured: Measured, ink: str, currency: str) -> None:
    """A dot, its interval, and both in words."""
    difference = measured.difference
    mean = difference.mean or 0.0
    if difference.low is not None and difference.high is not None:
        axes.plot([difference.low, difference.high], [row, row], color=ink, linewidth=5, solid_capstyle="butt")
    axes.plot(mean, row, "o", color=ink, markersize=15)
    words = more_or_less(mean, currency)
    if difference.low is not None and measured.probability_better is not None:
        words += "\n" + _("ahead in {share} of runs", share=per_cent(measured.probability_better))
    axes.annotate(words, (1.02, row), xycoords=("axes fraction", "data"), va="center", annotation_clip=False)


def worth_alone(comparison: Comparison) -> Figure:
    """The only strategy's value."""
    outcome = comparison.strategies[comparison.baseline]
    profit, left = (outcome.measures[name].value.mean or 0.0 for name in ("profit", "base_value"))
    drawn = figure(_("What “{title}” is worth", title=outcome.title), 3.6, _("In today's money, mean over runs."))
    axes = drawn.subplots()
    words = (_("profit up to the horizon"), _("customers left at the end"))
    axes.barh(range(2), [profit, left], color=GREY)
    for row, amount in enumerate((profit, left)):
        axes.annotate(
            money(amount, comparison.currency), (amount, row), xytext=(6, 0), textcoords="offset points", va="center"
        )
    axes.set_yticks(range(2), words)
    axes.invert_yaxis()
    axes.margins(x=0.25)
    money_axis(axes.xaxis, max(abs(profit), abs(left)), comparison.currency)
    return drawn


def paths_plot(comparison: Comparison, runs: Played) -> Figure:
    """Profit beyond the baseline's, added up month by month, with the band that holds nine runs in ten."""
    base = comparison.strategies[comparison.baseline].title
    drawn = figure(
        _("Profit added up, compared with “{base}”", base=base),
        note=_(
            "Line: mean over runs. Band: 9 runs in 10. Above zero the strategy has paid back so far. "
            "In today's money, without the customers left at the end."
        ),
    )
    axes = drawn.subplots()
    inks = colours(list(comparison.strategies), comparison.baseline)
    ends = {comparison.baseline: 0.0}
    for name in (name for name in comparison.strategies if name != comparison.baseline):
        paths = cumulative_paths(runs, name, comparison.baseline)
        ends[name] = float(paths[:, -1].mean())
        draw_path(axes, paths, *inks[name])
    axes.axhline(0, color=GREY, linewidth=2.5)
    axes.set_xlim(0, comparison.months)
    axes.set_xlabel(_("month"))
    money_axis(axes.yaxis, max(map(abs, axes.get_ylim())), comparison.currency)
    titles = [wrapped(comparison.strategies[name].title, 20) for name in ends]
    label_ends(axes, comparison.months, list(ends.values()), titles, [inks[name][0] for name in ends])
    return drawn


def cumulative_paths(runs: Played, name: str, baseline: str) -> Numbers:
    """The paths of all pairs, starting from nothing: (runs, months + 1)."""
    pairs = {run.run: run for run in runs[baseline]}
    return np.array([np.concatenate(([0.0], cumulative_difference(run, pairs[run.run]))) for run in runs[name]])


def draw_path(axes: Axes, paths: Numbers, ink: str, dash: str) -> None:
    """A mean line in its band."""
    months = range(paths.shape[1])
    low, high = np.percentile(paths, [5, 95], axis=0)
    axes.fill_between(months, low, high, color=ink, alpha=0.18, linewidth=0)
    axes.plot(months, paths.mean(axis=0), color=ink, linestyle=dash, linewidth=3)
