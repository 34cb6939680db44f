"""Reading a sweep file: a sweep in order, or sentences that say what is wrong and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from sim.declarations import Scenario
from sim.scenario.altering import altered, value_at, whole_path
from sim.scenario.declared import below
from sim.scenario.errors import Fault, Key, ScenarioError, did_you_mean, shown
from sim.scenario.overlays import Shift, shift
from sim.scenario.reading import tree_of
from sim.scenario.scenario import OF_SCENARIOS, read, refuse, sentences
from sim.scenario.tree import Node, plain
from sim.sweep.cells import BREAK_EVEN
from sim.sweep.declaration import DesignFile, Span, SweepFile, known_outcomes
from sim.sweep.designs import DesignKind
from sim.sweep.folder import digest
from sim.sweep.parameters import Kind, Parameter, plausible, uncertainties
from sim.sweep.sweep import Points, Sweep
from sim.sweep.tables import table_of_points


@dataclass(frozen=True)
class Wanted:
    """What a command line asks for instead of what the file says; nothing where it is left out."""

    kind: DesignKind | None = None
    points: int | None = None
    runs: int | None = None
    seed: int | None = None
    table: Path | None = None


def read_sweep(path: Path, wanted: Wanted) -> tuple[Sweep, bytes | None]:
    """The sweep in a sweep file, or the usual one of a scenario; and the table of its points, where it has one."""
    tree = tree_of(path)
    if OF_SCENARIOS & set(tree.value):
        file, scenario = SweepFile(scenario=path.name, title=f"What decides in {path.stem}"), read(path)
        tree = Node({}, path, 1)
    else:
        file = sweep_file(tree)
        scenario = read(path.parent / file.scenario)
    return checked_sweep(tree, with_wanted(file, wanted), scenario, wanted.table)


def sweep_file(tree: Node) -> SweepFile:
    """What a tree says, or sentences on what does not fit."""
    try:
        return SweepFile.model_validate(plain(tree))
    except ValidationError as error:
        raise ScenarioError(sentences(tree, misfits(error))) from None


def with_wanted(file: SweepFile, wanted: Wanted) -> SweepFile:
    """A sweep file with what the command line asks for."""
    design = {"kind": "table" if wanted.table else wanted.kind, "points": wanted.points}
    asked: dict[str, object] = {"runs": wanted.runs, "seed": wanted.seed}
    given = {name: value for name, value in asked.items() if value is not None}
    given["design"] = file.design.model_copy(update={name: value for name, value in design.items() if value})
    return file.model_copy(update=given)


def checked_sweep(tree: Node, file: SweepFile, scenario: Scenario, table: Path | None) -> tuple[Sweep, bytes | None]:
    """The sweep a file asks for, once everything in it is in order."""
    refuse(tree, unknown_names(file, scenario))
    refuse(tree, wrong_constants(file, scenario))
    constants = {path: number(path, change, scenario) for path, change in file.constants.items()}
    scenario = altered(scenario, constants)
    refuse(tree, wrong_spans(file, scenario))
    varied = parameters_of(file, scenario)
    points, content = Points(file.design.kind, file.design.points, seed_of(file, scenario)), None
    if file.design.kind == "table":
        varied, count, content = listed(table or table_named(tree, file), file, scenario)
        points = Points("table", count, points.seed, checksum=digest(content))
    elif file.design.kind == "sobol":
        points = Points("sobol", points.points, points.seed, file.design.second_order)
    sweep = Sweep(
        name=tree.file.stem,
        scenario=scenario,
        points=points,
        parameters=varied,
        outcomes=tuple(file.outcomes),
        strategies=tuple(file.strategies or scenario.strategies),
        baseline=scenario.baseline,
        runs=file.runs,
        seed=points.seed,
        constants=constants,
        title=file.title,
        question=file.question,
    )
    return sweep, content


def misfits(error: ValidationError) -> Iterator[Fault]:
    """What pydantic found wrong, each key once, the innermost only."""
    found = {without_kinds(detail["loc"]): detail for detail in error.errors(include_url=False)}
    for key, detail in found.items():
        if not any(other[: len(key)] == key for other in found if other != key):
            yield Fault(key, misfit(detail["type"], key, detail["input"]))


def without_kinds(key: Key) -> Key:
    """A key without what pydantic adds to tell a list of names from the words all and none.

    >>> without_kinds(("uncertainties", "dict[str,Span]", "world.memory", "low"))
    ('uncertainties', 'world.memory', 'low')
    """
    return tuple(part for part in key if not (isinstance(part, str) and "[" in part))


def misfit(kind: str, key: Key, value: object) -> str:
    """One thing that does not fit, in words."""
    if kind == "extra_forbidden":
        return f"there is no such key{did_you_mean(key[-1], beside(key))}"
    if kind == "missing":
        return "this key is missing; give the scenario file, from where the sweep file lies"
    words = {item.parts: item.accepts for item in below(SweepFile, "")}
    usual = "a range {low: ..., high: ...} or a list of numbers" if key[0] in ("levers", "uncertainties") else "a value"
    return f"{shown(value)} does not fit; expected {words.get(tuple(map(str, key))) or usual}"


def beside(key: Key) -> list[str]:
    """The keys that may stand where a key stands.

    >>> beside(("design", "knd")), beside(("levers", "price", "hgih"))
    (['kind', 'points', 'second_order', 'file'], ['low', 'high'])
    """
    if len(key) == 1:
        return list(SweepFile.model_fields)
    return list(DesignFile.model_fields) if key[0] == "design" else ["low", "high"]


def unknown_names(file: SweepFile, scenario: Scenario) -> Iterator[Fault]:
    """Strategies and outcomes that do not exist, or are given twice."""
    known = {"strategies": list(scenario.strategies), "outcomes": known_outcomes()}
    for key, names in known.items():
        given: list[str] = getattr(file, key)
        for at, name in enumerate(given):
            if name not in names:
                yield Fault((key, at), f"there is no {shown(name)}{did_you_mean(name, names)}")
            elif name in given[:at]:
                yield Fault((key, at), f"{name} is given twice; keep one")
    if BREAK_EVEN in file.outcomes and file.strategies and scenario.baseline not in file.strategies:
        yield Fault(("outcomes",), f"{BREAK_EVEN} is told against the baseline; add {scenario.baseline} to strategies")


def wrong_constants(file: SweepFile, scenario: Scenario) -> Iterator[Fault]:
    """Constants that cannot be set."""
    for path, change in file.constants.items():
        yield from refused(("constants", path), path, change, scenario)


def wrong_spans(file: SweepFile, scenario: Scenario) -> Iterator[Fault]:
    """Ranges and lists that cannot be: of what is not there, empty, upside down, out of bounds, twice the same."""
    seen: dict[tuple[str, ...], str] = {whole_path(path, scenario): "constants" for path in file.constants}
    for group in ("levers", "uncertainties"):
        spans = getattr(file, group)
        for path, span in spans.items() if isinstance(spans, dict) else ():
            words = whole_path(path, scenario)
            if words in seen:
                yield Fault((group, path), f"this number is given under {seen[words]} as well; keep one")
                continue
            seen[words] = group
            wrong = list(wrong_span(group, path, span, scenario))
            if not wrong and group == "levers" and words[:2] != ("firms", scenario.us):
                yield Fault((group, path), "this is nothing we decide; it belongs under uncertainties")
            yield from wrong


def wrong_span(group: str, path: str, span: Span, scenario: Scenario) -> Iterator[Fault]:
    """What is wrong with one range or list."""
    key, low, high, values = (group, path), span.low, span.high, span.values
    if values is not None and (len(set(values)) < len(values) or not values):
        yield Fault(key, "the list is empty or holds a number twice; give each value once")
    elif values is None and (low is None or high is None):
        yield Fault(key, "expected a range {low: ..., high: ...} or a list of numbers")
    elif low is not None and high is not None and low >= high:
        yield Fault(key, f"low {low:g} is not below high {high:g}; expected a range from low to high")
    else:
        ends = [value for value in (low, high) if value is not None]
        for value in values or ends:
            yield from refused(key, path, value, scenario)


def refused(key: Key, path: str, change: float | str, scenario: Scenario) -> Iterator[Fault]:
    """Why a number cannot be set, if it cannot."""
    try:
        altered(scenario, {path: number(path, change, scenario)})
    except ScenarioError as error:
        yield Fault(key, str(error).removeprefix(f"{path}: "))


def number(path: str, change: float | str, scenario: Scenario) -> float:
    """The number a change comes to; ScenarioError where there is no such number."""
    wanted, before = shift(change), value_at(path, plausible_there(path, scenario))
    if not isinstance(wanted, Shift):
        raise ScenarioError(f"{path}: {shown(wanted)} is given; expected a number, or a share such as '+20%'")
    return wanted.applied(before)


def plausible_there(path: str, scenario: Scenario) -> Scenario:
    """The scenario, once it is sure that it has such a number."""
    plausible(path, "lever", scenario)
    return scenario


def parameters_of(file: SweepFile, scenario: Scenario) -> tuple[Parameter, ...]:
    """What a file varies, levers first; by default every assumption about the world that it does not name otherwise."""
    levers = [spanned(path, "lever", file, scenario) for path in file.levers]
    if isinstance(file.uncertainties, dict):
        return (*levers, *(spanned(path, "uncertainty", file, scenario) for path in file.uncertainties))
    if file.uncertainties == "none" or file.design.kind == "table":
        return tuple(levers)
    return (*levers, *(one for one in uncertainties(scenario) if one.path not in file.constants))


def spanned(path: str, kind: Kind, file: SweepFile, scenario: Scenario) -> Parameter:
    """A parameter over the range or the values that a file gives it."""
    named = file.levers if kind == "lever" else file.uncertainties
    assert isinstance(named, dict)
    span, facts = named[path], plausible(path, kind, scenario).facts
    if span.values is not None:
        return Parameter(path, kind, min(span.values), max(span.values), tuple(span.values), facts)
    assert span.low is not None and span.high is not None
    return Parameter(path, kind, span.low, span.high, None, facts)


def seed_of(file: SweepFile, scenario: Scenario) -> int:
    """The seed a file gives, or the scenario's."""
    return scenario.seed if file.seed is None else file.seed


def table_named(tree: Node, file: SweepFile) -> Path:
    """The table of points that a file names."""
    if file.design.file is None:
        raise ScenarioError(f"{tree.file}: design: a table needs its file; give `file:` under design, or --table FILE")
    return tree.file.parent / file.design.file


def listed(path: Path, file: SweepFile, scenario: Scenario) -> tuple[tuple[Parameter, ...], int, bytes]:
    """The points of a table, which must set all that the file says varies."""
    found, count, content = table_of_points(path, scenario)
    spans = file.uncertainties if isinstance(file.uncertainties, dict) else {}
    there = {whole_path(parameter.path, scenario) for parameter in found}
    for name in (*file.levers, *spans):
        if whole_path(name, scenario) not in there:
            raise ScenarioError(f"{path}: the column {name} is missing; the sweep file says that it varies")
    return found, count, content
