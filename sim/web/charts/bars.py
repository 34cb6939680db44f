"""Bars: a ranking, each bar split into parts where there are parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.language.lines import in_lines
from sim.language.messages import _
from sim.web.charts.drawing import (
    LETTER,
    LINE,
    WIDTH,
    Scale,
    chart,
    empty,
    is_known,
    joined,
    lines_of_text,
    plain,
    room_of,
    tag,
    text,
)

ROW, THICK = 36.0, 22.0
NAMES, BEAMS = 140.0, 150.0
"""The widest that names are set, and the least that is kept for the bars."""
PARTS = ("ink-1", "ink-5", "ink-3", "ink-4", "ink-6", "ink-2")
"""Colours of parts, in their order."""
UNKNOWN = "–"


@dataclass(frozen=True)
class Bar:
    """A bar. `parts`: its values, one or several (parts below zero go to the left); `ours`: made to stand out."""

    name: str
    parts: tuple[float, ...]
    ours: bool = False

    @property
    def sum(self) -> float:
        """All parts together; no number where one of them is none."""
        return sum(self.parts)

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it is drawn."""
        shown = self.parts if is_known(self.sum) else ()
        return sum(part for part in shown if part < 0), sum(part for part in shown if part > 0)


def bars(
    title: str,
    bars: Sequence[Bar],
    parts: Sequence[str] = (),
    say: Callable[[float], str] = plain,
    unit: str = "",
    note: str = "",
) -> Markup:
    """Horizontal bars in the order given, each with its whole name at the left and its sum in words at the right.

    `parts`: what the parts are called; `say`: a value in a few letters; `unit`: stands over the values.
    """
    if not bars:
        return empty(title, note)
    values = [say(bar.sum) if is_known(bar.sum) else UNKNOWN for bar in bars]
    right = WIDTH - max(room_of(words) for words in values) - 10
    left = min(NAMES, right - BEAMS, max(room_of(bar.name) for bar in bars) + 10)
    scale = Scale(min(bar.reach[0] for bar in bars), max(bar.reach[1] for bar in bars), left, right)
    head, drawn = header(parts, unit, both_ways=any(all(bar.reach) for bar in bars))
    alone = not any(bar.ours for bar in bars)
    foot = head
    for bar, words in zip(bars, values, strict=True):
        height = height_of(bar, scale)
        drawn.append(row(bar, words, foot + height / 2, scale, alone))
        foot += height
    drawn.append(tag("line", x1=scale.at(0), x2=scale.at(0), y1=head, y2=foot, class_="axis"))
    told = "; ".join(f"{bar.name}: {words}" for bar, words in zip(bars, values, strict=True))
    return chart(title, foot + 4, drawn, told, note)


def header(parts: Sequence[str], unit: str, both_ways: bool) -> tuple[float, list[Markup]]:
    """How high the words over the bars are, and the words: a swatch and a name for each part, the unit at the right."""
    drawn, x, y = [], 0.0, 13.0
    named = [*zip(PARTS, parts, strict=False), *[("ink-black", _("together"))] * both_ways]
    for ink, name in named:
        if x and x + 18 + room_of(name) > WIDTH:
            x, y = 0.0, y + LINE + 2
        drawn.append(
            tag("rect", x=x, y=y - 11, width=4 if ink == "ink-black" else 13, height=13, class_=f"fill {ink}")
            + text(x + 18, y, name)
        )
        x += 18 + room_of(name) + 16
    if unit:
        y += LINE + 2 if x + room_of(unit) > WIDTH else 0
        drawn.append(text(WIDTH, y, unit, "end soft"))
    return (y + 8 if drawn else 2.0), drawn


def name_of(bar: Bar, scale: Scale) -> list[str]:
    """A bar's name in as many lines as it needs beside the bars."""
    return in_lines(bar.name, max(2, int((scale.start - 6) / LETTER))).split("\n")


def height_of(bar: Bar, scale: Scale) -> float:
    """How high a row is: higher where a name needs more than two lines."""
    return max(ROW, LINE * len(name_of(bar, scale)) + 4)


def row(bar: Bar, words: str, middle: float, scale: Scale, alone: bool) -> Markup:
    """A bar's name, its parts one after the other from zero, and its sum."""
    strong = "strong" if bar.ours else ""
    drawn = [lines_of_text(0, middle, name_of(bar, scale), strong), text(WIDTH, middle + 5, words, f"end {strong}")]
    if bar.ours:
        height = height_of(bar, scale)
        drawn.insert(0, tag("rect", x=-4, y=middle - height / 2 + 1, width=WIDTH + 8, height=height - 2, class_="ours"))
    ends = {True: 0.0, False: 0.0}
    for place, part in enumerate(bar.parts if is_known(bar.sum) else ()):
        before = ends[part > 0]
        ends[part > 0] = before + part
        start, end = sorted((scale.at(before), scale.at(before + part)))
        ink = PARTS[place % len(PARTS)] if len(bar.parts) > 1 or bar.ours or alone else "ink-grey"
        drawn.append(tag("rect", x=start, y=middle - THICK / 2, width=end - start, height=THICK, class_=f"fill {ink}"))
    if all(ends.values()):
        at = scale.at(bar.sum)
        drawn.append(tag("line", x1=at, x2=at, y1=middle - THICK / 2 - 4, y2=middle + THICK / 2 + 4, class_="sum"))
    return joined(drawn)
