"""What the facilitator's browser and the screen of the room ask the server for."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sim.web.pages import Pages
from sim.workshop.copying import copied_record
from sim.workshop.facilitating import act_of
from sim.workshop.pages.facilitator import facilitator_page
from sim.workshop.pages.projector import projector_page
from sim.workshop.pages.sight import Invitation
from sim.workshop.room import Room
from sim.workshop.team_routes import fields_of, to
from sim.workshop.visitors import Visitors, answering


class FacilitatorRoutes:
    """The private links, the facilitator's page and what it sends, the projector, copies to take along."""

    def __init__(self, room: Room, visitors: Visitors, pages: Pages, invitation: Callable[[], Invitation]) -> None:
        self.room = room
        self.visitors = visitors
        self.pages = pages
        self.invitation = invitation

    def routes(self) -> list[BaseRoute]:
        """Addresses and who answers them."""
        return [
            Route("/facilitator", answering(self.facilitator)),
            Route("/facilitator/act", answering(self.act), methods=["POST"]),
            Route("/facilitator/{secret}", answering(self.private_link)),
            Route("/projector", answering(self.projector)),
            Route("/projector/{secret}", answering(self.screen_link)),
            Route("/record.sqlite", answering(self.copy)),
        ]

    async def private_link(self, request: Request) -> Response:
        """Makes a browser the facilitator's."""
        secret = self.room.founded.facilitator
        self.visitors.check_link(request, secret, request.path_params["secret"])
        return self.visitors.let_in(self.visitors.of_facilitator, secret, "/facilitator")

    async def screen_link(self, request: Request) -> Response:
        """Makes a browser the screen of the room."""
        secret = self.room.founded.screen
        self.visitors.check_link(request, secret, request.path_params["secret"])
        return self.visitors.let_in(self.visitors.of_screen, secret, "/projector")

    async def facilitator(self, request: Request) -> Response:
        """The facilitator's page."""
        self.visitors.check_facilitator(request)
        return self.pages.show(request, "facilitator.html", facilitator_page(self.room.sight(), self.invitation()))

    async def act(self, request: Request) -> Response:
        """Does what the facilitator asks for."""
        self.visitors.check_facilitator(request)
        fields = await fields_of(request)
        self.room.do(act_of(self.room, fields.get("kind", ""), fields))
        self.room.tick()
        return to("/facilitator")

    async def projector(self, request: Request) -> Response:
        """What the room sees."""
        if not self.visitors.sees_screen(request):
            self.visitors.check_facilitator(request)
        return self.pages.show(request, "projector.html", projector_page(self.room.sight(), self.invitation()))

    async def copy(self, request: Request) -> Response:
        """The game as it stands, for another room."""
        self.visitors.check_facilitator(request)
        headers = {"Content-Disposition": 'attachment; filename="game.sqlite"'}
        return Response(copied_record(self.room), media_type="application/vnd.sqlite3", headers=headers)
