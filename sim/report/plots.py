"""All pictures of a comparison."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.compare import Comparison, Played
from sim.report.drawing import style
from sim.report.flows_plot import flows_plot
from sim.report.ladder_plot import ladder_plot
from sim.report.money_plots import paths_plot, worth_plot
from sim.report.shares_plot import shares_plot
from sim.report.value_plot import value_plot
from sim.report.whale_plot import whale_plot


def plots(comparison: Comparison, runs: Played) -> dict[str, Figure]:
    """The pictures by file name, in the order in which they are read."""
    with style():
        return {
            "worth": worth_plot(comparison),
            "paths": paths_plot(comparison, runs),
            "ladder": ladder_plot(comparison, runs),
            "flows": flows_plot(comparison, runs),
            "value": value_plot(comparison, runs),
            "whale": whale_plot(comparison, runs),
            "shares": shares_plot(comparison, runs),
        }
