"""A target: something published that the market is held to, and how it is measured here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Literal

from sim.declarations import Scenario

Kind = Literal["identity", "preset", "emergent", "built_in", "input"]
Figures = dict[str, float]
"""What one replication gives, a figure by the name of its target."""


@dataclass(frozen=True)
class Band:
    """Where a figure should lie, both ends included."""

    low: float
    high: float

    def holds(self, figure: float) -> bool:
        """Whether a figure lies in the band; what could not be measured does not.

        >>> Band(2, 5).holds(2), Band(2, 5).holds(5.1), Band(2, 5).holds(float("nan"))
        (True, False, False)
        """
        return self.low <= figure <= self.high

    def missed_by(self, figure: float) -> float:
        """How far beyond the band a figure lies, in widths of the band; 0 within it.

        >>> Band(2, 5).missed_by(3), Band(2, 5).missed_by(8), Band(0, float("inf")).missed_by(-1.0)
        (0.0, 1.0, 1.0)
        """
        beyond = max(self.low - figure, figure - self.high, 0.0)
        width = self.high - self.low
        return beyond if width in (0, inf) else beyond / width


UNJUDGED = Band(-inf, inf)
"""Of a figure that is only shown beside another."""


@dataclass(frozen=True)
class Target:
    """One published figure and the band that the median over replications should lie in."""

    published: str
    band: Band


@dataclass(frozen=True)
class Pattern:
    """Something markets do, with its targets, and the measure that yields a figure for each of them.

    `measure(scenario, run)` plays one replication. `unchanging(scenario, figures)` is what a market of unequal
    customers who never change would show in its place, given the figures measured; None where such customers have
    nothing to show.
    """

    title: str
    how: str
    source: str
    kind: Kind
    unit: str
    scenarios: tuple[str, ...]
    targets: Mapping[str, Target]
    measure: Callable[[Scenario, int], Figures]
    unchanging: Callable[[Scenario, Figures], Figures] | None = None
