"""What every browser test of the workshop needs: a server with a small game."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from sim.web.serving import free_port
from tests.workshop.browser.house import House


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Starts servers, and ends them after the test."""
    houses: list[House] = []

    def opened(*options: str) -> House:
        houses.append(House(tmp_path, free_port("127.0.0.1"), *options))
        return houses[-1]

    yield opened
    for house in houses:
        house.kill()
