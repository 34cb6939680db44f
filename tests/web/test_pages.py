"""Pages in the reader's language, well formed, with nothing in them that somebody smuggled in."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from starlette.testclient import TestClient

from sim.web.pages import Pages, style, version_of
from tests.web.house import House

VOID = {"meta", "link", "input", "br", "hr", "img"}
CHINESE = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}


class Tree(HTMLParser):
    """Follows a page's elements: each that is opened is closed, in the right order, and no id stands twice."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, self.open
        assert len(self.ids) == len(set(self.ids)), self.ids

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        assert not [name for name, _value in attrs if name == "style" or name.startswith("on")], (tag, attrs)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, (tag, self.getpos())


@pytest.mark.parametrize("path", ["/", "/nowhere", "/refused"])
@pytest.mark.parametrize("headers", [{}, CHINESE])
def test_pages_are_well_formed(client: TestClient, path: str, headers: dict[str, str]) -> None:
    Tree(client.get(path, headers=headers).text)


def test_names_that_users_typed_stay_words(client: TestClient) -> None:
    page = client.get("/").text
    assert "<b>North" not in page
    assert "&lt;b&gt;North&lt;/b&gt;" in page
    shown = client.post("/preview", data={"price": "<script>alert(1)</script>"}).text
    assert shown == "<p>At a price of &lt;script&gt;alert(1)&lt;/script&gt;.</p>"


def test_a_browser_is_answered_in_its_language_until_it_chooses(client: TestClient) -> None:
    assert '<html lang="en">' in client.get("/").text
    assert '<html lang="zh-Hans">' in client.get("/", headers=CHINESE).text
    chosen = client.post("/language", data={"language": "zh", "back": "/nowhere?round=2"})
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/nowhere?round=2")
    cookie = chosen.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert '<html lang="zh-Hans">' in client.get("/").text
    assert client.get("/language-spoken").text.startswith("zh")


def test_the_house_speaks_its_language_to_whoever_did_not_choose() -> None:
    client = TestClient(House("zh").app)
    assert '<html lang="zh-Hans">' in client.get("/").text
    client.post("/language", data={"language": "en"})
    assert '<html lang="en">' in client.get("/").text


@pytest.mark.parametrize(
    "back", ["//evil.org", "http://evil.org", "/\\evil.org", "javascript:alert(1)", "/\r\nx: y", ""]
)
def test_nobody_is_led_elsewhere(client: TestClient, back: str) -> None:
    assert client.post("/language", data={"language": "zh", "back": back}).headers["location"] == "/"


def test_a_language_nobody_speaks_is_not_remembered(client: TestClient) -> None:
    assert "set-cookie" not in client.post("/language", data={"language": "../xx"}).headers
    assert '<html lang="en">' in client.get("/", headers={"cookie": "language=xx"}).text


def test_addresses_of_static_files_change_with_their_content(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("one")
    before = version_of([tmp_path])
    assert version_of([tmp_path]) == before
    (tmp_path / "a.js").write_text("two")
    assert version_of([tmp_path]) != before


def test_a_page_may_bring_files_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "own.js").write_text("own")
    pages = Pages(static=[tmp_path])
    from sim.web.guarding import guarded

    client = TestClient(guarded([], pages, ["testserver"]))
    assert client.get(pages.asset("own.js")).text == "own"
    assert "EventSource" in client.get(pages.asset("live.js")).text


def test_a_name_that_nobody_gave_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "gap.html").write_text("{{ forgotten }}")
    with pytest.raises(UndefinedError, match="forgotten"):
        Pages(tmp_path).rendered("gap.html", {})


def test_a_page_that_stands_alone_needs_nothing_from_elsewhere() -> None:
    assert "url(" not in style()
    assert "@import" not in style()
    assert ".chart" in style()


def test_our_scripts_are_small_and_ask_no_other_host() -> None:
    for script in (Path(__file__).parents[2] / "sim/web/static").glob("*.js"):
        words = script.read_text(encoding="utf-8")
        assert len(words.splitlines()) < 200, script
        assert "http" not in words, script
        assert "eval(" not in words, script
