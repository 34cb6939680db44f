"""What somebody explores: a strategy of the scenario, and levers set otherwise; it stands whole in an address."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from sim.declarations import Scenario, Strategy
from sim.declarations.scenario import Change
from sim.explorer.levers import Lever, in_figures
from sim.game.controls import number
from sim.language.messages import _
from sim.scenario.changes import change_faults
from sim.scenario.errors import ScenarioError, did_you_mean, shown
from sim.scenario.overlays import effective, strategy_overlays

START, NAME = "start", "name"
"""Keys of an address beside the paths of levers."""
LONGEST_NAME = 60


@dataclass(frozen=True)
class Choice:
    """A strategy to begin with, and what is set otherwise, by path; `name` is empty where nobody gave one."""

    start: str
    levers: Mapping[str, float] = field(default_factory=dict)
    name: str = ""

    @property
    def query(self) -> str:
        """What stands in the address after the question mark: the same choice, the same text.

        >>> Choice("punctual", {"price": 0.95}, "Cheap and on time").query
        'start=punctual&price=0.95&name=Cheap+and+on+time'
        """
        named = {NAME: self.name} if self.name else {}
        return urlencode({START: self.start} | {path: repr(value) for path, value in self.levers.items()} | named)

    def title(self, scenario: Scenario) -> str:
        """What the strategy is called."""
        if self.name:
            return self.name
        start = scenario.title_of("strategies", self.start)
        return _("{start}, changed", start=start) if self.levers else start

    def strategy(self, scenario: Scenario) -> Strategy:
        """The strategy itself: what is set here holds from its first month on, also against its later phases."""
        start = scenario.strategies[self.start]
        phases = [
            phase.model_copy(update={"changes": without(phase.changes, self.levers)})
            for phase in start.phases
            if without(phase.changes, self.levers)
        ]
        changes = {**start.changes, **self.levers}
        return start.model_copy(update={"title": self.title(scenario), "changes": changes, "phases": phases})

    def differs(self, scenario: Scenario) -> bool:
        """Whether it is anything else than the baseline."""
        return bool(self.levers) or self.start != scenario.baseline


def without(changes: Mapping[str, Change], paths: Mapping[str, float]) -> dict[str, Change]:
    """Changes but for those of some paths."""
    return {path: change for path, change in changes.items() if path not in paths}


def key_of(scenario: Scenario) -> str:
    """What the strategy is called in a file: a key that the scenario does not have.

    >>> from sim.scenario.scenario import read
    >>> key_of(read("tests/data/shop.yaml"))
    'explored'
    """
    key, count = "explored", 1
    while key in scenario.strategies:
        count += 1
        key = f"explored_{count}"
    return key


def case_of(scenario: Scenario, choice: Choice) -> Scenario:
    """The scenario with two strategies, the baseline and the one explored; the baseline alone where it is no other."""
    strategies = {scenario.baseline: scenario.strategies[scenario.baseline]}
    if choice.differs(scenario):
        strategies[key_of(scenario)] = choice.strategy(scenario)
    return scenario.model_copy(update={"strategies": strategies})


def read_choice(scenario: Scenario, all_levers: list[Lever], given: Mapping[str, str]) -> Choice:
    """What an address asks for. Raises ScenarioError with a sentence on the first thing that cannot be taken."""
    start = given.get(START) or scenario.baseline
    if start not in scenario.strategies:
        near = did_you_mean(start, scenario.strategies)
        raise ScenarioError(_("There is no strategy {name}{near}", name=shown(start), near=near))
    standing = values_under(scenario, start, all_levers)
    changed = {
        path: value_of(path, text, standing)
        for path, text in given.items()
        if path not in (START, NAME) and text.strip() and text.strip() != in_figures(standing.get(path, math.nan))
    }
    ordered = {one.path: changed[one.path] for one in all_levers if one.path in changed}
    choice = Choice(start, ordered, name_of(given.get(NAME, "")))
    refuse_faults(scenario, choice, all_levers)
    return choice


def value_of(path: str, text: str, standing: Mapping[str, float]) -> float:
    """The number in a field."""
    if path not in standing:
        raise ScenarioError(_("There is no lever {name}{near}", name=shown(path), near=did_you_mean(path, standing)))
    value = number(text)
    if math.isnan(value):
        raise ScenarioError(_("{name}: {given} is not a number", name=path, given=shown(text)))
    return value


def name_of(text: str) -> str:
    """A name on one short line."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_NAME]


def values_under(scenario: Scenario, start: str, all_levers: list[Lever]) -> dict[str, float]:
    """Every lever as a strategy sets it in its first month."""
    strategy = scenario.strategies[start]
    laid = strategy_overlays(scenario.us, strategy)
    return {one.path: effective(one.today, one.path, strategy.from_, laid, scenario.us) for one in all_levers}


def refuse_faults(scenario: Scenario, choice: Choice, all_levers: list[Lever]) -> None:
    """Raises what is wrong with the strategy, named as the page names it."""
    labels = {one.path: one.label for one in all_levers}
    for fault in change_faults(case_of(scenario, choice)):
        path = str(fault.key[-1])
        raise ScenarioError(_("{lever}: {fault}", lever=labels.get(path, path), fault=fault.text))
