"""A sheet of a workbook: a named table with a sentence that says what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.language.messages import _

Form = Literal["text", "money", "share", "number", "count"]
Cell = str | float | None


@dataclass(frozen=True)
class Column:
    """A heading with its unit, and how the numbers below it are shown."""

    heading: str
    form: Form = "text"


@dataclass(frozen=True)
class Sheet:
    """A named table: what it holds, in a sentence, its columns and its rows."""

    name: str
    holds: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def in_money(heading: str, currency: str) -> Column:
    """A column of money."""
    return Column(_("{heading} ({currency})", heading=heading, currency=_(currency)), "money")
