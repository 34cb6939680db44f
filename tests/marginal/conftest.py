"""A small market, and processes that stay within this one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.declarations import Scenario
from sim.playing import Crew
from sim.scenario.altering import altered
from sim.scenario.scenario import read

SHOP = Path(__file__).parents[1] / "data" / "shop.yaml"


@pytest.fixture(scope="session")
def shop() -> Scenario:
    """The small shop, with a short run-off."""
    return altered(read(SHOP), {"market.customers": 200, "market.run_off": 14})


@pytest.fixture
def crew() -> Iterator[Crew]:
    """One process."""
    with Crew(1) as alone:
        yield alone
