"""The whale curve: profit added up over customers, from the one who brings most to the one who costs most."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from sim.wording import figure


def whale(title: str, profits: Sequence[float], say: Callable[[float], str] = figure, note: str = "") -> Markup:
    """The curve of customers' profits, given one a customer in any order, with its peak and its end named."""
    return Markup("<figure></figure>")
