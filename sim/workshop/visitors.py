"""Who a browser belongs to: a member of a team, the facilitator, the screen of the room, or somebody unknown."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.language.messages import _
from sim.web.throttle import Throttle
from sim.workshop.room import RefusalError, Room
from sim.workshop.session import Member
from sim.workshop.tokens import same

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
GUESSES, GUESS_EVERY = 10, 6.0
"""Wrong codes that an address may try at once, and seconds until another."""
MANY_DAYS = 30 * 24 * 3600
WHY = "refusal"
"""Where the sentence of a refusal stands in a request's scope, for the record."""


class Visitors:
    """Knows browsers by their cookies, which are named after the game; slows down who guesses."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.guesses = Throttle(GUESSES, GUESS_EVERY)
        name = room.founded.name
        self.of_member, self.of_facilitator, self.of_screen = f"team-{name}", f"facilitator-{name}", f"screen-{name}"

    def member(self, request: Request) -> Member | None:
        """The member a browser belongs to."""
        return self.room.member(request.cookies.get(self.of_member, ""))

    def sending_member(self, request: Request) -> Member:
        """The member who sends something; refused where the browser has not joined."""
        member = self.member(request)
        if member is None:
            raise RefusalError(_("This browser has not joined a team. Join with the code on the screen."), 403)
        return member

    def is_facilitator(self, request: Request) -> bool:
        """Whether a browser has been at the facilitator's private link."""
        return same(request.cookies.get(self.of_facilitator, ""), self.room.founded.facilitator)

    def check_facilitator(self, request: Request) -> None:
        """Refuses everybody else."""
        if not self.is_facilitator(request):
            raise RefusalError(_("This is the facilitator's. Open the private link that the server printed."), 403)

    def sees_screen(self, request: Request) -> bool:
        """Whether a browser may show what the room sees."""
        return self.is_facilitator(request) or same(request.cookies.get(self.of_screen, ""), self.room.founded.screen)

    def check_code(self, request: Request, code: str) -> None:
        """Refuses a wrong code, and any code from where many wrong ones came."""
        self._check(request, code.strip().upper(), self.room.founded.code, _("This is not the code on the screen."))

    def check_link(self, request: Request, secret: str, given: str) -> None:
        """Refuses a wrong private link."""
        self._check(request, given, secret, _("This private link is not of this game."))

    def let_in(self, cookie: str, secret: str, path: str) -> RedirectResponse:
        """Sends a browser on, to be known from now on."""
        answer = RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER)
        answer.set_cookie(cookie, secret, max_age=MANY_DAYS, httponly=True, samesite="strict")
        return answer

    def _check(self, request: Request, given: str, secret: str, sentence: str) -> None:
        address = address_of(request)
        if self.guesses.left(address) < 1:
            raise RefusalError(_("Too many tries from this device; wait a little and try again."), 429)
        if not same(given, secret):
            self.guesses.allows(address)
            raise RefusalError(sentence, 403)


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "unknown"


def answering(handler: Handler) -> Handler:
    """The same handler; what it refuses is told in a sentence on a page."""

    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except RefusalError as refusal:
            request.scope[WHY] = refusal.sentence
            raise HTTPException(refusal.status, refusal.sentence) from None

    return answered


class Noting:
    """Stands before everything: what was refused to whom is put on record, whoever refused it."""

    def __init__(self, app: ASGIApp, visitors: Visitors) -> None:
        self.app = app
        self.visitors = visitors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, and notes it where it was refused."""

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start" and is_refusal(message["status"]):
                self._note(Request(scope), HTTPStatus(message["status"]))
            await send(message)

        await self.app(scope, receive, noted if scope["type"] == "http" else send)

    def _note(self, request: Request, status: HTTPStatus) -> None:
        member = self.visitors.member(request)
        by = member.member if member else address_of(request)
        what = f"{request.method} {request.url.path.split('/')[1]}"
        self.visitors.room.refuse(what, f"{status.value} {request.scope.get(WHY, status.phrase)}", by)


def is_refusal(status: int) -> bool:
    """Whether a status says that something was refused; a page that is not there is no refusal."""
    return 400 <= status < 500 and status != HTTPStatus.NOT_FOUND
