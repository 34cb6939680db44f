"""The explorer in a real browser, served by a real process: pull, see, undo, share, save; by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Request, expect

from sim.scenario.scenario import read
from tests.explorer.conftest import Served

PLAYED = 30_000
"""Milliseconds until all runs of the small market are in, on a machine with much else to do."""


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(10_000)
    opened.goto(served.address)
    yield opened
    opened.close()


def slider(page: Page, path: str) -> Locator:
    """The slider of a lever."""
    return page.locator(f'[data-pair="lever-{path.replace(".", "-")}"]')


def number(page: Page, path: str) -> Locator:
    """The field of a lever."""
    return page.locator(f'[name="{path}"]')


def wait_for_all(page: Page) -> None:
    """Until all runs are in, and the customers told."""
    expect(page.locator("#from-runs")).to_have_text("from all 3 runs", timeout=PLAYED)
    expect(page.locator("#picture:not([aria-busy])")).to_be_attached(timeout=PLAYED)


def test_a_lever_is_pulled_by_keyboard_and_undone_and_done_again(page: Page) -> None:
    wait_for_all(page)
    expect(page.locator("#headline")).to_contain_text("Pull a lever")
    slider(page, "price").focus()
    page.keyboard.press("ArrowLeft")
    expect(number(page, "price")).not_to_have_value("1")
    expect(page.locator("#headline")).to_contain_text("than today", timeout=PLAYED)
    wait_for_all(page)
    expect(page.locator(".verdict")).to_contain_text("As it is, changed")
    expect(page.locator("#stories h3").first).to_be_visible()
    pulled = number(page, "price").input_value()
    assert f"price={pulled}" in page.url

    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    expect(number(page, "price")).to_have_value("1")
    expect(page.locator("#headline")).to_contain_text("Pull a lever", timeout=PLAYED)
    expect(page.locator("#undo")).to_be_disabled()
    page.locator("#redo").click()
    expect(number(page, "price")).to_have_value(pulled)
    expect(page.locator("#headline")).to_contain_text("than today", timeout=PLAYED)


def test_several_presses_are_one_step_to_undo(page: Page) -> None:
    slider(page, "spend.bond").focus()
    for _press in range(5):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"spend\.bond="))
    expect(page.locator("#undo")).to_be_enabled()
    page.locator("#undo").click()
    expect(number(page, "spend.bond")).to_have_value("0.68")
    expect(page.locator("#undo")).to_be_disabled()


def test_the_same_address_shows_the_same_page(page: Page, served: Served, browser: Browser) -> None:
    page.locator("#start").select_option("train")
    expect(number(page, "workforce.training")).to_have_value("30")
    number(page, "price").fill("0.97")
    number(page, "price").press("Enter")
    page.locator("#name").fill("Warm <b>crew</b>")
    page.locator("#name").press("Enter")
    expect(page).to_have_url(re.compile("name=Warm"))
    expect(page.locator(".verdict")).to_contain_text("Warm <b>crew</b>", timeout=PLAYED)
    wait_for_all(page)
    other = browser.new_page()
    other.goto(page.url)
    wait_for_all(other)
    for place in ("#headline", "#verdict", "#picture", "#stories", "#levers select"):
        assert other.locator(place).inner_html() == page.locator(place).inner_html()
    for path in ("price", "workforce.training"):
        expect(number(other, path)).to_have_value(number(page, path).input_value())
    other.close()


def test_what_was_found_is_saved_as_a_strategy(page: Page, served: Served) -> None:
    number(page, "price").fill("0.9")
    number(page, "price").press("Enter")
    expect(page.locator("#save")).to_have_attribute("href", re.compile(r"price=0\.9"))
    with page.expect_download() as saving:
        page.locator("#save").click()
    assert saving.value.suggested_filename == "shop_explored.yaml"
    folder: Path = served.folder  # type: ignore[attr-defined]
    saving.value.save_as(folder / "shop_explored.yaml")
    assert read(folder / "shop_explored.yaml").strategies["explored"].changes == {"price": 0.9}


def test_a_new_pull_takes_the_place_of_what_is_playing(page: Page) -> None:
    for value in ("0.8", "0.85", "0.95"):
        number(page, "price").fill(value)
        number(page, "price").press("Enter")
        page.wait_for_timeout(200)
    wait_for_all(page)
    assert "price=0.95" in page.url
    page.locator("#reset").click()
    expect(number(page, "price")).to_have_value("1")
    expect(page.locator("#headline")).to_contain_text("Pull a lever", timeout=PLAYED)


def test_what_cannot_be_had_is_said_beside_the_levers(page: Page) -> None:
    number(page, "price").fill("-3")
    number(page, "price").press("Enter")
    expect(page.locator("#status")).to_contain_text("Price:")


def test_the_language_changes_and_the_choice_stays(page: Page) -> None:
    number(page, "price").fill("0.9")
    number(page, "price").press("Enter")
    expect(page).to_have_url(re.compile(r"price=0\.9"))
    page.locator(".languages button").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(number(page, "price")).to_have_value("0.9")


@pytest.mark.parametrize("width", [390, 1920])
def test_anybody_can_use_it_and_nobody_else_is_asked(browser: Browser, served: Served, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []

    def hear(request: Request) -> None:
        asked.append(request.url)

    page.on("request", hear)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{served.address}/?start=train&price=0.97")
    wait_for_all(page)
    for group in page.locator("#levers summary").all():
        if group.locator("..").get_attribute("open") is None:
            group.click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert all(url.startswith(served.address) for url in asked)
    assert said == []
    page.close()
