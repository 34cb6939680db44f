"""Pages that stay up to date: a bell that is rung when something changed, and heard by every open page."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from sse_starlette import EventSourceResponse, ServerSentEvent

HEARTBEAT = 5.0
"""Seconds between signs of life; a page that hears none for three of them connects anew."""
AGAIN = 1000
"""Milliseconds after which a browser without our script connects again."""


class Bell:
    """Tells open pages that something changed; they fetch themselves again and take over what differs.

    A listener that is slow hears once what was rung ten times: nothing piles up. May be rung from any thread.
    """

    def __init__(self, heartbeat: float = HEARTBEAT) -> None:
        self.heartbeat = heartbeat
        self.rung = 0
        self._started = secrets.token_hex(4)
        self._listeners: set[tuple[asyncio.AbstractEventLoop, asyncio.Event, str]] = set()

    @property
    def mark(self) -> str:
        """What tells one state of affairs from another, also after the server was started again."""
        return f"{self._started}-{self.rung}"

    def __len__(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def listening(self, whose: str) -> int:
        """How many of one address listen."""
        return sum(one == whose for _loop, _woken, one in self._listeners)

    def ring(self) -> None:
        """Wakes everybody who listens; from any thread."""
        self.rung += 1
        for loop, woken, _whose in tuple(self._listeners):
            loop.call_soon_threadsafe(woken.set)

    async def listen(self, whose: str = "") -> AsyncGenerator[str, None]:
        """The mark at once, and again whenever the bell was rung. `whose`: the address that listens."""
        woken = asyncio.Event()
        listener = (asyncio.get_running_loop(), woken, whose)
        self._listeners.add(listener)
        try:
            while True:
                yield self.mark
                await woken.wait()
                woken.clear()
        finally:
            self._listeners.discard(listener)

    def response(self, whose: str = "") -> EventSourceResponse:
        """What `GET /live` answers: server-sent events `changed` and `beat`, until the browser goes away."""
        return EventSourceResponse(
            self._events(whose),
            ping=self.heartbeat,
            ping_message_factory=lambda: ServerSentEvent(event="beat", data=""),
            sep="\n",
        )

    async def _events(self, whose: str) -> AsyncIterator[ServerSentEvent]:
        async with aclosing(self.listen(whose)) as heard:
            async for mark in heard:
                yield ServerSentEvent(event="changed", data=mark, retry=AGAIN)
