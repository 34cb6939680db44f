"""A slide of the debrief: one thing that the game showed, in a sentence, with the picture and a question to discuss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup


@dataclass(frozen=True)
class Table:
    """Figures behind a slide, in words; the first cell of a row names it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: Literal["number", "words"] = "number"


@dataclass(frozen=True)
class Image:
    """A picture that is not drawn here: its file name, its bytes, and what it shows, in words."""

    name: str
    content: bytes
    shows: str


@dataclass(frozen=True)
class Slide:
    """One exhibit. `key`: its name in addresses; `finding`: what it shows in this very game.

    `notes`: more sentences, one a line; `story`: a customer's months in words; `language`: of its words, where they
    are in another than the page's.
    """

    key: str
    title: str
    finding: str
    question: str
    pictures: tuple[Markup, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    image: Image | None = None
    language: str = ""
