"""The compiled engine against its oracle: one Mesa agent a customer, living by the same rules in plain Python."""

from __future__ import annotations

from typing import Any

import pytest

from sim.declarations import Scenario
from sim.market.market import Market

from .scenarios import everything
from .state import differences, events_of, firm_differences

CUSTOMERS = {"subscription": 100, "repertoire": 50, "captive": 100}


@pytest.mark.parametrize("kind", CUSTOMERS)
def test_both_engines_live_the_same_three_years_to_the_last_bit(kind: str) -> None:
    live_alike(everything(kind, customers=CUSTOMERS[kind], months=30, burn_in=6), 36, strategy="better")


@pytest.mark.slow
@pytest.mark.parametrize("kind", CUSTOMERS)
@pytest.mark.parametrize("run", range(3))
def test_both_engines_live_the_same_three_years_with_other_luck(kind: str, run: int) -> None:
    live_alike(everything(kind, customers=150, months=30, burn_in=6), 36, strategy="cheap", run=run, rng=11)


def live_alike(case: Scenario, months: int, **options: Any) -> None:
    compiled, agents = (Market(case, engine=engine, watch=-1, **options) for engine in ("compiled", "agents"))
    for _ in range(months):
        compiled.step()
        agents.step()
        assert not differences(compiled, agents), f"in month {compiled.month}"
    assert not firm_differences(compiled, agents)
    assert events_of(compiled) == events_of(agents)
