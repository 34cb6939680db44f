"""Guests with bad intentions: whatever they send, they get a clear answer, it is on record, and nothing is harmed."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from markupsafe import Markup
from starlette.testclient import TestClient

from sim.workshop.acts import Decided, Joined, Opened, Refused
from sim.workshop.app import MOST_OF_AN_ADDRESS, application
from sim.workshop.pages.sight import Invitation

from .rooms import Table
from .servers import LANE, Server, act, acts_of, open_round, said, serving

SCRIPT = "<script>alert(1)</script>"


@dataclass
class Game:
    """A game in its first round: a facilitator and two teams."""

    server: Server
    path: Path
    facilitator: httpx.Client
    larks: httpx.Client
    owls: httpx.Client

    def decide(self, browser: httpx.Client, **fields: str) -> httpx.Response:
        """Sends a decision for the first round, with a fresh nonce unless one is given."""
        return browser.post("/team/decide", data={"round": "1", "nonce": self.server.nonce(), **fields})

    def decisions(self) -> list[Decided]:
        """All decisions on record."""
        return [one for one in acts_of(self.path) if isinstance(one, Decided)]

    def refusals(self) -> list[Refused]:
        """All refusals on record."""
        return [one for one in acts_of(self.path) if isinstance(one, Refused)]


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Game]:
    path = tmp_path_factory.mktemp("hostile") / "game.sqlite"
    with serving(str(LANE), "--game", str(path)) as server:
        facilitator = server.facilitating()
        larks, owls = server.joined("Larks", "Ann"), server.joined("Owls", "Bob")
        open_round(facilitator)
        yield Game(server, path, facilitator, larks, owls)


def test_only_a_browser_that_has_joined_can_decide(game: Game) -> None:
    before = game.decisions()
    for cookies in ({}, dict.fromkeys(game.larks.cookies, "x" * 43), {"team-x": "y"}):
        stranger = httpx.Client(base_url=game.server.address, cookies=cookies)
        answer = game.decide(stranger, price="97")
        assert (answer.status_code, "has not joined" in said(answer)) == (403, True)
    assert game.decisions() == before


def test_a_member_decides_for_no_other_team(game: Game) -> None:
    answer = game.decide(game.larks, price="97", seat="team_2")
    assert (answer.status_code, "nothing called 'seat'" in said(answer)) == (422, True)
    assert game.decide(game.larks, price="97").status_code == 200
    assert {one.seat for one in game.decisions()} == {"team_1"}


def test_the_token_on_record_opens_nothing(game: Game) -> None:
    hashes = [one.token for one in acts_of(game.path) if isinstance(one, Joined)]
    secrets = list(game.larks.cookies.values())
    assert not set(hashes) & set(secrets)
    name = next(iter(game.larks.cookies))
    thief = httpx.Client(base_url=game.server.address, cookies={name: hashes[0]})
    assert game.decide(thief, price="97").status_code == 403


def test_a_decision_sent_twice_counts_once(game: Game) -> None:
    nonce = game.server.nonce()
    assert game.decide(game.owls, price="96", nonce=nonce).status_code == 200
    for price in ("96", "60"):
        answer = game.decide(game.owls, price=price, nonce=nonce)
        assert (answer.status_code, said(answer)) == (409, "This is here already; it counts once.")
    assert [one.levers["price"] for one in game.decisions() if one.nonce == nonce] == [0.96]


@pytest.mark.parametrize("number", ["0", "2", "-1", "1.5", "nan", "1e400", "", "one"])
def test_a_decision_for_another_round_is_refused(game: Game, number: str) -> None:
    before = game.decisions()
    answer = game.decide(game.larks, round=number, price="97")
    assert 400 <= answer.status_code < 500
    assert re.search("too late|is not the number of a round", said(answer))
    assert game.decisions() == before


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("price", "nan", "is not a number"),
        ("price", "inf", "is not a number"),
        ("price", "-inf", "is not a number"),
        ("price", "1e400", "is not a number"),
        ("price", "0x20", "is not a number"),
        ("price", "９９; DROP TABLE acts", "is not a number"),
        ("price", "1000", "out of range"),
        ("price", "-5", "out of range"),
        ("spend.bond", "-1", "out of range"),
        ("workforce.pay", "120", "opens in round 2"),
        ("spend.gold", "1", "nothing called"),
        ("__class__", "1", "nothing called"),
        (SCRIPT, "1", "nothing called"),
    ],
)
def test_values_that_make_no_sense_are_refused_with_the_reason(game: Game, field: str, value: str, why: str) -> None:
    before = game.decisions()
    answer = game.decide(game.larks, **{field: value})
    assert (answer.status_code, why in said(answer)) == (422, True)
    assert SCRIPT not in answer.text
    assert game.decisions() == before


def test_a_plan_over_the_budget_is_refused_with_the_amount(game: Game) -> None:
    page = game.larks.get("/team").text
    most = {found[1]: found[2] for found in re.finditer(r'name="(spend\.\w+)" min="\S+" max="(\S+?)"', page)}
    assert len(most) == 5
    before = game.decisions()
    answer = game.decide(game.larks, **most)
    assert (answer.status_code, "over the budget" in said(answer)) == (422, True)
    assert game.decisions() == before


def test_a_script_for_a_name_stays_a_name(game: Game) -> None:
    member = game.server.joined(SCRIPT[:40], '"><img src=x onerror=alert(1)>')
    for browser, path in ((member, "/team"), (game.facilitator, "/facilitator"), (game.facilitator, "/projector")):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page
    policy = member.get("/team").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 41, "x" * 30_000])
def test_a_name_that_is_none_is_refused(game: Game, name: str) -> None:
    answer = game.server.browser().post("/join", data={"code": game.server.code, "team": name})
    assert (answer.status_code, "Give a name" in said(answer)) == (400, True)


def test_a_body_of_ten_megabytes_is_refused(game: Game) -> None:
    before = game.decisions()
    for path in ("/join", "/team/decide", "/facilitator/act"):
        answer = game.larks.post(path, content=b"price=" + b"9" * 10_000_000)
        assert (answer.status_code, "too large" in said(answer)) == (413, True)
    chunks = (b"x" * 100_000 for _ in range(100))
    assert game.larks.post("/team/decide", content=chunks).status_code == 413
    assert game.decisions() == before
    assert game.larks.get("/team").status_code == 200


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xfe%%%=&&&==", "application/x-www-form-urlencoded"),
        (b'{"price": 1}', "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"&".join(b"a%d=1" % number for number in range(5000)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_is_no_form_is_refused(game: Game, content: bytes, kind: str) -> None:
    before = game.decisions()
    answer = game.larks.post("/team/decide", content=content, headers={"Content-Type": kind})
    assert 400 <= answer.status_code < 500
    assert said(answer)
    assert game.decisions() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_site_cannot_act_for_the_browser(game: Game, headers: dict[str, str]) -> None:
    before = acts_of(game.path)
    for browser, path in ((game.larks, "/team/decide"), (game.facilitator, "/facilitator/act"), (game.larks, "/join")):
        answer = browser.post(path, data={"round": "1", "nonce": "n", "kind": "closed"}, headers=headers)
        assert (answer.status_code, "another site" in said(answer)) == (403, True)
    assert [one for one in acts_of(game.path)[len(before) :] if not isinstance(one, Refused)] == []


def test_a_name_that_points_here_from_elsewhere_is_not_served(game: Game) -> None:
    answer = game.larks.get("/team", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 421
    assert "Larks" not in answer.text


def test_teams_can_do_nothing_that_is_the_facilitators(game: Game) -> None:
    before = acts_of(game.path)
    for browser in (game.larks, game.server.browser()):
        for path in ("/facilitator", "/projector", "/record.sqlite", "/game.xlsx", "/pack.zip"):
            assert browser.get(path).status_code == 403
        for kind in ("closed", "helped", "ended", "said"):
            answer = act(browser, kind, seat="team_1", money="1000000", text="Hello")
            assert (answer.status_code, "private link" in said(answer)) == (403, True)
        assert browser.post("/team/restart", data={"luck": "new"}).status_code == 403
    assert [one for one in acts_of(game.path)[len(before) :] if not isinstance(one, Refused)] == []


def test_nothing_a_team_sees_holds_a_part_of_the_private_links(game: Game) -> None:
    secrets = [link.rpartition("/")[2] for link in (game.server.facilitator, game.server.screen)]
    own = next(iter(game.larks.cookies.values()))
    seen = "".join(str(game.larks.get(path).headers) + game.larks.get(path).text for path in ("/", "/team", "/debrief"))
    for secret in secrets:
        assert len(secret) >= 43
        assert not any(secret[at : at + 6] in seen + own for at in range(len(secret) - 5))


def test_a_wrong_private_link_opens_nothing(game: Game) -> None:
    secret = game.server.facilitator.rpartition("/")[2]
    for wrong in (secret[:-1], secret.swapcase(), "x", "%00", "☃"):
        stranger = game.server.browser()
        assert stranger.get(f"/facilitator/{wrong}").status_code in (403, 429)
        assert not stranger.cookies


def test_unknown_acts_and_fields_of_the_facilitator_are_refused_too(game: Game) -> None:
    before = [one for one in acts_of(game.path) if not isinstance(one, Refused)]
    for kind, fields in (
        ("founded", {}), ("decided", {}), ("", {}), ("__init__", {}),
        ("opened", {"minutes": "5"}), ("extended", {"minutes": "nan"}), ("extended", {"minutes": "-3"}),
        ("went_back", {"to": "9"}), ("went_back", {"to": "inf"}), ("closed", {"round": "7"}),
        ("struck", {"shock": "meteor"}), ("struck", {"shock": "bad_month", "seat": "nobody"}),
        ("helped", {"seat": "team_1", "money": "nan"}), ("helped", {"seat": "team_1", "money": "1e300"}),
        ("helped", {"seat": "nobody", "money": "5"}), ("seated", {"seat": "team_1", "behaviour": "cheater"}),
        ("said", {"text": "x" * 501}), ("said", {"text": " "}), ("renamed", {"seat": "team_2", "team": "larks"}),
        ("dismissed", {"member": "nobody"}), ("resumed", {}),
    ):  # fmt: skip
        answer = act(game.facilitator, kind, **fields)
        assert (400 <= answer.status_code < 500, bool(said(answer))) == (True, True), (kind, fields, answer.text)
    assert [one for one in acts_of(game.path) if not isinstance(one, Refused)] == before


def test_half_a_request_and_noise_do_not_keep_the_server_from_others(game: Game) -> None:
    place = urlsplit(game.server.address)
    held = []
    for content in (b"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc", b"\x16\x03\x01" * 50, b"GET"):
        for _ in range(20):
            connection = socket.create_connection((str(place.hostname), int(place.port or 0)))
            connection.sendall(content)
            held.append(connection)
    assert game.larks.get("/team").elapsed.total_seconds() < 5.0
    for connection in held:
        connection.close()


def test_what_was_refused_is_on_record_with_who_and_why(tmp_path: Path) -> None:
    table = Table(tmp_path / "game.sqlite")
    invitation = Invitation("http://testserver", table.room.founded.code, Markup())
    browser = TestClient(application(table.room, lambda: invitation, ["testserver"]), follow_redirects=False)
    browser.post("/join", data={"code": table.room.founded.code, "team": "Larks"})
    table.computed().do(Opened(round=1))
    decision = {"round": "1", "nonce": "n", "price": "97"}
    for form in (decision, decision, decision | {"nonce": "m", "price": "nan"}):
        browser.post("/team/decide", data=form)
    browser.post("/team/decide", content=b"x" * 100_000)
    browser.post("/team/decide", data=decision, headers={"Origin": "https://elsewhere.example"})
    browser.post("/facilitator/act", data={"kind": "closed"})
    (member,) = table.room.session.members
    refusals = [one for one in table.record.acts() if isinstance(one, Refused)]
    assert {one.by for one in refusals} == {member}
    assert [one.what for one in refusals] == [*["POST team"] * 4, "POST facilitator"]
    assert [one.why[:3] for one in refusals] == ["409", "422", "413", "403", "403"]
    assert "counts once" in refusals[0].why
    assert "is not a number" in refusals[1].why


def test_refusals_do_not_fill_the_disk(game: Game) -> None:
    before = len(game.refusals())
    for _ in range(120):
        game.larks.post("/team/restart")
    assert len(game.refusals()) - before <= 70


def test_guessing_the_code_at_speed_is_slowed_down_and_does_not_shut_others_out(game: Game) -> None:
    guesser = game.server.browser()
    answers = [guesser.post("/join", data={"code": f"AAAAA{chr(65 + at)}", "team": "Guess"}) for at in range(20)]
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {403, 429}
    assert statuses[-1] == 429
    assert "wait a little" in said(answers[-1])
    assert guesser.post("/join", data={"code": game.server.code, "team": "Guess"}).status_code == 429
    assert game.decide(game.owls, price="95").status_code == 200
    assert not [one for one in acts_of(game.path) if isinstance(one, Joined) and one.team == "Guess"]


def test_many_decisions_at_the_same_moment_leave_the_last_one_and_lose_none(game: Game) -> None:
    before = len(game.decisions())

    async def all_at_once() -> list[int]:
        async with httpx.AsyncClient(base_url=game.server.address, cookies=game.larks.cookies, timeout=30) as browser:
            forms = [{"round": "1", "nonce": game.server.nonce(), "price": str(80 + at)} for at in range(30)]
            answers = await asyncio.gather(*(browser.post("/team/decide", data=form) for form in forms))
        return [answer.status_code for answer in answers]

    assert set(asyncio.run(all_at_once())) == {303}
    assert len(game.decisions()) == before + 30


def test_one_device_cannot_take_up_all_the_room_there_is_for_listening(tmp_path: Path) -> None:
    table = Table(tmp_path / "game.sqlite")
    invitation = Invitation("http://testserver", table.room.founded.code, Markup())
    app = application(table.room, lambda: invitation, ["testserver"])

    async def crowd() -> tuple[int, str]:
        listening = [table.room.bell.listen("10.0.0.7") for _page in range(MOST_OF_AN_ADDRESS)]
        for one in listening:
            await anext(one)
        guest = httpx.ASGITransport(app=app, client=("10.0.0.7", 4321))
        async with httpx.AsyncClient(transport=guest, base_url="http://testserver") as browser:
            answer = await browser.get("/live")
        for one in listening:
            await one.aclose()
        return answer.status_code, answer.text

    status, words = asyncio.run(crowd())
    assert status == 503 and "Too many pages are open" in words
