"""Columns over rounds, stacked: what came in above the line, what went out below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.labels import spread_out
from sim.web.charts.bars import PARTS
from sim.web.charts.drawing import (
    LINE,
    WIDTH,
    Scale,
    chart,
    empty,
    fitted,
    is_known,
    joined,
    known,
    lines_of_text,
    plain,
    room_of,
    round_steps,
    tag,
    text,
)
from sim.web.charts.lines import axis_room, grid, path, ticks, within

HIGH, TOP = 230.0, 30.0
NAMES, MOST_WIDE = 108.0, 64.0
"""The most room names are given, and the widest column."""


@dataclass(frozen=True)
class Part:
    """A part of every column. `values`: one a column; below zero they hang under the line."""

    name: str
    values: Sequence[float]

    def at(self, place: int) -> float:
        """Its value in a column; zero where it is no number."""
        value = self.values[place] if place < len(self.values) else 0.0
        return value if is_known(value) else 0.0


def columns(
    title: str,
    parts: Sequence[Part],
    across: Sequence[str],
    say: Callable[[float], str] = plain,
    unit: str = "",
    note: str = "",
    net: str = "",
) -> Markup:
    """A column for each label of `across`, its parts stacked and named beside the last; `net`: a line of their sums,
    named so, where they go both ways."""
    if not across or not any(known(part.values) for part in parts):
        return empty(title, note)
    stacks = [stacked(parts, place) for place in range(len(across))]
    ends = [end for stack in stacks for piece in stack for end in piece]
    steps = round_steps(min(0.0, *ends), max(0.0, *ends))
    names = [fitted(name, NAMES) for name in [part.name for part in parts] + [net] * bool(net)]
    left = axis_room(steps, say)
    right = WIDTH - max(room_of(word) for words in names for word in words) - 26
    half = (right - left) / len(across) / 2
    up, over = Scale(steps[0], steps[-1], TOP + HIGH, TOP), Scale(0, len(across) - 1, left + half, right - half)
    drawn = [grid(steps, up, left, right, say), text(0, 13, unit, "soft"), ticks(across, over, up)]
    drawn += [column(stack, over.at(place), min(MOST_WIDE, 1.6 * half), up) for place, stack in enumerate(stacks)]
    sums = [sum(part.at(place) for part in parts) for place in range(len(across))]
    middles = [up.at((low + high) / 2) for low, high in stacks[-1]] + [up.at(sums[-1])] * bool(net)
    if net:
        drawn.append(
            tag("path", d=path([(over.at(place), up.at(value)) for place, value in enumerate(sums)]), class_="net")
        )
    drawn.append(labels(names, middles, over.end + min(MOST_WIDE / 2, 0.8 * half), right, bool(net)))
    told = "; ".join(f"{part.name}: {', '.join(say(part.at(place)) for place in range(len(across)))}" for part in parts)
    return chart(title, TOP + HIGH + 30, drawn, told, note)


def stacked(parts: Sequence[Part], place: int) -> list[tuple[float, float]]:
    """From where to where each part of a column reaches.

    >>> stacked([Part("in", [5.0]), Part("out", [-2.0]), Part("more", [1.0])], 0)
    [(0.0, 5.0), (-2.0, 0.0), (5.0, 6.0)]
    """
    low, high, found = 0.0, 0.0, []
    for part in parts:
        value = part.at(place)
        if value < 0:
            found.append((low + value, low))
            low += value
        else:
            found.append((high, high + value))
            high += value
    return found


def column(stack: Sequence[tuple[float, float]], middle: float, wide: float, up: Scale) -> Markup:
    """One column."""
    return joined(
        tag(
            "rect", x=middle - wide / 2, y=up.at(high), width=wide, height=up.at(low) - up.at(high),
            class_=f"fill part {PARTS[place % len(PARTS)]}",
        )
        for place, (low, high) in enumerate(stack)
        if high > low
    )  # fmt: skip


def labels(names: Sequence[Sequence[str]], middles: Sequence[float], start: float, right: float, net: bool) -> Markup:
    """Names at the right, each led to from its part of the last column; the net's is black."""
    drawn = []
    gap = LINE * max(map(len, names))
    heights = within(spread_out(middles, gap), gap / 2, TOP + HIGH + 20)
    for place, (words, end, at) in enumerate(zip(names, middles, heights, strict=True)):
        ink = "ink-black" if net and place == len(names) - 1 else PARTS[place % len(PARTS)]
        lead = path([(start, end), (right + 2, at), (right + 12, at)])
        drawn.append(tag("path", d=lead, class_=f"line thin {ink}") + lines_of_text(right + 16, at, words))
    return joined(drawn)
