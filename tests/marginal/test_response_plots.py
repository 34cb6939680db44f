"""The pictures of marginal return."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.intervals import Estimate
from sim.marginal.curves import Curve
from sim.report.response_plots import draw_curve


def test_todays_spending_is_marked_also_where_a_rounded_scenario_holds_no_level_quite_like_it() -> None:
    worth = tuple(Estimate(value, value - 1.0, value + 1.0) for value in (0.0, 3.0, 4.0))
    curve = Curve("contact", 1 / 3, (0.0, 0.333333333333, 0.666666666667), (0.0, 100.0, 200.0), worth, worth[1:])
    axes = Figure().subplots()
    draw_curve(axes, curve)
    today = next(line for line in axes.lines if line.get_linestyle() == "--")
    assert abs(float(today.get_xdata()[0]) - 100.0) < 1e-6
