"""Where customers came from and where they went."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup


def flows(
    title: str,
    came: Sequence[tuple[str, float]],
    went: Sequence[tuple[str, float]],
    before: float,
    after: float,
    note: str = "",
) -> Markup:
    """Ribbons into us and out of us: (name, customers) on either side; `before`, `after`: customers we held."""
    return Markup("<figure></figure>")
