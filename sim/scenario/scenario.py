"""A scenario read from a file: in order and complete, or refused in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from sim.declarations import Scenario
from sim.scenario.changes import change_faults
from sim.scenario.checks import faults
from sim.scenario.errors import Fault, ScenarioError
from sim.scenario.extending import extended
from sim.scenario.filling import filled
from sim.scenario.reading import shown_key
from sim.scenario.tree import Node, nearest, plain
from sim.scenario.wording import found_wrong

HANDFUL = 8
OF_SCENARIOS = {"segments", "firms", "extends", "us"}
"""Keys by which a scenario is known from a file about one, such as a sweep's or a game's."""


def read(path: str | Path) -> Scenario:
    """The scenario in a file, with what it extends, checked, and with every sum of money given."""
    tree = extended(Path(path))
    try:
        scenario = Scenario.model_validate(plain(tree))
    except ValidationError as error:
        raise ScenarioError(sentences(tree, found_wrong(error))) from None
    refuse(tree, faults(scenario))
    complete = filled(scenario)
    refuse(tree, change_faults(complete))
    return complete


def refuse(tree: Node, found: Iterable[Fault]) -> None:
    """Raises what is wrong, if anything."""
    text = sentences(tree, found)
    if text:
        raise ScenarioError(text)


def sentences(tree: Node, found: Iterable[Fault]) -> str:
    """The first handful of faults, one a line, in the order of the file."""
    some = list(islice(found, 200))
    places = {fault: nearest(tree, fault.key) for fault in some}
    some.sort(key=lambda fault: (str(places[fault].file), places[fault].line))
    lines = [f"{places[fault].place}: {shown_key(fault.key)}: {fault.text}" for fault in some[:HANDFUL]]
    more = len(some) - HANDFUL
    return "\n".join([*lines, f"... and {more} more like these"] if more > 0 else lines)
