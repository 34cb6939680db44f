"""How soon a pull is answered: the airline at its full size, on whatever machine this is.

Run with `pytest tests/explorer -m slow -s` on a machine with nothing else to do.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from sim.explorer.app import Explorer, Subject
from sim.explorer.choice import Choice, case_of
from sim.scenario.scenario import read

AIRLINE = Path("scenarios/airline.yaml")
FIRST, ALL = 1.0, 3.0
"""Seconds within which the first picture and all runs are there."""


@pytest.mark.slow
def test_a_pull_is_answered_within_a_second_and_all_runs_are_in_within_three() -> None:
    taken = asyncio.run(answers([0.99, 0.98, 0.97, 0.96, 0.95]))
    first, all_runs = (min(times) for times in zip(*taken, strict=True))
    print(f"\nfirst picture {first:.2f} s, all 20 runs {all_runs:.2f} s")
    assert first < FIRST
    assert all_runs < ALL


async def answers(prices: list[float]) -> list[tuple[float, float]]:
    """Seconds to the first picture and to the last, for each price, once everything is warm."""
    airline = read(AIRLINE)
    explorer = Explorer(Subject("airline.yaml", airline, airline, runs=20))
    tasks = explorer.bench.start()
    try:
        await times(explorer, Choice(airline.baseline))
        return [await times(explorer, Choice(airline.baseline, {"price": price})) for price in prices]
    finally:
        for task in tasks:
            task.cancel()
        explorer.bench.close()


async def times(explorer: Explorer, choice: Choice) -> tuple[float, float]:
    """Seconds to the first picture and to the last."""
    begun = time.monotonic()
    exploration = explorer.bench.exploration(case_of(explorer.scenario, choice))
    shown = []
    async for played in explorer.bench.looks(exploration):
        await asyncio.to_thread(explorer.picture, exploration, played)
        shown.append(time.monotonic() - begun)
    return shown[0], shown[-1]
