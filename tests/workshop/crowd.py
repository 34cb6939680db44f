"""A crowd of browsers at one server: everybody listens to what is new and fetches the page again, as live.js does."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

import httpx

from .servers import PATIENCE, Server


@dataclass
class Crowd:
    """Members of teams with open pages. `waits`: seconds that fetching a page took, by when it was asked for."""

    server: Server
    members: list[httpx.AsyncClient] = field(default_factory=list)
    waits: list[tuple[float, float]] = field(default_factory=list)
    _open: list[asyncio.Task[None]] = field(default_factory=list)

    async def join(self, people: int, teams: int) -> None:
        """So many people join so many teams, and leave their pages open."""
        for number in range(people):
            member = httpx.AsyncClient(base_url=self.server.address, timeout=PATIENCE)
            form = {"code": self.server.code, "team": f"Team {number % teams}", "person": f"Person {number}"}
            assert (await member.post("/join", data=form)).status_code == 303
            self.members.append(member)
        self._open = [asyncio.create_task(self._live(member)) for member in self.members]

    async def _live(self, member: httpx.AsyncClient) -> None:
        """An open page: fetches itself whenever it hears that something changed."""
        changed = asyncio.Event()

        async def listen() -> None:
            async with member.stream("GET", "/live") as stream:
                async for line in stream.aiter_lines():
                    if line == "event: changed":
                        changed.set()

        hearing = asyncio.create_task(listen())
        try:
            while True:
                await changed.wait()
                changed.clear()
                await self.fetch(member)
        finally:
            hearing.cancel()

    async def fetch(self, member: httpx.AsyncClient) -> str:
        """The team's page, timed."""
        began = time.monotonic()
        answer = await member.get("/team")
        self.waits.append((began, time.monotonic() - began))
        return answer.text

    async def decide(self, number: int, teams: int, price: int) -> None:
        """The first member of every team decides."""
        for member in self.members[:teams]:
            form = {"round": str(number), "nonce": f"{id(member)}-{number}-{price}", "price": str(price)}
            answer = await member.post("/team/decide", data=form)
            assert answer.status_code == 303, answer.text

    async def go(self) -> None:
        """Everybody closes the page."""
        for task in self._open:
            task.cancel()
        for member in self.members:
            await member.aclose()
