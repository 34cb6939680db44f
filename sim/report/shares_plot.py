"""Who holds the market's customers, month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.compare import Comparison, Played
from sim.language.messages import _
from sim.report.chosen import heading, side_by_side, two_of
from sim.report.drawing import BLACK, colours, figure, label_ends, per_cent_axis, wrapped
from sim.runs import Numbers, Run
from sim.wording import per_cent


def shares_plot(comparison: Comparison, runs: Played) -> Figure:
    """Shares of the customers by firm over time, under the baseline and under the best other strategy."""
    shown = {name: shares(runs[name]) for name in two_of(comparison)}
    first = runs[comparison.baseline][0]
    us, firms = first.us, list(comparison.firms)
    firms[us] = _("{firm} (us)", firm=firms[us])
    drawn = figure(
        shares_title(comparison, shown, us),
        note=_("Customers of each firm, as a share of all who are any firm's customers. Mean over runs."),
    )
    panels = drawn.subplots(1, len(shown), sharey=True, squeeze=False)[0]
    top = max(float(held.max()) for held in shown.values())
    panels[0].set_ylim(0, 1.08 * top or 1)
    per_cent_axis(panels[0].yaxis)
    for axes, (name, held) in zip(panels, shown.items(), strict=True):
        axes.set_title(heading(comparison, name, 60 // len(shown)))
        draw_shares(axes, held, us, firms)
    return drawn


def shares(runs: Sequence[Run]) -> Numbers:
    """Share of the market's customers by month and firm, mean over runs; nothing where nobody has customers."""
    held = np.array([run.column("customers") for run in runs])
    whole = held.sum(axis=2, keepdims=True)
    return np.asarray(np.divide(held, whole, out=np.zeros_like(held), where=whole > 0).mean(axis=0))


def shares_title(comparison: Comparison, shown: Mapping[str, Numbers], us: int) -> str:
    """Our share at the start, the same under every strategy, and at the end."""
    start = per_cent(float(shown[comparison.baseline][0, us]))
    ends = {name: _("to {share}", share=per_cent(float(held[-1, us]))) for name, held in shown.items()}
    return _("Our share of customers goes from {start} {ends}", start=start, ends=side_by_side(comparison, ends))


def draw_shares(axes: Axes, held: Numbers, us: int, firms: Sequence[str]) -> None:
    """A line a firm, ours bold, with its name at the end."""
    inks = {firm: ink for firm, (ink, _) in colours(list(firms), "").items()} | {firms[us]: BLACK}
    for place, firm in enumerate(firms):
        axes.plot(held[:, place], color=inks[firm], linewidth=5 if place == us else 2.5)
    axes.set_xlim(0, len(held) - 1)
    axes.set_xlabel(_("month"))
    label_ends(axes, len(held) - 1, list(held[-1]), [wrapped(firm, 14) for firm in firms], list(inks.values()))
