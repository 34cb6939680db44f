"""A house of pages, within this process or served by one of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from starlette.testclient import TestClient

from tests.web.house import House


class Served:
    """A house in a process of its own, always on the same port."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Starts it, and waits until browsers are answered."""
        command = [sys.executable, "-m", "tests.web.house", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout
        assert self.process.stdout.readline().strip() == self.address

    def set(self, **fields: object) -> None:
        """Somebody does something."""
        answer = httpx.post(f"{self.address}/count", data={name: str(value) for name, value in fields.items()})
        assert answer.status_code == 303

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def client(house: House) -> TestClient:
    return TestClient(house.app, follow_redirects=False)


@pytest.fixture(scope="session")
def process() -> Iterator[Served]:
    house = Served()
    yield house
    house.kill()


@pytest.fixture
def served(process: Served) -> Served:
    """The one process, as if it had just begun."""
    process.set(count=0, price=1.0, view="first")
    return process
