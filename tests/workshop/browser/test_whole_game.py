"""A whole game of four browsers, from joining to the debrief."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.workshop.browser.house import LAPTOP, PATIENCE, PHONE, WALL, House, Visitor, visitor


def test_two_teams_play_a_game_from_joining_to_the_debrief(browser: Browser, open_house: Callable[..., House]) -> None:
    house = open_house("--teams", "2", "--rounds", "2")
    herons, larks = visitor(browser, house, PHONE), visitor(browser, house, WALL)
    facilitator, wall = visitor(browser, house, LAPTOP), visitor(browser, house, WALL)
    everybody = (herons, larks, facilitator, wall)
    facilitator.page.goto(house.facilitator)
    wall.page.goto(house.screen)
    herons.page.goto(house.address)
    check(herons, facilitator, wall)
    in_chinese_and_back(herons)
    herons.join("Herons", "Ann")
    larks.join("Larks", "Chi")
    expect(wall.page.get_by_text("Larks")).to_be_visible()
    check(*everybody)

    practice(herons, larks, facilitator)
    facilitator.press("Begin in earnest")
    herons.sees("Welcome, Herons")
    first_round(herons, larks, facilitator, everybody)
    what_a_facilitator_can_do(herons, larks, facilitator)
    first_round_again(herons, facilitator)
    last_round(herons, larks, facilitator)
    facilitator.press("Begin the debrief")
    herons.sees("The game is over")
    check(*everybody)


def practice(herons: Visitor, larks: Visitor, facilitator: Visitor) -> None:
    """A practice round in which nobody decides anything."""
    facilitator.press("Open practice round 1")
    herons.sees("Round 1: decide")
    facilitator.press("Close round 1")
    herons.sees("How round 1 went")
    larks.sees("How round 1 went")


def first_round(herons: Visitor, larks: Visitor, facilitator: Visitor, everybody: tuple[Visitor, ...]) -> None:
    """A round in which both teams decide, one buys information and a shock strikes."""
    facilitator.press("Open round 1")
    herons.sees("Round 1: decide")
    larks.sees("Round 1: decide")
    check(*everybody)
    herons.page.get_by_label("Price", exact=True).fill("95")
    expect(herons.page.get_by_text("1 decision differs from last round")).to_be_visible()
    herons.press("Send")
    expect(herons.page.get_by_text("Sent by Ann: 1 decision changed.")).to_be_visible()
    expect(facilitator.page.get_by_text("1 of 2 have sent")).to_be_visible()
    herons.page.get_by_role("button", name="Buy for").nth(2).click()
    expect(herons.page.get_by_text("Reputation (0 to 100)")).to_be_visible()
    facilitator.page.get_by_text("Fog …").click()
    facilitator.press("Let it strike in round 1")
    larks.press("Send")
    expect(facilitator.page.get_by_text("Every team has sent its decisions.")).to_be_visible()
    check(herons, facilitator)
    facilitator.press("Close round 1")
    for team in (herons, larks):
        team.sees("How round 1 went")
        expect(team.page.get_by_text("this round")).not_to_have_count(0)
    expect(everybody[3].page.get_by_text("Fog struck all firms.")).to_be_visible()
    check(*everybody)


def what_a_facilitator_can_do(herons: Visitor, larks: Visitor, facilitator: Visitor) -> None:
    """The ranking hidden, a message, a fine, a member sent out, and back to before the first round."""
    page = facilitator.page
    expect(herons.page.get_by_role("heading", name="The ranking")).to_be_visible()
    facilitator.press("Hide the ranking")
    expect(herons.page.get_by_role("heading", name="The ranking")).not_to_be_visible()
    page.get_by_label("Text").fill("Look at your ladder.")
    facilitator.press("Send message")
    expect(herons.page.locator("#news")).to_contain_text("Look at your ladder.")
    larks_seat = page.locator("#seat-team_2")
    larks_seat.get_by_text("Help, fine").click()
    larks_seat.get_by_label("EUR").fill("50")
    larks_seat.get_by_label("Help or fine").select_option("Fine")
    larks_seat.get_by_role("button", name="Give or take").click()
    expect(page.get_by_text("Round 2: Larks, fine EUR 50.0")).to_be_visible()
    larks_seat.get_by_text("dismiss …").click()
    larks_seat.get_by_role("button", name="Yes, Chi has to join again").click()
    larks.sees("Join the game")
    larks.enter("Larks", "Chi")
    page.get_by_text("Go back …").click()
    facilitator.press("Yes, go back")
    herons.sees("Welcome, Herons")


def first_round_again(herons: Visitor, facilitator: Visitor) -> None:
    """The first round as it is played where nobody decides anything."""
    facilitator.press("Open round 1")
    herons.sees("Round 1: decide")
    facilitator.press("Close round 1")
    herons.sees("How round 1 went")


def last_round(herons: Visitor, larks: Visitor, facilitator: Visitor) -> None:
    """A round that closes as soon as both teams have sent, with decisions that are open for the first time."""
    facilitator.page.get_by_label("close when every team has sent").check()
    facilitator.press("Open round 2")
    for team in (herons, larks):
        team.sees("Round 2: decide")
        expect(team.page.get_by_label("Training", exact=True)).to_be_visible()
        team.press("Send")
    for team in (herons, larks):
        team.sees("The last round is played")
    expect(facilitator.page.get_by_role("button", name="Begin the debrief")).to_be_visible(timeout=PATIENCE)
    check(herons, larks, facilitator)


def in_chinese_and_back(guest: Visitor) -> None:
    """The language of one browser, chosen on the page."""
    guest.press("简体中文")
    guest.sees("加入游戏")
    assert guest.page.locator("html").get_attribute("lang") == "zh-Hans"
    guest.check()
    guest.press("English")
    guest.sees("Join the game")


def check(*visitors: Visitor) -> None:
    """Checks every page as it stands."""
    for one in visitors:
        one.check()
