"""A fresh cohort of the telecoms survives as published: Fader & Hardie 2007, High End and Regular, years 1 to 7.

The two markets are preset to these curves; no other scenario is fitted to them.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from sim.scenario.scenario import read
from sim.survival import cohort_survival

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PUBLISHED = {
    "telecom": (0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491),
    "telecom_mass": (0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241),
}
WITHIN = 0.03
SEEDS = 20
JOINED_IN = tuple(range(1, 13))
"""Months of joining that are pooled: a month brings some 35 newcomers to the calmer market, a year some 450."""

FEW_SEEDS, LOOSER = 2, 0.08
"""Two cohorts of some 200 people: sampling alone moves a share by 5 points."""

Numbers = npt.NDArray[np.float64]


def survival_of(name: str, run: int, joined_in: tuple[int, ...] = JOINED_IN) -> Numbers:
    return cohort_survival(read(SCENARIOS / f"{name}.yaml"), joined_in, run=run)


def assert_near(name: str, survival: Numbers, tolerance: float) -> None:
    missed = survival - PUBLISHED[name]
    assert np.abs(missed).max() <= tolerance, f"{name} misses by {np.round(100 * missed, 1)} points"


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_small_cohort_survives_roughly_as_published(name: str) -> None:
    cohorts = [survival_of(name, run, tuple(range(1, 7))) for run in range(FEW_SEEDS)]
    assert_near(name, np.mean(cohorts, axis=0), LOOSER)


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_fresh_cohort_survives_as_published(name: str) -> None:
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        cohorts = list(pool.map(survival_of, repeat(name), range(SEEDS)))
    assert_near(name, np.median(cohorts, axis=0), WITHIN)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_cohort_only_shrinks(name: str) -> None:
    survival = survival_of(name, 0)
    assert (np.diff(survival) <= 0).all()
    assert 0 < survival[-1] < survival[0] < 1
