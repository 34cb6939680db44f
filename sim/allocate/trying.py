"""Divisions played: in every replication and every world under the same luck, shared out over processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from sim.allocate.aims import Cell
from sim.allocate.purse import Division, Purse
from sim.declarations import Scenario
from sim.marginal.account import accounts
from sim.marginal.levers import laid_over
from sim.playing import Crew, Progress
from sim.robust.worlds import sample, world_of
from sim.runs import Numbers
from sim.sweep.parameters import uncertainties

TODAY = "today"
"""The strategy as it is, with whatever it spends."""


@dataclass(frozen=True)
class Outcomes:
    """What divisions came to, by cell: total value, and whether our firm was still solvent."""

    value: Mapping[str, Numbers]
    solvent: Mapping[str, Numbers]


@dataclass(frozen=True)
class Bench:
    """Where divisions are tried: in which worlds (the first is the scenario's own), with which luck, by whose work."""

    worlds: tuple[Scenario, ...]
    strategy: str
    purse: Purse
    seed: int | None
    crew: Crew
    progress: Progress = lambda done: None

    def played(self, divisions: Sequence[Division], cells: Sequence[Cell], *, today: bool = False) -> Outcomes:
        """Every division in every cell and, where wanted, the strategy as it is today."""
        worlds = tuple(self.with_divisions(world, divisions) for world in self.worlds)
        names = (*([TODAY] if today else []), *map(name_of, divisions))
        rows = self.crew.share_out(partial(values_in, worlds, names, self.seed), cells, self.progress)
        table = np.array(rows, dtype=float).reshape(len(cells), len(names), 2)
        value = {name: table[:, place, 0] for place, name in enumerate(names)}
        solvent = {name: table[:, place, 1] for place, name in enumerate(names)}
        return Outcomes(value, solvent)

    def with_divisions(self, world: Scenario, divisions: Sequence[Division]) -> Scenario:
        """A world whose strategies are the divisions, each laid over the strategy for all months."""
        own = world.strategies[self.strategy]
        laid = {name_of(one): laid_over(own, dict(self.purse.values(one))) for one in divisions}
        return world.model_copy(update={"strategies": {TODAY: own, **laid}, "baseline": TODAY})


def values_in(
    worlds: Sequence[Scenario], names: Sequence[str], seed: int | None, cell: Cell
) -> list[tuple[float, bool]]:
    """What every division comes to in one cell, and whether the firm is solvent at the horizon."""
    played = accounts(worlds[cell.world], names, cell.run, seed)
    return [(played[name].total_value, played[name].solvent) for name in names]


def name_of(division: Division) -> str:
    """What a division is called while it is tried."""
    return " ".join(map(str, division))


def plausible_worlds(scenario: Scenario, count: int, seed: int) -> tuple[Scenario, ...]:
    """The scenario, and others whose assumed parameters lie elsewhere in their plausible ranges (Latin hypercube)."""
    if count < 1:
        return (scenario,)
    assumed = uncertainties(scenario)
    paths = [one.path for one in assumed]
    points = sample(assumed, count, seed).tolist()
    others = [world_of(scenario, dict(zip(paths, point, strict=True))) for point in points]
    return (scenario, *others)
