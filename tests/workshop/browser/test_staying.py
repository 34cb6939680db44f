"""What stays when pages change by themselves: what is being typed, and the place in the game after a fall."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.workshop.browser.house import LAPTOP, PATIENCE, House, visitor


def test_what_a_member_types_stays_while_others_send_and_the_server_falls(
    browser: Browser, open_house: Callable[..., House]
) -> None:
    house = open_house("--teams", "2", "--rounds", "1")
    ann, bo, facilitator = visitor(browser, house), visitor(browser, house), visitor(browser, house, LAPTOP)
    ann.join("Herons", "Ann")
    bo.join("Herons", "Bo")
    facilitator.page.goto(house.facilitator)
    facilitator.press("Open practice round 1")
    ann.sees("Round 1: decide")
    bo.sees("Round 1: decide")
    price = ann.page.get_by_label("Price", exact=True)
    price.fill("97")

    bo.page.get_by_label("Layer 5: bond").fill("100")
    bo.press("Send")
    expect(ann.page.get_by_text("Sent by Bo: 1 decision changed.")).to_be_visible()
    expect(ann.page.get_by_label("Layer 5: bond")).to_have_value("100")
    expect(price).to_have_value("97")
    expect(ann.page.get_by_text("2 decisions differ from last round")).to_be_visible()

    house.kill()
    expect(ann.page.get_by_text("The connection is lost.")).to_be_visible(timeout=PATIENCE)
    house.start()
    expect(ann.page.get_by_text("The connection is lost.")).not_to_be_visible(timeout=PATIENCE)
    expect(price).to_have_value("97")
    ann.press("Change what was sent")
    print(ann.page.url, ann.page.inner_text("main")[:600])
    print("BO", bo.page.inner_text("main")[-900:])
    print(ann.complaints)
    expect(bo.page.get_by_text("Sent by Ann: 2 changed.")).to_be_visible(timeout=PATIENCE)


def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(
    browser: Browser, open_house: Callable[..., House]
) -> None:
    house = open_house("--teams", "1", "--rounds", "1")
    alone = visitor(browser, house)
    alone.enter("Herons", "Ann")
    alone.sees("Round 1: decide")
    alone.page.get_by_label("Layer 1: product").fill("5")
    alone.page.get_by_label("Price", exact=True).fill("7000")
    expect(alone.page.locator("#consequences").get_by_text("out of range")).to_be_visible()
    alone.press("Send")
    expect(alone.page.get_by_role("alert")).to_contain_text("Price: '7000' is out of range")
    expect(alone.page.get_by_label("Layer 1: product")).to_have_value("5")
    alone.complaints.clear()  # browsers complain of any answer that is a refusal
    alone.check()
