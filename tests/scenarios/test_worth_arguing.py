"""The scenarios that come with the program are in order, open as their markets are known, and are worth arguing about.

Today's strategy is `as_is` in every file, and `more_of_everything` raises all five kinds of spending.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from sim.declarations import LAYERS, Scenario, Strategy
from sim.measures import total_value
from sim.opening_figures import opening_rows
from sim.scenario.overlays import facts_at, shift
from sim.scenario.scenario import read
from sim.simulate import simulate_all

FILES = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
NAMES = [file.stem for file in FILES]
TODAY, MORE = "as_is", "more_of_everything"
SEEDS, SEEDS_WITHOUT_LADDER, OPENINGS = 20, 12, 3
WITHOUT_LADDER = {"ladder": 0.0, "bond_growth": 0.0}
"""All layers add up, and no bond grows."""

Numbers = npt.NDArray[np.float64]


def case_of(name: str) -> Scenario:
    return read(FILES[NAMES.index(name)])


# In the ordinary run: the files are in order.


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_tells_the_manager_what_it_is_about(name: str) -> None:
    case = case_of(name)
    assert all(text.strip() for text in (case.title, case.question, case.story, case.source))
    assert case.question.strip().endswith("?")
    for strategy in case.strategies.values():
        assert strategy.title and strategy.story


@pytest.mark.parametrize("name", NAMES)
def test_today_more_of_everything_and_other_serious_strategies_are_compared(name: str) -> None:
    case = case_of(name)
    assert case.baseline == TODAY
    assert not list(parts_that_change(case.strategies[TODAY]))
    raised = [shift(case.strategies[MORE].changes[f"spend.{layer}"]) for layer in LAYERS]
    assert all(not isinstance(change, str) and change.relative and change.amount > 0 for change in raised)
    assert len(set(case.strategies) - {TODAY, MORE}) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_our_firm_and_a_rival_are_known_by_figures(name: str) -> None:
    case = case_of(name)
    known = {case.us if firm == "us" else firm for firm in case.market.known}
    assert case.us in known
    assert len(known) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_the_market_opens_as_it_is_known(name: str) -> None:
    rows = opening_rows(case_of(name), runs=OPENINGS)
    beyond = [
        f"{row.firm} {row.figure}: known {row.known:g}, opens at {row.opening:.4g}" for row in rows if not row.within
    ]
    assert rows
    assert not beyond


def test_there_are_adaptive_strategies_and_trends() -> None:
    cases = [case_of(name) for name in NAMES]
    adaptive = [case.title for case in cases if any(is_adaptive(strategy) for strategy in case.strategies.values())]
    trends = [case.title for case in cases if case.trends]
    assert len(adaptive) >= 2
    assert len(trends) >= 2


def parts_that_change(strategy: Strategy) -> Iterator[str]:
    for part in (strategy, *strategy.phases):
        yield from part.changes


def is_adaptive(strategy: Strategy) -> bool:
    return any("satisfaction_programme" in part.changes.values() for part in (strategy, *strategy.phases))


# Over twenty seeds: they are worth arguing about.


@dataclass(frozen=True)
class Contest:
    """The total value of every strategy of a scenario, run by run."""

    name: str
    totals: dict[str, Numbers]

    @cached_property
    def best(self) -> str:
        return max(self.totals, key=lambda strategy: float(self.totals[strategy].mean()))

    def gain(self, strategy: str) -> float:
        """By how much a strategy is worth more than today's, as a share of today's."""
        today = self.totals[TODAY]
        return float((self.totals[strategy] - today).mean() / abs(today.mean()))


def one_run(name: str, run: int, ladder: bool) -> dict[str, float]:
    case = case_of(name)
    if not ladder:
        case = case.model_copy(update={"world": case.world.model_copy(update=WITHOUT_LADDER)})
    return {one.strategy: total_value(one) for one in simulate_all(case, case.strategies, run)}


@cache
def contests(ladder: bool) -> tuple[Contest, ...]:
    """Every scenario played out, on all processors."""
    seeds = SEEDS if ladder else SEEDS_WITHOUT_LADDER
    plays = [(name, run) for name in NAMES for run in range(seeds)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        played = list(pool.map(one_run, *zip(*plays, strict=True), repeat(ladder)))
    by_name = {name: played[at * seeds : (at + 1) * seeds] for at, name in enumerate(NAMES)}
    return tuple(
        Contest(name, {strategy: np.array([run[strategy] for run in runs]) for strategy in runs[0]})
        for name, runs in by_name.items()
    )


def kind_of(contest: Contest) -> frozenset[str]:
    """What a winner does: the groups of the levers it moves."""
    strategy = case_of(contest.name).strategies[contest.best]
    if is_adaptive(strategy):
        return frozenset({"adaptive"})
    return frozenset(facts_at(path, "us").group for path in parts_that_change(strategy))


@pytest.mark.slow
def test_in_every_scenario_some_serious_strategy_loses_to_todays() -> None:
    nothing_loses = [
        contest.name
        for contest in contests(ladder=True)
        if not any(contest.gain(strategy) < 0 for strategy in contest.totals if strategy not in (TODAY, MORE))
    ]
    assert not nothing_loses


@pytest.mark.slow
def test_more_of_everything_loses_in_most_scenarios() -> None:
    losses = [contest.name for contest in contests(ladder=True) if contest.gain(MORE) < 0]
    assert len(losses) >= 6


@pytest.mark.slow
def test_winners_are_of_different_kinds() -> None:
    kinds = {contest.name: kind_of(contest) for contest in contests(ladder=True)}
    assert len(set(kinds.values())) >= 5, kinds


@pytest.mark.slow
def test_without_the_ladder_other_strategies_win() -> None:
    pairs = zip(contests(ladder=True), contests(ladder=False), strict=True)
    changed = [with_it.name for with_it, without in pairs if with_it.best != without.best]
    assert len(changed) >= 3
