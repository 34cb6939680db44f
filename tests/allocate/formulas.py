"""Divisions that are worth what a formula says, with luck of their own: no market, the same path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.allocate.aims import Cell
from sim.allocate.purse import Division, Purse
from sim.allocate.trying import TODAY, Outcomes, name_of
from sim.declarations import Scenario
from sim.runs import Numbers

Worth = Callable[[Numbers, Cell], float]
"""What shares of the budget are worth in a cell."""


@dataclass
class FormulaBench:
    """Stands where the market stands; `cells` are those it was asked to play, in order."""

    worlds: tuple[Scenario, ...]
    purse: Purse
    worth: Worth
    cells: list[tuple[Cell, ...]] = field(default_factory=list)
    solvent: float = 1.0

    def played(self, divisions: Sequence[Division], cells: Sequence[Cell], *, today: bool = False) -> Outcomes:
        """What the formula says, with luck that is the same for all divisions of a cell but for a little."""
        self.cells.append(tuple(cells))
        value = {name_of(one): np.array([self.in_cell(one, cell) for cell in cells]) for one in divisions}
        if today:
            value[TODAY] = np.zeros(len(cells))
        return Outcomes(value, {name: np.full(len(cells), self.solvent) for name in value})

    def in_cell(self, division: Division, cell: Cell) -> float:
        """One division in one cell."""
        shares = np.array(division) / self.purse.budget
        common = np.random.default_rng([cell.world, cell.run]).normal(scale=5.0)
        own = np.random.default_rng([cell.world, cell.run, *division]).normal(scale=0.05)
        return float(self.worth(shares, cell) + common + own)


def saturating(weights: Sequence[float], half: float = 0.2) -> Worth:
    """Each layer answers with its weight and ever less; identical layers deserve identical shares."""

    def worth(shares: Numbers, cell: Cell) -> float:
        return float(100 * (np.array(weights) * shares / (shares + half)).sum())

    return worth


def best_shares(weights: Sequence[float], half: float = 0.2) -> Numbers:
    """Where weights times shares / (shares + half) is largest: marginal returns are equal wherever something is spent.

    Shares are root(weight) x c - half, none below zero (Lagrange), with c such that they add up to one.
    """
    roots = np.sqrt(np.array(weights, dtype=float))
    used = roots > 0
    while True:
        scale = (1 + half * used.sum()) / roots[used].sum()
        shares = np.where(used, roots * scale - half, 0.0)
        if (shares >= 0).all():
            return shares
        used &= shares > 0
