"""Where customers came from and where they went."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sim.language.messages import _
from sim.web.charts.drawing import (
    LINE,
    WIDTH,
    chart,
    empty,
    fitted,
    is_known,
    joined,
    lines_of_text,
    room_of,
    said,
    tag,
    text,
)

CURVE, BLOCK = 40.0, 64.0
"""The room of the ribbons on either side, and the least of us in the middle."""
THICKEST = 150.0
"""How thick all ribbons of the fuller side are together."""
MOST = 8
"""So many entries on a side; the smaller ones are put together."""
HEAD = 28.0

Side = Sequence[tuple[str, float]]


def flows(title: str, came: Side, went: Side, before: float, after: float, note: str = "") -> Markup:
    """Ribbons into us and out of us: (name, customers) on either side; `before`, `after`: customers we held."""
    came, went = shortlisted(came), shortlisted(went)
    most = max(total(came), total(went))
    if not most and not is_known(before):
        return empty(title, note)
    scale = THICKEST / most if most else 0.0
    half = max(BLOCK, *(room_of(f"{count:,.0f}") * 1.1 + 8 for count in (before, after))) / 2
    room = WIDTH / 2 - half - CURVE - 6
    high = max(THICKEST, *(sum(slots(entries, scale, room)) for entries in (came, went)))
    left, right = WIDTH / 2 - half, WIDTH / 2 + half
    drawn = [
        text(0, 14, _("came: {count:,.0f}", count=total(came)), "strong"),
        text(WIDTH, 14, _("went: {count:,.0f}", count=total(went)), "strong end"),
        side(came, scale, high, left - CURVE, left, "ink-1"),
        side(went, scale, high, right + CURVE, right, "ink-2"),
        block(before, after, half, high),
    ]
    said_in = ", ".join(f"{name} {count:,.0f}" for name, count in came)
    said_out = ", ".join(f"{name} {count:,.0f}" for name, count in went)
    told = _("Came: {came}. Went: {went}.", came=said_in or "0", went=said_out or "0")
    return chart(title, HEAD + high + 4, drawn, told, note)


def shortlisted(side: Side) -> list[tuple[str, float]]:
    """The entries above zero, the largest first; the smallest put together where there are too many.

    >>> shortlisted([("a", 1), ("b", 0), ("c", 3)])
    [('c', 3), ('a', 1)]
    """
    kept = sorted(((name, count) for name, count in side if is_known(count) and count > 0), key=lambda one: -one[1])
    if len(kept) <= MOST:
        return kept
    return [*kept[: MOST - 1], (_("others"), total(kept[MOST - 1 :]))]


def total(side: Side) -> float:
    """All customers of a side."""
    return sum(count for _name, count in side)


def slots(entries: Side, scale: float, room: float) -> list[float]:
    """The height each entry takes: its words' or its ribbon's."""
    return [max(LINE * (len(fitted(name, room)) + 1) + 6, count * scale + 4) for name, count in entries]


def side(entries: Side, scale: float, high: float, outer: float, inner: float, ink: str) -> Markup:
    """Names at the edge, and a ribbon from each to the middle, as thick as its customers are many."""
    drawn = []
    room = min(outer, WIDTH - outer) - 6
    heights = slots(entries, scale, room)
    first = HEAD + (high - sum(heights)) / 2
    stacked = HEAD + (high - total(entries) * scale) / 2
    for (name, count), height in zip(entries, heights, strict=True):
        thick, middle = count * scale, first + height / 2
        drawn.append(ribbon(outer, middle, inner, stacked + thick / 2, max(thick, 1.0), ink))
        drawn.append(entry(name, count, middle, room, end=outer > inner))
        stacked, first = stacked + thick, first + height
    return joined(drawn)


def entry(name: str, count: float, middle: float, room: float, end: bool) -> Markup:
    """A name with its customers under it."""
    x, kind = (WIDTH, "end") if end else (0.0, "")
    words = fitted(name, room)
    named = tag("g", tag("title", name) + lines_of_text(x, middle - LINE / 2, words, kind))
    return named + text(x, middle + 5 + LINE * len(words) / 2, f"{count:,.0f}", f"strong {kind}")


def ribbon(x: float, y: float, to_x: float, to_y: float, thick: float, ink: str) -> Markup:
    """A curved band between two places."""
    bend, half = (x + to_x) / 2, thick / 2
    there = f"M{said(x)} {said(y - half)}C{said(bend)} {said(y - half)} {said(bend)} {said(to_y - half)} {said(to_x)} "
    back = f"C{said(bend)} {said(to_y + half)} {said(bend)} {said(y + half)} {said(x)} {said(y + half)}Z"
    return tag("path", d=f"{there}{said(to_y - half)}V{said(to_y + half)}{back}", class_=f"ribbon {ink}")


def block(before: float, after: float, half: float, high: float) -> Markup:
    """Ourselves in the middle: how many we held before, and hold now."""
    middle, centre = WIDTH / 2, HEAD + high / 2
    words = [
        (centre - 42, _("before"), ""),
        (centre - 24, f"{before:,.0f}", "strong"),
        (centre + 2, "↓", ""),
        (centre + 28, f"{after:,.0f}", "strong"),
        (centre + 46, _("now"), ""),
    ]
    drawn = [tag("rect", x=middle - half, y=HEAD, width=2 * half, height=high, rx=6, class_="fill ink-deep")]
    return joined([*drawn, *(text(middle, y, line, f"middle on {kind}") for y, line, kind in words)])
