"""What is forged, foreign or too large is refused with a sentence, and changes nothing."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import httpx
import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Message

from sim.web import bodies
from sim.web.bodies import LARGEST, with_whole_body
from sim.web.guarding import HEADERS
from sim.web.pages import FOR_GOOD
from sim.web.throttle import Throttle
from tests.web.conftest import Served
from tests.web.house import House

TEN_MEGABYTES = 10_000_000


def test_a_host_that_is_not_ours_is_refused(client: TestClient) -> None:
    for host in ("evil.org", "127.0.0.1.evil.org", "evil.org:80", "", "me@127.0.0.1", "[::1]"):
        answer = client.get("/", headers={"host": host})
        assert answer.status_code == 421, host
        assert client.post("/count", headers={"host": host}).status_code == 421, host
        assert "There is no such server here" in answer.text
    assert client.get("/", headers={"host": "LOCALHOST:8000"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.org"},
        {"origin": "http://testserver:81"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    ],
)
def test_what_comes_from_another_site_changes_nothing(
    house: House, client: TestClient, headers: dict[str, str]
) -> None:
    answer = client.post("/count", data={"count": "9"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text
    assert house.count == 0


@pytest.mark.parametrize(
    "headers", [{"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {}]
)
def test_our_own_pages_and_plain_programs_may_change_things(
    house: House, client: TestClient, headers: dict[str, str]
) -> None:
    assert client.post("/count", data={"count": "9"}, headers=headers).status_code == 303
    assert house.count == 9


def test_a_body_as_large_as_allowed_is_taken(house: House, client: TestClient) -> None:
    body = b"count=4&filling=" + b"a" * (LARGEST - len("count=4&filling="))
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/count", content=body, headers=form).status_code == 303
    assert client.post("/count", content=body + b"a", headers=form).status_code == 413
    assert house.count == 4


def test_ten_megabytes_are_answered_over_a_real_connection(served: Served) -> None:
    def in_chunks() -> Iterator[bytes]:
        for _place in range(100):
            yield b"a" * (TEN_MEGABYTES // 100)

    for content in (b"a" * TEN_MEGABYTES, in_chunks()):
        answer = httpx.post(f"{served.address}/count", content=content)
        assert answer.status_code == 413
        assert "too large: at most 64 kB" in answer.text
    assert httpx.get(served.address).status_code == 200


def test_a_body_announced_as_endless_is_not_read(served: Served) -> None:
    announced = b"POST /count HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as guest:
        guest.sendall(announced)
        assert guest.recv(12) == b"HTTP/1.1 413"


def test_a_body_that_does_not_arrive_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SLOWEST", 0.05)

    async def never() -> Message:
        await asyncio.sleep(10)
        raise AssertionError

    request = Request({"type": "http", "method": "POST", "headers": []})
    with pytest.raises(HTTPException, match="too long") as refused:
        asyncio.run(with_whole_body(request, never, LARGEST))
    assert refused.value.status_code == 408


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/nowhere", 404),
        ("DELETE", "/", 405),
        ("GET", "/broken", 500),
        ("GET", "/refused", 409),
    ],
)
def test_every_answer_is_a_page_that_nobody_keeps(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "<h1>" in answer.text


def test_what_nobody_foresaw_is_a_sentence_there_and_a_line_here(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = client.get("/broken")
    assert "something it was not prepared for" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    noted = capsys.readouterr().err
    assert noted.count("\n") == 1
    assert noted.startswith("GET /broken: ZeroDivisionError: a secret\\nof the server (")
    assert "house.py, line " in noted


def test_a_refusal_says_why_and_cannot_smuggle_markup(client: TestClient) -> None:
    answer = client.get("/refused")
    assert "The round is &lt;closed&gt;." in answer.text
    assert "This was not done" in answer.text


def test_what_is_allowed_is_said_where_a_method_is_not(client: TestClient) -> None:
    assert set(client.delete("/").headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_static_files_are_kept_for_good_under_an_address_of_their_content(house: House, client: TestClient) -> None:
    answer = client.get(house.pages.asset("live.js"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == FOR_GOOD
    assert answer.headers["x-content-type-options"] == "nosniff"
    for path in ("../pages.py", "%2e%2e/pages.py", "nothing.js", ""):
        assert client.get(f"/static/{house.pages.version}/{path}").status_code == 404


def test_guessing_at_speed_is_slowed_down_and_remembers_little() -> None:
    now = [0.0]
    throttle = Throttle(tries=5, every=2.0, most=100, clock=lambda: now[0])
    guessed = sum(throttle.allows("10.0.0.7") for _guess in range(1000))
    assert guessed == 5
    assert throttle.wait("10.0.0.7") == 2.0
    now[0] = 60.0
    assert sum(throttle.allows("10.0.0.7") for _guess in range(1000)) == 5
    throttle.forgive("10.0.0.7")
    assert throttle.allows("10.0.0.7")
    for number in range(1000):
        throttle.allows(f"10.0.1.{number}")
    assert len(throttle) == 100
