"""The bell is heard by everybody, holds nobody up, and forgets those who have gone."""

from __future__ import annotations

import asyncio
import threading
import time

import httpx

from sim.web.live import Bell
from tests.web.conftest import Served

GUESTS = 40


def test_the_bell_is_heard_at_once_and_whenever_it_rings() -> None:
    async def heard() -> list[str]:
        bell, marks = Bell(), []
        async for mark in bell.listen():
            marks.append(mark)
            if len(marks) == 3:
                break
            threading.Thread(target=bell.ring).start()
        return marks

    marks = asyncio.run(heard())
    assert [mark.split("-")[1] for mark in marks] == ["0", "1", "2"]


def test_ten_rings_wake_a_slow_listener_once() -> None:
    async def heard() -> list[str]:
        bell = Bell()
        listening = bell.listen()
        marks = [await anext(listening)]
        for _ring in range(10):
            bell.ring()
        marks.append(await anext(listening))
        await listening.aclose()
        assert len(bell) == 0
        return marks

    marks = asyncio.run(heard())
    assert [mark.split("-")[1] for mark in marks] == ["0", "10"]


def test_a_bell_knows_how_many_of_an_address_listen() -> None:
    async def heard() -> list[int]:
        bell = Bell()
        listening = [bell.listen("10.0.0.7"), bell.listen("10.0.0.7"), bell.listen("10.0.0.8")]
        for one in listening:
            await anext(one)
        counts = [bell.listening("10.0.0.7"), bell.listening("10.0.0.8"), bell.listening("10.0.0.9")]
        for one in listening:
            await one.aclose()
        return [*counts, bell.listening("10.0.0.7")]

    assert asyncio.run(heard()) == [2, 1, 0, 0]


def test_a_bell_of_another_server_has_another_mark() -> None:
    assert Bell().mark != Bell().mark


async def listen(client: httpx.AsyncClient, served: Served, rung: asyncio.Barrier) -> float:
    """One guest: connects, waits until all have, and says after how long it heard the bell."""
    async with client.stream("GET", f"{served.address}/live") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.aiter_lines()
        async for line in lines:
            if line.startswith("data: ") and "-" in line:
                break
        await rung.wait()
        since = time.perf_counter()
        async for line in lines:
            if line.startswith("data: ") and "-" in line:
                return time.perf_counter() - since
    raise AssertionError("the bell was not heard")


def test_forty_guests_hear_the_bell_at_once_and_leave_no_trace(served: Served) -> None:
    def threads() -> int:
        import psutil

        return int(psutil.Process(served.process.pid).num_threads())

    async def all_of_them() -> list[float]:
        rung = asyncio.Barrier(GUESTS + 1)
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(timeout=10, limits=limits) as client:
            guests = [asyncio.create_task(listen(client, served, rung)) for _guest in range(GUESTS)]
            await rung.wait()
            assert (await client.get(f"{served.address}/listeners")).text == str(GUESTS)
            assert threads() == before
            await client.post(f"{served.address}/count", data={"count": "1"})
            return await asyncio.gather(*guests)

    httpx.get(served.address)
    before = threads()
    assert max(asyncio.run(all_of_them())) < 2.0
    until = time.monotonic() + 10
    while (left := httpx.get(f"{served.address}/listeners").text) != "0" and time.monotonic() < until:
        time.sleep(0.05)
    assert left == "0"
