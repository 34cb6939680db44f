"""A full room: many pages open, many teams, many customers; rounds are quick, pages answer, memory stays flat."""

from __future__ import annotations

import asyncio
import pickle
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest
import yaml

from sim.workshop.acts import Closed, Decided, Helped, Joined, Opened, Said, Shown, WentBack

from .crowd import Crowd
from .rooms import Table
from .servers import LANE, PATIENCE, Server, act, open_round, serving

GAME = Path(__file__).parents[2] / "scenarios" / "workshop" / "first_sale.yaml"


@dataclass(frozen=True)
class Measured:
    """Seconds that closing and playing a round took, and that pages took meanwhile and altogether."""

    round: float
    pages_meanwhile: float
    pages: float


async def measured(server: Server, people: int, teams: int, rounds: int) -> Measured:
    """Plays rounds with a full room; of several rounds the longest, of pages the median."""
    crowd, took = Crowd(server), []
    async with httpx.AsyncClient(base_url=server.address, timeout=PATIENCE, follow_redirects=True) as facilitator:
        await facilitator.get(server.facilitator)
        await crowd.join(people, teams)
        meanwhile: list[float] = []
        for number in range(1, rounds + 1):
            await done(facilitator, kind="opened")
            await crowd.decide(number, teams, 95 + number)
            began = time.monotonic()
            await done(facilitator, kind="closed")
            while "being played" in (await facilitator.get("/projector")).text:
                await crowd.fetch(crowd.members[0])
            took.append(time.monotonic() - began)
            meanwhile += [wait for at, wait in crowd.waits if at >= began]
        await crowd.go()
    return Measured(max(took), statistics.median(meanwhile), statistics.median(wait for _at, wait in crowd.waits))


async def done(facilitator: httpx.AsyncClient, **fields: str) -> None:
    """Something the facilitator does, as soon as it can be done."""
    while (answer := await facilitator.post("/facilitator/act", data=fields)).status_code == 503:
        await asyncio.sleep(0.02)
    assert answer.status_code == 200, answer.text


def game_file(folder: Path, **changes: object) -> Path:
    """A shipped game changed, in a file of its own."""
    told = yaml.safe_load(GAME.read_text(encoding="utf-8"))
    scenario = (GAME.parent / told["scenario"]).resolve()
    told |= {"scenario": str(Path(*[".."] * (len(folder.resolve().parts) - 1)) / scenario.relative_to("/"))}
    told["changes"] |= changes
    path = folder / "game.yaml"
    path.write_text(yaml.safe_dump(told, sort_keys=False), encoding="utf-8")
    return path


def test_pages_answer_while_a_round_is_played_and_the_worker_may_die(tmp_path: Path) -> None:
    with serving(str(LANE), "--game", str(tmp_path / "game.sqlite")) as server:
        found = asyncio.run(measured(server, people=9, teams=3, rounds=2))
        facilitator, worker = server.facilitating(), worker_of(server)
        worker.kill()
        open_round(facilitator)
        act(facilitator, "closed")
        open_round(facilitator)
        other = worker_of(server)
    psutil.wait_procs([other], timeout=PATIENCE)
    assert not other.is_running()
    assert other != worker
    assert found.round < 20.0
    assert found.pages_meanwhile < 10 * found.pages + 1.0


@pytest.mark.slow
def test_forty_pages_ten_teams_and_ten_thousand_customers_wait_less_than_three_seconds(tmp_path: Path) -> None:
    game = game_file(tmp_path, **{"market.customers": 10_000})
    with serving(str(game), "--teams", "10", "--game", str(tmp_path / "game.sqlite")) as server:
        found = asyncio.run(measured(server, people=40, teams=10, rounds=4))
    print(found)
    assert found.round < 3.0
    assert found.pages_meanwhile < 0.3


def test_a_session_does_not_grow_with_what_happens_in_it(tmp_path: Path) -> None:
    table = Table(tmp_path / "game.sqlite")
    room = table.room
    room.do(Joined(member="m", token="t", seat="team_1", team="Larks"))
    sizes = []
    for number in range(60):
        for thing in (
            Opened(round=1), Helped(seat="team_1", money=5.0), Said(text=f"Message {number:03}"), Shown(ranking=True),
            *(Decided(seat="team_1", round=1, levers={}, nonce=f"n{number}-{at}") for at in range(3)),
            Closed(round=1), WentBack(to=1),
        ):  # fmt: skip
            room.do(thing)
        sizes.append(len(pickle.dumps(room.session)))
    assert sizes[-1] < 1.02 * sizes[51]
    table.record.close()


@pytest.mark.slow
def test_memory_stays_flat_over_a_long_game(tmp_path: Path) -> None:
    with serving(str(LANE), "--game", str(tmp_path / "game.sqlite")) as server:
        facilitator, used = server.facilitating(), []
        for number in range(40):
            if number % 4 == 0:  # Nobody sends as fast as this test for long: others take their places.
                teams = [server.joined(name) for name in ("Larks", "Owls")]
            play_through(server, facilitator, teams, luck="new" if number % 2 else "same")
            used.append([memory.rss / 1e6 for memory in memories(server)])
    print(used)
    for early, late in zip(used[20], used[-1], strict=True):
        assert late < 1.1 * early + 10.0


def play_through(server: Server, facilitator: httpx.Client, teams: list[httpx.Client], luck: str) -> None:
    """Eight rounds with everything that happens in a room, then a fresh start."""
    for number in range(1, 9):
        open_round(facilitator, minutes="5")
        act(facilitator, "said", text=f"Round {number}")
        act(facilitator, "helped", seat="team_2", money="10", sign="help")
        for team in teams:
            for price in ("95", "105"):
                form = {"round": str(number), "nonce": server.nonce(), "price": price}
                team.post("/team/preview", data=form)
                assert team.post("/team/decide", data=form).status_code == 200
        act(facilitator, "closed")
    act(facilitator, "restarted", luck=luck)


def worker_of(server: Server) -> psutil.Process:
    """The process in which the market is played."""
    children = psutil.Process(server.process.pid).children()
    return next(child for child in children if "resource_tracker" not in str(child.cmdline()))


def memories(server: Server) -> list[psutil.pmem]:
    """What the server and its worker hold."""
    return [process.memory_info() for process in (psutil.Process(server.process.pid), worker_of(server))]
