"""The small shop."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.declarations import Scenario
from sim.scenario.altering import altered
from sim.scenario.scenario import read

SHOP = Path(__file__).parents[1] / "data" / "shop.yaml"


@pytest.fixture(scope="session")
def shop() -> Scenario:
    """The small shop, with a short run-off."""
    return altered(read(SHOP), {"market.customers": 200, "market.run_off": 14})
