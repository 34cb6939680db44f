"""The division as scenario files: the market as it was played, and beside it the strategies, ready for `compare`."""

from __future__ import annotations

from typing import Any

import yaml

from sim.allocate.allocation import Allocation
from sim.allocate.purse import COINS
from sim.declarations import Scenario
from sim.marginal.levers import laid_over
from sim.wording import money

MARKET, STRATEGIES = "scenario.yaml", "best.yaml"


def scenario_files(scenario: Scenario, found: Allocation) -> dict[str, bytes]:
    """The two files by name; the second extends the first."""
    return {
        MARKET: yaml_bytes(scenario.model_dump(mode="json", by_alias=True, exclude_none=True)),
        STRATEGIES: yaml_bytes({"extends": MARKET, "strategies": strategies(scenario, found)}),
    }


def strategies(scenario: Scenario, found: Allocation) -> dict[str, Any]:
    """The best division and the two splits it is held against, each laid over the strategy that was asked about."""
    own = scenario.strategies[found.question.strategy]
    budget = money(found.purse.budget / COINS, found.currency)
    told = {
        "best_division": found.best,
        **{f"{name}_of_budget": found.references[name] for name in ("equal", "todays_split")},
    }
    told_by_name = {}
    for name, one in told.items():
        coins = tuple(round(amount * COINS) for amount in one.amounts.values())
        laid = laid_over(own, dict(found.purse.values(coins)))
        titled = laid.model_copy(update={"title": f"{one.title}: {budget} a month"})
        told_by_name[unused(name, scenario)] = titled.model_dump(mode="json", by_alias=True, exclude_none=True)
    return told_by_name


def unused(name: str, scenario: Scenario) -> str:
    """A name that no strategy of the scenario has."""
    return name if name not in scenario.strategies else unused(f"{name}_", scenario)


def yaml_bytes(told: dict[str, Any]) -> bytes:
    """YAML in the order given, the same bytes every time."""
    return yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=120).encode()
