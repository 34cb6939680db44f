"""What was found, drawn: survival, loyalty against size, repeat purchases, concentration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.estimate.finding import Finding
from sim.estimate.tenure import word
from sim.labels import spread_out
from sim.report.drawing import BLACK, BLUE, GREY, LIGHT, figure, per_cent_axis, style

ALT = {
    "tenure": "Share of customers still there and churn by tenure, observed and fitted",
    "sharing": "Buyers and purchases of each firm, against what its size lets expect",
    "buying": "Buyers by number of repeat purchases, observed and expected",
    "concentration": "What the customers bring, added up from the best to the least",
}
"""What each picture shows, for those who cannot see it."""


def pictures(findings: Sequence[Finding]) -> dict[str, Figure]:
    """The pictures by the name of the finding; not every finding has one."""
    painters = {"tenure": tenure, "sharing": sharing, "buying": buying, "concentration": concentration}
    with style():
        return {found.name: painters[found.name](found) for found in findings if found.name in painters}


def tenure(found: Finding) -> Figure:
    """Survival on the left, churn on the right; dots observed, lines fitted."""
    unit = word(found.data["period_months"])
    note = "Dots: observed, with 95% intervals; lines: shifted beta-geometric, fitted and carried on."
    drawn = figure(found.headline, 6.2, note)
    staying, leaving = drawn.subplots(1, 2)
    fitted = found.data["fitted_survival"]
    observed = found.data["observed_survival"][: len(fitted)]
    staying.plot(range(len(fitted) + 1), [1, *fitted], color=BLUE, linewidth=3)
    staying.plot(range(len(observed) + 1), [1, *observed], "o", color=BLACK, markersize=9)
    staying.set_title("still there")
    staying.set_xlabel(f"{unit}s since joining")
    draw_churn(leaving, found)
    leaving.set_title(f"of those still there, left in the {unit}")
    leaving.set_xlabel(f"{unit} of tenure")
    for axes in (staying, leaving):
        axes.set_ylim(bottom=0)
        per_cent_axis(axes.yaxis)
    return drawn


def draw_churn(axes: Axes, found: Finding) -> None:
    """Churn by tenure, observed with intervals and fitted; the height is made for what is well known."""
    fitted = np.array(found.data["fitted_churn"])
    at_risk, lost = (np.array(found.data[name][: len(fitted)], dtype=float) for name in ("at_risk", "lost"))
    some = np.flatnonzero(at_risk)
    churn = lost[some] / at_risk[some]
    low, high = np.array(found.data["churn_95"])[some].T
    axes.plot(np.arange(1, len(fitted) + 1), fitted, color=BLUE, linewidth=3)
    axes.errorbar(some + 1, churn, [churn - low, high - churn], fmt="o", color=BLACK, markersize=9, elinewidth=1)
    axes.set_ylim(top=1.5 * max(churn.max(), fitted.max()))


def sharing(found: Finding) -> Figure:
    """Each firm by its buyers and their purchases; the curve is what firms of each size may expect."""
    reach, often = np.array(found.data["observed"])[:, :2].T
    usual_reach, usual_often = np.array(found.data["curve"]).T
    note = (
        f"Dots: firms, as observed in {found.data['window_months']} months; curve: what a firm of each size may expect."
    )
    drawn = figure(found.headline, 6.6, note)
    axes = drawn.subplots()
    axes.plot(usual_reach, usual_often, color=BLUE, linewidth=3)
    axes.set_xlim(0, 1.4 * max(reach.max(), usual_reach.max()))
    axes.set_ylim(0, 1.15 * max(often.max(), usual_often.max()))
    heights = spread_out(often.tolist(), 0.06 * axes.get_ylim()[1])
    for place, firm in enumerate(found.data["firms"]):
        name_firm(axes, firm, (reach[place], often[place]), heights[place], place == found.data["us"])
    axes.set_xticks(np.arange(0, 1.01, 0.2 if reach.max() > 0.3 else 0.05))
    axes.set_xlim(0, 1.4 * max(reach.max(), usual_reach.max()))
    axes.set_xlabel("share of all buyers who bought from the firm")
    axes.set_ylabel("purchases of each of its buyers")
    per_cent_axis(axes.xaxis)
    return drawn


def name_firm(axes: Axes, firm: str, dot: tuple[float, float], height: float, ours: bool) -> None:
    """A firm's dot, and its name beside it at a height where names do not overlap."""
    ink, weight = (BLACK, "bold") if ours else (GREY, "normal")
    right = dot[0] + 0.05 * axes.get_xlim()[1]
    axes.plot(*dot, "o", color=ink, markersize=14 if ours else 9, zorder=3)
    axes.plot([dot[0], right], [dot[1], height], color=ink, linewidth=0.8)
    words = f" {firm} (us)" if ours else f" {firm}"
    axes.text(right, height, words, color=ink, fontweight=weight, fontsize=13, va="center")


def buying(found: Finding) -> Figure:
    """How many buyers came back so many times, observed and expected."""
    drawn = figure(found.headline, 6.2, "Bars: observed; dots: what the BG/NBD expects.")
    axes = drawn.subplots()
    seen, expected = found.data["buyers_by_repeats"], found.data["expected_by_repeats"]
    places = np.arange(len(seen))
    axes.bar(places, seen, color=LIGHT, edgecolor=GREY)
    axes.plot(places, expected, "o", color=BLUE, markersize=11)
    axes.set_xticks(places, [*map(str, places[:-1]), f"{places[-1]} or more"])
    axes.set_xlabel("repeat purchases")
    axes.set_ylabel("buyers")
    return drawn


def concentration(found: Finding) -> Figure:
    """What customers bring, added up from the best."""
    drawn = figure(found.headline, 6.2, f"{found.data['customers']:,} customers, the best first.")
    axes = drawn.subplots()
    lorenz = np.array(found.data["lorenz"])
    people = np.linspace(0, 1, len(lorenz))
    brought = 1 - lorenz[::-1]
    axes.plot([0, 1], [0, 1], color=LIGHT, linewidth=2)
    axes.annotate("if all brought the same", (0.52, 0.47), color=GREY, fontsize=13, va="top")
    axes.plot(people, brought, color=BLUE, linewidth=3)
    axes.plot(0.2, float(np.interp(0.2, people, brought)), "o", color=BLUE, markersize=12)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("customers, the best first")
    axes.set_ylabel(f"share of {found.data['measure']}")
    per_cent_axis(axes.xaxis)
    per_cent_axis(axes.yaxis)
    return drawn
