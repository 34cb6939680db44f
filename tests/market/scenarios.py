"""Small markets to play with."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sim.declarations import Scenario
from sim.scenario.changes import change_faults
from sim.scenario.checks import faults
from sim.scenario.filling import filled
from sim.scenario.scenario import read

DATA = Path(__file__).parents[1] / "data"
KINDS = ("subscription", "repertoire", "captive")
FILES = {
    "subscription": DATA / "everything.yaml",
    "repertoire": DATA / "everything_repertoire.yaml",
    "captive": DATA / "everything_captive.yaml",
}

AIRLINES: dict[str, Any] = {
    "title": "Three airlines",
    "market": {"customers": 120, "months": 12, "burn_in": 4, "run_off": 13},
    "segments": {
        "business": {"share": 0.25, "spend": {"mean": 900, "spread": 0.8}, "importance": {"execution": 5}},
        "leisure": {"share": 0.75, "spend": {"mean": 160}, "price_sensitivity": 1.6},
    },
    "us": "our_air",
    "firms": {
        "our_air": {"title": "Our Air"},
        "red_wing": {"price": 0.96, "behaviour": "imitator", "lag": 4},
        "skylark": {"price": 0.9, "behaviour": "poacher"},
    },
    "strategies": {"as_is": {"title": "As it is"}},
    "baseline": "as_is",
}


def valid(mapping: Mapping[str, Any]) -> Scenario:
    """A scenario with every sum of money given, after the same checks a file passes."""
    scenario = Scenario.model_validate(mapping)
    assert not list(faults(scenario))
    complete = filled(scenario)
    assert not list(change_faults(complete))
    return complete


def airlines(**changes: Any) -> Scenario:
    """Three airlines, with parts of the scenario changed: mappings merge, the rest is replaced."""
    return valid(merged(AIRLINES, changes))


def market_of(firms: Mapping[str, Any], segments: Mapping[str, Any] | None = None, **changes: Any) -> Scenario:
    """The airlines' market with quite other firms in it, of which the first is ours, and perhaps other customers."""
    people = segments or AIRLINES["segments"]
    return valid(merged(AIRLINES, changes) | {"firms": dict(firms), "us": next(iter(firms)), "segments": dict(people)})


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Two trees as one; where both say something the new one counts."""
    both = copy.deepcopy(dict(old))
    for name, value in new.items():
        deeper = isinstance(value, Mapping) and isinstance(both.get(name), Mapping)
        both[name] = merged(both[name], value) if deeper else copy.deepcopy(value)
    return both


@cache
def _everything(kind: str) -> Scenario:
    return read(FILES[kind])


def everything(kind: str = "subscription", **market: Any) -> Scenario:
    """The market with every mechanism in it, with some of its `market:` numbers changed."""
    return with_market(_everything(kind), **market)


def with_market(scenario: Scenario, **market: Any) -> Scenario:
    """A scenario with some of its `market:` numbers changed."""
    changed = type(scenario.market).model_validate(scenario.market.model_dump() | market)
    return scenario.model_copy(update={"market": changed})
