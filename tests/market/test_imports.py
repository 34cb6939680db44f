"""Imports point one way: declarations, scenario, rules, market, simulate, compare, report."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim

PACKAGE = Path(sim.__file__).parent
FILES = {path: path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py")}
MODULES = {".".join(place.parts): path for path, place in FILES.items()}
RULES_NEED = ("sim.rules", "sim.luck", "sim.ledger", "math", "numba", "numpy", "typing", "__future__")
PLAIN_ANALYSIS = tuple(f"analysis.{name}" for name in ("discovery", "peeling", "indices", "effects", "winners"))
"""What others take from the analysis: functions of arrays that know no sweep."""
JUDGING_WORLDS = tuple(
    f"robust.{name}"
    for name in ("judging", "robustness", "standing", "losing", "tornado", "unknowns", "worlds", "saying")
)
"""What is told of worlds once they are played, by whomever."""
WITHOUT_NETWORK = tuple(f"workshop.{name}" for name in ("acts", "session", "course", "allowing"))
"""Where a workshop stands follows from its acts alone."""
COMPILING = "rules.rule"
"""The one file among the rules that knows how rules are compiled; it may use the standard library."""


def imported(module: str) -> Iterator[str]:
    """Everything a module imports, with what it takes from it; imports for type checking only do not count."""
    tree = ast.parse(MODULES[module].read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def within(module: str, *packages: str) -> bool:
    """Whether a module is one of some packages, or lies in one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("module", [module for module in MODULES if within(module, "rules") and module != COMPILING])
def test_rules_import_nothing_but_numbers_and_each_other(module: str) -> None:
    assert not [name for name in imported(module) if not within(name, *RULES_NEED)]


@pytest.mark.parametrize(
    ("packages", "forbidden"),
    [
        (("declarations",), ("sim.scenario", "sim.market", "sim.rules", "sim.luck", "sim.ledger", "sim.simulate")),
        (("scenario",), ("sim.market", "sim.rules", "sim.luck", "sim.simulate", "sim.compare", "sim.report")),
        (("rules", "luck", "ledger"), ("sim.market", "sim.scenario", "sim.simulate", "sim.compare", "sim.report")),
        (("market",), ("sim.simulate", "sim.compare", "sim.measures", "sim.report", "sim.commands", "sim.cli")),
        (("simulate", "runs"), ("sim.compare", "sim.report", "sim.commands", "sim.cli")),
        (("estimate", "estimating"), ("sim.market", "sim.rules", "sim.simulate", "sim.playing", "sim.compare")),
        (("why",), ("sim.report", "sim.commands", "sim.cli", "sim.comparing")),
        (
            ("compare", "measures", "intervals", "verdict", "sequential"),
            ("sim.market", "sim.rules", "sim.simulate", "sim.luck"),
        ),
        (("simulate", "runs", "playing", "report", "estimators"), ("sim.laboratory", "sim.claims")),
        (("claims", "laboratory"), ("sim.commands", "sim.cli")),
        (("marginal",), ("sim.allocate", "sim.report", "sim.commands", "sim.cli")),
        (("allocate",), ("sim.commands", "sim.cli", "sim.compare", "sim.comparing")),
        (("language",), ("sim.declarations", "sim.scenario", "sim.market", "sim.compare", "sim.report", "sim.wording")),
        (("rules", "market", "declarations"), ("sim.language", "sim.wording")),
        (("analysis",), ("sim.market", "sim.rules", "sim.simulate", "sim.playing", "sim.commands", "sim.cli")),
        (("sweep", "report", "playing", "results"), ("sim.analysis",)),
        (("sweep",), ("sim.report", "sim.compare", "sim.comparing", "sim.commands", "sim.cli")),
        (("sweep.parameters", "sweep.designs"), ("sim.results", "sim.market", "sim.simulate", "sim.playing", "rich")),
        (("robust",), ("sim.commands", "sim.cli", "sim.compare", "sim.comparing", "sim.why", "sim.marginal")),
        (JUDGING_WORLDS, ("sim.report", "sim.market", "sim.simulate", "sim.playing", "click", "rich")),
        (("game",), ("sim.web", "sim.workshop", "sim.explorer", "sim.report", "sim.sweep", "sim.commands", "sim.cli")),
        (("workshop",), ("sim.explorer", "sim.commands", "sim.cli", "sim.comparing", "sim.compare")),
        (WITHOUT_NETWORK, ("sim.web", "starlette", "sqlalchemy", "sim.workshop.room", "sim.workshop.record")),
        (("explorer",), ("sim.workshop", "sim.sweep", "sim.commands", "sim.cli", "sim.comparing")),
        (("market", "simulate", "why", "compare", "report", "web"), ("sim.explorer",)),
        (PLAIN_ANALYSIS, ("sim.sweep", "sim.report", "sim.analysis.table", "sim.analysis.analysis", "click", "rich")),
    ],
)
def test_imports_point_one_way(packages: tuple[str, ...], forbidden: tuple[str, ...]) -> None:
    for module in MODULES:
        if within(module, *packages):
            assert not [name for name in imported(module) if within(name, *forbidden)], module


def test_estimators_know_nothing_but_each_other() -> None:
    modules = [module for module in MODULES if within(module, "estimators")]
    assert len(modules) > 5
    for module in modules:
        assert not [name for name in imported(module) if within(name, "sim") and not within(name, "sim.estimators")]


def test_pages_know_no_market_and_no_game() -> None:
    known = ("sim.web", "sim.language", "sim.wording", "sim.labels", "sim.scenario.errors")
    modules = [module for module in MODULES if within(module, "web")]
    assert len(modules) > 10
    for module in modules:
        assert not [name for name in imported(module) if within(name, "sim") and not within(name, *known)], module


def test_only_the_market_imports_mesa() -> None:
    users = [module for module in MODULES if any(within(name, "mesa") for name in imported(module))]
    assert users
    assert all(within(module, "market") for module in users), users
