"""A sweep: which market, what varies at which points, who plays there, and what is written down of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from sim.declarations import Scenario
from sim.results import versions
from sim.sweep.designs import LEVELS, Design, DesignKind, design, points_in
from sim.sweep.parameters import Parameter

ROWS_PER_PART = 1024
"""Rows of a part of the table, rounded down to whole cells; fixed when a sweep begins, whatever the speed."""
FROM_SALIB = ("sobol", "morris")


@dataclass(frozen=True)
class Points:
    """How the points are laid out: the kind of design, its size as asked for, its seed.

    `second_order` is for Sobol designs; `checksum` (SHA-256) for a table of explicit points, a copy of which lies in
    the sweep's folder.
    """

    kind: DesignKind
    points: int
    seed: int = 1
    second_order: bool = False
    checksum: str | None = None

    def count(self, parameters: Sequence[Parameter]) -> int:
        """How many points there are in all."""
        return points_in(self.kind, parameters, self.points, self.second_order)

    def design(self, parameters: Sequence[Parameter]) -> Design:
        """The points themselves; those of a table are read by `sim.sweep.tables`."""
        return design(self.kind, parameters, self.points, self.seed, self.second_order)

    def as_json(self, parameters: Sequence[Parameter]) -> dict[str, Any]:
        """As the manifest holds it."""
        told: dict[str, Any] = {"kind": self.kind, "points": self.points, "seed": self.seed}
        told |= {"all_points": self.count(parameters), "second_order": self.second_order}
        if self.kind == "morris":
            told["levels"] = LEVELS
        return told if self.checksum is None else told | {"checksum": self.checksum}


@dataclass(frozen=True)
class Sweep:
    """Everything that decides the table of a sweep.

    A *row* is one strategy played once at one point. A *cell* is one run at one point, with all strategies on the same
    customers with the same luck. Rows are numbered by point, run and strategy; all runs keep their luck from point to
    point. `scenario` is none where a function is played that is no market.
    """

    name: str
    scenario: Scenario | None
    points: Points
    parameters: tuple[Parameter, ...]
    outcomes: tuple[str, ...]
    strategies: tuple[str, ...]
    baseline: str
    runs: int
    seed: int
    constants: dict[str, float] = field(default_factory=dict)
    title: str = ""
    question: str = ""
    rows_per_part: int = ROWS_PER_PART

    @property
    def paths(self) -> tuple[str, ...]:
        """What varies, by path."""
        return tuple(parameter.path for parameter in self.parameters)

    @property
    def cells(self) -> int:
        """How many cells there are: points times runs."""
        return self.points.count(self.parameters) * self.runs

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return self.cells * len(self.strategies)

    @property
    def cells_per_part(self) -> int:
        """How many cells a part of the table holds; the last may hold fewer."""
        return max(1, self.rows_per_part // len(self.strategies))

    @property
    def parts(self) -> int:
        """How many parts the table has."""
        return math.ceil(self.cells / self.cells_per_part)

    def cells_of(self, part: int) -> range:
        """The cells of a part of the table."""
        return range(part * self.cells_per_part, min((part + 1) * self.cells_per_part, self.cells))

    def as_json(self) -> dict[str, Any]:
        """As sweep.json holds it; no clock in it."""
        return {
            "command": "sweep",
            "name": self.name,
            "title": self.title,
            "question": self.question,
            "design": self.points.as_json(self.parameters),
            "parameters": {parameter.path: parameter_json(parameter) for parameter in self.parameters},
            "constants": self.constants,
            "outcomes": list(self.outcomes),
            "strategies": list(self.strategies),
            "baseline": self.baseline,
            "runs": self.runs,
            "seed": self.seed,
            "rows": self.rows,
            "rows_per_part": self.rows_per_part,
            "versions": self.versions(),
            "scenario": self.scenario.model_dump(mode="json", by_alias=True) if self.scenario else None,
        }

    def versions(self) -> dict[str, str]:
        """What the figures depend on beside what is asked."""
        return versions() | ({"SALib": version("SALib")} if self.points.kind in FROM_SALIB else {})


def parameter_json(parameter: Parameter) -> dict[str, Any]:
    """A parameter as sweep.json holds it."""
    return {
        "kind": parameter.kind,
        "low": parameter.low,
        "high": parameter.high,
        "values": None if parameter.values is None else list(parameter.values),
        "unit": parameter.unit,
        "meaning": parameter.meaning,
        "mark": parameter.facts.mark if parameter.facts else "",
        "whole": parameter.whole,
    }
