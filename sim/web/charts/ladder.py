"""The ladder: what customers saw of each layer against what they had expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Rung:
    """A layer: what customers expected and saw of it; `rival`: the best rival's, where known. Same unit all over."""

    name: str
    seen: float
    expected: float
    rival: float | None = None


def ladder(title: str, rungs: Sequence[Rung], note: str = "") -> Markup:
    """Five rungs, the first given at the foot: a mark where customers expected it, a dot where they saw it."""
    return Markup("<figure></figure>")
