"""The pack: opens without a network, tells the outcome's figures, the same bytes, harmless whatever names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, Page

from sim.web.pages import Pages
from sim.wording import money
from sim.workshop.acts import Act
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.pack import pack, packed
from sim.workshop.debrief.workbook import game_workbook
from sim.workshop.pages.figures import in_table
from sim.workshop.pages.sight import Sight
from tests.workshop.debrief.conftest import HOSTILE


@pytest.fixture
def files(claims: Path, pages: Pages, sight: Sight, found: Found) -> dict[str, str]:
    """The pages of the pack by file name, a claim among them."""
    return packed(pages, sight, found)


@pytest.fixture
def opened(browser: Browser, files: dict[str, str], tmp_path: Path) -> Iterator[Page]:
    """The whole debrief in a browser that notes what it asks for and what it is told."""
    for name, page in files.items():
        (tmp_path / name).write_text(page, encoding="utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail("a name ran as a script"))
    page.goto((tmp_path / "debrief.html").as_uri())
    yield page
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1
    context.close()


def test_the_same_game_is_the_same_bytes(pages: Pages, sight: Sight, found: Found) -> None:
    assert pack(pages, sight, found) == pack(pages, sight, found)


def test_files_are_named_after_seats_whatever_teams_call_themselves(pages: Pages, sight: Sight, found: Found) -> None:
    with ZipFile(BytesIO(pack(pages, sight, found))) as zipped:
        assert zipped.namelist() == ["debrief.html", "team_1.html", "team_2.html"]
        assert zipped.testzip() is None


def test_nothing_in_it_is_fetched_from_anywhere(files: dict[str, str]) -> None:
    for page in files.values():
        assert not re.search(r"<script|<link(?! rel=\"icon\" href=\"data:)|@import|url\((?!data:)", page)
        assert not re.findall(r"(?:src|href)=\"(?!#|data:)", page)


def test_a_name_that_means_harm_stays_a_name(files: dict[str, str]) -> None:
    for page in files.values():
        assert "<script>" not in page
    assert escape("<script>alert(1)</script>") in files["debrief.html"]


def test_it_opens_offline_with_every_exhibit_and_picture(opened: Page, sight: Sight) -> None:
    assert opened.locator("section.exhibit").count() == 11
    assert opened.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert opened.get_by_text(HOSTILE).count() > 0
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_it_prints_without_losing_anything(opened: Page) -> None:
    opened.emulate_media(media="print")
    assert opened.locator("section.exhibit").first.is_visible()
    assert len(opened.pdf()) > 20_000


def test_every_teams_figures_are_the_workbooks_and_the_outcomes(
    files: dict[str, str], sight: Sight, acts: list[Act], found: Found
) -> None:
    book = load_workbook(BytesIO(game_workbook(sight, acts, found)))["Standing"]
    headings, *rows = book.iter_rows(values_only=True)
    last = sight.outcomes[-1]
    _unit, written = in_table([float(last.total.max())], "EUR")
    for seat in sight.session.taken:
        at = last.place(seat)
        row = dict(
            zip(headings, next(row for row in rows[-len(last.firms) :] if row[1] == sight.names[seat]), strict=True)
        )
        total, profit = float(last.total[at]), float(last.profit[at])
        assert (row["total value (EUR)"], row["profit so far (EUR)"]) == pytest.approx((total, profit))
        assert f"by total value ({money(total, 'EUR')})" in files[f"{seat}.html"]
        assert f"by profit alone ({money(profit, 'EUR')})" in files[f"{seat}.html"]
        assert f">{written(total)}<" in files[f"{seat}.html"]
