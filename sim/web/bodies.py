"""What a request brings along: read to its end before anybody acts on it, if it is neither too large nor too slow."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

from sim.language.messages import _

LARGEST = 64 * 1024
"""Bytes that a request may bring."""
READ_AWAY = 32 * 1024 * 1024
"""Bytes of a body too large that are still read and thrown away, so that its sender hears the answer."""
SLOWEST = 20.0
"""Seconds a request may take to arrive."""


async def with_whole_body(request: Request, receive: Receive, largest: int) -> Receive:
    """A request's body, read to its end and given back in one piece.

    Raises HTTPException 413 where it is larger than `largest` bytes, announced or not; 408 where it does not arrive.
    """
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared[:12]) > READ_AWAY:
        raise too_large(largest)
    try:
        async with asyncio.timeout(SLOWEST):
            body = await read_to_end(receive, largest)
    except TimeoutError:
        raise HTTPException(408, _("What was sent took too long to arrive. Try again.")) from None
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Message:
        return waiting.pop() if waiting else await receive()

    return received


async def read_to_end(receive: Receive, largest: int) -> bytes:
    """All parts of a body together; of one too large, nothing is kept."""
    body, read, more = bytearray(), 0, True
    while more and read <= READ_AWAY:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part = message.get("body", b"")
        read += len(part)
        if read <= largest:
            body += part
        more = message.get("more_body", False)
    if read > largest:
        raise too_large(largest)
    return bytes(body)


def too_large(largest: int) -> HTTPException:
    """The refusal of a body."""
    return HTTPException(413, _("What was sent is too large: at most {size} kB are taken.", size=largest // 1024))
