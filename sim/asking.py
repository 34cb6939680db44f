"""What a command line asks of a scenario: another size, one of its strategies."""

from __future__ import annotations

from sim.declarations import Scenario
from sim.scenario.errors import ScenarioError, did_you_mean


def resized(scenario: Scenario, months: int | None, customers: int | None) -> Scenario:
    """The scenario with another horizon or another number of customers."""
    changes = {"months": months, "customers": customers}
    given = {name: value for name, value in changes.items() if value is not None}
    return scenario.model_copy(update={"market": scenario.market.model_copy(update=given)})


def strategy_of(scenario: Scenario, name: str) -> str:
    """The strategy of that name, or a sentence with the nearest one."""
    if name not in scenario.strategies:
        raise ScenarioError(f"--strategy: there is no strategy {name!r}{did_you_mean(name, scenario.strategies)}")
    return name
