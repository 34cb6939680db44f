"""What a sweep varies: levers of ours and uncertainties of the world, each over a range or a list of values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.declarations import Facts, Scenario
from sim.runs import Numbers
from sim.scenario.altering import facts_of
from sim.scenario.declared import declared
from sim.scenario.filling import average_bill, share_of

Kind = Literal["lever", "uncertainty"]
WORLD = "world."


@dataclass(frozen=True)
class Parameter:
    """A number that a sweep varies between `low` and `high`, or over `values` where those are given.

    `path` is that of the scenario file, as `sim.scenario.altering.altered` takes it; `facts` is what is declared of
    the number there (none for a function that is no market).
    """

    path: str
    kind: Kind
    low: float
    high: float
    values: tuple[float, ...] | None = None
    facts: Facts | None = None

    @property
    def whole(self) -> bool:
        """Whether it takes whole numbers only."""
        return self.facts is not None and self.facts.whole

    @property
    def meaning(self) -> str:
        """What it is, in words."""
        return self.facts.meaning if self.facts else self.path

    @property
    def unit(self) -> str:
        """What it is counted in."""
        return self.facts.unit if self.facts else ""

    def at(self, shares: Numbers) -> Numbers:
        """Its values at shares of its range, 0 to 1, of any shape; whole numbers are rounded.

        >>> [float(value) for value in Parameter("price", "lever", 0.5, 1.5).at(np.array([0.0, 0.25, 1.0]))]
        [0.5, 0.75, 1.5]
        >>> [float(value) for value in Parameter("price", "lever", 1, 3, (1.0, 3.0)).at(np.array([0.0, 0.4, 1.0]))]
        [1.0, 1.0, 3.0]
        """
        if self.values is not None:
            listed = np.array(self.values, dtype=float)
            return np.asarray(listed[np.minimum((shares * len(listed)).astype(int), len(listed) - 1)])
        between = self.low + shares * (self.high - self.low)
        return np.asarray(np.rint(between) if self.whole else between)


def uncertainties(scenario: Scenario) -> tuple[Parameter, ...]:
    """Every parameter of the world that is an assumption, over its plausible range, in the order declared.

    Plausible ranges of money are shares of the average monthly bill; here they are in the scenario's currency.
    What is plausible at one value only is left out.
    """
    paths = [item.path for item in declared() if item.facts and item.path.startswith(WORLD)]
    known = [plausible(path, "uncertainty", scenario) for path in paths if facts_of(path, scenario).mark == "assumed"]
    return tuple(parameter for parameter in known if parameter.low < parameter.high)


def plausible(path: str, kind: Kind, scenario: Scenario) -> Parameter:
    """A parameter over its plausible range; ScenarioError where there is no such number."""
    facts = facts_of(path, scenario)
    low, high = facts.plausible
    if facts.of_bill:
        bill = average_bill(scenario)
        low, high = share_of(bill, low), share_of(bill, high)
    return Parameter(path, kind, float(low), float(high), None, facts)


def scaled(parameters: Sequence[Parameter], shares: Numbers) -> Numbers:
    """Points of the unit cube as values of the parameters: (points, parameters), a column for each.

    >>> scaled([Parameter("a", "lever", 0, 10), Parameter("b", "lever", -1, 1)], np.array([[0.5, 0.5]])).tolist()
    [[5.0, 0.0]]
    """
    columns = [parameter.at(shares[:, place]) for place, parameter in enumerate(parameters)]
    return np.column_stack(columns) if columns else np.zeros((len(shares), 0))
