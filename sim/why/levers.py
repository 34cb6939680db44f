"""Levers as players: what sets a strategy apart from the baseline, and the worlds in which only some of it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sim.declarations import LAYERS, Scenario
from sim.declarations.scenario import Change, Phase, Strategy
from sim.scenario.overlays import facts_at

Coalition = frozenset[str]
DECISIONS = "decisions"
"""The group of the one lever that is no number: how the firm decides."""

GROUPS = (*LAYERS, "workforce", "commercial", DECISIONS)
Span = tuple[int, int | None, Change]


def levers_of(scenario: Scenario, strategy: str) -> tuple[str, ...]:
    """The levers on which a strategy differs from the baseline; one changed in several phases is one lever."""
    ours, theirs = (timetable(scenario.strategies[name]) for name in (strategy, scenario.baseline))
    return tuple(path for path in dict.fromkeys((*ours, *theirs)) if ours.get(path) != theirs.get(path))


def timetable(strategy: Strategy) -> dict[str, list[Span]]:
    """Every change of every lever with its months, in the order in which they are laid over.

    >>> said = {"changes": {"price": 0.9}, "phases": [{"from": 7, "changes": {"price": 1}}]}
    >>> timetable(Strategy.model_validate(said))
    {'price': [(1, None, 0.9), (7, None, 1.0)]}
    """
    spans: dict[str, list[Span]] = {}
    for part in parts_of(strategy):
        for path, change in part.changes.items():
            spans.setdefault(path, []).append((part.from_, part.until, change))
    return spans


def parts_of(strategy: Strategy) -> list[Strategy | Phase]:
    """A strategy's own changes, then its phases."""
    return [strategy, *strategy.phases]


def with_only(scenario: Scenario, strategy: str, levers: Iterable[str]) -> Strategy:
    """The strategy done in part: these of its levers as it sets them, all others as under the baseline."""
    chosen = set(levers)
    kept = restricted(scenario.strategies[scenario.baseline], lambda path: path not in chosen)
    return Strategy(phases=[*kept, *restricted(scenario.strategies[strategy], lambda path: path in chosen)])


def restricted(strategy: Strategy, wanted: Callable[[str], bool]) -> list[Phase]:
    """The parts of a strategy as phases, each with the wanted changes only."""
    parts = []
    for part in parts_of(strategy):
        changes = {path: change for path, change in part.changes.items() if wanted(path)}
        parts.append(Phase.model_validate({"from": part.from_, "until": part.until, "changes": changes}))
    return parts


def with_coalitions(
    scenario: Scenario, strategy: str, coalitions: Iterable[Coalition]
) -> tuple[Scenario, dict[Coalition, str]]:
    """The scenario with a further strategy for each coalition of levers, and how these are called."""
    named = {coalition: " ".join([strategy, "with", *sorted(coalition)]) for coalition in coalitions}
    further = {name: with_only(scenario, strategy, coalition) for coalition, name in named.items()}
    return scenario.model_copy(update={"strategies": {**scenario.strategies, **further}}), named


def groups_of(levers: Iterable[str], us: str) -> Mapping[str, Coalition]:
    """The levers by the group they are declared in, in the order of the ladder.

    >>> groups = groups_of(["price", "spend.bond", "key_accounts.visits"], "us")
    >>> {group: sorted(paths) for group, paths in groups.items()}
    {'bond': ['key_accounts.visits', 'spend.bond'], 'commercial': ['price']}
    """
    group = {lever: DECISIONS if lever == "behaviour" else facts_at(lever, us).group for lever in levers}
    found = {name: frozenset(lever for lever in group if group[lever] == name) for name in GROUPS}
    return {name: paths for name, paths in found.items() if paths}
