"""A small market in order, and ways to put it out of order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioError
from sim.scenario.scenario import read

SHOP = Path(__file__).parents[1] / "data" / "shop.yaml"
Refused = Callable[[str | bytes], str]
Broken = Callable[[str, str], tuple[str, int]]


@pytest.fixture
def shop() -> str:
    """The text of a scenario in order."""
    return SHOP.read_text(encoding="utf-8")


@pytest.fixture
def refused(tmp_path: Path) -> Refused:
    """What is said of a file with a certain content."""

    def say(content: str | bytes) -> str:
        file = tmp_path / "market.yaml"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(ScenarioError) as refusal:
            read(file)
        return str(refusal.value)

    return say


@pytest.fixture
def broken(shop: str, refused: Refused) -> Broken:
    """What is said of the scenario with one passage replaced, and the line in which the passage stands."""

    def say(old: str, new: str) -> tuple[str, int]:
        assert shop.count(old) == 1, f"{old!r} stands {shop.count(old)} times in the file"
        line = shop[: shop.index(old)].count("\n") + 1
        return refused(shop.replace(old, new)), line

    return say
