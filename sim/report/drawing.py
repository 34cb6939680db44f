"""How our pictures look: large letters, colours that the colour-blind tell apart, words instead of legends."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import AbstractContextManager

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from sim.labels import spread_out
from sim.language.lines import in_lines
from sim.report.fonts import fonts
from sim.wording import scale, unit_of_money

GREY, BLACK, BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY = (
    "#7a7a7a", "#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9",
)  # fmt: skip
LIGHT = "#d9d9d9"
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)
DASHES = ("-", "--", ":")
"""Okabe and Ito's colours, and dashes once they run out; grey is kept for the baseline."""

WIDTH = 11.0


def style() -> AbstractContextManager[None]:
    """The settings under which every figure is drawn; titles are text, never formulas."""
    return matplotlib.rc_context(
        {
            **matplotlib.rcParamsDefault,
            "backend": "agg",
            "font.family": fonts(),
            "font.size": 15,
            "axes.titlesize": 16,
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.linewidth": 0.8,
            "text.parse_math": False,
            "figure.dpi": 110,
        }
    )


def figure(title: str, height: float = 6.2, note: str = "") -> Figure:
    """An empty figure under a plain sentence, with a smaller note below it."""
    drawn = Figure(figsize=(WIDTH, height), layout="constrained")
    lines = wrapped(title, 64)
    notes = wrapped(note, 118) if note else ""
    top = 0.14 + 0.31 * (lines.count("\n") + 1)
    drawn.text(0.012, 1 - 0.12 / height, lines, fontsize=19, fontweight="bold", va="top")
    drawn.text(0.012, 1 - top / height, notes, fontsize=13, color="#444444", va="top")
    below = top + (0.26 * (notes.count("\n") + 1) if notes else 0) + 0.1
    drawn.get_layout_engine().set(rect=(0.005, 0.005, 0.985, 1 - below / height))  # type: ignore[union-attr, call-arg]
    return drawn


def png(drawn: Figure) -> bytes:
    """The picture as bytes that are the same every time."""
    settle(drawn)
    file = io.BytesIO()
    drawn.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def settle(drawn: Figure) -> None:
    """Lays a picture out for good, to nine digits: the solver's last ones vary with where memory happens to lie."""
    drawn.draw_without_rendering()
    drawn.set_layout_engine("none")
    for axes in drawn.axes:
        left, low, wide, high = (round(float(place), 9) for place in axes.get_position().bounds)
        axes.set_position((left, low, wide, high))


def wrapped(words: str, width: int = 22) -> str:
    """Words broken into lines."""
    return in_lines(words, width) or words


def colours(names: Sequence[str], baseline: str) -> dict[str, tuple[str, str]]:
    """A colour and a dash for every strategy or firm; the baseline is grey.

    >>> colours(["as_is", "warm"], "as_is")
    {'as_is': ('#7a7a7a', '-'), 'warm': ('#0072B2', '-')}
    """
    others = [name for name in names if name != baseline]
    given = {
        name: (COLOURS[place % len(COLOURS)], DASHES[place // len(COLOURS) % len(DASHES)])
        for place, name in enumerate(others)
    }
    return {name: (GREY, "-") if name == baseline else given[name] for name in names}


def label_ends(axes: Axes, x: float, ends: Sequence[float], words: Sequence[str], inks: Sequence[str]) -> None:
    """Writes words at the right-hand ends of lines, in their colours, without overlap."""
    low, high = axes.get_ylim()
    lines = max(word.count("\n") + 1 for word in words)
    height = axes.figure.get_figheight()  # type: ignore[union-attr]
    gap = (high - low) * 0.33 * lines / height
    for y, word, ink in zip(spread_out(list(ends), gap), words, inks, strict=True):
        axes.annotate(
            word, (x, y), xytext=(8, 0), textcoords="offset points", color=ink, va="center", annotation_clip=False
        )


def money_axis(axis: matplotlib.axis.Axis, largest: float, currency: str) -> None:
    """Ticks in thousands, millions or billions, with the unit said once."""
    divisor, word = scale(largest)
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / divisor:,.10g}"))
    axis.set_label_text(unit_of_money(word, currency))


def per_cent_axis(axis: matplotlib.axis.Axis) -> None:
    """Ticks in per cent of a share."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f}%"))
