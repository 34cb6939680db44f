"""Pictures of why: a difference built up from its parts, bar by bar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.compare import Comparison
from sim.language.messages import _, noted
from sim.report.chosen import quoted
from sim.report.drawing import BLACK, BLUE, GREY, VERMILION, figure, money_axis, wrapped
from sim.why.customers import HAPPENED, CustomerSplit
from sim.why.sentences import spending
from sim.why.split import Part, Split
from sim.why.why import Why
from sim.wording import capitalised, money, more_or_less

MOST_BARS = 11
SMALL = 0.02
"""Parts smaller than this share of the largest are drawn together."""


class Step(NamedTuple):
    """One bar of a waterfall."""

    title: str
    amount: float


def why_plots(comparison: Comparison, found: Why) -> dict[str, Figure]:
    """The waterfalls of the strategy explained, by file name, in the order in which they are read."""
    name = comparison.explained
    drawn = {}
    if name in found.customers:
        drawn["why_customers"] = customers_plot(comparison, found.customers[name])
    if name in found.levers and len(found.levers[name].parts) > 1:
        drawn["why_levers"] = parts_plot(comparison, found.levers[name], _("by lever"), _(LEVERS))
    if name in found.layers and len(found.layers[name].parts) > 1:
        drawn["why_layers"] = parts_plot(comparison, found.layers[name], _("by layer of the ladder"), _(LAYERS))
    return drawn


LEVERS = noted(
    "What each lever adds on average over the orders in which they may be pulled (Shapley value), under the same luck."
)
LAYERS = noted(
    "Levers taken together by the layer they belong to. What each adds on average over the orders in which they may "
    "be pulled (Shapley value), under the same luck."
)
CUSTOMERS = noted(
    "The same people with the same luck in both worlds. Kept: who stays and would have left, by the reason. "
    "Profit up to the horizon and the worth of the customers left at its end, in today's money."
)


def parts_plot(comparison: Comparison, found: Split, how: str, note: str) -> Figure:
    """A strategy's difference by levers or layers."""
    steps = [Step(part.title, part.mean) for part in found.largest_first()]
    return waterfall(title_of(comparison, found.total, how), note, steps, found.total, comparison.currency)


def customers_plot(comparison: Comparison, found: CustomerSplit) -> Figure:
    """A strategy's difference by what happened to customers, and by what was spent."""
    kept = [Step(_("Kept: would have left {reason}", reason=briefly(part.title)), part.mean) for part in found.stayed]
    lost = sum(part.mean for part in found.left)
    others = [Step(named(part), part.mean) for part in found.whole.parts if part.name != "kept"]
    steps = sorted([*kept, Step(_("Left only here"), lost), *others], key=lambda step: -abs(step.amount))
    how = _("by what happened to customers")
    return waterfall(
        title_of(comparison, found.whole.total, how), _(CUSTOMERS), steps, found.whole.total, comparison.currency
    )


def briefly(reason: str) -> str:
    """A reason without what it means in this market.

    >>> briefly("over execution (planes on time)")
    'over execution'
    """
    return re.split(r" \(|（", reason)[0]


def named(part: Part) -> str:
    """A part as it stands beside its bar; spending says whether it is less or more."""
    words = part.title if part.name in HAPPENED else spending(part)
    return capitalised(words)


def title_of(comparison: Comparison, total: float, how: str) -> str:
    """The whole in a sentence."""
    worth = more_or_less(total, comparison.currency)
    strategy = quoted(comparison, comparison.explained)
    return _("Why {strategy} is worth {difference}: {how}", strategy=strategy, difference=worth, how=how)


def shortened(steps: Sequence[Step]) -> list[Step]:
    """The steps that can be seen, gains first, and all small ones as one.

    >>> shortened([Step("a", 100.0), Step("b", -50.0), Step("c", 1.0), Step("d", 0.5)])
    [Step(title='a', amount=100.0), Step(title='b', amount=-50.0), Step(title='Everything else', amount=1.5)]
    """
    largest = max((abs(step.amount) for step in steps), default=0.0)
    seen = [step for step in steps if abs(step.amount) > SMALL * largest][: MOST_BARS - 1]
    rest = sum(step.amount for step in steps if step not in seen)
    ordered = sorted(seen, key=lambda step: -step.amount)
    return [*ordered, Step(_("Everything else"), rest)] if rest else ordered


def waterfall(title: str, note: str, steps: Sequence[Step], total: float, currency: str) -> Figure:
    """Bars that start where the last one ended, down to the whole."""
    bars = shortened(steps)
    drawn = figure(title, 2.4 + 0.62 * (len(bars) + 1), note)
    axes = drawn.subplots()
    reached = 0.0
    for row, step in enumerate(bars):
        draw_bar(axes, row, reached, step.amount, BLUE if step.amount >= 0 else VERMILION, currency)
        axes.plot([reached + step.amount] * 2, [row - 0.32, row + 1.32], color=GREY, linewidth=1)
        reached += step.amount
    draw_bar(axes, len(bars), 0.0, total, BLACK, currency)
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set_yticks(range(len(bars) + 1), [*(wrapped(step.title, 34) for step in bars), _("Together")])
    axes.set_ylim(len(bars) + 0.6, -0.6)
    axes.margins(x=0.16)
    money_axis(axes.xaxis, max(map(abs, axes.get_xlim())), currency)
    return drawn


def draw_bar(axes: Axes, row: int, start: float, amount: float, ink: str, currency: str) -> None:
    """One bar, with its amount beside its end."""
    axes.barh(row, amount, left=start, color=ink, height=0.64)
    right = amount >= 0
    words = ("+" if right else "\N{MINUS SIGN}") + money(abs(amount), currency)
    axes.annotate(
        words,
        (start + amount, row),
        xytext=(6 if right else -6, 0),
        textcoords="offset points",
        va="center",
        ha="left" if right else "right",
        fontsize=13,
    )
