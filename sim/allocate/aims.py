"""What makes one division better than another: its mean, its worst runs, or its worst regret over plausible worlds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.allocate.question import Aim
from sim.runs import Numbers

WORST = 0.2
"""The share of runs that count as bad luck."""


@dataclass(frozen=True)
class Cell:
    """One replication in one world, the first being the scenario's own."""

    world: int
    run: int


def cells_of(worlds: int, runs: int, first: int = 0) -> tuple[Cell, ...]:
    """So many replications of every world, replication by replication."""
    return tuple(Cell(world, run) for run in range(first, first + runs) for world in range(worlds))


def counted(
    aim: Aim, values: Mapping[str, Numbers], cells: Sequence[Cell], rivals: Iterable[str]
) -> dict[str, Numbers]:
    """What counts of each division, run by run, so that the mean is its score (higher is better).

    `values`: total value of each by cell, (cells,); regret is against the best of the `rivals` in each world.
    """
    if aim == "regret":
        worlds = np.array([cell.world for cell in cells])
        best = best_by_world([values[name] for name in rivals], worlds)
        return {name: least_regretted(own, worlds, best) for name, own in values.items()}
    return {name: in_bad_luck(own) if aim == "cvar" else own for name, own in values.items()}


def in_bad_luck(values: Numbers) -> Numbers:
    """Numbers whose mean is that of the worst fifth of runs (Rockafellar & Uryasev 2000, doi:10.21314/JOR.2000.038).

    Run by run, so that two divisions can be compared under the same luck: runs above the bound count as the bound.

    >>> runs = np.array([5.0, 1.0, 9.0, 3.0, 7.0, 8.0, 2.0, 6.0, 4.0, 10.0])
    >>> float(in_bad_luck(runs).mean())
    1.5
    """
    bound = np.sort(values)[math.floor(WORST * len(values) + 1e-9)]
    return np.asarray(bound - np.maximum(bound - values, 0.0) / WORST)


def best_by_world(values: Sequence[Numbers], worlds: Numbers) -> Numbers:
    """The highest mean value in each world: (worlds,)."""
    names = range(int(worlds.max()) + 1)
    return np.array([max(float(own[worlds == world].mean()) for own in values) for world in names])


def least_regretted(values: Numbers, worlds: Numbers, best: Numbers) -> Numbers:
    """How far a division falls short of the best in the world where it does so most, run by run.

    >>> worlds = np.array([0, 1, 0, 1])
    >>> least_regretted(np.array([10.0, 4.0, 10.0, 6.0]), worlds, np.array([12.0, 9.0])).tolist()
    [-5.0, -3.0]
    """
    short = [values[worlds == world] - level for world, level in enumerate(best)]
    return np.asarray(min(short, key=lambda one: float(one.mean())))
