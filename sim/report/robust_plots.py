"""Pictures of many worlds: who wins how often, what each gives up, what moves the difference, where it turns."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from sim.language.messages import _
from sim.report.drawing import (
    BLACK,
    BLUE,
    GREY,
    LIGHT,
    ORANGE,
    SKY,
    VERMILION,
    colours,
    figure,
    money_axis,
    per_cent_axis,
    wrapped,
)
from sim.robust.losing import Limit, Losing
from sim.robust.robustness import Robustness
from sim.robust.saying import bar_of, in_worlds
from sim.robust.tornado import Bar, Tornado
from sim.robust.unknowns import Feature
from sim.runs import Numbers
from sim.wording import per_cent, times

BARS = 10
"""Features in the picture of a tornado."""
FEW, SPREAD, GOLDEN = 12, 0.6, 0.6180339887498949
"""Values so few are spread out over this part of the step between them, evenly by the golden ratio."""


def plots(found: Robustness) -> dict[str, Figure]:
    """The pictures by file name, in the order in which they are read."""
    drawn: dict[str, Figure] = {}
    if len(found.ranking) > 1:
        drawn["wins"] = wins_plot(found)
        drawn["regret"] = regret_plot(found)
    for one in found.tornadoes:
        if one.bars:
            drawn[f"tornado_{one.against}"] = tornado_plot(found, one)
    for place, losing in enumerate(found.losing):
        if losing.found.regions:
            drawn[f"losing_{place + 1}"] = losing_plot(found, losing)
    return drawn


def overturning_plots(found: Robustness) -> dict[str, Figure]:
    """One picture of what would overturn the favourite: what moves its lead; where that may be luck, who wins."""
    if found.tornadoes and found.tornadoes[0].clear:
        return {"overturning": tornado_plot(found, found.tornadoes[0])}
    return {"worlds": wins_plot(found)} if len(found.ranking) > 1 else {}


def wins_plot(found: Robustness) -> Figure:
    """One bar a strategy: the share of worlds in which it is best, with its interval; a diamond where good enough."""
    first = found.strategies[found.favourite]
    drawn = figure(
        _(
            "{strategy} is best in {worlds}",
            strategy=found.title(found.favourite),
            worlds=in_worlds(found, first.wins),
        ),
        2.4 + 0.8 * len(found.ranking),
        _(
            "Bar: share of worlds in which a strategy is best; line: 95% interval. Diamond: share of worlds in which "
            "it is worth {bar}.",
            bar=bar_of(found),
        ),
    )
    axes = drawn.subplots()
    inks = colours(list(found.strategies), found.baseline)
    for row, name in enumerate(reversed(found.ranking)):
        one = found.strategies[name]
        axes.barh(row, one.wins.share, color=inks[name][0], height=0.62)
        axes.plot([one.wins.low, one.wins.high], [row, row], color=BLACK, linewidth=2.5)
        if one.good_enough:
            axes.plot(
                one.good_enough.share,
                row,
                "D",
                color="white",
                markeredgecolor=BLACK,
                markersize=11,
                zorder=3,
                clip_on=False,
            )
        axes.annotate(per_cent(one.wins.share), (1.03, row), va="center", fontsize=17, annotation_clip=False)
    label_rows(axes, [found.strategies[name].title for name in reversed(found.ranking)])
    axes.set_xlim(0, 1.02)
    per_cent_axis(axes.xaxis)
    axes.set_xlabel(_("share of worlds"))
    return drawn


def label_rows(axes: Axes, titles: list[str]) -> None:
    """Titles beside rows, from the lowest up."""
    axes.set_yticks(range(len(titles)), [wrapped(title, 24) for title in titles])


def regret_plot(found: Robustness) -> Figure:
    """One row a strategy: what it gives up against the best of each world; the least mean regret on top."""
    order = sorted(found.ranking, key=lambda name: -(found.strategies[name].regret.mean.mean or 0.0))
    drawn = figure(
        "What each strategy gives up against each world's best",
        2.4 + 0.8 * len(order),
        "Dot: mean over the worlds. Bar: in nine worlds of ten it gives up no more than this. Cross: the worst world.",
    )
    axes = drawn.subplots()
    inks = colours(list(found.strategies), found.baseline)
    for row, name in enumerate(order):
        regret = found.strategies[name].regret
        axes.plot([0, regret.worst], [row, row], color=LIGHT, linewidth=2, zorder=1)
        axes.barh(row, regret.ninetieth, color=inks[name][0], height=0.5, alpha=0.45)
        axes.plot(regret.mean.mean or 0.0, row, "o", color=inks[name][0], markersize=14, clip_on=False)
        axes.plot(regret.worst, row, "x", color=BLACK, markersize=11, markeredgewidth=2.5)
    label_rows(axes, [found.strategies[name].title for name in order])
    axes.set_xlim(left=0)
    money_axis(axes.xaxis, axes.get_xlim()[1], found.currency)
    return drawn


def tornado_plot(found: Robustness, one: Tornado) -> Figure:
    """One bar a feature: the mean difference from its lowest to its highest value; the widest on top."""
    shown = one.bars[:BARS]
    drawn = figure(
        _(
            "What moves {strategy} against {other}",
            strategy=found.title(one.strategy),
            other=found.title(one.against),
        ),
        3.0 + 0.78 * len(shown),
        _(
            "Each bar: the mean difference where one thing is lowest (orange end) and highest (blue end), whatever "
            "else is so. Left of the black line {other} is worth more. Pale: may be luck. Ranges are assumed.",
            other=found.title(one.against),
        ),
    )
    axes = drawn.subplots()
    middle = one.difference.mean or 0.0
    for row, bar in enumerate(reversed(shown)):
        draw_bar(axes, row, bar, middle)
    axes.set_yticks(range(len(shown)), [feature_label(bar.feature) for bar in reversed(shown)], fontsize=13)
    axes.margins(x=0.09)
    axes.axvline(middle, color=GREY, linewidth=1.5, linestyle="--")
    axes.axvline(0, color=BLACK, linewidth=1.5)
    money_axis(axes.xaxis, max(map(abs, axes.get_xlim())), found.currency)
    unit = axes.get_xlabel()
    axes.set_xlabel(_("{unit} more than {strategy}", unit=unit, strategy=found.title(one.against)))
    return drawn


def draw_bar(axes: Axes, row: int, bar: Bar, middle: float) -> None:
    """A bar in two halves, with the values at its ends."""
    strength = 1.0 if bar.told_apart else 0.35
    for end, ink in ((bar.at_low, ORANGE), (bar.at_high, BLUE)):
        axes.barh(row, end - middle, left=middle, color=ink, height=0.62, alpha=strength)
    for x, words in zip((bar.at_low, bar.at_high), bar.feature.ends, strict=True):
        left = x < middle
        axes.annotate(
            words, (x, row), xytext=(-6 if left else 6, 0), textcoords="offset points", va="center",
            ha="right" if left else "left", fontsize=12,
        )  # fmt: skip


def feature_label(feature: Feature, width: int = 40) -> str:
    """A feature beside its bar, in two lines at most."""
    lines = wrapped(feature.name + (f" [{feature.unit}]" if feature.unit else ""), width).split("\n")
    return "\n".join(lines) if len(lines) <= 2 else f"{lines[0]}\n{lines[1][: width - 1].rstrip()}…"


def losing_plot(found: Robustness, losing: Losing) -> Figure:
    """The worlds by the one or two things that limit the clearest region first, those in which it happens marked."""
    limits = losing.found.regions[0].limits[:2]
    happens = losing.lead < 0
    drawn = figure(
        f"Where {found.title(found.favourite)} {losing.what}",
        7.0,
        f"Each mark is a world. Crosses: the {times(int(happens.sum()), 'world')} in which it {losing.what}; dots: the "
        "others. Shaded: the region.",
    )
    axes = drawn.subplots()
    across = places(column_of(found, limits[0]))
    upwards = places(column_of(found, limits[1])) if len(limits) > 1 else losing.lead
    axes.plot(across[~happens], upwards[~happens], "o", color=GREY, markersize=8, alpha=0.7)
    axes.plot(across[happens], upwards[happens], "X", color=VERMILION, markersize=11)
    shade(axes, found, limits)
    scale_axis(axes.xaxis, losing.features[limits[0].path], 80)
    if len(limits) > 1:
        scale_axis(axes.yaxis, losing.features[limits[1].path], 40)
        return drawn
    money_axis(axes.yaxis, max(map(abs, axes.get_ylim())), found.currency)
    axes.set_ylabel(f"ahead of {losing.over}\n({axes.get_ylabel()})", fontsize=14)
    axes.axhline(0, color=BLACK, linewidth=1.5)
    return drawn


def column_of(found: Robustness, limit: Limit) -> Numbers:
    """A feature in every world: (worlds,)."""
    return np.asarray(found.columns[:, [one.path for one in found.features].index(limit.path)])


def spread_of(values: Numbers) -> float:
    """Over how much marks are spread out that have one and the same of a few values; nothing where values are many.

    >>> spread_of(np.array([0.0, 1.0, 1.0])), spread_of(np.linspace(0, 1, 30))
    (0.6, 0.0)
    """
    steps = np.diff(np.unique(values))
    return SPREAD * float(steps.min()) if 0 < len(steps) < FEW else 0.0


def places(values: Numbers) -> Numbers:
    """Where worlds are drawn along one feature."""
    return np.asarray(values + spread_of(values) * (np.arange(len(values)) * GOLDEN % 1.0 - 0.5))


def shade(axes: Axes, found: Robustness, limits: tuple[Limit, ...]) -> None:
    """The region, as far as two things can show it."""
    ends = [axes.get_xlim(), axes.get_ylim()]
    axes.set(xlim=ends[0], ylim=ends[1])
    for place, limit in enumerate(limits):
        (low, high), reach = ends[place], spread_of(column_of(found, limit)) / 2
        low = low if limit.low is None else limit.low - reach
        ends[place] = (low, high if limit.high is None else limit.high + reach)
    (left, right), (low, high) = ends
    axes.fill_between([left, right], low, high, color=SKY, alpha=0.3, linewidth=0, zorder=0)


def scale_axis(axis: Axis, feature: Feature, width: int) -> None:
    """What a direction is; a statement is true or not."""
    axis.set_label_text(feature_label(feature, width), fontsize=14)
    if feature.is_statement:
        axis.set_ticks([0, 1], ["no", "yes"])
