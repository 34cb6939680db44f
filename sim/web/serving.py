"""Serving pages from this machine: to itself, or to a classroom's network."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable, Sequence

from starlette.types import ASGIApp

from sim.language.messages import _
from sim.scenario.errors import ScenarioError

MOST_CONNECTIONS = 900
"""Browsers served at once, below the 1,024 open files that many systems allow."""
PATIENCE = 3
"""Seconds that answers under way are given when the server is stopped."""


def serve(app: ASGIApp, host: str, port: int, announce: Callable[[str], None], also: Sequence[str] = ()) -> None:
    """Serves until Ctrl-C; KeyboardInterrupt is raised then, so that the command line ends as it does elsewhere.

    `announce` is called once, with the address (`http://127.0.0.1:8000`), as soon as browsers are answered; port 0
    takes any free one. `also`: further addresses of this machine, such as the classroom's, on the same port; other
    networks do not see the server. Raises ScenarioError where the port is taken or may not be had.
    """
    import uvicorn

    listening = [listener(host, port)]
    port = listening[0].getsockname()[1]
    listening += [listener(other, port) for other in also]

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            announce(f"http://{host}:{port}")

    settings = uvicorn.Config(
        # What goes wrong in answers is noted by the guard; streams that are cut off at the end are no mistake.
        app, log_level="critical", access_log=False, server_header=False, ws="none", lifespan="on",
        limit_concurrency=MOST_CONNECTIONS, timeout_graceful_shutdown=PATIENCE,
    )  # fmt: skip
    Announcing(settings).run(listening)


def listener(host: str, port: int) -> socket.socket:
    """A socket that listens there, or a sentence on why it cannot."""
    listening = socket.socket()
    if sys.platform == "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        # A server that was killed may come back at once.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(256)
    except (OSError, OverflowError) as error:
        listening.close()
        raise ScenarioError(why_not(host, port, error)) from None
    return listening


def why_not(host: str, port: int, error: OSError | OverflowError) -> str:
    """Why a port cannot be had, and what to try."""
    number = getattr(error, "errno", None)
    if isinstance(error, OverflowError):
        return _("--port {port}: expected a number from 0 to 65535", port=port)
    if number == errno.EADDRINUSE:
        free = free_port(host)
        return _("Port {port} is taken by another program; try --port {free}", port=port, free=free)
    if number == errno.EACCES:
        return _("Port {port} is reserved for the system; try --port 8000", port=port)
    return _("This machine has no address {host}; try --host 127.0.0.1", host=host)


def free_port(host: str) -> int:
    """A port that nobody listens on now."""
    with socket.socket() as asking:
        asking.bind((host, 0))
        return int(asking.getsockname()[1])
