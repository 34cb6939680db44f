"""Steps of something that takes a while, told line by line with the seconds each took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError

from sim.language.messages import _
from sim.scenario.errors import ScenarioError


class Steps:
    """What is done, as it is done."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds since the first step began."""
        return time.monotonic() - self.began

    @contextmanager
    def step(self, told: str) -> Iterator[None]:
        """A step; where the server refuses or cannot be reached, a sentence that names it."""
        start = time.monotonic()
        try:
            yield
        except HTTPError as refusal:
            raise ScenarioError(_("{step}: the server answered {status}.", step=told, status=refusal.code)) from None
        except OSError as error:
            raise ScenarioError(_("{step}: {reason}", step=told, reason=error)) from None
        print(f"{time.monotonic() - start:6.1f} s  {told}", flush=True)
