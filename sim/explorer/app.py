"""The explorer's server: the page of a choice, its runs as they come in, and the choice as a file."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sim.compare import Comparison, compare
from sim.declarations import Scenario
from sim.explorer.bench import Bench, Exploration, GivenUpError, Played
from sim.explorer.choice import Choice, case_of, read_choice, values_under
from sim.explorer.levers import grouped, in_figures, levers_of
from sim.explorer.pictures import pictures
from sim.explorer.saving import file_of, name_of
from sim.explorer.table import headline, rows
from sim.language.messages import _, language
from sim.results import json_bytes
from sim.scenario.errors import ScenarioError
from sim.web.guarding import guarded
from sim.web.pages import Pages

HERE = Path(__file__).parent
HOST = "127.0.0.1"
HOSTS = (HOST, "localhost")
HEARTBEAT = 5
"""Seconds between signs of life while runs are played."""


@dataclass(frozen=True)
class Subject:
    """What is explored. `file`: the scenario's name; `written`: as it stands there; `scenario`: in the size wanted."""

    file: str
    written: Scenario
    scenario: Scenario
    runs: int


class Explorer:
    """Answers for one scenario."""

    def __init__(self, subject: Subject, workers: int | None = None) -> None:
        self.subject = subject
        self.scenario = subject.scenario
        self.levers = levers_of(subject.scenario)
        self.bench = Bench(subject.scenario, subject.runs, workers)
        self.pages = Pages(HERE / "templates", static=[HERE / "static"])

    def application(self, language: str | None = None) -> Starlette:
        """The server, behind its guard; the processes start and end with it."""
        routes = [
            Route("/", self.page),
            Route("/played", self.played),
            Route("/figures.json", self.figures),
            Route("/strategy.yaml", self.strategy),
        ]
        return guarded(routes, self.pages, HOSTS, language, lifespan=self.working)

    @contextlib.asynccontextmanager
    async def working(self, app: Starlette) -> AsyncIterator[None]:
        """The bench is at work while the server is up."""
        tasks = self.bench.start()
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            self.bench.close()

    def choice(self, request: Request) -> Choice:
        """What the address asks for; a sentence where it cannot be had."""
        try:
            return read_choice(self.scenario, self.levers, request.query_params)
        except ScenarioError as error:
            raise HTTPException(400, str(error)) from None

    async def page(self, request: Request) -> Response:
        """The levers as the address has them, and room for what comes of it."""
        choice = self.choice(request)
        standing = values_under(self.scenario, choice.start, self.levers)
        fields = {path: in_figures(value) for path, value in standing.items()}
        context = {
            "scenario": self.scenario,
            "choice": choice,
            "groups": list(grouped(self.levers)),
            "start": fields,
            "values": fields | {path: in_figures(value) for path, value in choice.levers.items()},
            "in_figures": in_figures,
        }
        return self.pages.show(request, "explore.html", context)

    async def played(self, request: Request) -> Response:
        """What comes of a choice, as server-sent events: `picture` after the first runs and again, then `stories`."""
        try:
            events = self.events(self.choice(request))
        except HTTPException as refused:
            events = once("refused", refused.detail)
        return EventSourceResponse(events, ping=HEARTBEAT, sep="\n")

    async def events(self, choice: Choice) -> AsyncIterator[ServerSentEvent]:
        """The events of one choice, to the last."""
        exploration = self.bench.exploration(case_of(self.scenario, choice))
        yield ServerSentEvent(event="waiting", data=self.waiting())
        try:
            async with contextlib.aclosing(self.bench.looks(exploration)) as looks:
                async for played in looks:
                    picture = await asyncio.to_thread(self.picture, exploration, played)
                    yield ServerSentEvent(event="picture", data=picture)
        except GivenUpError:
            yield ServerSentEvent(event="refused", data=_("The computing processes end again and again; start anew."))
            return
        yield ServerSentEvent(event="stories", data=await self.stories(exploration))
        yield ServerSentEvent(event="done", data="")

    def waiting(self) -> str:
        """What is said until the first picture."""
        if self.bench.warm < min(2, self.subject.runs):
            return _("Warming up: the years before the first month are played once.")
        return _("Playing …")

    def picture(self, exploration: Exploration, played: Played) -> str:
        """The verdict, the figures and the pictures of what has been played."""
        comparison = self.comparison(exploration, played)
        context: dict[str, Any] = {
            "comparison": comparison,
            "alone": exploration.is_baseline,
            "headline": headline(comparison),
            "rows": list(rows(comparison)),
            "pictures": list(pictures(comparison, played)),
            "runs": self.subject.runs,
        }
        return self.pages.rendered("picture.html", context)

    def comparison(self, exploration: Exploration, played: Played) -> Comparison:
        """The comparison, as `compare` makes it; a first look until all runs are in."""
        first_look = len(played[exploration.case.baseline]) < self.subject.runs
        return compare(exploration.case, played, quick=first_look)

    async def stories(self, exploration: Exploration) -> str:
        """Three customers in both worlds, in words."""
        told = [] if exploration.is_baseline else await self.bench.stories(exploration, language())
        context = {"stories": told, "alone": exploration.is_baseline, "case": exploration.case, "key": exploration.key}
        return self.pages.rendered("stories.html", context)

    async def figures(self, request: Request) -> Response:
        """The figures of all runs, as `compare` writes them to comparison.json."""
        exploration = self.bench.exploration(case_of(self.scenario, self.choice(request)))
        looks = [played async for played in self.bench.looks(exploration)]
        comparison = await asyncio.to_thread(self.comparison, exploration, looks[-1])
        return Response(json_bytes(comparison.as_json()), media_type="application/json")

    async def strategy(self, request: Request) -> Response:
        """The strategy as a file to be saved."""
        choice = self.choice(request)
        if not choice.differs(self.scenario):
            raise HTTPException(400, _("Nothing is changed yet, so there is no strategy to save."))
        subject = self.subject
        text = file_of(subject.written, subject.scenario, subject.file, choice, subject.runs)
        return Response(text, media_type="application/yaml", headers=attached(name_of(subject.file)))


def attached(name: str) -> dict[str, str]:
    """The header that has a browser save an answer under a name."""
    from urllib.parse import quote

    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


async def once(event: str, data: str) -> AsyncIterator[ServerSentEvent]:
    """A single event."""
    yield ServerSentEvent(event=event, data=data)
