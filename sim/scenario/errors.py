"""What is wrong with a user's file, in sentences that say where, what, what was expected and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

Key = tuple[str | int, ...]
"""Where something stands in a scenario: ("firms", "our_air", "price")."""


class ScenarioError(Exception):
    """What the user has to put right, one sentence a line."""


class Fault(NamedTuple):
    """One thing that is wrong: at which key, and a clause that says what."""

    key: Key
    text: str


def dotted(key: Key) -> str:
    """A key as people write it.

    >>> dotted(("events", 1, "month"))
    'events[2].month'
    """
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """The remedy when a word is not known: the nearest one, or the few there are.

    >>> did_you_mean("prise", ["price", "spend"])
    '; did you mean price?'
    >>> did_you_mean("zebra", ["price", "spend"])
    '; expected one of price, spend'
    """
    words = list(known)
    near = get_close_matches(str(word)[:100], words, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; expected one of {', '.join(words)}" if 0 < len(words) <= 15 else ""


def shown(value: object) -> str:
    """A user's value on one short line, safe to print.

    >>> shown("a long story " * 20)
    "'a long story a long story a long story..."
    >>> shown({"a": 1}), shown(None)
    ('a mapping', 'nothing')
    """
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    text = f"{value:g}" if isinstance(value, float) else quoted(value)
    return text if len(text) <= 42 else text[:39] + "..."


def quoted(value: object) -> str:
    """A value in quotes when it is text, with control characters made visible."""
    return repr(value[:200]) if isinstance(value, str) else str(value)
