"""What was found, drawn: survival, loyalty against size, repeat purchases, concentration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.estimate.finding import Finding
from sim.estimate.tenure import word
from sim.report.drawing import BLACK, BLUE, GREY, LIGHT, figure, per_cent_axis, style

ALT = {
    "tenure": "Share of customers still there and churn by tenure, observed and fitted",
    "sharing": "Buyers and purchases of each firm, against what its size lets expect",
    "buying": "Buyers by number of repeat purchases, observed and expected",
    "concentration": "What the customers bring, added up from the best to the least",
}
"""What each picture shows, for those who cannot see it."""
EXPECTED = "curve: what chance alone would give a firm of each size"


def pictures(findings: Sequence[Finding]) -> dict[str, Figure]:
    """The pictures by the name of the finding; not every finding has one."""
    painters = {"tenure": tenure, "sharing": sharing, "buying": buying, "concentration": concentration}
    with style():
        return {found.name: painters[found.name](found) for found in findings if found.name in painters}


def tenure(found: Finding) -> Figure:
    """Survival on the left, churn on the right; dots observed, lines fitted."""
    unit = word(found.data["period_months"])
    drawn = figure(found.headline, 6.2, "Dots: observed; lines: shifted beta-geometric, fitted and carried on.")
    staying, leaving = drawn.subplots(1, 2)
    fitted, observed = (
        found.data["fitted_survival"],
        found.data["observed_survival"][: len(found.data["fitted_survival"])],
    )
    staying.plot(range(len(fitted) + 1), [1, *fitted], color=BLUE, linewidth=3)
    staying.plot(range(len(observed) + 1), [1, *observed], "o", color=BLACK, markersize=9)
    staying.set_title("still there")
    staying.set_xlabel(f"{unit}s since joining")
    at_risk, lost = (np.array(found.data[name][: len(fitted)], dtype=float) for name in ("at_risk", "lost"))
    some = at_risk > 0
    tenures = np.arange(1, len(fitted) + 1)
    leaving.plot(tenures, found.data["fitted_churn"], color=BLUE, linewidth=3)
    leaving.plot(tenures[: len(some)][some], lost[some] / at_risk[some], "o", color=BLACK, markersize=9)
    leaving.set_title(f"of those still there, left in the {unit}")
    leaving.set_xlabel(f"{unit} of tenure")
    for axes in (staying, leaving):
        axes.set_ylim(bottom=0)
        per_cent_axis(axes.yaxis)
    return drawn


def sharing(found: Finding) -> Figure:
    """Each firm by its buyers and their purchases; the curve is what firms of each size may expect."""
    reach, often = np.array(found.data["observed"])[:, :2].T
    usual = np.array(found.data["expected"])[:, :2]
    usual = usual[np.argsort(usual[:, 0])]
    drawn = figure(
        found.headline, 6.6, f"Dots: firms, as observed in {found.data['window_months']} months; {EXPECTED}."
    )
    axes = drawn.subplots()
    axes.plot(usual[:, 0], usual[:, 1], color=BLUE, linewidth=3)
    for place, firm in enumerate(found.data["firms"]):
        ours = place == found.data["us"]
        axes.plot(reach[place], often[place], "o", color=BLACK if ours else GREY, markersize=16 if ours else 10)
        name_firm(axes, f"{firm} (us)" if ours else firm, reach[place], often[place], ours)
    axes.set_ylim(0, 1.15 * max(often.max(), usual[:, 1].max()))
    axes.set_xlim(0, min(1.15, 1.25 * max(reach.max(), usual[:, 0].max())))
    axes.set_xlabel("share of all buyers who bought from the firm")
    axes.set_ylabel("purchases of each of its buyers")
    per_cent_axis(axes.xaxis)
    return drawn


def name_firm(axes: Axes, name: str, x: float, y: float, ours: bool) -> None:
    """A firm's name under its dot."""
    axes.annotate(
        name, (x, y), xytext=(0, -16), textcoords="offset points", ha="center", va="top",
        color=BLACK if ours else GREY, fontweight="bold" if ours else "normal", fontsize=13,
    )  # fmt: skip


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
