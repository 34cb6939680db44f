"""Breaking text into lines: between words, and in Chinese between any two signs but where punctuation forbids it."""

from __future__ import annotations

import re
import textwrap
from unicodedata import east_asian_width

WIDE = "WF"
NOT_FIRST = "，。；：、？！）》」』”’%…,.;:?!)]"
NOT_LAST = "（《「『“‘(["
"""Signs with which no line begins, or none ends."""


def is_wide(sign: str) -> bool:
    """Whether a sign takes the room of two letters.

    >>> is_wide("客"), is_wide("a")
    (True, False)
    """
    return east_asian_width(sign) in WIDE


def width_of(words: str) -> int:
    """The room that words take, in letters.

    >>> width_of("顾客 A")
    6
    """
    return sum(2 if is_wide(sign) else 1 for sign in words)


def room(words: str) -> int:
    """The room that words take among Chinese, where quotation marks and dots are as wide as signs.

    >>> room("“A”")
    5
    """
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)


def in_lines(words: str, width: int, most: int | None = None) -> str:
    """Words broken into lines of so many letters, cut with a mark after so many lines.

    >>> in_lines("one two three", 8), in_lines("one two three", 9, most=1)
    ('one two\\nthree', 'one two …')
    >>> in_lines("顾客留下来，利润上升。", 10)
    '顾客留下\\n来，利润上\\n升。'
    """
    if not any(map(is_wide, words)):
        return "\n".join(textwrap.wrap(words, width, max_lines=most, placeholder=" …"))
    lines = filled_lines(pieces(words), width)
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], f"{shortened(lines[most - 1], width - 1)}…"]
    return "\n".join(lines)


def pieces(words: str) -> list[str]:
    """What may not be broken: words of letters, single wide signs, each with the punctuation that clings to it.

    >>> pieces("按“A B”，好。")
    ['按', '“A', ' ', 'B”，', '好。']
    """
    found: list[str] = []
    for sign in re.findall(r"\s+|\S", words):
        joined = found and not sign.isspace() and not found[-1].isspace()
        apart = joined and (is_wide(sign) or is_wide(found[-1][-1])) and sign not in NOT_FIRST
        if joined and (not apart or found[-1][-1] in NOT_LAST):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def filled_lines(found: list[str], width: int) -> list[str]:
    """Pieces laid into lines; a piece longer than a line has one of its own."""
    lines = [""]
    for piece in found:
        if lines[-1].strip() and room(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def shortened(line: str, width: int) -> str:
    """As much of a line as there is room for."""
    while width_of(line) > width:
        line = line[:-1]
    return line.rstrip()
