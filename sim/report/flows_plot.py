"""Where our customers came from and why they left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.compare import Comparison, Played
from sim.language.messages import _, noted
from sim.ledger import REASONS
from sim.reasons import REASON_WORDS, count_change, mean_sum
from sim.report.chosen import baseline_first, heading, quoted
from sim.report.drawing import BLACK, BLUE, VERMILION, figure, wrapped

WON = {
    "joined_opening": noted("at the opening"),
    "joined_advertising": noted("by advertising"),
    "joined_referral": noted("on a friend's word"),
    "joined_poached": noted("by our offer to a rival's customer"),
    "joined_arrival": noted("new to the market"),
}
LOST = {f"left_{reason}": REASON_WORDS[reason] for reason in REASONS}
FEW = 0.02
"""A channel or reason below this share under every strategy is drawn with the others like it."""

Bars = dict[str, dict[str, float]]
"""The rows of bars: what is written beside each, and the customers under every strategy."""


def flows_plot(comparison: Comparison, runs: Played) -> Figure:
    """A panel for every strategy: bars of customers won by channel above, of customers lost by reason below."""
    order = baseline_first(comparison)
    played = {name: runs[name] for name in order}
    won, lost = bars_of(WON, played, _("other ways")), bars_of(LOST, played, _("other reasons"))
    across = 3 if len(order) in (3, 5, 6) else min(4, len(order))
    down = -(-len(order) // across)
    drawn = figure(
        title_of(comparison, won, lost),
        1.8 + down * (0.8 + 0.36 * (len(won) + len(lost) + 2)),
        note_of(comparison),
    )
    panels = drawn.subplots(down, across, sharex=True, sharey=True, squeeze=False)
    for axes, name in padded(panels.flat, order):
        if name is None:
            axes.set_axis_off()
            continue
        axes.set_title(heading(comparison, name, 72 // across), fontsize=15)
        draw_bars(axes, won, name, comparison.baseline, 0, _("won {count:,.0f}", count=total(won, name)), BLUE)
        lost_in_all = _("lost {count:,.0f}", count=total(lost, name))
        draw_bars(axes, lost, name, comparison.baseline, len(won) + 1, lost_in_all, VERMILION)
    finish(panels[0, 0], won, lost)
    return drawn


def note_of(comparison: Comparison) -> str:
    """What the numbers are, and the black marks where there are any."""
    told = _("Our customers over {months} months, mean over runs.", months=comparison.months)
    if len(comparison.strategies) == 1:
        return told
    return told + _(" Black mark: the number under {strategy}.", strategy=quoted(comparison, comparison.baseline))


def padded(panels: Iterator[Axes], order: Sequence[str]) -> Iterator[tuple[Axes, str | None]]:
    """The panels with their strategies; none for those left over."""
    for place, axes in enumerate(panels):
        yield axes, order[place] if place < len(order) else None


def bars_of(words: Mapping[str, str], runs: Played, rest: str) -> Bars:
    """Customers by line of the ledger, the rare ones together in a last row."""
    counts = {line: {name: mean_sum(some, [line]) for name, some in runs.items()} for line in words}
    whole = {name: sum(count[name] for count in counts.values()) for name in runs}
    kept = {
        _(words[line]): count
        for line, count in counts.items()
        if any(count[name] > 0 and count[name] >= FEW * whole[name] for name in runs)
    }
    others = {name: whole[name] - sum(count[name] for count in kept.values()) for name in runs}
    return kept | {rest: others} if max(others.values()) >= 1 else kept


def total(bars: Bars, name: str) -> float:
    """All customers of a strategy's bars."""
    return sum(count[name] for count in bars.values())


def draw_bars(axes: Axes, bars: Bars, name: str, baseline: str, start: int, heading: str, ink: str) -> None:
    """A heading, then a bar a row with its number and the baseline's mark."""
    axes.annotate(
        heading, (0, start), xytext=(5, 0), textcoords="offset points", color=ink, fontweight="bold", va="center"
    )
    for row, count in enumerate(bars.values(), start + 1):
        axes.barh(row, count[name], color=ink, height=0.72)
        ends = [count[name]]
        if name != baseline:
            axes.plot([count[baseline]] * 2, [row - 0.42, row + 0.42], color=BLACK, linewidth=2.5)
            ends.append(count[baseline])
        axes.annotate(
            f"{count[name]:,.0f}", (max(ends), row), xytext=(5, 0), textcoords="offset points",
            va="center", fontsize=13,
        )  # fmt: skip


def finish(axes: Axes, won: Bars, lost: Bars) -> None:
    """Shared axes: the words beside the rows, and room for the numbers."""
    words = ["", *won, "", *lost]
    axes.set_yticks(range(len(words)), [wrapped(word, 19) for word in words])
    axes.set_ylim(len(words) - 0.4, -0.6)
    most = max((number for bars in (won, lost) for count in bars.values() for number in count.values()), default=0.0)
    axes.set_xlim(0, 1.35 * most or 1)
    for panel in axes.figure.axes:
        panel.tick_params("both", length=0, labelbottom=False, labelsize=13)
        panel.spines["bottom"].set_visible(False)


def title_of(comparison: Comparison, won: Bars, lost: Bars) -> str:
    """What changes under the best other strategy, or else the commonest channel and reason."""
    base, best = comparison.baseline, comparison.explained
    today = quoted(comparison, base)
    if best != base:
        more = count_change(round(total(won, best)) - round(total(won, base)))
        fewer = count_change(round(total(lost, best)) - round(total(lost, base)), "fewer")
        return _(
            "Under {strategy} we win {more} customers and lose {fewer} than under {today}",
            strategy=quoted(comparison, best),
            more=more,
            fewer=fewer,
            today=today,
        )
    return _(
        "Under {today} we win {won:,.0f} customers and lose {lost:,.0f}",
        today=today,
        won=total(won, base),
        lost=total(lost, base),
    )
