"""Who may see what of the debrief, and when; and what is still to be found out about a game."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from markupsafe import Markup
from starlette.testclient import TestClient

from sim.game.counterfactual import TurningPoint
from sim.game.history import History
from sim.workshop.acts import Closed, Ended, Joined, Opened, WentBack
from sim.workshop.app import application
from sim.workshop.debrief.studies import Studies
from sim.workshop.pages.sight import Invitation, Sight
from sim.workshop.room import Room
from sim.workshop.tokens import hashed
from tests.workshop.rooms import Table

HOST = "testserver"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A room with a team that has played a round."""
    joined = Joined(member="m1", token=hashed("of-ada"), seat="team_1", team="Ants", person="Ada")
    return Table(tmp_path / "game.sqlite", acts=[joined, Opened(round=1), Closed(round=1)]).computed()


@pytest.fixture
def facilitator(room: Room) -> Iterator[TestClient]:
    """The facilitator's browser."""
    yield browser_with(room, f"facilitator-{room.founded.name}", room.founded.facilitator)


@pytest.fixture
def member(room: Room) -> Iterator[TestClient]:
    """A team member's browser."""
    yield browser_with(room, f"team-{room.founded.name}", "of-ada")


def browser_with(room: Room, cookie: str = "", value: str = "") -> TestClient:
    """A browser that keeps a cookie. Nothing is computed beside the answers."""
    app = application(room, Invitation("http://here", "CODE", Markup("")), [HOST], "en")
    return TestClient(app, f"http://{HOST}", cookies={cookie: value} if cookie else {})


def study(room: Room) -> None:
    """Finds out everything there is to find out, as the desk does."""
    while wanted := room.studies.next(room.session):
        if room.studies.keep(room.session, wanted, wanted.function(*wanted.given)):
            room.ring()


def test_the_facilitator_walks_through_all_slides(room: Room, facilitator: TestClient) -> None:
    room.do(Ended())
    study(room)
    answer = facilitator.get("/debrief")
    assert answer.url.path == "/debrief/winners"
    walked = 1
    while 'rel="next"' in answer.text:
        address = answer.text.split('rel="next"')[1].split('href="')[1].split('"')[0]
        answer = facilitator.get(address)
        assert answer.status_code == 200
        walked += 1
    assert walked == 10
    assert facilitator.get("/debrief/no-such-slide").status_code == 404


def test_the_team_sees_its_own_page_once_the_debrief_has_begun(room: Room, member: TestClient) -> None:
    assert member.get("/debrief").status_code == 409
    room.do(Ended())
    study(room)
    page = member.get("/debrief")
    assert page.status_code == 200
    assert "Decisions of Ants, undone" in page.text
    assert member.get("/debrief/winners").status_code == 403


def test_only_the_facilitator_takes_the_pack_and_the_workbook(
    room: Room, facilitator: TestClient, member: TestClient
) -> None:
    for address in ("/pack.zip", "/game.xlsx"):
        assert member.get(address).status_code == 403
        assert browser_with(room).get(address).status_code == 403
        answer = facilitator.get(address)
        assert answer.content.startswith(b"PK")
        assert "attachment" in answer.headers["content-disposition"]
    with ZipFile(BytesIO(facilitator.get("/pack.zip").content)) as zipped:
        assert zipped.namelist() == ["debrief.html", "team_1.html"]


def test_before_the_first_round_there_is_nothing_and_that_is_said(tmp_path: Path) -> None:
    room = Table(tmp_path / "fresh.sqlite").computed()
    facilitator = browser_with(room, f"facilitator-{room.founded.name}", room.founded.facilitator)
    for address in ("/debrief", "/pack.zip", "/game.xlsx"):
        answer = facilitator.get(address)
        assert answer.status_code == 409
        assert "before a round has been played" in answer.text


def test_the_picture_of_a_claim_is_served_and_no_other_file(room: Room, member: TestClient, claims: Path) -> None:
    assert member.get("/debrief/pictures/c07.png").content == (claims / "c07.png").read_bytes()
    assert member.get("/debrief/pictures/claims.json").status_code == 404


def test_what_is_found_out_appears_on_the_slides_and_the_last_result_is_told(
    room: Room, facilitator: TestClient, member: TestClient
) -> None:
    room.do(Ended())
    assert facilitator.get("/debrief/leads").status_code == 404
    assert "More is being worked out" in member.get("/debrief").text
    mark = room.bell.mark
    study(room)
    assert room.bell.mark != mark
    assert facilitator.get("/debrief/leads").status_code == 200
    assert "More is being worked out" not in member.get("/debrief").text


def test_nothing_is_found_out_before_the_rounds_are_over(room: Room) -> None:
    assert room.studies.next(room.session) is None
    room.do(Ended())
    assert room.studies.next(room.session) is not None


def test_going_back_lets_go_of_what_was_found(room: Room) -> None:
    room.do(Ended())
    study(room)
    assert room.studies.found(room.session, "en").exhibits
    room.do(WentBack(to=1))
    assert not room.studies.found(room.session, "en").exhibits


def test_a_result_that_comes_after_the_rounds_changed_is_not_taken(sight: Sight) -> None:
    studies = Studies(sight.game)
    wanted = studies.next(sight.session)
    assert wanted is not None
    studies.keep(replace(sight.session, history=History()), wanted, "too late")
    assert studies.next(sight.session) == wanted


def test_what_cannot_be_found_out_is_left_out(sight: Sight) -> None:
    studies = Studies(sight.game)
    while wanted := studies.next(sight.session):
        studies.keep(sight.session, wanted, None)
    found = studies.found(sight.session, "en")
    assert (found.exhibits, found.undone, found.to_come, found.waiting) == ({}, (), 0, False)


def test_while_the_market_is_being_played_that_is_said(tmp_path: Path) -> None:
    room = Table(tmp_path / "played.sqlite", acts=[Opened(round=1), Closed(round=1)]).room
    answer = browser_with(room, f"facilitator-{room.founded.name}", room.founded.facilitator).get("/pack.zip")
    assert answer.status_code == 503
    assert "being played" in answer.text


def test_rounds_played_before_the_teams_took_over_are_not_undone(sight: Sight) -> None:
    session = replace(sight.session, rules=replace(sight.session.rules, played=sight.session.history.before(2)))
    studies = Studies(sight.game)
    points = []
    while wanted := studies.next(session):
        points += [part for part in wanted.name if isinstance(part, TurningPoint)]
        studies.keep(session, wanted, None)
    assert points
    assert {point.round for point in points} == {2}
