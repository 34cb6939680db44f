"""The JSON Schema of a scenario file, from which editors complete keys and mark mistakes."""

from __future__ import annotations

import json
from typing import Any

from sim.declarations import BEHAVIOURS, Facts, Scenario
from sim.declarations.firm import BY_SEGMENT
from sim.scenario.checks import MOST
from sim.scenario.declared import changeable, market_wide

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAMES = {"pattern": "^[a-z0-9_]+$"}
SHARE = {"type": "string", "pattern": r"^\s*[+-]\s*[0-9]+(\.[0-9]+)?\s*%\s*$", "description": "a share, such as '+20%'"}


def schema() -> dict[str, Any]:
    """What a scenario file may hold; a file that extends another need not repeat what that one gives.

    >>> schema()["properties"]["us"]["type"]
    'string'
    """
    whole: dict[str, Any] = json.loads(json.dumps(Scenario.model_json_schema(by_alias=True)))
    whole = {"$schema": DRAFT, **whole}
    whole["properties"]["extends"] = {
        "type": "string",
        "description": "a scenario file beside this one; mappings merge, lists replace",
    }
    whole["anyOf"] = [{"required": ["extends"]}, {"required": whole.pop("required")}]
    for kind in ("segments", "firms", "strategies"):
        whole["properties"][kind] |= {"propertyNames": NAMES, "minProperties": 1}
    for kind in ("segments", "firms"):
        whole["properties"][kind]["maxProperties"] = MOST
    add_changes(whole["$defs"])
    for lever in BY_SEGMENT:
        whole["$defs"]["Firm"]["properties"][lever]["additionalProperties"] = number(changeable()[f"{lever}.*"])
    return whole


def add_changes(definitions: dict[str, Any]) -> None:
    """Says which quantities strategies, phases and events may change."""
    ours = {path: known for path, known in changeable().items() if not path.startswith(("costs.", "conditions."))}
    definitions["StrategyChanges"] = changes(ours)
    definitions["EventChanges"] = changes({**changeable(), **market_wide()})
    for name, kind in (("Strategy", "StrategyChanges"), ("Phase", "StrategyChanges"), ("Event", "EventChanges")):
        told = definitions[name]["properties"]["changes"]["description"]
        definitions[name]["properties"]["changes"] = {"$ref": f"#/$defs/{kind}", "description": told}


def changes(known: dict[str, Facts]) -> dict[str, Any]:
    """A mapping from quantities to what they become."""
    single = {path: change(item) for path, item in known.items() if not path.endswith("*")}
    by_segment = {f"^{path[:-2]}\\.[a-z0-9_]+$": change(item) for path, item in known.items() if path.endswith("*")}
    single["behaviour"] = {"enum": list(BEHAVIOURS), "description": "how the firm decides"}
    return {
        "type": "object",
        "properties": single,
        "patternProperties": by_segment,
        "additionalProperties": False,
    }


def change(known: Facts) -> dict[str, Any]:
    """A new value of a quantity, or a share of the old one."""
    return {"description": f"{known.meaning} ({known.unit})", "anyOf": [number(known), SHARE]}


def number(known: Facts) -> dict[str, Any]:
    """A number within the bounds of a quantity."""
    low, high = known.bounds
    return {"type": "integer" if known.whole else "number", "minimum": low, "maximum": high}
