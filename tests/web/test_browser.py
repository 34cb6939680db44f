"""Pages in a real browser: they stay up to date, outlive their server, and anybody can use them."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from tests.web.conftest import Served
from tests.web.gallery import gallery
from tests.web.house import LAN

SOON = 5000
"""Milliseconds within which a page shows what changed, or is connected again."""


OUTSIDE = """() => [...document.querySelectorAll("svg text")].filter(words => {
    const [box, frame] = [words.getBBox(), words.ownerSVGElement.viewBox.baseVal];
    return box.x < -2 || box.x + box.width > frame.width + 2 || box.y < -1 || box.y + box.height > frame.height + 1;
}).map(words => words.textContent)"""
"""Words of charts that reach over their frame, as this browser draws them."""


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.set_default_timeout(5000)
    opened.goto(served.address)
    yield opened
    opened.close()


def test_a_page_shows_what_others_did(served: Served, page: Page) -> None:
    served.set(count=7)
    expect(page.locator("#count")).to_have_text("7", timeout=SOON)
    expect(page.locator("#told")).to_have_text("Now 7.")
    expect(page).to_have_title("House 7")


def test_a_page_is_fetched_anew_only_when_the_bell_was_rung(served: Served, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    with page.expect_response(f"{served.address}/live"):
        page.reload()
    page.wait_for_timeout(500)
    assert asked.count("fetch") == 0
    served.set(count=1)
    expect(page.locator("#count")).to_have_text("1", timeout=SOON)
    assert asked.count("fetch") == 1


def test_what_is_typed_and_focused_and_open_stays(served: Served, page: Page) -> None:
    page.locator("summary").click()
    page.locator("#field-price").fill("1.23")
    served.set(count=3, price=0.5)
    expect(page.locator("#inside")).to_have_text("Inside 3", timeout=SOON)
    expect(page.locator("#field-price")).to_have_value("1.23")
    expect(page.locator("#field-price")).to_be_focused()
    expect(page.locator("#more")).to_have_attribute("open", "")


def test_what_nobody_touched_is_taken_over(served: Served, page: Page) -> None:
    page.locator("summary").focus()
    served.set(count=3, price=0.5)
    expect(page.locator("#field-price")).to_have_value("0.5", timeout=SOON)
    expect(page.locator("summary")).to_be_focused()


def test_what_was_not_taken_stays_typed_on_a_page_that_lives_on(served: Served, page: Page) -> None:
    for _attempt in range(2):
        page.locator("#field-price").fill("2")
        page.locator("button.main").click()
        expect(page.locator("#field-price")).to_have_value("2")
        expect(page).to_have_url(served.address + "/")
    served.set(count=3, price=0.5)
    expect(page.locator("#inside")).to_have_text("Inside 3", timeout=SOON)
    expect(page.locator("#field-price")).to_have_value("2")
    served.set(view="second")
    expect(page.locator("#field-price")).to_have_value("0.5", timeout=SOON)


def test_another_view_replaces_everything(served: Served, page: Page) -> None:
    page.locator("#field-price").fill("1.23")
    served.set(count=3, view="second")
    expect(page.locator("main")).to_have_attribute("data-view", "second", timeout=SOON)
    expect(page.locator("#field-price")).to_have_value("1.0")


def test_a_page_outlives_its_server(served: Served, page: Page) -> None:
    served.set(count=5)
    expect(page.locator("#count")).to_have_text("5", timeout=SOON)
    served.kill()
    expect(page.locator("#connection")).to_contain_text("connects again by itself")
    served.start()
    expect(page.locator("#count")).to_have_text("0", timeout=SOON)
    expect(page.locator("#connection")).to_be_empty()
    served.set(count=6)
    expect(page.locator("#count")).to_have_text("6", timeout=SOON)


def test_a_server_that_falls_silent_is_noticed_and_found_again(served: Served, page: Page) -> None:
    page.clock.install()
    page.reload()
    expect(page.locator("#count")).to_have_text("0")
    served.process.send_signal(signal.SIGSTOP)
    try:
        page.clock.fast_forward(16_000)
        expect(page.locator("#connection")).to_contain_text("connects again by itself")
    finally:
        served.process.send_signal(signal.SIGCONT)
    page.clock.resume()
    expect(page.locator("#connection")).to_be_empty(timeout=SOON)


def test_a_page_nobody_looks_at_holds_no_connection(served: Served, page: Page) -> None:
    def turn(hidden: str) -> None:
        page.evaluate(f"Object.defineProperty(document, 'hidden', {{get: () => {hidden}, configurable: true}})")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def listeners() -> str:
        return httpx.get(f"{served.address}/listeners").text

    turn("true")
    until = time.monotonic() + 3
    while listeners() != "0" and time.monotonic() < until:
        time.sleep(0.05)
    assert listeners() == "0"
    served.set(count=8)
    turn("false")
    expect(page.locator("#count")).to_have_text("8", timeout=SOON)


def test_a_decision_is_previewed_while_it_is_made(page: Page) -> None:
    page.locator("input[type=range]").fill("1.5")
    expect(page.locator("#field-price")).to_have_value("1.5")
    expect(page.locator("#consequences")).to_have_text("At a price of 1.5.")
    page.locator("#field-price").fill("0.25")
    expect(page.locator("input[type=range]")).to_have_value("0.25")
    expect(page.locator("#consequences")).to_have_text("At a price of 0.25.")


def test_the_clock_counts_down(page: Page) -> None:
    expect(page.locator("time")).to_have_text("1:29", timeout=SOON)


def test_the_keyboard_alone_decides(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _press in range(2):
        page.keyboard.press("Tab")
    expect(page.locator("#field-price")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("#field-price")).to_have_value("1.01")


def test_the_language_is_chosen_per_browser(page: Page) -> None:
    page.locator(".languages button").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.locator(".languages button").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("address", LAN or ["127.0.0.1"])
def test_forms_work_without_script_in_a_classrooms_network(browser: Browser, served: Served, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"http://{address}:{served.port}/")
    page.locator("#field-price").fill("1.75")
    page.locator("button.main").click()
    expect(page.locator("#field-price")).to_have_value("1.75")
    page.close()


@pytest.mark.parametrize("path", ["/", "/nowhere"])
@pytest.mark.parametrize("width", [390, 1920])
def test_nobody_is_kept_out_and_no_other_host_is_asked(browser: Browser, served: Served, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[Request] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request))
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(served.address + path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert {request.url.split("/")[2] for request in asked} == {f"127.0.0.1:{served.port}"}
    assert not [one for one in complaints if "Content Security Policy" in one]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [390, 1920])
def test_every_chart_lies_within_its_page(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "gallery.html"
    file.write_text(gallery(projector=width > 1000), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OUTSIDE) == []
    found = Axe().run(page, options={"rules": {"page-has-heading-one": {"enabled": False}}})
    assert found.violations_count == 0, found.generate_report()
    page.close()
