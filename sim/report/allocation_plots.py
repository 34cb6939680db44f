"""Pictures of a divided budget: what each lever gets, within which range it hardly matters, and what else was tried."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.allocate.allocation import Allocation
from sim.allocate.purse import COINS
from sim.allocate.saying import AIMED, lever_words
from sim.allocate.trying import TODAY
from sim.report.drawing import BLACK, BLUE, GREY, LIGHT, VERMILION, figure, money_axis, wrapped
from sim.wording import money, more_or_less


def division_plot(found: Allocation) -> Figure:
    """A row for each lever: the best division as a dot, divisions as good as a bar, today's split as a stroke."""
    levers = found.purse.levers
    budget = money(found.purse.budget / COINS, found.currency)
    drawn = figure(
        f"The best division found of {budget} a month",
        2.4 + 0.8 * len(levers),
        "Dot: the best found. Bar: from least to most among the divisions found to be nearly as good "
        f"({len(found.flat)}). Stroke: today's split of the same money. Circle: equal split.",
    )
    axes = drawn.subplots()
    for row, lever in enumerate(levers):
        division_row(axes, -row, found, lever)
    axes.set_yticks([-row for row in range(len(levers))], [lever_words(lever) for lever in levers])
    axes.set_ylim(0.6 - len(levers), 0.6)
    axes.set_xlim(left=0)
    money_axis(axes.xaxis, axes.get_xlim()[1], found.currency)
    axes.set_xlabel(f"{axes.get_xlabel()} a month")
    return drawn


def division_row(axes: Axes, row: float, found: Allocation, lever: str) -> None:
    """One lever's dot, bar, stroke and circle, and its amount in words."""
    low, high = found.ranges[lever]
    today, equal = (found.references[name].amounts[lever] for name in ("todays_split", "equal"))
    axes.barh(row, high - low, left=low, height=0.5, color=LIGHT)
    axes.plot([today, today], [row - 0.3, row + 0.3], color=BLACK, linewidth=3)
    axes.plot(equal, row, "o", markersize=11, markerfacecolor="white", markeredgecolor=GREY, markeredgewidth=2)
    best = found.best.amounts[lever]
    axes.plot(best, row, "o", color=BLUE, markersize=15, clip_on=False)
    words = f"{money(best, found.currency)}\n({100 * best * COINS / found.purse.budget:.0f}%)"
    axes.annotate(
        words, (1.02, row), xycoords=("axes fraction", "data"), va="center", color=BLUE, annotation_clip=False
    )


def rivals_plot(found: Allocation) -> Figure:
    """How far other divisions fall short of the best found, each with its interval."""
    others = sorted(found.references.items(), key=lambda item: item[1].behind.mean or 0.0)
    drawn = figure(
        "What other divisions are worth, against the best found",
        2.6 + 0.62 * len(others),
        f"{AIMED[found.question.aim]}, on luck that had no part in choosing. Dot: mean difference. Line: 95% interval; "
        "where it reaches zero, luck alone may have put the division behind. “As it is today” spends another sum.",
    )
    axes = drawn.subplots()
    for row, (name, other) in enumerate(others):
        behind = other.behind
        mean = -(behind.mean or 0.0)
        ink = GREY if name == TODAY else VERMILION if other.told_apart else BLUE
        if behind.low is not None and behind.high is not None:
            axes.plot([-behind.high, -behind.low], [-row, -row], color=ink, linewidth=5, solid_capstyle="butt")
        axes.plot(mean, -row, "o", color=ink, markersize=12)
        words = more_or_less(mean, found.currency)
        axes.annotate(words, (1.02, -row), xycoords=("axes fraction", "data"), va="center", annotation_clip=False)
    axes.axvline(0, color=GREY, linewidth=2)
    axes.set_yticks([-row for row in range(len(others))], [wrapped(other.title, 26) for _, other in others])
    axes.set_ylim(0.6 - len(others), 0.6)
    axes.margins(x=0.08)
    money_axis(axes.xaxis, max(map(abs, axes.get_xlim())), found.currency)
    return drawn
