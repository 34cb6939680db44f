"""Estimating from a log from end to end: it is read, every estimator that it can feed is run, and a report written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from sim.estimate.buying import buying
from sim.estimate.finding import Finding, Gap
from sim.estimate.leaving import leaving, switching
from sim.estimate.log import Log, log
from sim.estimate.page import page, print_findings
from sim.estimate.pictures import pictures
from sim.estimate.repeating import repeating
from sim.estimate.sharing import sharing
from sim.estimate.spread import concentration
from sim.estimate.tenure import tenure
from sim.report.drawing import png, style
from sim.results import check_folder, json_bytes, versions, write_results
from sim.scenario.errors import ScenarioError, quoted

RESULTS = Path("results")
ESTIMATES = "estimates.json"
"""What tells a folder of estimates from any other."""
ESTIMATORS: tuple[Callable[[Log], Finding | Gap], ...] = (
    tenure, leaving, switching, buying, sharing, repeating, concentration,
)  # fmt: skip
"""Everything that can be asked of a log, in the order in which it is read."""


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    path: Path
    mapped: Sequence[str]
    us: str | None
    kind: str | None
    out: Path | None


def estimate_and_report(request: Request) -> Path:
    """Estimates and reports; returns the results folder."""
    folder = request.out or RESULTS / request.path.stem / "estimate"
    told = log(request.path, mapping(request.mapped), request.us, request.kind)
    check_folder(folder, ESTIMATES)
    with Console(stderr=True).status("Estimating"):
        answers = [estimator(told) for estimator in ESTIMATORS]
        findings = [answer for answer in answers if isinstance(answer, Finding)]
        gaps = [answer for answer in answers if isinstance(answer, Gap)]
        write_results(folder, results_of(told, findings, gaps))
    print_findings(told, findings, gaps, folder / "report.html")
    return folder


def mapping(given: Sequence[str]) -> dict[str, str]:
    """Columns by name, from `customer=Kunde` and the like, with commas or one by one.

    >>> mapping(["customer=Kunde,month=Monat", "firm=Firma"])
    {'customer': 'Kunde', 'month': 'Monat', 'firm': 'Firma'}
    """
    pairs = [pair for some in given for pair in some.split(",") if pair.strip()]
    mapped: dict[str, str] = {}
    for pair in pairs:
        name, sign, heading = (part.strip() for part in pair.partition("="))
        if not (name and sign and heading):
            raise ScenarioError(f"--map: {quoted(pair)} does not fit; expected pairs such as customer=client_id")
        if name in mapped:
            raise ScenarioError(f"--map: {name} is mapped twice; map it once")
        mapped[name] = heading
    return mapped


def results_of(told: Log, findings: Sequence[Finding], gaps: Sequence[Gap]) -> dict[str, bytes]:
    """Every file of the results folder: the same bytes for the same log."""
    with style():
        drawn = {name: png(picture) for name, picture in pictures(findings).items()}
    return {
        ESTIMATES: json_bytes(as_json(told, findings, gaps)),
        "report.html": page(told, findings, gaps, drawn, versions()).encode(),
        **{f"{name}.png": picture for name, picture in drawn.items()},
    }


def as_json(told: Log, findings: Sequence[Finding], gaps: Sequence[Gap]) -> dict[str, Any]:
    """What was found, as numbers for further work."""
    return {
        "log": told.name,
        "kind": told.kind,
        "rows": told.rows,
        "months": told.last,
        "firms": list(told.firms),
        "us": told.us,
        "estimates": {found.name: found.as_json() for found in findings},
        "not_estimated": {gap.name: gap.reason for gap in gaps},
        "versions": versions(),
    }
