"""The whale curve: profit added up over customers, from the one who brings most to the one who costs most."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from sim.language.messages import _
from sim.web.charts.drawing import WIDTH, Scale, chart, empty, joined, plain, room_of, round_steps, tag, text
from sim.web.charts.lines import axis_room, grid, path
from sim.wording import per_cent

HIGH, TOP = 210.0, 40.0
ROOM = 40.0
"""Height that two lines of words take, one over the other."""
POINTS = 200
"""Points of the curve that are drawn."""
FLAT = 0.02
"""Customers who cost money are named from this share on."""

Curve = NDArray[np.float64]


def whale(title: str, profits: Sequence[float], say: Callable[[float], str] = plain, note: str = "") -> Markup:
    """The curve of customers' profits, given one a customer in any order, with its peak and its end named."""
    curve = added_up(profits)
    if len(curve) < 2:
        return empty(title, note)
    steps = round_steps(float(curve.min()), float(curve.max()))
    left = axis_room(steps, say)
    over, up = Scale(0, len(curve) - 1, left, WIDTH - 4), Scale(steps[0], steps[-1], TOP + HIGH, TOP)
    peak = int(np.argmax(curve))
    drawn = [
        grid(steps, up, left, WIDTH - 4, say),
        areas(curve, peak, over, up),
        marks(curve, peak, over, up, say),
        feet(over, up),
    ]
    told = _(
        "The best {share} bring {most}; all together bring {sum}.",
        share=per_cent(peak / (len(curve) - 1)), most=say(curve[peak]), sum=say(curve[-1]),
    )  # fmt: skip
    return chart(title, TOP + HIGH + 44, drawn, told, note)


def added_up(profits: Sequence[float]) -> Curve:
    """Profits added up from the highest to the lowest, beginning at zero.

    >>> added_up([1.0, -2.0, 5.0])
    array([0., 5., 6., 4.])
    """
    known = np.asarray(profits, dtype=float)
    known = np.sort(known[np.isfinite(known)])[::-1]
    return np.concatenate([[0.0], np.cumsum(known)])


def areas(curve: Curve, peak: int, over: Scale, up: Scale) -> Markup:
    """The curve over its area: blue while it rises, vermilion where customers cost money."""
    shown = np.unique(np.append(np.linspace(0, len(curve) - 1, POINTS).round().astype(int), peak))
    drawn = []
    for ink, part in (("ink-1", shown[shown <= peak]), ("ink-2", shown[shown >= peak])):
        if len(part) > 1:
            points = [(over.at(place), up.at(curve[place])) for place in part.tolist()]
            floor = [(points[-1][0], up.at(0)), (points[0][0], up.at(0))]
            drawn.append(tag("path", d=f"{path(points + floor)}Z", class_=f"band {ink}"))
            drawn.append(tag("path", d=path(points), class_=f"line thick {ink}"))
    return joined(drawn)


def marks(curve: Curve, peak: int, over: Scale, up: Scale, say: Callable[[float], str]) -> Markup:
    """The peak and the end, each with its value."""
    last, drawn = len(curve) - 1, []
    share, top, end = peak / last, up.at(curve[peak]), up.at(curve[-1])
    told = FLAT <= share <= 1 - FLAT
    if told:
        words = _("the best {share}: {most}", share=per_cent(share), most=say(curve[peak]))
        half = room_of(words) / 2
        middle = min(max(over.at(peak), over.start + half), WIDTH - half)
        drawn.append(tag("circle", cx=over.at(peak), cy=top, r=5, class_="fill ink-1"))
        drawn.append(text(middle, top - 12, words, "middle strong halo"))
    ink = "ink-2" if share <= 1 - FLAT else "ink-1"
    drawn.append(tag("circle", cx=over.at(last), cy=end, r=5, class_=f"fill {ink}"))
    # Where the end lies hardly lower than the peak, its words go below the curve, clear of the peak's.
    away = 24 if told and end - top < ROOM else -12
    drawn.append(text(over.end, end + away, _("all: {sum}", sum=say(curve[-1])), "end strong halo"))
    return joined(drawn)


def feet(over: Scale, up: Scale) -> Markup:
    """What lies along the axis: customers, the best first."""
    ends = [(over.start, "0%", ""), (over.end, "100%", "end")]
    middle = text((over.start + over.end) / 2, up.start + 38, _("customers, the most profitable first"), "soft middle")
    return joined(text(x, up.start + 20, words, f"soft {kind}") for x, words, kind in ends) + middle
