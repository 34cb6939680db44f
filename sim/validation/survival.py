"""How long customers stay: cohorts of newcomers survive as published, and retention rises with tenure."""

from __future__ import annotations

import numpy as np

from sim.declarations import Scenario
from sim.estimators import beta_geometric
from sim.survival import cohort_survival
from sim.validation.target import Band, Figures, Pattern, Target

SOURCE = "Fader & Hardie 2007, How to Project Customer Retention, Journal of Interactive Marketing 21(1)"
HIGH_END = (0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491)
REGULAR = (0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241)
WITHIN = 3.0
JOINED_IN = tuple(range(1, 13))
"""Months of joining that are pooled: one month brings too few newcomers for a curve."""
SUBSCRIPTIONS = (
    "airline", "it_dealer", "petrochemicals", "retail_bank", "software_vendor", "telecom", "telecom_mass", "television",
)  # fmt: skip
RISE = "retention of year 5 less that of year 1"


def year_of(place: int) -> str:
    """What the share surviving after so many years is called."""
    return f"still customers after year {place}"


def surviving(case: Scenario, run: int) -> Figures:
    """Per cent of those who joined in the first twelve months still there after each of seven years."""
    shares = cohort_survival(case, JOINED_IN, run=run)
    return {year_of(place): 100 * float(share) for place, share in enumerate(shares, 1)}


def rise_of_retention(case: Scenario, run: int) -> Figures:
    """By how many points the retention of the fifth year lies above that of the first, all firms pooled.

    Beside it the curve itself, for the null model that is fitted to it.
    """
    shares = cohort_survival(case, JOINED_IN, years=5, run=run)
    yearly = shares / np.concatenate([[1.0], shares[:-1]])
    curve = {year_of(place): 100 * float(share) for place, share in enumerate(shares, 1)}
    return {RISE: 100 * float(yearly[-1] - yearly[0])} | curve


def surviving_unchanging(case: Scenario, figures: Figures) -> Figures:
    """Customers whose chance of leaving never changes, fitted to the curve measured (shifted beta-geometric)."""
    curve = [figures[year_of(place)] / 100 for place in range(1, 8)]
    fit = beta_geometric.fitted(curve)
    expected = beta_geometric.survivors(fit.a, fit.b, 7)
    return {year_of(place): 100 * float(share) for place, share in enumerate(expected, 1)}


def rise_unchanging(case: Scenario, figures: Figures) -> Figures:
    """The rise that unequal customers alone bring: those who leave easily are gone after a year."""
    fit = beta_geometric.fitted([figures[year_of(place)] / 100 for place in range(1, 6)])
    yearly = beta_geometric.retention(fit.a, fit.b, 5)
    return {RISE: 100 * float(yearly[-1] - yearly[0])}


def survival_pattern(scenario: str, curve: tuple[float, ...], title: str) -> Pattern:
    """The survival of one of the two telecoms."""
    targets = {
        year_of(place): Target(f"{100 * share:.1f}%", Band(100 * share - WITHIN, 100 * share + WITHIN))
        for place, share in enumerate(curve, 1)
    }
    return Pattern(
        title=f"A cohort survives as the {title} data do",
        how="Everybody who joins a firm in months 1 to 12, all firms pooled, events and trends removed, followed for "
        "seven years; within 3 points in each year.",
        source=SOURCE,
        kind="preset",
        unit="% of the cohort",
        scenarios=(scenario,),
        targets=targets,
        measure=surviving,
        unchanging=surviving_unchanging,
    )


PATTERNS = (
    survival_pattern("telecom", HIGH_END, "High End"),
    survival_pattern("telecom_mass", REGULAR, "Regular"),
    Pattern(
        title="Retention rises with tenure",
        how="The same cohorts: the share kept through the fifth year less the share kept through the first.",
        source=SOURCE,
        kind="emergent",
        unit="points",
        scenarios=SUBSCRIPTIONS,
        targets={RISE: Target("at least 5 points", Band(5.0, 100.0))},
        measure=rise_of_retention,
        unchanging=rise_unchanging,
    ),
)
