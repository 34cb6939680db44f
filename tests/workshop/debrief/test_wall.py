"""The slides in a real browser: by keyboard and by buttons, with and without scripts, legible and for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from sim.workshop.acts import Ended
from sim.workshop.room import Room
from tests.workshop.debrief.test_routes import HOST, browser_with, room, study

__all__ = ["room"]

WALL, PHONE = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}
AUDITED = ("winners", "leaky-bucket", "decisions", "claim-C7")
"""Slides that are audited: one of each make."""
Opening = Callable[..., Page]


@pytest.fixture
def opening(browser: Browser, room: Room, claims: Path) -> Iterator[Opening]:
    """Opens pages of a room whose game is over, answered from within this process; no other host is asked."""
    room.do(Ended())
    study(room)
    with ExitStack() as closing:

        def opened(cookie: str, value: str, size: dict[str, int], scripts: bool = True) -> Page:
            client = browser_with(room, f"{cookie}-{room.founded.name}", value)
            context = browser.new_context(viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
            closing.callback(context.close)
            page = context.new_page()
            page.route("**/*", lambda route: answer(route, client))
            page.goto(f"http://{HOST}/debrief")
            return page

        yield opened


def answer(route: Route, client: TestClient) -> None:
    """Answers a browser from the application itself."""
    address = urlsplit(route.request.url)
    assert address.hostname == HOST
    if address.path == "/live":
        return route.abort()
    told = client.get(address.path)
    return route.fulfill(status=told.status_code, headers=dict(told.headers), body=told.content)


def violations(page: Page) -> list[str]:
    """What keeps people out, where it is serious."""
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]


def test_arrows_lead_on_and_back(opening: Opening, room: Room) -> None:
    page = opening("facilitator", room.founded.facilitator, WALL)
    for key, place in (
        ("ArrowRight", "/debrief/value"),
        ("PageDown", "/debrief/leads"),
        ("ArrowLeft", "/debrief/value"),
    ):
        page.keyboard.press(key)
        page.wait_for_url(f"**{place}")


def test_without_scripts_the_links_do(opening: Opening, room: Room) -> None:
    page = opening("screen", room.founded.screen, WALL, scripts=False)
    page.get_by_role("link", name="Next").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/debrief/value")
    page.get_by_role("link", name="Previous").click()
    page.wait_for_url("**/debrief/winners")


def test_every_slide_is_for_everybody_and_fits_across_the_wall(opening: Opening, room: Room) -> None:
    page = opening("facilitator", room.founded.facilitator, WALL)
    while True:
        if page.url.endswith(AUDITED):
            assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 1920
        more = page.get_by_role("link", name="Next")
        if not more.count():
            break
        more.click()
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert page.url.endswith("/debrief/claim-C7")


def test_the_teams_page_is_for_everybody_and_fits_a_phone(opening: Opening) -> None:
    page = opening("team", "of-ada", PHONE)
    assert violations(page) == []
    assert page.locator("section.exhibit").count() == 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
