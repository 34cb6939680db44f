"""Another market in one call: a scenario with some of its numbers set otherwise, by their dotted paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sim.declarations import Facts, Scenario
from sim.declarations.scenario import Change
from sim.scenario.changes import change_faults
from sim.scenario.checks import faults
from sim.scenario.declared import changeable, declared, fits
from sim.scenario.errors import Fault, ScenarioError, did_you_mean
from sim.scenario.overlays import Shift, shift
from sim.scenario.reading import shown_key
from sim.scenario.wording import found_wrong


def altered(scenario: Scenario, values: Mapping[str, Change]) -> Scenario:
    """The scenario with each of these numbers set (a number) or moved by a share of what it is (a text as '+20%').

    Paths are those of the scenario file: `world.bond_growth`, `market.customers`, `segments.leisure.spend.mean`,
    `firms.our_air.price`, with `firms.us` for our firm; a lever alone (`spend.product`) is our firm's.
    Money is in the scenario's currency. The result is checked like a file; ScenarioError says what is wrong.
    """
    told = scenario.model_dump(by_alias=True)
    for path, change in values.items():
        wanted = shift(change)
        new = wanted.applied(value_at(path, scenario)) if isinstance(wanted, Shift) else wanted
        place(told, whole_path(path, scenario), new)
    try:
        other = Scenario.model_validate(told)
    except ValidationError as error:
        raise ScenarioError(sentence(next(iter(found_wrong(error))))) from None
    wrong = next((fault for check in (faults, change_faults) for fault in check(other)), None)
    if wrong:
        raise ScenarioError(sentence(wrong))
    return other


def whole_path(path: str, scenario: Scenario) -> tuple[str, ...]:
    """A path from the top of the scenario file, with our firm's own name.

    >>> from sim.scenario.scenario import read
    >>> shop = read("tests/data/shop.yaml")
    >>> whole_path("spend.product", shop), whole_path("firms.us.price", shop), whole_path("world.ladder", shop)
    (('firms', 'shop', 'spend', 'product'), ('firms', 'shop', 'price'), ('world', 'ladder'))
    """
    words = tuple(path.split("."))
    if path in changeable() or f"{words[0]}.*" in changeable():
        words = ("firms", scenario.us, *words)
    return ("firms", scenario.us, *words[2:]) if words[:2] == ("firms", "us") else words


def facts_of(path: str, scenario: Scenario) -> Facts:
    """What is declared of the number at a path; ScenarioError where there is no such number."""
    words = whole_path(path, scenario)
    for item in declared():
        if item.facts and fits(item.parts, words):
            return item.facts
    known = [item.path.replace("firms.*", "firms.us") for item in declared() if item.facts]
    raise ScenarioError(f"{path}: there is no such number in a scenario{did_you_mean(path, known)}")


def value_at(path: str, scenario: Scenario) -> float:
    """The number that stands at a path."""
    found: Any = scenario.model_dump(by_alias=True)
    for word in whole_path(path, scenario):
        if not isinstance(found, dict) or word not in found:
            return facts_of(path, scenario).default
        found = found[word]
    return float(found)


def place(told: dict[str, Any], words: tuple[str, ...], value: float | str) -> None:
    """Puts a value where a path leads, within nested mappings."""
    *way, last = words
    for word in way:
        inner = told.get(word)
        if not isinstance(inner, dict):
            raise ScenarioError(f"{'.'.join(words)}: there is no {word!r} here{did_you_mean(word, told)}")
        told = inner
    told[last] = value


def sentence(wrong: Fault) -> str:
    """A fault of an altered scenario in a line."""
    return f"{shown_key(wrong.key)}: {wrong.text}"
