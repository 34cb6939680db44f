"""Holding the market against the record: every identity, every band, and the null models that meet them too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.declarations import Scenario
from sim.laboratory import Laboratory
from sim.scenario.altering import altered
from sim.validation import customer_worth, people, recovery, survival, talk
from sim.validation.identities import identities
from sim.validation.row import Row
from sim.validation.target import Figures, Pattern

PATTERNS: tuple[Pattern, ...] = (
    *survival.PATTERNS,
    *customer_worth.PATTERNS,
    *recovery.PATTERNS,
    *people.PATTERNS,
    *talk.PATTERNS,
)
UNCHANGING = "unequal customers who never change"
SWITCHED_OFF: Mapping[str, Mapping[str, float]] = {
    "ladder off": {"world.ladder": 0.0},
    "word of mouth off": {"world.word_of_mouth": 0.0},
    "bond off": {"world.bond_growth": 0.0},
}
"""Null models: the same market with one mechanism switched off."""
CUSTOMERS, FEW_CUSTOMERS = 50_000, 10_000
"""Of the market in which chance alone makes customers leave."""
FEW_SCENARIOS = 2
"""Scenarios in which each pattern is looked for when time is short."""


def validation(laboratory: Laboratory, quick: bool = False) -> list[Row]:
    """Every row of the validation, in the order of the record: identities first."""
    rows = identities(laboratory, FEW_CUSTOMERS if quick else CUSTOMERS)
    for pattern in PATTERNS:
        rows.extend(rows_of(pattern, laboratory, FEW_SCENARIOS if quick else None))
    return rows


def rows_of(pattern: Pattern, laboratory: Laboratory, most: int | None = None) -> list[Row]:
    """A pattern in each of its scenarios (the first `most`), under the market as it is and under every null model."""
    rows: list[Row] = []
    for name in pattern.scenarios[:most]:
        case = laboratory.case(name)
        nulls = [altered(case, world) for world in SWITCHED_OFF.values()]
        # A null model is only asked whether it meets the band: half the replications tell.
        by_null = laboratory.measured(pattern.measure, nulls, runs=max(2, laboratory.runs // 2))
        rows.extend(rows_in(pattern, name, case, [*laboratory.measured(pattern.measure, [case]), *by_null]))
    return rows


def rows_in(pattern: Pattern, name: str, case: Scenario, by_world: Sequence[Sequence[Figures]]) -> list[Row]:
    """A pattern's rows in one scenario, from the figures of each world, the market as it is first."""
    as_is, *nulls = by_world
    medians = {figure: median(as_is, figure) for figure in as_is[0]}
    unchanging = pattern.unchanging(case, medians) if pattern.unchanging else {}
    rows = []
    for label, target in pattern.targets.items():
        low, high = spread(as_is, label)
        meets = {UNCHANGING: target.band.holds(unchanging[label])} if label in unchanging else {}
        meets |= {
            null: target.band.holds(median(figures, label))
            for null, figures in zip(SWITCHED_OFF, nulls, strict=True)
            if np.isfinite(median(figures, label))
        }
        row = Row(
            pattern.title,
            label,
            pattern.source,
            pattern.kind,
            name,
            pattern.unit,
            target.published,
            medians[label],
            low,
            high,
            target.band,
            meets,
        )
        rows.append(row)
    return rows


def known_figures(figures: Sequence[Figures], label: str) -> list[float]:
    """A figure of every replication in which it could be measured."""
    return [one[label] for one in figures if np.isfinite(one[label])]


def median(figures: Sequence[Figures], label: str) -> float:
    """The median over replications; not a number where fewer than half could be measured.

    >>> median([{"a": 1.0}, {"a": 3.0}, {"a": 2.0}], "a")
    2.0
    >>> median([{"a": 1.0}, {"a": float("nan")}, {"a": float("nan")}], "a")
    nan
    """
    known = known_figures(figures, label)
    return float(np.median(known)) if 2 * len(known) >= len(figures) else float("nan")


def spread(figures: Sequence[Figures], label: str) -> tuple[float, float]:
    """The range that nine in ten replications lie in."""
    known = known_figures(figures, label)
    if not known:
        return float("nan"), float("nan")
    low, high = np.quantile(known, (0.05, 0.95))
    return float(low), float(high)
