"""Pages: templates shown in the reader's language, static files under an address that changes with their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sim.language.messages import _, language, several
from sim.web.languages import NAMES, TAGS, choose_language, is_path_here
from sim.wording import capitalised, in_a_row, listed, per_cent

if TYPE_CHECKING:
    from sim.web.live import Bell

HERE = Path(__file__).parent
TEMPLATES, STATIC = HERE / "templates", HERE / "static"
STYLES = ("style.css", "charts.css")
"""The style sheets of every page, in this order."""
FOR_GOOD = "public, max-age=31536000, immutable"


class Pages:
    """Templates of some folders, those of `sim/web/templates` behind them (`base.html`, `parts.html`).

    In every template: `_`, `several`, `language()`, `languages` (their names by key), `tags` (what `lang` is called),
    `asset("live.js")` (the address of a static file), `here` (the path of this page with its query, for forms that
    come back), `capitalised`, `listed`, `in_a_row`, `per_cent`. A name nobody gave is an error, never an empty place.
    """

    def __init__(self, *folders: Path, static: Sequence[Path] = (), bell: Bell | None = None) -> None:
        """`folders`: templates; `static`: more folders of static files, besides our own; `bell`: the one whose ringing
        pages listen to, so that each knows what was rung before it was made."""
        self.bell = bell
        self.static = (*static, STATIC)
        self.version = version_of(self.static)
        self.environment = Environment(
            loader=FileSystemLoader([*folders, TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            # A page must not change under those who are using it while the program is brought up to date.
            auto_reload=False,
        )
        self.environment.globals |= {
            "_": _, "several": several, "language": language, "languages": NAMES, "tags": TAGS,
            "asset": self.asset, "styles": STYLES, "capitalised": capitalised, "listed": listed,
            "in_a_row": in_a_row, "per_cent": per_cent,
        }  # fmt: skip

    def show(self, request: Request, template: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        """A page, or a part of one, in the language spoken while the request is answered."""
        heard = self.bell.mark if self.bell else ""
        given = {"here": home_of(request), "unsent": request.method == "POST", "heard": heard, **context}
        return HTMLResponse(self.rendered(template, given), status)

    def rendered(self, template: str, context: Mapping[str, Any]) -> Markup:
        """The same as markup, to be set into another page or written to a file."""
        return Markup(self.environment.get_template(template).render(**context))

    def sentence(self, request: Request, status: int, sentence: str) -> HTMLResponse:
        """A page that says one thing: what was refused or went wrong, and where to go on."""
        return self.show(request, "sentence.html", {"sentence": sentence, "heading": heading_of(status)}, status)

    def asset(self, name: str) -> str:
        """The address of a static file; another one whenever any static file changed."""
        return f"/static/{self.version}/{name}"

    def routes(self) -> list[BaseRoute]:
        """What every application of these pages answers: static files and the choice of a language."""
        kept = StaticForGood(directory=self.static[0])
        kept.all_directories = list(self.static)
        return [
            Mount(f"/static/{self.version}", kept, name="static"),
            Route("/language", choose_language, methods=["POST"]),
        ]


class StaticForGood(StaticFiles):
    """Static files that a browser may keep for good, since their address names their content."""

    def file_response(self, *given: Any, **named: Any) -> Response:
        """A file, to be kept."""
        response = super().file_response(*given, **named)
        if isinstance(response, FileResponse):
            response.headers["Cache-Control"] = FOR_GOOD
        return response


def version_of(folders: Sequence[Path]) -> str:
    """Twelve letters that change with any static file."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def home_of(request: Request) -> str:
    """The path of the page a browser is on: this one, or the one a form was sent from."""
    if request.method != "POST":
        return path_of(request.url)
    sent_from = URL(request.headers.get("referer", ""))
    at_home = sent_from.netloc == request.headers.get("host") and is_path_here(sent_from.path)
    return path_of(sent_from) if at_home else "/"


def path_of(url: URL) -> str:
    """The path of an address, with its query."""
    return f"{url.path}?{url.query}" if url.query else url.path


def heading_of(status: int) -> str:
    """What stands over a page that says one sentence."""
    if status == HTTPStatus.NOT_FOUND:
        return _("There is no such page")
    return _("Something went wrong") if status >= 500 else _("This was not done")


def style() -> Markup:
    """All style sheets as text, for a page that is kept as a file and must stand alone."""
    return Markup("\n".join((STATIC / name).read_text(encoding="utf-8") for name in STYLES))
