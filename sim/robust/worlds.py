"""A plausible world: the scenario with everything that is unknown set to one of the values it may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.declarations import BEHAVIOURS, Scenario
from sim.language.messages import _
from sim.robust.shocks import SHOCKS, shocks_of
from sim.robust.unknowns import BEHAVIOUR, BEHAVIOUR_WORDS
from sim.runs import Numbers
from sim.scenario.altering import altered
from sim.sweep.designs import design
from sim.sweep.parameters import Parameter


def sample(varying: Sequence[Parameter], worlds: int, seed: int) -> Numbers:
    """The worlds: (worlds, unknowns), a Latin hypercube, so that every unknown is spread evenly over its range."""
    return design("lhs", varying, worlds, seed).between(0, worlds)


def world_of(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The world in which every unknown has its value; the shocks of size 0 do not come."""
    numbers = {
        path: value for path, value in values.items() if not path.endswith(BEHAVIOUR) and not path.startswith(SHOCKS)
    }
    case = behaving(altered(scenario, numbers), values)
    for shock in shocks_of(scenario):
        size, month = values.get(shock.path, 0.0), values.get(f"{shock.path}.month", 1.0)
        if size > 0:
            case = shock.strike(case, size, int(month))
    return case


def behaving(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with rivals that behave as a world has it."""
    firms = {
        name: firm.model_copy(update={"behaviour": behaviour_at(values[f"firms.{name}{BEHAVIOUR}"])})
        for name, firm in scenario.firms.items()
        if f"firms.{name}{BEHAVIOUR}" in values
    }
    return scenario.model_copy(update={"firms": {**scenario.firms, **firms}})


def behaviour_at(place: float) -> str:
    """The behaviour that a number stands for.

    >>> behaviour_at(0.0), behaviour_at(3.0)
    ('static', 'poacher')
    """
    return BEHAVIOURS[int(place)]


def columns(varying: Sequence[Parameter], points: Numbers) -> Numbers:
    """The features of worlds, (worlds, features): as `points`, (worlds, unknowns), but a column for each behaviour."""
    return np.column_stack([column for at, one in enumerate(varying) for column in columns_of(one, points[:, at])])


def columns_of(one: Parameter, values: Numbers) -> list[Numbers]:
    """The columns of one unknown."""
    if not one.path.endswith(BEHAVIOUR):
        return [values]
    return [(values == place).astype(float) for place in range(len(BEHAVIOURS))]


def words_of(scenario: Scenario, values: Mapping[str, float]) -> list[str]:
    """The shocks of a world and how its rivals behave, in clauses."""
    shocks = [
        shock.words(values[shock.path], int(values.get(f"{shock.path}.month", 1.0)))
        for shock in shocks_of(scenario)
        if values.get(shock.path, 0.0) > 0
    ]
    behaving = [
        _(
            "{firm} is {behaviour}",
            firm=scenario.title_of("firms", path.split(".")[1]),
            behaviour=_(BEHAVIOUR_WORDS[behaviour_at(value)]),
        )
        for path, value in values.items()
        if path.endswith(BEHAVIOUR)
    ]
    return shocks + behaving
