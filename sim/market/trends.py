"""Trends: what customers want drifts, for some or for all, whether or not a firm listens."""

from __future__ import annotations

from sim.declarations import LAYERS, Scenario
from sim.market.records import Records


def drift_wants(segments: Records, scenario: Scenario, month: int) -> None:
    """A month of every trend that is under way: importance grows by a share a year, needs rise by so much a year."""
    for trend in scenario.trends:
        if month < trend.from_ or (trend.until is not None and month > trend.until):
            continue
        for place, name in enumerate(scenario.segments):
            if trend.segment not in (None, name):
                continue
            for layer, growth in trend.importance.items():
                segments["tilt"][place, LAYERS.index(layer)] *= (1.0 + growth) ** (1 / 12)
            for layer, rise in trend.needs.items():
                segments["needs"][place, LAYERS.index(layer)] += rise / 12
