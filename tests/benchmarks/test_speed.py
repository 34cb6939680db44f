"""How fast the market is and how much room it takes; speeds are compared within one run, never with a clock elsewhere.

Run with `pytest tests/benchmarks -m slow -s`; the figures printed are those of docs/benchmarks.md.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from market.scenarios import market_of, with_market

from sim.market.market import EVERYBODY, Market
from sim.measures import total_value
from sim.scenario.scenario import read
from sim.simulate import simulate_all

from .toy import ToyMarket

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))[:3]
FIRMS = {"ours": {}, "second": {}, "third": {"behaviour": "poacher"}, "fourth": {"price": 0.95}}
SUBSCRIPTION, REPERTOIRE = "subscription", "repertoire"
RUNS = 16


@cache
def market_with(customers: int, kind: str = SUBSCRIPTION) -> Market:
    """A market of four firms, some months old."""
    market = Market(market_of(FIRMS, market={"kind": kind, "customers": customers, "months": 600, "burn_in": 0}))
    market.advance(4)
    return market


def three_acts(market: Market) -> None:
    """Serve, talk and choose, for everybody."""
    market.stage[0]["clock"] += 1
    for act in EVERYBODY[:3]:
        act(market.stage[0], market.town, market.journal.room, 0)


def seconds(act: Callable[[], Any], times: int) -> float:
    """The shortest of several timings, in seconds of one core (others may be using the machine)."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        act()
        taken.append(time.process_time() - begun)
    return min(taken)


def test_compiled_rules_are_sixty_times_as_fast_as_an_object_for_every_customer(benchmark: Any) -> None:
    market = market_with(10_000)
    same_luck, own_random = ToyMarket(market), ToyMarket(market, luck=None)
    fast = benchmark.pedantic(lambda: seconds(lambda: three_acts(market), 30), rounds=1)
    slow, slow_random = seconds(same_luck.step, 4), seconds(own_random.step, 4)
    figures = {"toy_us": slow, "toy_with_own_random_us": slow_random, "compiled_us": fast}
    per_customer = {name: taken / 10_000 * 1e6 for name, taken in figures.items()}
    report(benchmark, **per_customer, times_as_fast=slow / fast, times_as_fast_with_own_random=slow_random / fast)
    assert slow / fast >= 60
    assert slow_random / fast >= 40


def test_the_toy_lives_the_same_month_to_the_last_coin() -> None:
    """So the comparison is fair: the toy does all the work, and no more."""
    market = Market(market_of(FIRMS, market={"customers": 1_000, "burn_in": 0}))
    market.advance(4)
    toy = ToyMarket(market)
    market.books[:] = np.zeros((), market.books.dtype)
    for book in toy.scene.books.values():
        book.__init__(np.zeros(1, market.books.dtype)[0])
    for _ in range(3):
        toy.step()
        three_acts(market)
    for place, book in toy.scene.books.items():
        for name in market.books.dtype.names:
            assert getattr(book, name) == market.books[place][name].tolist(), name
    for name in market.town.customers.dtype.names:
        assert [getattr(person, name) for person in toy.people] == market.town.customers[name].tolist(), name


def test_a_customer_costs_about_the_same_time_in_a_market_of_a_million(benchmark: Any) -> None:
    small = seconds(lambda: market_with(10_000).step(), 12) / 10_000
    large = benchmark.pedantic(lambda: seconds(lambda: market_with(1_000_000).step(), 3), rounds=1) / 1_000_000
    report(benchmark, ns_at_10_000=small * 1e9, ns_at_1_000_000=large * 1e9, ratio=large / small)
    assert large / small <= 2.5


@pytest.mark.parametrize("kind", [SUBSCRIPTION, REPERTOIRE])
def test_a_customer_takes_little_room(benchmark: Any, kind: str) -> None:
    market = benchmark.pedantic(market_with, (10_000, kind), rounds=1)
    town = market.town
    columns = (town.customers, town.relations, town.said, town.said_of, town.close, town.tie_start)
    a_customer = sum(column.nbytes for column in columns) / len(town.customers)
    a_tie = town.tie_to.nbytes / len(town.tie_to)
    ties_each = len(town.tie_to) / len(town.customers)
    report(benchmark, kind=kind, bytes_a_customer=a_customer, bytes_a_tie=a_tie, ties_each=ties_each)
    assert a_customer <= 700 or kind == REPERTOIRE
    assert a_tie <= 8


def test_help_appears_at_once(benchmark: Any) -> None:
    command = [sys.executable, str(ROOT / "run.py"), "--help"]
    benchmark.pedantic(subprocess.run, (command,), {"capture_output": True, "check": True}, rounds=5)
    report(benchmark, seconds=benchmark.stats.stats.min)
    assert benchmark.stats.stats.min < 0.5


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_the_same_luck_saves_replications(benchmark: Any, file: Path) -> None:
    saved = benchmark.pedantic(replications_saved, (file,), rounds=1)
    report(benchmark, scenario=file.stem, **saved)
    assert np.median(list(saved.values())) > 1.5


def replications_saved(file: Path) -> dict[str, float]:
    """By strategy, how many times as many independent runs as runs with the same luck a difference would need."""
    case = with_market(read(file), customers=1500)
    values = np.array(
        [[total_value(record) for record in simulate_all(case, case.strategies, run=run)] for run in range(RUNS)]
    )
    names = list(case.strategies)
    baseline = values[:, names.index(case.baseline)]
    saved = {}
    for place, name in enumerate(names):
        paired = np.var(values[:, place] - baseline, ddof=1)
        if name != case.baseline and paired > 0:
            saved[name] = float((np.var(values[:, place], ddof=1) + np.var(baseline, ddof=1)) / paired)
    return saved


def report(benchmark: Any, **figures: Any) -> None:
    """Keeps figures with the benchmark, and prints them."""
    benchmark.extra_info.update(figures)
    print("\n", {name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()})
