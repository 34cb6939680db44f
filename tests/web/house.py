"""A small house of pages with everything in it, served for tests: `python -m tests.web.house PORT [LANGUAGE]`."""

from __future__ import annotations

import sys
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sim.language.messages import _, language
from sim.web.charts import Bar, bars
from sim.web.guarding import guarded
from sim.web.live import Bell
from sim.web.network import addresses
from sim.web.pages import Pages
from sim.web.serving import serve

LAN = [address.ip for address in addresses()][:1]
HOSTS = ("127.0.0.1", "localhost", "testserver", *LAN)


class House:
    """One room with a bell, a counter that anybody may set, and a page that shows it."""

    def __init__(self, language: str | None = None) -> None:
        self.bell = Bell(heartbeat=0.5)
        self.pages = Pages(Path(__file__).parent / "templates", bell=self.bell)
        self.count, self.price, self.view = 0, 1.0, "first"
        routes = [
            Route("/", self.page),
            Route("/live", self.live),
            Route("/count", self.set_count, methods=["POST"]),
            Route("/preview", self.preview, methods=["POST"]),
            Route("/listeners", self.listeners),
            Route("/language-spoken", self.spoken),
            Route("/broken", self.broken),
            Route("/refused", self.refused),
        ]
        self.app: Starlette = guarded(routes, self.pages, HOSTS, language)

    async def page(self, request: Request) -> Response:
        return self.shown(request, self.price)

    def shown(self, request: Request, price: float) -> Response:
        """The page, with a price in its field."""
        drawn = bars("How far everybody is", [Bar("<b>North</b>", (float(self.count),)), Bar("South & Sons", (2.0,))])
        context = {"count": self.count, "price": price, "view": self.view, "chart": drawn}
        return self.pages.show(request, "house.html", context)

    async def live(self, request: Request) -> Response:
        return self.bell.response()

    async def set_count(self, request: Request) -> Response:
        form = await request.form()
        if form.get("price") == "2":
            return self.shown(request, price=2)
        self.count = int(str(form.get("count") or self.count))
        self.price = float(str(form.get("price") or self.price))
        self.view = str(form.get("view") or self.view)
        self.bell.ring()
        return RedirectResponse("/", 303)

    async def preview(self, request: Request) -> Response:
        form = await request.form()
        return self.pages.show(request, "preview.html", {"price": form.get("price")})

    async def listeners(self, request: Request) -> Response:
        return PlainTextResponse(str(len(self.bell)))

    def spoken(self, request: Request) -> Response:
        """Answered in a thread of its own, as everything is that is not async."""
        return PlainTextResponse(f"{language()} {_('Something went wrong')}")

    async def broken(self, request: Request) -> Response:
        raise ZeroDivisionError("a secret\nof the server")

    async def refused(self, request: Request) -> Response:
        raise HTTPException(409, "The round is <closed>.")


if __name__ == "__main__":
    house = House(*sys.argv[2:])
    try:
        serve(house.app, "127.0.0.1", int(sys.argv[1]), lambda address: print(address, flush=True), LAN)
    except KeyboardInterrupt:
        sys.exit(130)
