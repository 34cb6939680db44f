"""The pack to take home: the whole debrief as one page that needs nothing else, and a page for every team, zipped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from markupsafe import Markup

from sim.web.pages import Pages, style
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.slide import Image, Slide
from sim.workshop.debrief.slides import room_slides, team_slides
from sim.workshop.pages.sight import Sight

HERE = Path(__file__).parent
TEMPLATES, STATIC = HERE / "templates", HERE / "static"
MADE = (2000, 1, 1, 0, 0, 0)
"""The date that the files of a pack bear, since the same game is the same bytes."""


def pack(pages: Pages, sight: Sight, found: Found) -> bytes:
    """The pack as a zip file. Its files are named after seats, whatever the teams call themselves."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, page in packed(pages, sight, found).items():
            zipped.writestr(entry(name), page.encode())
    return file.getvalue()


def entry(name: str) -> ZipInfo:
    """A file's entry, the same on every machine."""
    made = ZipInfo(name, MADE)
    made.compress_type, made.external_attr, made.create_system = ZIP_DEFLATED, 0o644 << 16, 3
    return made


def packed(pages: Pages, sight: Sight, found: Found) -> dict[str, str]:
    """The pages by file name."""
    whole: dict[str, str] = {"debrief.html": kept_page(pages, sight, "", room_slides(sight, found))}
    for seat in sight.session.taken:
        whole[f"{seat}.html"] = kept_page(pages, sight, sight.names[seat], team_slides(sight, found, seat))
    return whole


def kept_page(pages: Pages, sight: Sight, team: str, slides: Sequence[Slide]) -> Markup:
    """A page that stands alone: style, charts and pictures are in it. `team`: whose page; empty for the room's."""
    return pages.rendered(
        "debrief_kept.html",
        {
            "title": sight.game.file.title,
            "team": team,
            "story": sight.game.file.story,
            "slides": slides,
            "rounds": sight.session.closed,
            "months": sight.game.file.months,
            "teams": [sight.session.names[seat] for seat in sight.session.taken],
            "style": Markup(f"{style()}\n{(STATIC / 'debrief.css').read_text(encoding='utf-8')}"),
            "picture": embedded,
        },
    )


def embedded(image: Image) -> str:
    """A picture as a page holds it."""
    return f"data:image/png;base64,{b64encode(image.content).decode()}"
