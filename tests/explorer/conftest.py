"""An explorer of a small market, within this process or served by one of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.declarations import Scenario
from sim.explorer.app import Explorer, Subject
from sim.scenario.scenario import read

SHOP = Path("tests/data/shop.yaml")


@pytest.fixture(scope="session")
def shop() -> Scenario:
    return read(SHOP)


@pytest.fixture
def client(shop: Scenario) -> TestClient:
    """A browser that plays nothing: the processes start with the server's life, which is not entered."""
    explorer = Explorer(Subject("shop.yaml", shop, shop, runs=3))
    return TestClient(explorer.application(), base_url="http://127.0.0.1:8000", follow_redirects=False)


class Served:
    """`run.py explore` in a process of its own."""

    def __init__(self, *given: str) -> None:
        command = [sys.executable, "run.py", "explore", *given, "--port", "0", "--no-browser"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.address = self.process.stdout.readline().split()[-1]

    def end(self) -> None:
        """Ends it."""
        self.process.terminate()
        self.process.communicate(timeout=20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small market, beside whose file there is room for what is saved."""
    folder = tmp_path_factory.mktemp("market")
    (folder / "shop.yaml").write_text(SHOP.read_text(encoding="utf-8"), encoding="utf-8")
    explorer = Served(str(folder / "shop.yaml"), "--runs", "3")
    explorer.folder = folder  # type: ignore[attr-defined]
    yield explorer
    explorer.end()
