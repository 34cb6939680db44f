"""What teams' browsers ask the server for."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sim.web.pages import Pages
from sim.workshop.pages.join import join_page
from sim.workshop.pages.preview import preview_part
from sim.workshop.pages.team import team_page
from sim.workshop.room import RefusalError, Room
from sim.workshop.sending import NO_LEVERS, ask, decide, join, start_again
from sim.workshop.session import Member
from sim.workshop.tokens import short_name
from sim.workshop.visitors import WHY, Visitors, answering

HERE = Path(__file__).parent
MOST_FIELDS = 300
MOMENT, PATIENCE = 0.1, 200
"""Seconds, and how many times that, until a page is answered although the market is not played up to the round."""


class TeamRoutes:
    """Joining, the team's page and what it sends."""

    def __init__(self, room: Room, visitors: Visitors, pages: Pages) -> None:
        self.room = room
        self.visitors = visitors
        self.pages = pages

    def routes(self) -> list[BaseRoute]:
        """Addresses and who answers them."""
        return [
            Route("/", answering(self.door)),
            Route("/join", answering(self.join), methods=["POST"]),
            Route("/team", answering(self.team)),
            Route("/team/decide", answering(self.decide), methods=["POST"]),
            Route("/team/preview", answering(self.preview), methods=["POST"]),
            Route("/team/ask", answering(self.ask), methods=["POST"]),
            Route("/team/restart", answering(self.restart), methods=["POST"]),
        ]

    async def door(self, request: Request) -> Response:
        """The first page; who has joined goes straight to the team's."""
        if self.visitors.member(request):
            return to("/team")
        code = request.query_params.get("code", "")[:12]
        return self.pages.show(request, "join.html", join_page(self.room.sight(), code))

    async def join(self, request: Request) -> Response:
        """Takes a person into a team, or shows the first page again with what was wrong."""
        fields = await fields_of(request)
        if self.visitors.member(request):
            return to("/team")
        try:
            self.visitors.check_code(request, fields.get("code", ""))
            secret = join(self.room, fields)
        except RefusalError as refusal:
            request.scope[WHY] = refusal.sentence
            given = (fields.get(name, "")[:40] for name in ("team", "person"))
            context = join_page(self.room.sight(), fields.get("code", "")[:12], refusal.sentence, *given)
            return self.pages.show(request, "join.html", context, refusal.status)
        return self.visitors.let_in(self.visitors.of_member, secret, "/team")

    async def team(self, request: Request) -> Response:
        """The team's page; where the market cannot be played up to an open round, open pages keep what is typed."""
        member = self.visitors.member(request)
        if member is None:
            return to("/")
        await self._played()
        sight, found = self.room.sight(), self.room.found(member.seat)
        status = HTTPStatus.SERVICE_UNAVAILABLE if self._behind else HTTPStatus.OK
        return self.pages.show(request, "team.html", team_page(sight, member, short_name(), found), status)

    @property
    def _behind(self) -> bool:
        """Whether a round is open but the market not yet played up to it, as when the server has just come back."""
        return self.room.computing and self.room.session.phase == "deciding"

    async def _played(self) -> None:
        """Waits a while for the market to be played up to the open round."""
        for _moment in range(PATIENCE):
            if not self._behind:
                return
            await asyncio.sleep(MOMENT)

    async def preview(self, request: Request) -> Response:
        """What a form would mean, while it is being filled in."""
        member, fields = self.visitors.sending_member(request), await fields_of(request)
        await self._played()
        given = {name: text for name, text in fields.items() if name not in NO_LEVERS}
        return self.pages.show(request, "preview.html", preview_part(self.room.sight(), member.seat, given))

    async def decide(self, request: Request) -> Response:
        """Takes a decision; the page that follows shows it only when it is on the disk."""
        member, fields = self.visitors.sending_member(request), await fields_of(request)
        await self._played()
        try:
            decide(self.room, member, fields)
        except RefusalError as refusal:
            if refusal.status != HTTPStatus.UNPROCESSABLE_ENTITY:
                raise
            request.scope[WHY] = refusal.sentence
            return self._not_taken(request, member, fields, refusal.sentence)
        return to("/team")

    def _not_taken(self, request: Request, member: Member, fields: dict[str, str], wrong: str) -> Response:
        """The team's page with everything as it was typed, and why it cannot be taken."""
        given = {name: text[:40] for name, text in fields.items() if name not in NO_LEVERS}
        found = self.room.found(member.seat)
        page = team_page(self.room.sight(), member, short_name(), found, wrong, given)
        return self.pages.show(request, "team.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)

    async def ask(self, request: Request) -> Response:
        """Sells information."""
        member, fields = self.visitors.sending_member(request), await fields_of(request)
        await self._played()
        ask(self.room, member, fields)
        return to("/team#information")

    async def restart(self, request: Request) -> Response:
        """Starts the game of somebody who plays alone anew."""
        member, fields = self.visitors.sending_member(request), await fields_of(request)
        start_again(self.room, member, fields)
        return to("/team")


def to(path: str) -> RedirectResponse:
    """Sends a browser on with a GET."""
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER)


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a form as text; files and what is no form at all are left out."""
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}
