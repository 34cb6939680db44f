"""The manifest of a sweep: sweep.json, enough to play it again to the byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.declarations import Scenario
from sim.results import ResultsError, json_bytes
from sim.scenario.altering import facts_of
from sim.scenario.changes import change_faults
from sim.scenario.checks import faults
from sim.scenario.errors import ScenarioError
from sim.sweep.folder import CHECKSUM, MANIFEST, checksum_line, digest
from sim.sweep.parameters import Parameter
from sim.sweep.sweep import Points, Sweep

PICTURES_ONLY = "matplotlib"
"""The one library recorded that no figure depends on."""


def read_manifest(folder: Path) -> Sweep:
    """The sweep in a folder; ResultsError where there is none, or where sweep.json is torn or corrupt."""
    told = read_json(folder)
    try:
        sweep = sweep_in(told)
        wrong = [fault.text for check in (faults, change_faults) for fault in check(sweep.scenario or no_scenario())]
        if wrong:
            raise ValueError(wrong[0])
        return sweep
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError, ScenarioError) as error:
        first = str(error).splitlines()[0]
        raise ResultsError(
            f"{folder / MANIFEST}: this is no manifest of a sweep, or it is corrupt ({first}); "
            "put back a copy, or begin the sweep anew in another folder"
        ) from None


def manifest_files(sweep: Sweep) -> dict[str, bytes]:
    """The manifest and its checksum, by file name."""
    content = json_bytes(sweep.as_json())
    return {MANIFEST: content, CHECKSUM: checksum_line(content, MANIFEST)}


def read_json(folder: Path) -> dict[str, Any]:
    """What sweep.json says, not yet looked into."""
    file, checksum = folder / MANIFEST, folder / CHECKSUM
    try:
        content = file.read_bytes()
        if checksum.exists() and checksum.read_bytes()[:64] != digest(content).encode():
            raise ValueError("its checksum does not match")
        told = json.loads(content)
    except OSError as error:
        raise ResultsError(f"{file}: cannot be read ({error.strerror}); name a folder that a sweep wrote") from None
    except ValueError as error:
        raise ResultsError(f"{file}: the manifest is torn or corrupt ({error}); put back a copy") from None
    if not isinstance(told, dict):
        raise ResultsError(f"{file}: this is no manifest of a sweep; name a folder that a sweep wrote")
    return told


def no_scenario() -> Scenario:
    """A sweep of a function has no scenario, so it cannot be played from its manifest."""
    raise ValueError("it holds no scenario: it was played from Python and can be gone on with there only")


def sweep_in(told: dict[str, Any]) -> Sweep:
    """The sweep that a manifest tells of."""
    scenario = None if told["scenario"] is None else Scenario.model_validate(told["scenario"])
    design = told["design"]
    return Sweep(
        name=told["name"],
        scenario=scenario,
        points=Points(design["kind"], design["points"], design["seed"], design["second_order"], design.get("checksum")),
        parameters=tuple(parameter(path, known, scenario) for path, known in told["parameters"].items()),
        outcomes=tuple(told["outcomes"]),
        strategies=tuple(told["strategies"]),
        baseline=told["baseline"],
        runs=told["runs"],
        seed=told["seed"],
        constants=told["constants"],
        title=told["title"],
        question=told["question"],
        rows_per_part=told["rows_per_part"],
    )


def parameter(path: str, known: dict[str, Any], scenario: Scenario | None) -> Parameter:
    """A parameter that a manifest tells of."""
    values = None if known["values"] is None else tuple(known["values"])
    facts = facts_of(path, scenario) if scenario else None
    return Parameter(path, known["kind"], known["low"], known["high"], values, facts)


def check_same(folder: Path, sweep: Sweep) -> None:
    """Refuses to go on with a folder that holds another sweep, or one begun with other versions."""
    there, here = read_json(folder), json.loads(json.dumps(sweep.as_json()))
    different = [key for key in here if key != "versions" and there.get(key) != here[key]]
    if different:
        raise ResultsError(
            f"{folder}: this folder holds another sweep (it differs in {', '.join(different)}); "
            f"go on with that one by naming the folder itself, or begin this one with --out"
        )
    old, new = there.get("versions"), here["versions"]
    older = old if isinstance(old, dict) else {}
    changed = [name for name in new if name != PICTURES_ONLY and older.get(name) != new[name]]
    if changed:
        name = changed[0]
        raise ResultsError(
            f"{folder}: this sweep was begun with {name} {older.get(name)}, and here is {new[name]}: rows would not "
            "be alike; go on where it was begun, or begin anew with --out"
        )
