"""An explored strategy as a file: it extends the scenario, and `compare` plays it like any other."""

from __future__ import annotations

from typing import Any

import yaml

from sim.declarations import Scenario, Strategy
from sim.explorer.choice import Choice, key_of
from sim.language.messages import _


def file_of(written: Scenario, scenario: Scenario, file: str, choice: Choice, runs: int) -> str:
    """The text of the file, to be saved beside the scenario's.

    `written`: the scenario as its file has it; `scenario`: as it was explored, with another size perhaps.
    """
    size = {
        name: getattr(scenario.market, name)
        for name in ("customers", "months")
        if getattr(scenario.market, name) != getattr(written.market, name)
    }
    content: dict[str, Any] = {"extends": file, **({"market": size} if size else {})}
    content["strategies"] = {key_of(scenario): block(choice.strategy(scenario))}
    return f"{comment(file, runs)}{yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)}"


def comment(file: str, runs: int) -> str:
    """What to do with the file, over it."""
    told = (
        _("Save this file beside {file}. Then:", file=file),
        f"python run.py compare {name_of(file)} --runs {runs}",
    )
    return "".join(f"# {line}\n" for line in told)


def name_of(file: str) -> str:
    """What the file is called.

    >>> name_of("airline.yaml")
    'airline_explored.yaml'
    """
    return f"{file.rpartition('.')[0] or file}_explored.yaml"


def block(strategy: Strategy) -> dict[str, Any]:
    """A strategy as it is written: nothing that is as usual."""
    told = strategy.model_dump(by_alias=True, exclude_defaults=True)
    return {name: value for name, value in told.items() if value not in (None, [], {})}
