"""A difference split into parts that sum to it, each with its mean over runs and an interval."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sim.intervals import Estimate, estimate
from sim.runs import Numbers

EXACT = 1e-9
"""How far the parts may be from the whole, against all money moved: what adding up in binary costs."""


@dataclass(frozen=True)
class Part:
    """One part of a difference; `standard_error` of the mean over runs, luck and drawn orders together."""

    name: str
    title: str
    amount: Estimate
    standard_error: float | None

    @property
    def mean(self) -> float:
        """The mean over runs."""
        return self.amount.mean or 0.0

    def as_json(self) -> dict[str, Any]:
        """Flat."""
        return {"name": self.name, "title": self.title, **asdict(self.amount), "standard_error": self.standard_error}


@dataclass(frozen=True)
class Split:
    """A whole and its parts; `orders` drawn in each run where the split is sampled, none where it is exact."""

    total: float
    parts: tuple[Part, ...]
    orders: int | None = None

    def __post_init__(self) -> None:
        """Refuses parts that leave something over."""
        over = math.fsum(part.mean for part in self.parts) - self.total
        moved = max(abs(self.total), math.fsum(abs(part.mean) for part in self.parts))
        if abs(over) > EXACT * moved:
            raise ValueError(f"the parts leave {over} over of {self.total}")

    def largest_first(self) -> list[Part]:
        """The parts by size, sign aside."""
        return sorted(self.parts, key=lambda part: -abs(part.mean))

    def as_json(self) -> dict[str, Any]:
        """As `comparison.json` holds it."""
        return {"total": self.total, "orders": self.orders, "parts": [part.as_json() for part in self.parts]}


def split(total: Numbers, parts: Mapping[str, Numbers], titles: Mapping[str, str], orders: int | None = None) -> Split:
    """Totals and parts of every run, (runs,) each, as means with their intervals.

    >>> import numpy as np
    >>> both = split(np.array([3.0, 5.0]), {"a": np.array([1.0, 2.0]), "b": np.array([2.0, 3.0])}, {"a": "A", "b": "B"})
    >>> both.total, [part.mean for part in both.parts]
    (4.0, [1.5, 2.5])
    """
    return Split(float(total.mean()), tuple(part(name, titles[name], values) for name, values in parts.items()), orders)


def part(name: str, title: str, values: Numbers) -> Part:
    """One part from its value in every run."""
    error = float(values.std(ddof=1)) / math.sqrt(values.size) if values.size > 1 else None
    return Part(name, title, estimate(values), error)
