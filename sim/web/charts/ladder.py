"""The ladder: what customers saw of each layer against what they had expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.language.messages import _
from sim.web.charts.drawing import WIDTH, chart, empty, fitted, is_known, joined, tag, text

NOTICED = 2.0
"""A gap of fewer points is called as expected."""
FIRST, RISE, REACH = 62.0, 26.0, 34.0
"""How high the first step is, how much higher each next one, and how far the widest gap reaches."""
LEAST = 5.0
"""Points of 100 that the widest gap stands for at least, so that small gaps look small."""
OVER, UNDER = 56.0, 42.0
"""Room over the steps and under them."""


@dataclass(frozen=True)
class Rung:
    """A layer: what customers expected and saw of it, of 100; `rival`: what the best rival's saw, where known."""

    name: str
    seen: float
    expected: float
    rival: float | None = None

    @property
    def gap(self) -> float:
        """By how much customers saw more than they expected."""
        return self.seen - self.expected

    @property
    def lead(self) -> float:
        """By how much a rival's customers saw more than ours expected; no number where it is not known."""
        return float("nan") if self.rival is None else self.rival - self.expected


def ladder(title: str, rungs: Sequence[Rung], note: str = "") -> Markup:
    """A staircase, the first rung at the foot: each tread is what customers expected, with a bite out of it where they
    saw less and something on top where they saw more; a dotted line is the best rival. Values of 100."""
    if not any(is_known(rung.gap) for rung in rungs):
        return empty(title, note)
    widest = max(abs(gap) for rung in rungs for gap in (rung.gap, rung.lead) if is_known(gap))
    stretch = REACH / max(LEAST, widest)
    foot = OVER + FIRST + RISE * (len(rungs) - 1)
    wide = WIDTH / len(rungs)
    drawn = [
        step(rung, place * wide, wide, foot, foot - FIRST - RISE * place, stretch) for place, rung in enumerate(rungs)
    ]
    told = "; ".join(
        _("{layer}: seen {seen:.0f}, expected {expected:.0f}", layer=rung.name, seen=rung.seen, expected=rung.expected)
        for rung in rungs
        if is_known(rung.gap)
    )
    return chart(title, foot + UNDER, drawn, told, note)


def step(rung: Rung, x: float, wide: float, foot: float, tread: float, stretch: float) -> Markup:
    """One step with its words: the layer under it, the two values in it, the gap over it."""
    middle, inner = x + wide / 2, wide - 3
    words = fitted(rung.name, 1.12 * wide)
    drawn = [text(middle, foot + 17 + 16 * place, line, "middle small") for place, line in enumerate(words)]
    if not is_known(rung.gap):
        return joined(drawn)
    gap = 0.0 if abs(rung.gap) < 0.5 else rung.gap * stretch
    top = tread - gap
    drawn += [
        tag("rect", x=x + 1.5, y=max(tread, top), width=inner, height=foot - max(tread, top), class_="fill ink-light"),
        tag("rect", x=x + 1.5, y=min(tread, top), width=inner, height=abs(gap), class_=f"fill {ink(rung.gap)}"),
        tag("line", x1=x + 1.5, x2=x + wide - 1.5, y1=tread, y2=tread, class_="tread"),
        text(middle, foot - 24, _("seen {value:.0f}", value=rung.seen), "middle small"),
        text(middle, foot - 8, _("expected {value:.0f}", value=rung.expected), "middle small"),
    ]
    height = min(tread, top)
    if is_known(rung.lead):
        at = tread - rung.lead * stretch
        drawn.append(tag("line", x1=x + 1.5, x2=x + wide - 1.5, y1=at, y2=at, class_="rival"))
        height = min(height, at)
    drawn.append(text(middle, height - 7, gap_words(rung.gap), f"middle small {look(rung.gap)}"))
    return joined(drawn)


def ink(gap: float) -> str:
    """Blue for more than expected, vermilion for less."""
    return "ink-1" if gap > 0 else "ink-2"


def look(gap: float) -> str:
    """How the gap's words look."""
    if abs(gap) < NOTICED:
        return "soft"
    return "strong good" if gap > 0 else "strong bad"


def gap_words(gap: float) -> str:
    """What stands over a step.

    >>> gap_words(3.2), gap_words(-7.0), gap_words(0.4)
    ('3 more', '7 less', 'as expected')
    """
    if abs(gap) < NOTICED:
        return _("as expected")
    if gap > 0:
        return _("{amount} more", amount=f"{gap:.0f}")
    return _("{amount} less", amount=f"{-gap:.0f}")
