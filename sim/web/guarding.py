"""What comes from the network is not trusted: hosts, origins and sizes are checked, and every mistake is a sentence."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.language.messages import _, noted, speaking
from sim.web.bodies import LARGEST, with_whole_body
from sim.web.languages import language_of
from sim.web.pages import Pages

HOST = re.compile(r"(?P<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")
SAFE = {"GET", "HEAD", "OPTIONS"}
"""Methods that change nothing."""
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    # With no-referrer browsers would send `Origin: null` with our own forms too; this tells no other host anything.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
SENTENCES = {
    403: noted("You may not do that."),
    404: noted("There is nothing under this address. Perhaps it was mistyped, or the game has moved on."),
    405: noted("This address cannot be called in that way. Go back to the page and use its buttons."),
    500: noted("The server met something it was not prepared for. Nothing that was confirmed is lost; try again."),
}
"""What is said where nothing more particular is."""

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[Any]]


def guarded(
    routes: Sequence[BaseRoute],
    pages: Pages,
    hosts: Iterable[str],
    language: str | None = None,
    lifespan: Lifespan | None = None,
    largest_body: int = LARGEST,
) -> Starlette:
    """An application of these routes and the pages' own, behind a guard.

    `hosts`: names or addresses, without port, under which the server may be called; `language`: of the house (the
    browser's own where None; its cookie always comes first). While a request is answered, its language is spoken: `_`
    and `several` work anywhere below. To refuse, raise `starlette.exceptions.HTTPException(status, _("A sentence."))`:
    the browser sees a page with that sentence. What nobody foresaw is answered 500 with a sentence, and noted in a
    line on standard error.
    """

    async def refused(request: Request, exception: Exception) -> Response:
        assert isinstance(exception, HTTPException)
        return answer_to(pages, request, exception)

    known = frozenset(host.lower() for host in hosts)
    guard = Middleware(Guard, pages=pages, hosts=known, language=language, largest_body=largest_body)
    return Starlette(
        routes=[*pages.routes(), *routes],
        middleware=[guard],
        exception_handlers={HTTPException: refused},
        lifespan=lifespan,
    )


class Guard:
    """Stands before an application: lets nothing in that is forged or too large, and nothing out without a sentence."""

    def __init__(
        self, app: ASGIApp, pages: Pages, hosts: frozenset[str], language: str | None, largest_body: int
    ) -> None:
        self.app, self.pages, self.hosts = app, pages, hosts
        self.language, self.largest_body = language, largest_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request in its language."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, answer = Request(scope), Answer(send)
        with speaking(language_of(request, self.language)):
            try:
                check_host(request, self.hosts)
                check_origin(request)
                await self.app(scope, await with_whole_body(request, receive, self.largest_body), answer.send)
            except HTTPException as refused:
                await answer_to(self.pages, request, refused)(scope, receive, answer.send)
            except ClientDisconnect:
                pass
            except Exception as error:
                note_error(request, error)
                if not answer.begun:
                    await answer_to(self.pages, request, HTTPException(500))(scope, receive, answer.send)


class Answer:
    """What is sent back: with the headers that every answer carries, and whether it has begun."""

    def __init__(self, send: Send) -> None:
        self._send, self.begun = send, False

    async def send(self, message: Message) -> None:
        """Sends on a part of the answer."""
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            headers.setdefault("Cache-Control", "no-store")
            for name, value in HEADERS.items():
                headers[name] = value
        await self._send(message)


def answer_to(pages: Pages, request: Request, refused: HTTPException) -> Response:
    """The page that says why something was refused."""
    said = refused.detail
    if said == HTTPStatus(refused.status_code).phrase and refused.status_code in SENTENCES:
        said = _(SENTENCES[refused.status_code])
    answer = pages.sentence(request, refused.status_code, said)
    answer.headers.update(refused.headers or {})
    return answer


def check_host(request: Request, hosts: frozenset[str]) -> None:
    """Refuses requests for another host: a page elsewhere could have had its name point here."""
    if host_name(request.headers.get("host", "")) not in hosts:
        raise HTTPException(421, _("There is no such server here. Use the address it was announced with."))


def host_name(host: str) -> str:
    """The name in a Host header, without port; nothing where it is none.

    >>> host_name("192.168.1.7:8000"), host_name("LocalHost"), host_name("[::1]:80"), host_name("me@there:80")
    ('192.168.1.7', 'localhost', '::1', '')
    """
    found = HOST.fullmatch(host.lower())
    return found["name"].strip("[]") if found else ""


def check_origin(request: Request) -> None:
    """Refuses what changes something when it comes from a page of another site.

    Browsers say so in Sec-Fetch-Site, or, on plain networks, in Origin; programs that are no browsers say neither, and
    carry nobody's cookies.
    """
    if request.method in SAFE:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    at_home = site in ("same-origin", "none") if site else origin is None or is_home(origin, request)
    if not at_home:
        raise HTTPException(403, _("This came from a page of another site, so it was not done."))


def is_home(origin: str, request: Request) -> bool:
    """Whether an origin is the host that was called."""
    _scheme, _sign, place = origin.partition("://")
    return place.lower() == request.headers.get("host", "").lower()


def note_error(request: Request, error: Exception) -> None:
    """A line on standard error about what nobody foresaw: which request, what, and where in the code."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    told = f"{request.method} {request.url.path}: {type(error).__name__}: {error} ({at.filename}, line {at.lineno})"
    print(ascii(told)[1:-1], file=sys.stderr, flush=True)
