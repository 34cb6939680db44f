"""Luck is uniform, independent across people, months, decisions and runs, and the only source of chance."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

import sim
from sim import luck
from sim.market.records import BOOK, CUSTOMER, EVENT, OFFER, RELATION, SCENE, SEGMENT, WORLD
from sim.rules.rule import plain

PEOPLE = 20_000
LEVEL = 1e-4
"""Chance that a fair generator fails one of these tests; draws are fixed, so it passes once and for all."""
DECISIONS = (luck.ENCOUNTERS, luck.SLIP + 2, luck.TALK, luck.NOISE + 3, luck.HEAR + 7, luck.PURCHASE + 160, 20000)
MONTHS = (0, 1, 2, 36, 599)
SOURCES = {"random", "secrets", "uuid"}
DRAWERS = {"default_rng", "shuffle", "shuffle_do", "rvs", "RandomState", "SystemRandom", "urandom"}

Draws = npt.NDArray[np.float64]


def drawn(decision: int = luck.LOOK, month: int = 3, run: int = 0, seed: int = 1) -> Draws:
    """The same draw for many people."""
    return np.asarray(luck.draws(luck.key_of(seed, run), month, decision, PEOPLE))


def families() -> Iterator[tuple[str, list[Draws]]]:
    """Draws that differ in one thing only."""
    yield "decision", [drawn(decision=decision) for decision in DECISIONS]
    yield "next decision", [drawn(decision=luck.SLIP + layer) for layer in range(4)]
    yield "month", [drawn(month=month) for month in MONTHS]
    yield "run", [drawn(run=run) for run in range(6)]
    yield "seed", [drawn(seed=seed) for seed in (0, 1, 2, 2**31 - 1)]


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("month", MONTHS)
def test_draws_are_uniform_between_people(decision: int, month: int) -> None:
    draws = drawn(decision, month)
    assert draws.min() > 0.0
    assert draws.max() < 1.0
    assert stats.kstest(draws, "uniform").pvalue > LEVEL
    assert stats.chisquare(np.bincount((draws * 100).astype(int), minlength=100)).pvalue > LEVEL


def test_one_persons_draws_are_uniform_over_months_and_decisions() -> None:
    key = luck.key_of(1)
    draws = np.array([luck.luck(key, month, 17, decision) for month in range(100) for decision in range(100)])
    assert stats.kstest(draws, "uniform").pvalue > LEVEL


@pytest.mark.parametrize("lag", [1, 2, 64, 256])
def test_draws_of_neighbouring_people_are_independent(lag: int) -> None:
    draws = drawn()
    assert independent(draws[:-lag], draws[lag:])


def test_draws_that_differ_in_decision_month_run_or_seed_are_independent() -> None:
    for name, family in families():
        for one, other in pairwise(family):
            assert independent(one, other), name


def independent(one: Draws, other: Draws) -> bool:
    """Whether two columns show neither correlation nor any pattern on a grid of ten by ten."""
    grid = np.histogram2d(one, other, bins=10, range=[[0, 1], [0, 1]])[0]
    return bool(
        stats.pearsonr(one, other).pvalue > LEVEL
        and stats.chisquare(grid.ravel()).pvalue > LEVEL
        and stats.pearsonr((one - 0.5) ** 2, (other - 0.5) ** 2).pvalue > LEVEL
    )


def test_plain_and_compiled_luck_are_the_same_bits() -> None:
    fixed = np.random.default_rng(5)
    with np.errstate(over="ignore"):
        for _ in range(2000):
            key = luck.key_of(int(fixed.integers(2**31)), int(fixed.integers(1000)))
            month, who, decision = int(fixed.integers(900)), int(fixed.integers(5_000_000)), int(fixed.integers(31_000))
            assert plain(luck.luck)(key, month, who, decision) == luck.luck(key, month, who, decision)


def test_traits_of_tiny_shapes_are_tiny_and_no_error() -> None:
    found = luck.gamma(np.array([1e-9, 0.01, 0.5, 1 - 1e-9]), 1e-3)
    assert (np.diff(found) >= 0).all() and found[0] == 0.0 and np.isfinite(found).all()


def test_no_two_decisions_share_a_draw() -> None:
    firms, purchases = 12, 61
    ranges = [
        *(range(luck.A_FIRM * firm, luck.A_FIRM * firm + luck.TRAINING + 1) for firm in range(firms)),
        *(range(each, each + 1) for each in range(luck.TALK, luck.PURCHASES + 1)),
        *(range(first, first + firms) for first in (luck.CONSIDER, luck.POACH, luck.NOISE)),
        range(luck.HEAR, luck.PURCHASE),
        range(luck.PURCHASE, luck.PURCHASE + 16 * purchases),
        range(luck.OPENING, luck.OPENING + 1000),
        range(luck.SURVEY, luck.SURVEY + 5),
    ]
    taken = [decision for span in ranges for decision in span]
    assert len(taken) == len(set(taken))
    assert max(taken) < 2**16


AROUND = (
    "sweep",
    "validation",
    "allocate",
    "analysis",
    "robust",
    "claims",
    "why",
    "marginal",
    "estimate",
    "estimators",
)
"""What lies around the market, not in it: designs, searches and tests by shuffling, each with a seed of its own."""

KEYS = ("web", "workshop")
"""Where links and tokens are made that nobody can guess; nothing in the market hangs on them."""


def test_nothing_else_in_the_market_draws() -> None:
    package = Path(sim.__file__).parent
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] not in AROUND + KEYS:
            assert not list(drawing(ast.parse(path.read_text()))), path


def test_what_draws_around_the_market_has_a_seed() -> None:
    for path in sorted(Path(sim.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("default_rng", "PCG64", "Random")):
                assert node.args, f"{path}:{node.lineno}"


def drawing(tree: ast.AST) -> Iterator[str]:
    """Whatever in a module could draw: imports of generators, `x.random.y`, shuffles."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            origin = [getattr(node, "module", None) or "", *(name.name for name in node.names)]
            yield from (name for name in origin if name.split(".")[-1] in SOURCES)
        elif isinstance(node, ast.Attribute):
            if node.attr in DRAWERS:
                yield node.attr
            if isinstance(node.value, ast.Attribute) and node.value.attr in ("random", "rng"):
                yield f"{node.value.attr}.{node.attr}"


def test_the_search_for_other_sources_of_chance_finds_them() -> None:
    for text in ("import random", "from numpy import random", "np.random.rand()", "self.rng.choice(a)", "a.shuffle()"):
        assert list(drawing(ast.parse(text))), text


@pytest.mark.parametrize("kind", [CUSTOMER, RELATION, OFFER, SEGMENT, WORLD, BOOK, EVENT, SCENE])
def test_no_field_of_a_record_hides_behind_an_attribute_of_numpys_own(kind: np.dtype) -> None:  # type: ignore[type-arg]
    assert not set(kind.names or ()) & (set(dir(np.record)) | set(dir(np.recarray)))
