"""A server killed at any moment: what was confirmed is there, the game goes on, its replay gives the same bytes."""

from __future__ import annotations

import hashlib
import random
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, fields
from multiprocessing import get_context
from pathlib import Path

import httpx
import numpy as np
import pytest

from sim.game.outcome import Outcome
from sim.game.table import play
from sim.workshop.acts import Decided
from sim.workshop.record import Record
from sim.workshop.room import Room

from .servers import LANE, PATIENCE, Server, act, acts_of, open_round, started

ROUND = re.compile(r'name="round" value="(\d+)"')


@dataclass
class Playing:
    """Browsers that play on and on whatever happens to the server. `confirmed`: prices decided, by nonce."""

    facilitator: httpx.Client
    teams: list[httpx.Client]
    chance: random.Random
    confirmed: dict[str, float] = field(default_factory=dict)
    closed: threading.Event = field(default_factory=threading.Event)
    decided: threading.Event = field(default_factory=threading.Event)

    def go_on(self, server: Server) -> None:
        """Plays until the server is gone."""
        with suppress(httpx.TransportError):
            while True:
                patiently(lambda: act(self.facilitator, "opened", minutes="5", by_clock="yes"))
                for browser in self.teams * 2:
                    self.decide(server, browser)
                self.end_round()

    def decide(self, server: Server, browser: httpx.Client) -> None:
        """Sends a decision, if there is something to decide, and remembers it where it was confirmed."""
        found = ROUND.search(browser.get("/team").text)
        nonce, price = server.nonce(), self.chance.randint(85, 115)
        form = {"round": found[1] if found else "1", "nonce": nonce, "price": str(price)}
        answer = patiently(lambda: browser.post("/team/decide", data=form, follow_redirects=False))
        if answer.status_code == 303:
            self.confirmed[nonce] = price / 100
            self.decided.set()

    def end_round(self) -> None:
        """Closes the round, or goes back, or starts again, once in a while."""
        act(self.facilitator, "closed")
        self.closed.set()
        if self.chance.random() < 0.3:
            act(self.facilitator, "went_back", to="1", luck="new")
        elif self.chance.random() < 0.3:
            act(self.facilitator, "restarted", luck="same")


def killed_while_playing(server: Server, playing: Playing) -> None:
    """One life of the server: played on, and killed at a moment nobody knows."""
    playing.closed.clear()
    playing.decided.clear()
    player = threading.Thread(target=playing.go_on, args=[server])
    player.start()
    moment, most = playing.chance.choice([(playing.closed, 0.1), (playing.decided, 0.5), (None, 4.0)])
    if moment:
        moment.wait(PATIENCE)
    time.sleep(playing.chance.uniform(0.0, most))
    server.kill()
    player.join(PATIENCE)
    assert not player.is_alive()


def again(path: Path, server: Server) -> Server:
    """The server up again, under the same address."""
    return started("--game", str(path), "--port", server.address.rpartition(":")[2])


def patiently(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Asks again for as long as the market is being played."""
    while (answer := ask()).status_code == 503:
        time.sleep(0.02)
    return answer


def digest(outcome: Outcome) -> str:
    """All that an outcome holds, in one short line."""
    told = hashlib.sha256()
    for one in fields(outcome):
        value = getattr(outcome, one.name)
        told.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
    return told.hexdigest()


def replayed(path: Path) -> list[str]:
    """What the market does when a record is played again from its beginning."""
    with Record.opened(path) as record:
        room = Room(record)
        while (history := room.next_history()) is not None:
            room.keep(history, play(room.game, history))
        return [digest(outcome) for outcome in room.outcomes]


def seen(browser: httpx.Client) -> str:
    """What stands on the screen of the room once everything is computed."""
    end = time.monotonic() + PATIENCE
    while "being played" in (page := browser.get("/projector").text) and time.monotonic() < end:
        time.sleep(0.05)
    return page[page.index("<main") :]


def killed(path: Path, times: int, seed: int) -> tuple[Server, Playing]:
    """A game whose server is killed so often, with nothing lost; the server that is up afterwards, and who plays."""
    server = started(str(LANE), "--game", str(path))
    playing = Playing(server.facilitating(), [server.joined("Larks"), server.joined("Owls")], random.Random(seed))
    for _ in range(times):
        killed_while_playing(server, playing)
        nothing_lost(path, playing)
        server = again(path, server)
    return server, playing


def nothing_lost(path: Path, playing: Playing) -> None:
    """Every decision that was confirmed is on record; a price that already stood is no change."""
    recorded = {one.nonce: one.levers for one in acts_of(path) if isinstance(one, Decided)}
    for nonce, price in playing.confirmed.items():
        assert recorded[nonce].get("price", price) == price


def goes_on(server: Server, playing: Playing) -> None:
    """A round from a fresh start, as if nothing had happened."""
    act(playing.facilitator, "restarted", luck="new")
    open_round(playing.facilitator)
    before = len(playing.confirmed)
    playing.decide(server, playing.teams[0])
    assert len(playing.confirmed) == before + 1
    assert act(playing.facilitator, "closed").status_code == 200


def replay_gives_the_same_bytes(path: Path) -> None:
    """The record played again, in this process and in another."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        assert replayed(path) == elsewhere.submit(replayed, path).result()


def test_a_server_killed_at_three_random_moments_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "game.sqlite"
    server, playing = killed(path, times=3, seed=1)
    goes_on(server, playing)
    server.kill()
    replay_gives_the_same_bytes(path)


@pytest.mark.slow
def test_a_server_killed_at_fifty_random_moments_loses_nothing_and_shows_the_same(tmp_path: Path) -> None:
    path = tmp_path / "game.sqlite"
    server, playing = killed(path, times=50, seed=2)
    goes_on(server, playing)
    shown = seen(playing.facilitator)
    server.kill()
    server = again(path, server)
    assert seen(playing.facilitator) == shown
    server.kill()
    replay_gives_the_same_bytes(path)
