"""The workshop's server: who answers what, and what goes on beside the answers while it is up."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from sim.language.messages import _
from sim.web.guarding import Lifespan, guarded
from sim.web.pages import Pages
from sim.workshop.debrief.routes import DebriefRoutes
from sim.workshop.desk import Desk
from sim.workshop.engine import Engine
from sim.workshop.facilitator_routes import FacilitatorRoutes
from sim.workshop.pages.sight import Invitation
from sim.workshop.room import RefusalError, Room
from sim.workshop.team_routes import TeamRoutes
from sim.workshop.visitors import Handler, Noting, Visitors, answering

HERE = Path(__file__).parent
TEMPLATES = (HERE / "pages" / "templates", HERE / "debrief" / "templates")
STATIC = (HERE / "pages" / "static", HERE / "debrief" / "static")
HERE_ITSELF = ("127.0.0.1", "::1")
TICK = 0.2
"""Seconds between looks at the clock."""
MOST_LISTENERS, MOST_OF_AN_ADDRESS = 400, 24
"""Open pages that are told of changes: in all, and of one device in the room."""


def application(
    room: Room, invitation: Callable[[], Invitation], hosts: Iterable[str], language: str | None = None
) -> ASGIApp:
    """The server of a room. `invitation`: how to join; `hosts`: names under which it may be called, without port."""
    visitors = Visitors(room)
    pages = Pages(*TEMPLATES, static=[folder for folder in STATIC if folder.is_dir()], bell=room.bell)
    routes: list[BaseRoute] = [
        *TeamRoutes(room, visitors, pages).routes(),
        *FacilitatorRoutes(room, visitors, pages, invitation).routes(),
        *DebriefRoutes(room, visitors, pages).routes(),
        Route("/live", live(room)),
    ]
    return Noting(guarded(routes, pages, hosts, language, lifespan=beside(room)), visitors)


def live(room: Room) -> Handler:
    """What pages listen to."""

    async def listen(request: Request) -> Response:
        address = request.client.host if request.client else ""
        crowded = address not in HERE_ITSELF and room.bell.listening(address) >= MOST_OF_AN_ADDRESS
        if crowded or len(room.bell) >= MOST_LISTENERS:
            raise RefusalError(_("Too many pages are open; close some."), 503)
        return room.bell.response(address)

    return answering(listen)


def beside(room: Room) -> Lifespan:
    """What goes on while the server is up: the market is computed, the clock is watched."""

    @contextlib.asynccontextmanager
    async def going_on(app: Starlette) -> AsyncIterator[None]:
        engine = Engine()
        tasks = [asyncio.create_task(Desk(room, engine).work()), asyncio.create_task(watch(room))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            engine.close()

    return going_on


async def watch(room: Room) -> None:
    """Closes rounds when they are due."""
    with contextlib.suppress(RefusalError):
        room.take_up()
    while True:
        with contextlib.suppress(RefusalError):
            room.tick()
        await asyncio.sleep(TICK)
