"""Lines over time: teams over rounds, or today's strategy beside the changed one, with bands."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.labels import spread_out
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
    line_kind,
    lines_of_text,
    plain,
    room_of,
    round_steps,
    rounded,
    said,
    tag,
    text,
)

HEIGHT, TOP = 210.0, 30.0
NAMES = 112.0
"""The most room that names are given at the right."""
FEW = 3
"""So many lines have their last value written beside them."""

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Line:
    """A line. `low`, `high`: the band around it; `ours`: made to stand out; `muted`: grey, as today's strategy is."""

    name: str
    values: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    ours: bool = False
    muted: bool = False

    @property
    def last(self) -> int:
        """The place of its last value that is a number; -1 where none is."""
        return max((place for place, value in enumerate(self.values) if is_known(value)), default=-1)


def lines(
    title: str,
    lines: Sequence[Line],
    across: Sequence[str],
    say: Callable[[float], str] = plain,
    unit: str = "",
    note: str = "",
    from_zero: bool = False,
) -> Markup:
    """Lines over the points `across` (their labels), each named at its end, few of them with their last value.

    `unit`: stands over the axis; values that are no numbers leave a gap; `from_zero`: the axis begins there.
    """
    lines = [line for line in lines if line.last >= 0]
    if not lines:
        return empty(title, note)
    every = known(value for line in lines for row in (line.values, line.low or (), line.high or ()) for value in row)
    steps = round_steps(min(every + [0.0] * from_zero), max(every + [0.0] * from_zero))
    names = [words_beside(line, say, len(lines) <= FEW) for line in lines]
    left = axis_room(steps, say)
    right = WIDTH - max(room_of(word) for words in names for word in words) - 32
    high = max(HEIGHT, LINE * sum(map(len, names)))
    up = Scale(steps[0], steps[-1], TOP + high, TOP)
    points = max(len(line.values) for line in lines)
    over = Scale(0 if points > 1 else -1, points - 1, left, right)
    drawn = [grid(steps, up, left, right, say), tag("text", unit, x=0, y=13, class_="soft"), ticks(across, over, up)]
    order = sorted(range(len(lines)), key=lambda place: lines[place].ours)
    kinds = kinds_of(lines)
    drawn += [drawn_line(lines[place], kinds[place], over, up) for place in order]
    drawn.append(labels(lines, names, kinds, over, up))
    told = "; ".join(f"{line.name}: {say(line.values[line.last])}" for line in lines)
    return chart(title, TOP + high + 30, drawn, told, note)


def words_beside(line: Line, say: Callable[[float], str], with_value: bool) -> list[str]:
    """What stands at the end of a line."""
    return fitted(line.name, NAMES, 2 if with_value else 1) + [say(line.values[line.last])] * with_value


def kinds_of(lines: Sequence[Line]) -> list[str]:
    """The looks of lines: ours thick and blue, muted ones grey, others in the colours that are left."""
    ours = any(line.ours for line in lines)
    others = iter(range(1 if ours else 0, len(lines) + 1))
    faded = " faded" * ours
    return [
        "ink-1 thick" if line.ours else "ink-grey" if line.muted else line_kind(next(others)) + faded for line in lines
    ]


def axis_room(steps: Sequence[float], say: Callable[[float], str]) -> float:
    """The room that the values beside an axis take."""
    return max(room_of(rounded(say(step))) for step in steps) + 8


def grid(steps: Sequence[float], up: Scale, left: float, right: float, say: Callable[[float], str]) -> Markup:
    """Horizontal lines with their values; zero is darker."""
    return joined(
        tag("line", x1=left, x2=right, y1=up.at(step), y2=up.at(step), class_="grid" if step else "axis")
        + text(left - 8, up.at(step) + 5, rounded(say(step)), "end soft")
        for step in steps
    )


def ticks(across: Sequence[str], over: Scale, up: Scale) -> Markup:
    """The labels under the points: as many as there is room for, the last among them; points may have none."""
    labelled = [place for place in range(int(over.high) + 1) if place < len(across) and across[place]]
    room = max((room_of(words) for words in across), default=0.0) + 10
    last = len(labelled) - 1
    least = max(1, math.ceil(room * last / (over.end - over.start))) if last > 0 else 1
    # Where it can be, the steps divide the whole, so that the first point has its label too.
    every = next((step for step in range(least, 2 * least) if last % step == 0), least)
    shown = labelled[::-1][::every]
    return joined(text(over.at(place), up.start + 22, across[place], "middle soft") for place in reversed(shown))


def drawn_line(line: Line, kind: str, over: Scale, up: Scale) -> Markup:
    """A line with its band; a value that stands alone is a dot."""
    drawn = []
    if line.low is not None and line.high is not None:
        for edge, back in zip(runs(line.high, over, up), runs(line.low, over, up), strict=False):
            drawn.append(tag("path", d=f"{path(edge)}L{path(back[::-1])[1:]}Z", class_=f"band {kind}"))
    for points in runs(line.values, over, up):
        if len(points) == 1:
            drawn.append(tag("circle", cx=points[0][0], cy=points[0][1], r=4, class_=f"fill {kind}"))
        else:
            drawn.append(tag("path", d=path(points), class_=f"line {kind}"))
    return tag("g", tag("title", line.name) + joined(drawn))


def runs(values: Sequence[float], over: Scale, up: Scale) -> Iterator[Points]:
    """The points of a line, in pieces between values that are no numbers."""
    piece: Points = []
    for place, value in enumerate(values):
        if is_known(value):
            piece.append((over.at(place), up.at(value)))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def path(points: Points) -> str:
    """Points joined by straight lines.

    >>> path([(0.0, 1.0), (2.5, 3.0)])
    'M0 1L2.5 3'
    """
    return "M" + "L".join(f"{said(x)} {said(y)}" for x, y in points)


def labels(
    lines: Sequence[Line], names: Sequence[Sequence[str]], kinds: Sequence[str], over: Scale, up: Scale
) -> Markup:
    """Names at the right, each led to from the end of its line, none over another."""
    ends = [up.at(line.values[line.last]) for line in lines]
    gap = LINE * max(map(len, names))
    middles = within(spread_out(ends, gap), gap / 2, up.start + 14 - gap / 2)
    drawn = []
    for line, words, kind, end, middle in zip(lines, names, kinds, ends, middles, strict=True):
        lead = [(over.at(line.last), end), (over.end + 4, end), (over.end + 16, middle)]
        strong = "strong" if line.ours else ""
        drawn.append(tag("path", d=path(lead), class_=f"line thin {kind.replace(' thick', '')}"))
        drawn.append(lines_of_text(over.end + 20, middle, words, strong))
    return joined(drawn)


def within(middles: Sequence[float], top: float, foot: float) -> list[float]:
    """Heights moved together so that none lies over the top, and none under the foot if it can be helped.

    >>> within([0.0, 16.0], 8.0, 100.0), within([90.0, 106.0], 8.0, 100.0)
    ([8.0, 24.0], [84.0, 100.0])
    """
    shift = min(0.0, foot - max(middles))
    shift = max(shift, top - min(middles))
    return [middle + shift for middle in middles]
