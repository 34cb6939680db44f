"""Joining, deciding and sending with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.workshop.browser.house import LAPTOP, House, visitor

OUTLINE = """element => {
    const focused = document.activeElement;
    return focused.matches(element) && getComputedStyle(focused).outlineStyle;
}"""
"""How what has the focus is outlined; nothing where that is something else."""


def test_a_member_joins_decides_and_sends_with_the_keyboard_alone(
    browser: Browser, open_house: Callable[..., House]
) -> None:
    house = open_house("--teams", "2", "--rounds", "1")
    member, facilitator = visitor(browser, house), visitor(browser, house, LAPTOP)
    page = member.page
    page.goto(house.address)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    for label, typed in (("code", house.code), ("team", "Herons"), ("person", "Ann")):
        tab_to(page, f"#{label}")
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    member.sees("Welcome, Herons")

    facilitator.page.goto(house.facilitator)
    facilitator.page.locator("#next-button").wait_for()
    tab_to(facilitator.page, "#next-button")
    facilitator.page.keyboard.press("Enter")
    expect(facilitator.page.get_by_role("button", name="Close round 1")).to_be_visible()
    member.sees("Round 1: decide")
    tab_to(page, "[name='price']")
    page.keyboard.press("ArrowUp")
    tab_to(page, "[name='spend.bond']")
    tab_to(page, "#money summary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader", name="Wages")).to_be_visible()
    tab_to(page, "#send")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sent by Ann: 1 decision changed.")).to_be_visible()


def tab_to(page: Page, element: str) -> None:
    """Presses the tabulator until an element has the focus, which must then be seen."""
    for _press in range(80):
        outline = page.evaluate(OUTLINE, element)
        if outline:
            assert outline != "none"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{element} cannot be reached with the tabulator")


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(page.evaluate("document.activeElement.textContent")).strip()
