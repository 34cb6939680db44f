"""The claims' exhibits as slides, where `run.py claims` has made them: one claim a slide, and how to make them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.claims.figures import figure_with_interval
from sim.language.messages import ENGLISH, _, noted
from sim.workshop.debrief.slide import Image, Slide

FOLDER = Path("results") / "claims"
FIGURES = "claims.json"
VERDICTS = {
    "holds": noted("It holds."),
    "holds when": noted("It holds under conditions."),
    "fails": noted("It fails."),
    "cannot be tested here": noted("It cannot be tested here."),
}
QUESTIONS = {
    "holds": noted("Where did you see this in your own game? Where did you play against it?"),
    "holds when": noted("Which of these conditions was your game like, and which is your own business like?"),
    "fails": noted("Why do people say it nevertheless? What would have to be true for it to hold?"),
    "cannot be tested here": noted("How could your own firm find out whether it is true?"),
}
"""What to discuss, by how a claim stands."""
NEEDED = frozenset(
    ("id", "title", "claim", "verdict", "sentence", "figure_is", "figure", "low", "high", "unit", "picture")
)
"""What a claim must tell to be shown."""


def claim_slides(folder: Path = FOLDER) -> tuple[Slide, ...]:
    """A slide for every claim that a folder holds; one slide that says how to make them where it holds none."""
    told = claims_in(folder, stamp(folder))
    return tuple(claim_slide(one, image) for one, image in told) or (absent(),)


def absent() -> Slide:
    """How to have the claims in the debrief."""
    return Slide(
        "claims",
        _("What is said of service, put to the test"),
        _("The exhibits of twenty claims can stand here."),
        "",
        notes=(_("Make them once, before the workshop, in the folder the server runs in: python run.py claims"),),
    )


def claim_slide(told: Mapping[str, Any], image: Image) -> Slide:
    """A claim with its verdict, its figure and its picture."""
    verdict = str(told["verdict"])
    return Slide(
        f"claim-{told['id']}",
        f"{told['id']}. {told['title']}",
        str(told["sentence"]),
        _(QUESTIONS[verdict]),
        notes=(f"“{told['claim']}” {_(VERDICTS[verdict])}", f"{figure_with_interval(told)}, {told['figure_is']}"),
        image=image,
        language=ENGLISH,
    )


def stamp(folder: Path) -> int:
    """When the figures of a folder were written; 0 where there are none."""
    try:
        return (folder / FIGURES).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=2)
def claims_in(folder: Path, written: int) -> tuple[tuple[Mapping[str, Any], Image], ...]:
    """The claims of a folder with their pictures, read once; none where it has been spoilt. `written`: its stamp."""
    try:
        told = json.loads((folder / FIGURES).read_text(encoding="utf-8")) if written else []
        return tuple((one, picture_of(folder, one)) for one in told if can_be_shown(one))
    except (OSError, ValueError, AttributeError, TypeError):
        return ()


def can_be_shown(told: Mapping[str, Any]) -> bool:
    """Whether a claim tells all that a slide needs."""
    return told.keys() >= NEEDED and told["verdict"] in VERDICTS


def picture_of(folder: Path, told: Mapping[str, Any]) -> Image:
    """The picture of a claim; its file lies in the folder itself."""
    name = Path(str(told["picture"])).name
    return Image(name, (folder / name).read_bytes(), str(told["sentence"]))
