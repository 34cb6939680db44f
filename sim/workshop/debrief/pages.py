"""The pages of the debrief as data: a slide on the wall, a team's long page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.workshop.debrief.slide import Image, Slide
from sim.workshop.pages.sight import Sight


def slide_page(sight: Sight, slides: Sequence[Slide], key: str) -> dict[str, Any] | None:
    """What the template `debrief_slide.html` shows of a slide, its neighbours beside it; None where there is none."""
    keys = [slide.key for slide in slides]
    if key not in keys:
        return None
    place = keys.index(key)
    return {
        "title": sight.game.file.title,
        "slide": slides[place],
        "number": place + 1,
        "keys": keys,
        "previous": keys[place - 1] if place else "",
        "next": keys[place + 1] if place + 1 < len(keys) else "",
        "picture": address,
    }


def team_page(sight: Sight, slides: Sequence[Slide], seat: str, waiting: bool) -> dict[str, Any]:
    """What the template `debrief_team.html` shows: all that the game showed, seen from a team's seat.

    `waiting`: whether more is still to be found out.
    """
    return {
        "title": sight.game.file.title,
        "team": sight.names[seat],
        "slides": slides,
        "waiting": waiting,
        "picture": address,
    }


def address(image: Image) -> str:
    """Where a picture is fetched from."""
    return f"/debrief/pictures/{image.name}"


def image_named(slides: Sequence[Slide], name: str) -> Image | None:
    """The picture of that name among slides."""
    return next((slide.image for slide in slides if slide.image and slide.image.name == name), None)
