"""What a tuning seeks: published figures in their bands, and scenarios that open as they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.declarations import Scenario
from sim.laboratory import Laboratory
from sim.opening_figures import allowance, figures_of_run, rows_of
from sim.scenario.altering import altered
from sim.validation import people, recovery, survival, talk
from sim.validation.target import Band, Figures, Pattern

SCENARIOS = talk.EVERY_SCENARIO
PATTERNS: tuple[Pattern, ...] = (*survival.PATTERNS[:2], *recovery.PATTERNS, *people.PATTERNS, talk.PATTERNS[0])
"""Patterns that the tuned parameters can move; the others are left to judge by."""
WEIGHT_OF_OPENINGS = 3.0
"""All known figures of the scenarios together count as so many patterns."""
MOST = 2.0
"""A figure that lies further than two widths beyond its band counts as two."""
CUSTOMERS, COHORT_CUSTOMERS = 2500, 6000
"""Customers of a market while searching; more where cohorts are followed."""


@dataclass(frozen=True)
class Sought:
    """The band a figure should lie in, and what missing it by a band's width costs."""

    band: Band
    weight: float


def sought(laboratory: Laboratory) -> dict[str, Sought]:
    """Everything sought, by the name of the figure."""
    wanted = {
        f"{name}: {label}": Sought(target.band, 1 / len(pattern.targets) / len(pattern.scenarios))
        for pattern in PATTERNS
        for name in pattern.scenarios
        for label, target in pattern.targets.items()
    }
    openings = {
        f"{name}: opening of {firm}, {figure}": Band(known - allowance(figure, known), known + allowance(figure, known))
        for name in SCENARIOS
        for firm, told in laboratory.case(name).market.known.items()
        for figure, known in told.model_dump(exclude_none=True).items()
    }
    each = WEIGHT_OF_OPENINGS / len(openings)
    return wanted | {label: Sought(band, each) for label, band in openings.items()}


def case_sought(laboratory: Laboratory, name: str, values: Mapping[str, float]) -> Scenario:
    """A shipped scenario, smaller, with parameters of the world set."""
    cohort = any(name in pattern.scenarios for pattern in survival.PATTERNS[:2])
    customers = COHORT_CUSTOMERS if cohort else CUSTOMERS
    return altered(laboratory.case(name), {**values, "market.customers": customers})


def figures_in(job: tuple[str, Scenario]) -> Figures:
    """Every figure sought in one scenario, in one replication."""
    name, case = job
    figures: Figures = {}
    for pattern in PATTERNS:
        if name in pattern.scenarios:
            measured = pattern.measure(case, 0)
            figures |= {f"{name}: {label}": measured[label] for label in pattern.targets}
    known = case.market.known
    opening = figures_of_run(case, 0)
    for row in rows_of(case, opening):
        firm = next(key for key in known if row.firm in (key, case.us if key == "us" else key))
        figures[f"{name}: opening of {firm}, {row.figure}"] = row.opening
    return figures


def objective(figures: Mapping[str, float], wanted: Mapping[str, Sought]) -> float:
    """How far figures lie beyond what is sought, weighed and added up; what could not be measured misses by the most.

    >>> wanted = {"churn": Sought(Band(0.1, 0.2), 1.0), "talk": Sought(Band(2, 5), 0.5)}
    >>> round(objective({"churn": 0.25, "talk": 3.0}, wanted), 3), objective({"churn": 0.15}, wanted)
    (0.5, 1.0)
    """
    return sum(one.weight * missed(figures.get(label, float("nan")), one.band) for label, one in wanted.items())


def missed(figure: float, band: Band) -> float:
    """By how many widths of its band a figure is missed, at most `MOST`."""
    return min(MOST, band.missed_by(figure)) if np.isfinite(figure) else MOST
