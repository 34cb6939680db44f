"""What a customer brings by year of the relationship."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.compare import Comparison, Played
from sim.language.messages import _, noted
from sim.ledger import VALUE_PARTS, YEARS
from sim.report.chosen import heading, quoted, side_by_side, two_of, with_both
from sim.report.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    VERMILION,
    figure,
    label_ends,
    money_axis,
)
from sim.runs import Numbers, Run
from sim.wording import money

PARTS = {
    "base": (noted("usual purchases"), BLUE),
    "growth": (noted("buying more"), GREEN),
    "cheaper_service": (noted("cheaper to serve"), ORANGE),
    "premium": (noted("price above\nthe rivals'"), PURPLE),
    "acquisition": (noted("winning them"), VERMILION),
}
"""The parts that add up, from the bottom of the stack; what friends bring is drawn on top of it."""

YEAR_WORDS = [*map(str, range(1, YEARS)), f"{YEARS}+"]


def value_plot(comparison: Comparison, runs: Played) -> Figure:
    """Stacked bars, one a year of the relationship, for the baseline and the best other strategy."""
    shown = {name: value_by_year(runs[name]) for name in two_of(comparison)}
    drawn = figure(
        value_title(comparison, shown),
        6.8,
        _(
            "What a customer leaves after the costs of goods and of serving it. Black line: the sum. Hatched: what "
            "friends bring who came on its word; for information, not part of the sum."
        ),
    )
    panels = drawn.subplots(1, len(shown), sharey=True, squeeze=False)[0]
    for axes, (name, value) in zip(panels, shown.items(), strict=True):
        axes.set_title(heading(comparison, name, 64 // len(shown)))
        draw_stack(axes, value)
        axes.set_xticks(range(YEARS), YEAR_WORDS, fontsize=13)
        axes.set_xlabel(_("year as a customer ({last}+: and later)", last=YEARS))
    low, high = panels[0].get_ylim()
    money_axis(panels[0].yaxis, max(abs(low), abs(high)), comparison.currency)
    name_all_parts(panels, list(shown.values()))
    return drawn


def value_by_year(runs: Sequence[Run]) -> Numbers:
    """Value a customer and year, all runs together: (YEARS, VALUE_PARTS); not a number in years nobody reached."""
    months = np.sum([run.relationship_months for run in runs], axis=0)
    whole = np.sum([run.value for run in runs], axis=0)
    value = np.full(whole.shape, np.nan)
    value[months > 0] = 12 * whole[months > 0] / months[months > 0, None]
    return value


def in_all(value: Numbers) -> Numbers:
    """The sum of the parts that add up, by year."""
    return np.asarray(sum(value[:, VALUE_PARTS.index(part)] for part in PARTS))


def value_title(comparison: Comparison, shown: Mapping[str, Numbers]) -> str:
    """What a customer brings in the latest year that was reached under all strategies shown."""
    sums = {name: in_all(value) for name, value in shown.items()}
    reached = np.flatnonzero(np.isfinite(list(sums.values())).all(axis=0))
    if not reached.size:
        without = [quoted(comparison, name) for name, each in sums.items() if not np.isfinite(each).any()]
        return _("Nobody was our customer under {strategies}", strategies=with_both(without))
    year = int(reached[-1])
    amounts = {name: money(float(by_year[year]), comparison.currency) for name, by_year in sums.items()}
    unbroken = {name: amount.replace(" ", "\N{NO-BREAK SPACE}") for name, amount in amounts.items()}
    brings = side_by_side(comparison, unbroken)
    if year == YEARS - 1:
        return _("Every year from year {year} on a customer brings {amounts}", year=YEARS, amounts=brings)
    return _("In year {year} a customer brings {amounts}", year=year + 1, amounts=brings)


def stacked(value: Numbers) -> dict[str, tuple[Numbers, Numbers]]:
    """Where each part starts and how tall it is, by year: negative ones go down from zero, friends on top of all."""
    above, below = np.zeros(YEARS), np.zeros(YEARS)
    places = {}
    for part in (*PARTS, "referrals"):
        amounts = np.nan_to_num(value[:, VALUE_PARTS.index(part)])
        places[part] = (np.where(amounts >= 0, above, below), amounts)
        above, below = above + np.maximum(amounts, 0), below + np.minimum(amounts, 0)
    return places


def draw_stack(axes: Axes, value: Numbers) -> None:
    """The parts on top of each other, and their sum as a line."""
    years = np.arange(YEARS)
    for part, (start, amounts) in stacked(value).items():
        if part in PARTS:
            axes.bar(years, amounts, bottom=start, color=PARTS[part][1], width=0.8)
        else:
            axes.bar(years, amounts, bottom=start, width=0.8, facecolor="white", edgecolor=GREY, hatch="///")
    axes.plot(years, in_all(value), "o-", color=BLACK, linewidth=2, markersize=6)
    axes.axhline(0, color=BLACK, linewidth=1)


def name_all_parts(panels: Sequence[Axes], values: Sequence[Numbers]) -> None:
    """The words for the parts, once, in the last panel that has bars; a word in the panels that have none."""
    filled = [np.isfinite(in_all(value)).any() for value in values]
    for axes, some in zip(panels, filled, strict=True):
        if not some:
            axes.text(YEARS / 2, 0, _("no customers"), ha="center", va="bottom", color=GREY)
    if any(filled):
        last = max(place for place, some in enumerate(filled) if some)
        name_parts(panels[last], values[last])


def name_parts(axes: Axes, value: Numbers) -> None:
    """The words for the parts that can be seen, beside the last bar; the cost of winning below the first."""
    reached = np.flatnonzero(np.isfinite(in_all(value)))
    words = {part: _(PARTS[part][0]) for part in PARTS if part != "acquisition"} | {"referrals": _("friends bring")}
    ends = {}
    for part in words:
        start, amounts = stacked(value)[part]
        if np.abs(amounts).max() > 0.01 * np.ptp(axes.get_ylim()):
            ends[part] = float(start[reached[-1]] + amounts[reached[-1]] / 2)
    inks = [PARTS[part][1] if part in PARTS else GREY for part in ends]
    label_ends(axes, float(reached[-1]) + 0.4, list(ends.values()), [words[part] for part in ends], inks)
    word, ink = PARTS["acquisition"]
    lost = float(value[reached[0], VALUE_PARTS.index("acquisition")])
    if lost:
        axes.annotate(_(word), (0.45, lost), xytext=(2, 0), textcoords="offset points", color=ink, va="center")
