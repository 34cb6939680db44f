"""A small game played to its end, with whatever can stand in a debrief: harmful names, shocks, help, purchases."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest

from sim.game.history import History, Round, Shock
from sim.game.reading import Game, read_game
from sim.game.table import Table
from sim.web.pages import Pages
from sim.workshop.acts import Act, Asked, Closed, Founded, Helped, Joined, Refused
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.pack import STATIC, TEMPLATES
from sim.workshop.debrief.studies import Studies
from sim.workshop.pages.sight import Sight
from sim.workshop.session import Rules, Session

SHOP = Path(__file__).parents[2] / "data" / "shop.yaml"
HOSTILE = '=HYPERLINK("http://evil.example";"Alpha")<script>alert(1)</script>'
"""A team name that would do harm wherever it is not treated as text."""
SECRET = "nobody-may-read-this"
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
"""The smallest picture there is."""
CLAIM = {
    "id": "C7",
    "title": "Reactions at the extremes",
    "claim": "Around the average nobody reacts.",
    "verdict": "holds when",
    "sentence": "It came out so in three of four markets.",
    "figure_is": "of the reaction",
    "figure": 7.0,
    "low": 6.0,
    "high": 8.0,
    "unit": "points",
    "picture": "c07.png",
}
"""What `claims.json` tells of a claim, as far as a slide needs it."""


@pytest.fixture(scope="session")
def game() -> Game:
    """Three seats in a market of 400 people, three rounds of three months."""
    return read_game(SHOP, teams=3, rounds=3, seed=1)


@pytest.fixture(scope="session")
def history() -> History:
    """A price cut that was taken back, care that was kept up, and a seat left to the computer."""
    short = Shock("shortage", "Short supply", "all", (("conditions.supply", 0.8),), months=3)
    computers = (("team_3", "relationship_builder"),)
    return History(
        (
            Round(
                decisions=(
                    ("team_1", (("price", 0.9), ("spend.product", 2.0))),
                    ("team_2", (("spend.bond", 3.0), ("workforce.training", 30.0))),
                ),
                computers=computers,
            ),
            Round(
                decisions=(("team_1", (("price", 1.0), ("workforce.pay", 0.85))),),
                computers=computers,
                shocks=(short,),
                bought=(("team_1", 50.0),),
                given=(("team_2", 100.0),),
            ),
            Round(computers=computers),
        )
    )


@pytest.fixture(scope="session")
def table(game: Game) -> Table:
    """The table it was played at."""
    return Table(game)


ASKED = Asked(seat="team_1", round=2, what="survey", price=50.0, nonce="n1")
HELPED = Helped(seat="team_2", money=100.0, why="a burst pipe")


@pytest.fixture(scope="session")
def sight(game: Game, table: Table, history: History) -> Sight:
    """The game as the debrief sees it."""
    session = Session(
        Rules(game.seats, game.rivals, {"team_3": "relationship_builder"}, rounds=3),
        phase="debrief",
        history=history,
        lucks=(0, 0, 0),
        names={"team_1": HOSTILE, "team_2": "Bees"},
        bought=(ASKED,),
        helps=((2, HELPED),),
    )
    return Sight(game, session, tuple(table.outcomes(history)), now=0.0)


@pytest.fixture(scope="session")
def acts() -> list[Act]:
    """A record with what must not be told and what must."""
    founded = Founded(game={}, name="g", facilitator=SECRET, screen=SECRET, code=SECRET)
    joined = Joined(member="m1", token=SECRET, seat="team_1", team="=1+1", person="=2+2")
    refused = Refused(what="decided", why="too late", by="m1")
    return [founded, joined, ASKED, HELPED, refused, Closed(round=1, by="clock", at=1_000_000.0)]


@pytest.fixture(scope="session")
def found(sight: Sight) -> Found:
    """Everything the debrief finds out about it."""
    studies = Studies(sight.game)
    while study := studies.next(sight.session):
        studies.keep(sight.session, study, study.function(*study.given))
    return studies.found(sight.session, "en")


@pytest.fixture(scope="session")
def pages() -> Pages:
    """The templates."""
    return Pages(TEMPLATES, static=[STATIC])


@pytest.fixture
def claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one claim in `results/claims`."""
    folder = tmp_path / "results" / "claims"
    folder.mkdir(parents=True)
    (folder / "c07.png").write_bytes(PICTURE)
    (folder / "claims.json").write_text(json.dumps([CLAIM]))
    monkeypatch.chdir(tmp_path)
    return folder
