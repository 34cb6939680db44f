"""Which parameters matter, by the method that the design allows: Sobol, Morris, or the main effect alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.analysis import remarks
from sim.analysis.effects import Step, curve, explained
from sim.analysis.indices import morris_effects, sobol_indices
from sim.analysis.peeling import Places
from sim.analysis.table import block_of
from sim.intervals import Estimate
from sim.runs import Numbers
from sim.sweep.parameters import Parameter
from sim.sweep.sweep import Sweep

Method = Literal["sobol", "morris", "main effect"]
NOTHING = "The outcome is the same at every point: there is nothing to explain."


@dataclass(frozen=True)
class Influence:
    """How much one parameter matters.

    `strength`: its total Sobol index, the mean size of its effect (Morris; in the outcome's unit, over the whole
    range), or the share of variance it explains alone. `alone`: its first-order Sobol index; `spread`: the standard
    deviation of its effects (Morris); `curve`: the mean outcome by steps of it.
    """

    parameter: Parameter
    strength: Estimate
    alone: Estimate | None
    spread: float | None
    curve: tuple[Step, ...]

    @property
    def change(self) -> float:
        """How much more the outcome is on average at the parameter's highest values than at its lowest."""
        return (self.curve[-1].outcome.mean or 0.0) - (self.curve[0].outcome.mean or 0.0)


@dataclass(frozen=True)
class Influences:
    """All parameters, the strongest first, and in `pairs` what two explain only together, the strongest first."""

    method: Method
    ranked: tuple[Influence, ...]
    pairs: tuple[tuple[str, str, Estimate], ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Strengths:
    """What a method found, a parameter each."""

    method: Method
    strength: Sequence[Estimate]
    alone: Sequence[Estimate | None]
    spread: Sequence[float | None]
    pairs: dict[tuple[int, int], Estimate]
    remarks: list[str]


def influences(sweep: Sweep, points: Numbers, values: Numbers, blocks: Places | None) -> Influences:
    """How much every parameter matters for an outcome. `points`: (points, parameters); `values`: (points,)."""
    if np.ptp(values) == 0:
        return Influences(method_of(sweep), (), (), (NOTHING,))
    found = strengths(sweep, points, values)
    every = [
        Influence(
            parameter, found.strength[at], found.alone[at], found.spread[at], curve(points[:, at], values, blocks)
        )
        for at, parameter in enumerate(sweep.parameters)
    ]
    paths = sweep.paths
    pairs = sorted(found.pairs.items(), key=lambda pair: -(pair[1].mean or 0.0))
    return Influences(
        found.method,
        tuple(sorted(every, key=lambda one: -(one.strength.mean or 0.0))),
        tuple((paths[i], paths[j], together) for (i, j), together in pairs),
        tuple(found.remarks + remarks.none_stands_out(found.strength)),
    )


def method_of(sweep: Sweep) -> Method:
    """The method a design was made for."""
    return {"sobol": "sobol", "morris": "morris"}.get(sweep.points.kind, "main effect")  # type: ignore[return-value]


def strengths(sweep: Sweep, points: Numbers, values: Numbers) -> Strengths:
    """Every parameter's strength, by the design's own method; the main effect where too few blocks are left for it."""
    blocks = len(values) // block_of(sweep)
    if sweep.points.kind == "sobol" and blocks > 1:
        return by_sobol(sweep, values, blocks)
    if sweep.points.kind == "morris" and blocks > 1:
        return by_morris(points, values, blocks)
    return by_main_effect(sweep, points, values)


def by_sobol(sweep: Sweep, values: Numbers, blocks: int) -> Strengths:
    """Total and first-order Sobol indices."""
    found = sobol_indices(values, len(sweep.parameters), sweep.points.second_order)
    nothing = [None] * len(found.total)
    return Strengths("sobol", found.total, found.first, nothing, found.pairs, remarks.of_sobol(found, blocks))


def by_morris(points: Numbers, values: Numbers, blocks: int) -> Strengths:
    """Elementary effects."""
    found = morris_effects(points, values)
    nothing = [None] * len(found.strength)
    return Strengths("morris", found.strength, nothing, found.spread, {}, remarks.of_morris(found, blocks))


def by_main_effect(sweep: Sweep, points: Numbers, values: Numbers) -> Strengths:
    """What each parameter explains alone."""
    found = [explained(points[:, at], values) for at in range(points.shape[1])]
    nothing = [None] * len(found)
    said = remarks.of_other(sweep.points.kind, len(points), len(found))
    return Strengths("main effect", found, nothing, nothing, {}, said)
