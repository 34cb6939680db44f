"""What a sweep tells of one outcome: which parameters matter, when things turn, and which strategy wins where."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.discovery import Discovery, discover
from sim.analysis.effects import HeatMap, heat_map
from sim.analysis.influence import Influences, influences
from sim.analysis.remarks import of_rows
from sim.analysis.subject import Subject
from sim.analysis.table import Chosen, Table
from sim.analysis.winners import Win, level, wins
from sim.measures import BETTER
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError, did_you_mean
from sim.sweep.cells import BREAK_EVEN
from sim.sweep.sweep import Sweep

WORST = 0.2
"""Share of the points that count as bad where no threshold is given."""
FEWEST_POINTS = 10
"""Complete points without which nothing is said at all."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a sweep; where no strategy is named, the best is compared with the baseline.

    `threshold` is for the first answer: the difference where there is one, else the outcome itself.
    """

    outcome: str
    strategy: str | None = None
    against: str | None = None
    threshold: float | None = None


@dataclass(frozen=True)
class Cases:
    """When the outcome falls below a threshold, or, where it mostly does, when it does not.

    `what` says it as a clause.
    """

    what: str
    threshold: float
    found: Discovery


@dataclass(frozen=True)
class Answer:
    """What is found of one number a point: the outcome of a strategy, or its difference from that of another.

    `mean`: over all points; `above`: the share of points at which it is above zero;
    `spread`: between which values nine points in ten lie; `map`: by the two parameters named in `pair`.
    """

    subject: Subject
    points: int
    mean: float
    above: float
    spread: tuple[float, float]
    influences: Influences
    pair: tuple[str, str] | None
    map: HeatMap | None
    cases: Cases
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Analysis:
    """Everything a sweep tells of one outcome. `level`: share of points at which no strategy wins."""

    sweep: Sweep
    outcome: str
    answers: tuple[Answer, ...]
    wins: tuple[Win, ...]
    points_compared: int
    level: float


def analysis(table: Table, asked: Asked) -> Analysis:
    """The difference between two strategies first, if there are two; then the outcome of the first by itself."""
    strategy, against = compared(table, asked)
    alone = Subject(table.sweep, table.outcome, strategy)
    subjects = [replace(alone, against=against), alone] if against else [alone]
    answers = [answer(table, what, None if at else asked.threshold) for at, what in enumerate(subjects)]
    everywhere = table.of(table.sweep.strategies)
    has_winners = BETTER.get(table.outcome, "up") == "up" and table.outcome != BREAK_EVEN
    several = has_winners and len(table.sweep.strategies) > 1 and len(everywhere.points) >= FEWEST_POINTS
    return Analysis(
        table.sweep,
        table.outcome,
        tuple(answers),
        winning(table.sweep, everywhere) if several else (),
        len(everywhere.points),
        level(everywhere.means) if several else 0.0,
    )


def winning(sweep: Sweep, chosen: Chosen) -> tuple[Win, ...]:
    """Where each strategy wins."""
    return wins(chosen.points, chosen.means, sweep.strategies, sweep.paths, chosen.blocks)


def compared(table: Table, asked: Asked) -> tuple[str, str | None]:
    """Which strategy is looked at and against which: the one asked for or the best, against the baseline."""
    sweep = table.sweep
    for option, name in (("--strategy", asked.strategy), ("--against", asked.against)):
        if name is not None and name not in sweep.strategies:
            raise ScenarioError(f"{option}: the sweep holds no strategy {name!r}{did_you_mean(name, sweep.strategies)}")
    if asked.strategy and asked.strategy == asked.against:
        raise ScenarioError(f"--against: {asked.against!r} is the strategy itself; name another one")
    against = asked.against or (sweep.baseline if sweep.baseline in sweep.strategies else sweep.strategies[0])
    strategy = asked.strategy or best(table, against)
    return strategy, against if against != strategy else None


def best(table: Table, against: str) -> str:
    """The strategy with the largest mean outcome, another one than the one compared with if there is any."""
    others = [name for name in table.sweep.strategies if name != against]
    means = table.of(table.sweep.strategies).means
    if not others or not len(means):
        return others[0] if others else against
    average = dict(zip(table.sweep.strategies, means.mean(axis=0), strict=True))
    return max(others, key=lambda name: float(average[name]))


def answer(table: Table, what: Subject, threshold: float | None) -> Answer:
    """All that is found of a strategy's outcome, or of its difference from another's."""
    sweep = table.sweep
    chosen = table.of(what.strategies)
    if len(chosen.points) < FEWEST_POINTS:
        raise ScenarioError(
            f"{sweep.name}: {len(chosen.points)} of {len(table.points):,} points have been played in full and their "
            f"{what.words} is known; {FEWEST_POINTS} are needed before anything can be said"
        )
    values = what.values(chosen.means)
    found = influences(sweep, chosen.points, values, chosen.blocks)
    pair = most_telling(found)
    return Answer(
        subject=what,
        points=len(values),
        mean=float(values.mean()),
        above=float((values > 0).mean()),
        spread=(float(np.quantile(values, 0.05)), float(np.quantile(values, 0.95))),
        influences=found,
        pair=pair,
        map=mapped(sweep, chosen, values, pair) if pair else None,
        cases=cases(chosen, values, what, threshold),
        remarks=(*of_rows(table, chosen), *found.remarks),
    )


def most_telling(found: Influences) -> tuple[str, str] | None:
    """The two levers with the largest effects, or the two parameters where there are not two levers."""
    ranked = [one.parameter for one in found.ranked]
    levers = [parameter for parameter in ranked if parameter.kind == "lever"]
    two = levers[:2] if len(levers) > 1 else ranked[:2]
    return (two[0].path, two[1].path) if len(two) == 2 else None


def mapped(sweep: Sweep, chosen: Chosen, values: Numbers, pair: tuple[str, str]) -> HeatMap:
    """The outcome by two parameters."""
    first, second = (chosen.points[:, sweep.paths.index(path)] for path in pair)
    return heat_map(first, second, values)


def cases(chosen: Chosen, values: Numbers, what: Subject, threshold: float | None) -> Cases:
    """When the outcome is below a threshold, or when it is not if it mostly is.

    Where no threshold is given, it is zero for a difference, and for an outcome what the worst fifth stays below.
    """
    if threshold is None:
        threshold = 0.0 if what.against else float(np.quantile(values, WORST))
    below = values < threshold
    mostly = bool(below.mean() > 0.5)
    clause = what.below(threshold, what.unit(float(np.abs(values).max())), mostly)
    found = discover(chosen.points, ~below if mostly else below, what.sweep.paths, chosen.blocks)
    return Cases(clause, threshold, found)
