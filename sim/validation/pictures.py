"""Pictures of the validation: what came out beside the band it should lie in."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.drawing import BLUE, GREEN, LIGHT, VERMILION, figure
from sim.validation.row import Row
from sim.validation.survival import HIGH_END, REGULAR
from sim.wording import figure as number

CURVES = {"telecom": (HIGH_END, BLUE), "telecom_mass": (REGULAR, VERMILION)}


def bands(title: str, rows: Sequence[Row], note: str) -> Figure:
    """Every row of a pattern: the band as a bar, the median as a dot, nine in ten replications as a line."""
    passed = sum(row.passed for row in rows)
    drawn = figure(f"{title}: {passed} of {len(rows)} figures in their band", 1.9 + 0.42 * len(rows), note)
    axes = drawn.subplots()
    targets = len({row.target for row in rows})
    scenarios = len({row.scenario for row in rows})
    for place, row in enumerate(rows):
        draw_row(axes, -place, row)
    axes.set_yticks([-place for place in range(len(rows))], [label(row, targets, scenarios) for row in rows])
    axes.set_ylim(0.6 - len(rows), 0.6)
    axes.set_xlim(*reach(rows))
    axes.set_xlabel(rows[0].unit)
    return drawn


def draw_row(axes: Axes, height: float, row: Row) -> None:
    """One row: a grey bar for the band, a dot and a line for what came out."""
    low, high = row.band.low, row.band.high
    axes.barh(height, high - low, left=low, height=0.62, color=LIGHT, zorder=1)
    ink = GREEN if row.passed else VERMILION
    axes.plot([row.low, row.high], [height, height], color=ink, linewidth=2, zorder=2)
    axes.plot(row.measured, height, "o" if row.passed else "D", color=ink, markersize=8, zorder=3)
    axes.annotate(
        number(row.measured) if row.measured == row.measured else "not reached",
        (1.005, height),
        xycoords=("axes fraction", "data"),
        va="center",
        color=ink,
        fontsize=13,
        annotation_clip=False,
    )


def label(row: Row, targets: int, scenarios: int) -> str:
    """What a row is about, as short as the others allow."""
    if targets == 1:
        return row.scenario
    return row.target if scenarios == 1 else f"{row.target}, {row.scenario}"


def reach(rows: Sequence[Row]) -> tuple[float, float]:
    """How far the axis goes: over what came out and the bands, without following an open end of a band."""
    measured = [value for row in rows for value in (row.low, row.measured, row.high) if value == value]
    edges = [row.band.low for row in rows] + [row.band.high for row in rows]
    top = max([*measured, min(row.band.low for row in rows)])
    near = [edge for edge in edges if edge <= 2.5 * max(top, 1.0)]
    low, high = min([*measured, *near]), max([*measured, *near])
    return low - 0.06 * (high - low), high + 0.06 * (high - low)


def survival_curves(rows: Sequence[Row]) -> Figure:
    """Both cohorts' survival, as published and as it came out."""
    note = "Circles: as published. Lines: the median over runs; shaded: nine in ten runs."
    drawn = figure("Two cohorts of newcomers, as published and as they came out", 6.2, note)
    axes = drawn.subplots()
    for scenario, (curve, ink) in CURVES.items():
        years = range(1, len(curve) + 1)
        came_out = [row for row in rows if row.scenario == scenario]
        axes.plot(years, [100 * share for share in curve], "o", color=ink, markersize=11, fillstyle="none")
        axes.plot(years, [row.measured for row in came_out], "-", color=ink, linewidth=2.5)
        axes.fill_between(
            years, [row.low for row in came_out], [row.high for row in came_out], color=ink, alpha=0.15, linewidth=0
        )
        place = (2, came_out[1].high)
        axes.annotate(scenario, place, xytext=(6, 8), textcoords="offset points", color=ink)
    axes.set_ylim(0, 100)
    axes.set_xlabel("years since joining")
    axes.set_ylabel("% still customers")
    return drawn
