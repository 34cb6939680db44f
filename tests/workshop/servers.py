"""Real servers in processes of their own, and browsers without a window: what tests of the network need."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from uuid import uuid4

import httpx

from sim.workshop.acts import AnyAct, act_from_json

ROOT = Path(__file__).parents[2]
LANE = Path(__file__).parents[1] / "data" / "lane.yaml"
PATIENCE = 90.0
"""Seconds that a server may take to come up or to play a round, on a machine that does other things too."""
ANNOUNCED = re.compile(
    r"(?P<facilitator>http\S+/facilitator/\S+).*?(?P<screen>http\S+/projector/\S+).*?"
    r"Teams join at (?P<address>http\S+) with the code (?P<code>\w+)",
    re.DOTALL,
)


@dataclass
class Server:
    """A workshop served by its own process. `facilitator`, `screen`: private links; `code`: to join."""

    process: subprocess.Popen[str]
    address: str
    facilitator: str
    screen: str
    code: str

    def browser(self) -> httpx.Client:
        """A browser with cookies of its own, which shows the page that it is sent to."""
        return httpx.Client(base_url=self.address, follow_redirects=True, timeout=PATIENCE)

    def facilitating(self) -> httpx.Client:
        """The facilitator's browser."""
        browser = self.browser()
        assert browser.get(self.facilitator).status_code == 200
        return browser

    def joined(self, team: str, person: str = "") -> httpx.Client:
        """The browser of a member of a team."""
        browser = self.browser()
        answer = browser.post("/join", data={"code": self.code, "team": team, "person": person})
        assert answer.status_code == 200, answer.text
        assert answer.url.path == "/team"
        return browser

    def nonce(self) -> str:
        """Something that no form has sent before."""
        return uuid4().hex

    def rest(self) -> str:
        """What the server said since it was announced."""
        assert self.process.stdout is not None
        return self.process.stdout.read()

    def kill(self) -> None:
        """Ends the server as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def started(*options: str) -> Server:
    """A server that answers."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "run.py"), "workshop", "--port", "0", *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        found = ANNOUNCED.search(said)
        if found:
            return Server(process, **found.groupdict())
    raise AssertionError(f"the server ended with {process.wait()}: {said}")


@contextmanager
def serving(*options: str) -> Iterator[Server]:
    """A server for a while."""
    server = started(*options)
    try:
        yield server
    finally:
        server.kill()


def act(facilitator: httpx.Client, kind: str, **fields: str) -> httpx.Response:
    """Something the facilitator does."""
    return facilitator.post("/facilitator/act", data={"kind": kind, **fields})


def open_round(facilitator: httpx.Client, **fields: str) -> None:
    """Opens the next round as soon as the last one is computed."""
    end = time.monotonic() + PATIENCE
    while (answer := act(facilitator, "opened", **fields)).status_code == 503 and time.monotonic() < end:
        time.sleep(0.05)
    assert answer.status_code == 200, answer.text


def said(answer: httpx.Response) -> str:
    """The sentence on a page that refuses something."""
    found = re.search(r'<p class="(?:said|wrong|notice bad)[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


def acts_of(path: Path) -> list[AnyAct]:
    """What stands on a record, read while a server may be writing it."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reading:
        return [act_from_json(content) for (content,) in reading.execute("SELECT content FROM acts ORDER BY number")]
