"""Exhibits: what each claim came to, as the files of a results folder hold it, and which earlier ones still stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sim
from sim.claims.claim import Claim, Condition, Finding
from sim.intervals import Estimate
from sim.laboratory import SCENARIOS
from sim.report.drawing import png
from sim.results import MANIFEST, versions

FIGURES = "claims.json"


@dataclass(frozen=True)
class Exhibit:
    """One claim on the wall: what `claims.json` tells of it, and its picture."""

    told: Mapping[str, Any]
    picture: bytes

    @property
    def id(self) -> str:
        """The claim's id."""
        return str(self.told["id"])


def exhibit(claim: Claim, finding: Finding) -> Exhibit:
    """A claim and its finding, ready to be shown."""
    told = {
        "id": claim.id,
        "title": claim.title,
        "claim": claim.says,
        "source": claim.source,
        "origin": claim.origin,
        "tested": claim.tested,
        "verdict": finding.verdict,
        "sentence": finding.sentence,
        "figure_is": finding.figure_is,
        **measured(finding.measured, finding.unit),
        "scenario": finding.scenario,
        "conditions": [condition(one) for one in finding.conditions],
        "picture": f"{claim.id[0].lower()}{int(claim.id[1:]):02}.png",
    }
    return Exhibit(told, png(finding.picture))


def measured(value: Estimate, unit: str) -> dict[str, Any]:
    """A figure with its interval and unit.

    >>> measured(Estimate(7.0, 6.0, 8.0), "new customers")
    {'figure': 7.0, 'low': 6.0, 'high': 8.0, 'unit': 'new customers'}
    """
    return {"figure": value.mean, "low": value.low, "high": value.high, "unit": unit}


def condition(one: Condition) -> dict[str, Any]:
    """One condition in which the claim was tried."""
    return {
        "where": one.where,
        "scenario": one.scenario,
        "holds": None if one.holds is None else bool(one.holds),
        **measured(one.measured, one.unit),
        "says": one.says,
    }


def manifest(runs: int) -> dict[str, Any]:
    """What the figures of a folder depend on: runs, versions, and the sources of the program and its scenarios."""
    return {"command": "claims", "runs": runs, "versions": versions(), "sources": fingerprint()}


def fingerprint() -> str:
    """A number for the program and the scenarios that come with it: another one where any of them was changed."""
    program = Path(sim.__file__).parent
    told = hashlib.sha256()
    for file in (*sorted(program.rglob("*.py")), *sorted(SCENARIOS.glob("*.yaml"))):
        told.update(file.name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:16]


def earlier(folder: Path, now: Mapping[str, Any]) -> list[Exhibit]:
    """The exhibits of a folder that were made as these are; none where anything they depend on has changed."""
    try:
        if json.loads((folder / MANIFEST).read_text(encoding="utf-8")) != now:
            return []
        told = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
        return [Exhibit(one, (folder / one["picture"]).read_bytes()) for one in told]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def together(fresh: Sequence[Exhibit], kept: Sequence[Exhibit]) -> list[Exhibit]:
    """All exhibits in the order of their claims; of two for one claim the fresh one."""
    by_id = {one.id: one for one in (*kept, *fresh)}
    return sorted(by_id.values(), key=lambda one: int(one.id[1:]))
