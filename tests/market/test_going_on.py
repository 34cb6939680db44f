"""A market can be stopped, put aside, carried to another process and taken up again, and nothing changes."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.declarations import Scenario
from sim.market.market import Market
from sim.simulate import simulate, simulate_all

from .scenarios import FILES, KINDS, airlines, everything
from .state import differences, everything_about, firm_differences

ROOT = Path(__file__).parents[2]
GO_ON = """
import pickle, sys
from market.state import everything_about
from sim.market.market import Market
market = Market.restore(pickle.load(sys.stdin.buffer))
market.advance(int(sys.argv[1]))
sys.stdout.buffer.write(everything_about(market))
"""
FROM_THE_START = """
import sys
from market.state import everything_about
from sim.market.market import Market
market = Market(sys.argv[1], "better", run=2, watch=-1)
market.advance(int(sys.argv[2]))
sys.stdout.buffer.write(everything_about(market))
"""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pause", [1, 6, 10, 17])
def test_a_market_put_aside_and_taken_up_goes_on_as_if_nothing_had_happened(kind: str, pause: int) -> None:
    through, stopped = Market(everything(kind), "better"), Market(everything(kind), "better")
    stopped.advance(pause)
    taken_up = Market.restore(stopped.save())
    taken_up.advance(30 - pause)
    through.advance(30)
    assert not differences(through, taken_up)
    assert not firm_differences(through, taken_up)


@pytest.mark.parametrize("kind", KINDS)
def test_a_market_advanced_in_pieces_is_the_market_advanced_at_once(kind: str) -> None:
    pieces, once = Market(everything(kind), watch=-1), Market(everything(kind), watch=-1)
    for months in (1, 0, 9, 2, 18):
        pieces.advance(months)
    once.advance(30)
    assert everything_about(pieces) == everything_about(once)


def test_a_saved_market_is_not_touched_by_what_comes_after() -> None:
    market = Market(everything())
    market.advance(8)
    kept = market.save()
    market.advance(5)
    first, second = Market.restore(kept), Market.restore(kept)
    first.advance(5)
    second.advance(5)
    assert not differences(market, first)
    assert not differences(first, second)


@pytest.mark.parametrize("kind", KINDS)
def test_a_market_goes_on_the_same_in_another_process(kind: str) -> None:
    market = Market(everything(kind), "better")
    market.advance(9)
    elsewhere = in_another_process(GO_ON, "12", given=pickle.dumps(market.save()))
    market.advance(12)
    assert elsewhere == everything_about(market)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_bytes_in_another_process(kind: str) -> None:
    elsewhere = in_another_process(FROM_THE_START, str(FILES[kind]), "20")
    here = Market(FILES[kind], "better", run=2, watch=-1)
    here.advance(20)
    assert fingerprint(elsewhere) == fingerprint(everything_about(here))


def test_months_asked_for_later_do_not_change_the_months_before() -> None:
    short, long = Market(everything(), watch=-1), Market(everything(), watch=-1)
    short.advance(10)
    long.advance(25)
    assert np.array_equal(np.array(short.ledger), np.array(long.ledger)[: len(short.ledger)])
    events = long.journal.events()
    assert np.array_equal(short.journal.events(), events[events["month"] <= short.month])


def test_a_longer_horizon_does_not_change_earlier_months_where_nobody_enters_the_market() -> None:
    """Where people enter, it does: those who will come are drawn, and given friends, at the opening."""
    short, long = (Market(everything(entry=0.0, months=months)) for months in (12, 30))
    short.advance(18)
    long.advance(18)
    assert not differences(short, long)


def test_strategies_that_differ_later_share_the_months_before() -> None:
    case = airlines(strategies={"late": {"from": 7, "changes": {"price": "-20%"}}})
    as_is, late = simulate_all(case, ["as_is", "late"])
    assert np.array_equal(as_is.months[:7], late.months[:7])
    assert not np.array_equal(as_is.months[7:], late.months[7:])


def test_a_strategy_played_alone_is_the_strategy_played_beside_others() -> None:
    case = everything()
    beside = list(simulate_all(case, ["as_is", "better", "cheap"], run=1))
    for record in beside:
        alone = simulate(case, record.strategy, run=1)
        for name in ("months", "flows", "value", "relationship_months", "whale", "by_segment", "base_value"):
            assert np.array_equal(getattr(alone, name), getattr(record, name)), name


def test_a_strategy_compared_with_itself_changes_nothing() -> None:
    one, other = simulate_all(twins(), ["as_is", "twin"])
    assert np.array_equal(one.months, other.months)
    assert np.array_equal(one.base_value, other.base_value)


def test_runs_differ_and_seeds_differ() -> None:
    case = airlines()
    records = [simulate(case, "as_is", run=run, seed=seed) for run, seed in ((0, 1), (1, 1), (0, 2))]
    prints = {fingerprint(record.months.tobytes()) for record in records}
    assert len(prints) == 3


def twins() -> Scenario:
    """A scenario whose second strategy changes every lever it names by nothing."""
    changes = {"price": "+0%", "spend.contact": "+0%", "workforce.pay": 1.0}
    return airlines(strategies={"twin": {"changes": changes}})


def in_another_process(program: str, *words: str, given: bytes = b"") -> bytes:
    """What a program in a fresh process writes."""
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin", "HOME": str(Path.home())}
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, input=given, capture_output=True, env=path, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def fingerprint(data: bytes) -> str:
    """A short name for a pile of bytes."""
    return hashlib.sha256(data).hexdigest()
