"""A real server with real browsers: what the browser tests play in."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

ROOT = Path(__file__).parents[3]
GAME = ROOT / "tests" / "data" / "street.yaml"
PATIENCE = 60_000
"""Milliseconds that a browser waits: the first round may have to compile the market."""
PHONE, LAPTOP, WALL = (390, 844), (1280, 800), (1920, 1080)


class House:
    """The workshop's server as its own process, on one game file and one port, whatever becomes of it."""

    def __init__(self, folder: Path, port: int, *options: str) -> None:
        self.command = [sys.executable, str(ROOT / "run.py"), "workshop", str(GAME), "--port", str(port)]
        self.command += ["--game", str(folder / "game.sqlite"), *options]
        self.address = f"http://127.0.0.1:{port}"
        self.start()

    def start(self) -> None:
        """Starts the server and reads what it prints."""
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout is not None
        told = ""
        for line in self.process.stdout:
            told += line
            if "Ctrl-C" in line:
                break
        else:
            raise AssertionError(f"the server did not start:\n{told}")
        self.facilitator, self.screen = (self._found(rf"\S+/{name}/\S+", told) for name in ("facilitator", "projector"))
        self.code = self._found(r"\b[A-Z]{6}\b", told)

    def kill(self) -> None:
        """Kills the server without a chance to tidy up."""
        self.process.kill()
        self.process.communicate()

    def _found(self, pattern: str, told: str) -> str:
        found = re.search(pattern, told)
        assert found, f"no {pattern} in:\n{told}"
        return found[0]


@dataclass
class Visitor:
    """A browser of its own, with what it asked other hosts for and what it complained of."""

    page: Page
    house: House
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> Visitor:
        """Notes requests and complaints from now on."""
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.house.address).netloc:
            self.strangers.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def join(self, team: str, person: str) -> None:
        """Joins a team by the form of the first page, before the game begins."""
        self.enter(team, person)
        self.sees(f"Welcome, {team}")

    def enter(self, team: str, person: str) -> None:
        """Joins a team, wherever the game stands."""
        self.page.goto(f"{self.house.address}/?code={self.house.code}")
        self.page.get_by_label("Team name").fill(team)
        self.page.get_by_label("Your own name").fill(person)
        self.press("Join")
        self.page.wait_for_url("**/team")

    def press(self, button: str) -> None:
        """Presses a button."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def sees(self, heading: str) -> None:
        """Waits until a heading stands on the page."""
        self.page.get_by_role("heading", name=heading).wait_for(timeout=PATIENCE)

    def check(self) -> None:
        """Nothing to complain of: accessible, nothing wider than the screen, nobody else asked, no error."""
        where = self.page.url
        found = Axe().run(self.page).response["violations"]
        assert not found, f"{where}: {[(one['id'], one['impact'], one['nodes'][0]['html'][:200]) for one in found]}"
        too_wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, f"{where} scrolls sideways by {too_wide} pixels"
        assert not self.strangers, f"{where} asked for {self.strangers}"
        assert not self.complaints, f"{where}: {self.complaints}"


def visitor(browser: Browser, house: House, size: tuple[int, int] = PHONE) -> Visitor:
    """A new browser with nothing remembered."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    return Visitor(context.new_page(), house).watch()
