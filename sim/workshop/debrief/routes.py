"""What browsers ask the server for when the rounds are over: slides, the teams' pages, what to take home."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sim.language.messages import _, language
from sim.web.pages import Pages
from sim.workshop.debrief.claims import claim_slides
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.pack import pack
from sim.workshop.debrief.pages import image_named, slide_page, team_page
from sim.workshop.debrief.slide import Slide
from sim.workshop.debrief.slides import room_slides, team_slides
from sim.workshop.debrief.workbook import game_workbook
from sim.workshop.pages.sight import Sight
from sim.workshop.room import RefusalError, Room
from sim.workshop.visitors import Visitors, answering

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DebriefRoutes:
    """Slides for the screen and the facilitator, a long page for each team, the pack and the workbook."""

    def __init__(self, room: Room, visitors: Visitors, pages: Pages) -> None:
        self.room = room
        self.visitors = visitors
        self.pages = pages
        self._drawn: dict[tuple[str, str], tuple[Slide, ...]] = {}
        self._drawn_at = ""

    def routes(self) -> list[BaseRoute]:
        """Addresses and who answers them."""
        return [
            Route("/debrief", answering(self.debrief)),
            Route("/debrief/pictures/{name}", answering(self.picture)),
            Route("/debrief/{key}", answering(self.slide)),
            Route("/pack.zip", answering(self.pack)),
            Route("/game.xlsx", answering(self.workbook)),
        ]

    async def debrief(self, request: Request) -> Response:
        """The first slide for the screen and the facilitator; for a member the team's page."""
        member = self.visitors.member(request)
        if self.visitors.sees_screen(request):
            return RedirectResponse(f"/debrief/{self.slides()[0].key}", status_code=303)
        if member is None:
            return RedirectResponse("/", status_code=303)
        if self.room.session.phase != "debrief":
            raise RefusalError(_("The debrief begins when the facilitator says so."))
        context = team_page(self.sight(), self.slides(member.seat), member.seat, self.found().waiting)
        return self.pages.show(request, "debrief_team.html", context)

    async def slide(self, request: Request) -> Response:
        """A slide."""
        if not self.visitors.sees_screen(request):
            self.visitors.check_facilitator(request)
        context = slide_page(self.sight(), self.slides(), request.path_params["key"])
        if context is None:
            raise RefusalError(_("There is no such slide."), 404)
        return self.pages.show(request, "debrief_slide.html", context)

    async def picture(self, request: Request) -> Response:
        """A picture of a claim."""
        image = image_named(claim_slides(), request.path_params["name"])
        if image is None:
            raise RefusalError(_("There is no such picture."), 404)
        return Response(image.content, media_type="image/png", headers={"Cache-Control": "max-age=3600"})

    async def pack(self, request: Request) -> Response:
        """The pack to take home."""
        self.visitors.check_facilitator(request)
        content = await run_in_threadpool(pack, self.pages, self.sight(), self.found())
        return download("pack.zip", "application/zip", content)

    async def workbook(self, request: Request) -> Response:
        """All figures and everything that was done."""
        self.visitors.check_facilitator(request)
        acts = list(self.room.record.acts())
        content = await run_in_threadpool(game_workbook, self.sight(), acts, self.found())
        return download("game.xlsx", WORKBOOK, content)

    def sight(self) -> Sight:
        """The room, once there is something to look back on; RefusalError before."""
        self.room.standing()
        sight = self.room.sight()
        if not sight.session.closed:
            raise RefusalError(_("There is nothing to look back on before a round has been played."))
        return sight

    def slides(self, seat: str = "") -> tuple[Slide, ...]:
        """The room's slides, or a team's: drawn once for all browsers until pages are told of something new."""
        if self._drawn_at != self.room.bell.mark:
            self._drawn, self._drawn_at = {}, self.room.bell.mark
        key = (language(), seat)
        if key not in self._drawn:
            sight, found = self.sight(), self.found()
            self._drawn[key] = team_slides(sight, found, seat) if seat else room_slides(sight, found)
        return self._drawn[key]

    def found(self) -> Found:
        """What the debrief has found so far, in the language spoken."""
        return self.room.studies.found(self.room.session, language())


def download(name: str, kind: str, content: bytes) -> Response:
    """A file to be kept."""
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
