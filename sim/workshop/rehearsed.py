"""The game of a rehearsal: teams without people play on a real server, and all that a facilitator does is tried."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from sim.declarations import LAYERS
from sim.game.reading import Game
from sim.language.messages import _, language
from sim.scenario.errors import ScenarioError
from sim.workshop.guest import Guest, fields_of_form
from sim.workshop.steps import Steps

PATIENCE = 90.0
"""Seconds that a round may take to be played."""
LOOK_EVERY = 0.1
SHIFT = 0.08
"""Share of what a layer gets that a team without people moves to another layer in a round."""
PHASE = re.compile(r'data-view="projector-([a-z]+)-')
XLSX, SQLITE = b"PK", b"SQLite format 3"
"""How workbooks and records begin."""


@dataclass(frozen=True)
class Links:
    """Where a server is and what lets one in."""

    address: str
    facilitator: str
    screen: str
    code: str


class Rehearsed:
    """A game that plays itself: teams, a facilitator and a projector, each with cookies of its own."""

    def __init__(self, steps: Steps, game: Game, links: Links, teams: int) -> None:
        self.steps = steps
        self.game = game
        self.links = links
        self.facilitator, self.projector = Guest(links.address), Guest(links.address)
        self.teams = [Guest(links.address) for _team in range(teams)]

    def play(self) -> None:
        """The whole workshop, from joining to what is taken home."""
        self.enter()
        self.practise()
        first, last = len(self.game.file.played) + 1, self.game.file.rounds
        for number in range(first, last + 1):
            self.prepare(number, first)
            self.play_round(number, pausing=number == first)
        if last > first:
            with self.steps.step(_("Back to before round {round}, with the same luck", round=last)):
                self.act("went_back", to=str(last))
                self.wait_for(self.is_played)
            self.play_round(last)
        self.look_back()

    def enter(self) -> None:
        """The facilitator opens the private link, the projector its own, and the teams join."""
        with self.steps.step(_("The facilitator's page and the projector open")):
            self.facilitator.page(f"/facilitator/{self.links.facilitator}")
            self.projector.page(f"/projector/{self.links.screen}")
        with self.steps.step(_("Teams have joined: {teams}", teams=len(self.teams))):
            for number, team in enumerate(self.teams, 1):
                team.send("/join", code=self.links.code, team=_("Rehearsal {number}", number=number), person="")

    def practise(self) -> None:
        """The practice rounds of a game that has some, and the fresh start."""
        for number in range(1, self.game.file.practice + 1):
            self.play_round(number)
        if self.game.file.practice:
            with self.steps.step(_("Practice is over; a fresh start")):
                self.act("restarted", luck="new")

    def prepare(self, number: int, first: int) -> None:
        """What a facilitator may do between rounds: in the second one a shock, help and a message."""
        if number != first + 1:
            return
        shocks = [name for name, shock in self.game.file.shocks.items() if shock.firm != "team"]
        if shocks:
            title = self.game.in_language(language()).file.shocks[shocks[0]].title
            with self.steps.step(_("A shock: {title}", title=title)):
                self.act("struck", shock=shocks[0], announced="yes")
        with self.steps.step(_("Help for a team, and a message to the room")):
            self.act("helped", seat=self.game.seats[0], money="1000", why=_("Rehearsal"))
            self.act("said", text=_("Rehearsal"))

    def play_round(self, number: int, pausing: bool = False) -> None:
        """A round: opened with a clock, decided by every team, closed by itself, and played."""
        with self.steps.step(_("Round {round}: every team has sent", round=number)):
            self.wait_for(self.opens)
            if pausing:
                self.act("paused")
                self.act("resumed")
                self.buy(self.teams[0])
            for place, team in enumerate(self.teams):
                decide(team, place + number)
        with self.steps.step(_("Round {round}: played", round=number)):
            self.wait_for(self.is_played)

    def buy(self, team: Guest) -> None:
        """A team buys what is offered first."""
        offer = fields_of_form(team.page("/team"), "/team/ask")
        if offer:
            team.send("/team/ask", **offer)

    def look_back(self) -> None:
        """The debrief, and what is taken home."""
        with self.steps.step(_("The debrief opens")):
            self.act("ended")
            self.projector.page("/debrief")
            self.teams[0].page("/debrief")
        with self.steps.step(_("The pack to take home is whole")):
            with zipfile.ZipFile(io.BytesIO(self.facilitator.read("/pack.zip"))) as pack:
                broken = pack.testzip()
            self.demand(broken is None, "pack.zip")
        with self.steps.step(_("The workbook and a copy of the game are whole")):
            self.demand(self.facilitator.read("/game.xlsx").startswith(XLSX), "game.xlsx")
            self.demand(self.facilitator.read("/record.sqlite").startswith(SQLITE), "record.sqlite")

    def act(self, kind: str, **fields: str) -> None:
        """Something the facilitator does."""
        self.facilitator.send("/facilitator/act", kind=kind, **fields)

    def opens(self) -> bool:
        """Whether the next round can be opened, once the market is played so far; it is open then."""
        fields = {"kind": "opened", "minutes": "5", "by_clock": "yes", "when_all": "yes"}
        return self.facilitator.is_taken("/facilitator/act", **fields)

    def is_played(self) -> bool:
        """Whether the market has been played up to the last closed round."""
        return self.phase() != "computing"

    def wait_for(self, has_come: Callable[[], bool]) -> None:
        """Waits until something has come; ScenarioError where it takes too long."""
        end = time.monotonic() + PATIENCE
        while not has_come():
            if time.monotonic() > end:
                text = _("A round takes longer than {seconds} seconds to play", seconds=f"{PATIENCE:.0f}")
                raise ScenarioError(f"{text}; {_('choose a game with fewer customers, or another machine')}")
            time.sleep(LOOK_EVERY)

    def phase(self) -> str:
        """What the room is doing, as the projector's page has it."""
        found = PHASE.search(self.projector.page("/projector"))
        return found[1] if found else ""

    def demand(self, whole: bool, file: str) -> None:
        """ScenarioError where a file is not as it should be."""
        if not whole:
            raise ScenarioError(_("{file}: what the server sent is no such file; install the program anew", file=file))


def decide(team: Guest, turn: int) -> None:
    """A team without people moves money from one layer to another; where that does not fit it keeps what it has."""
    fields = fields_of_form(team.page("/team"), "/team/decide")
    if not team.is_taken("/team/decide", **{**fields, **shifted(fields, turn)}):
        team.send("/team/decide", **fields)


def shifted(fields: dict[str, str], turn: int) -> dict[str, str]:
    """The layers' spending with some of it moved; another layer every turn.

    >>> shifted({"spend.product": "1000", "spend.systems": "500"}, 0)
    {'spend.product': '920', 'spend.systems': '580'}
    """
    spends = [f"spend.{layer}" for layer in LAYERS if f"spend.{layer}" in fields]
    if len(spends) < 2:
        return {}
    giving, taking = spends[turn % len(spends)], spends[(turn + 1) % len(spends)]
    moved = SHIFT * float(fields[giving])
    return {
        giving: f"{float(fields[giving]) - moved:.10g}",
        taking: f"{float(fields[taking]) + moved:.10g}",
    }
