"""What an estimator found in a log, in words for a manager and in numbers for an analyst; or why it could not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Parameter(NamedTuple):
    """A number with its name, its value as people read it, and what it means to a manager."""

    name: str
    value: float
    shown: str
    meaning: str


class Grid(NamedTuple):
    """A small table: a heading a column, words and numbers as people read them."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Finding:
    """What one estimator found.

    `name`: as in estimates.json; `model`: the estimator and its source; `data`: the curves and tables as numbers;
    `cautions`: what could make it wrong.
    """

    name: str
    headline: str
    model: str
    parameters: tuple[Parameter, ...]
    data: Mapping[str, Any]
    grid: Grid | None = None
    cautions: Sequence[str] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """As estimates.json holds it."""
        return {
            "headline": self.headline,
            "model": self.model,
            "parameters": {one.name: {"value": one.value, "meaning": one.meaning} for one in self.parameters},
            **self.data,
            "cautions": list(self.cautions),
        }


class Gap(NamedTuple):
    """What could not be estimated, and why."""

    name: str
    reason: str
