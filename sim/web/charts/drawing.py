"""What charts are drawn with: elements of SVG, text that fits its place, scales with round numbers.

A chart is 380 units wide, whatever the screen: letters of 14 units are 13 pixels high on a phone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sim.language.lines import in_lines, shortened, width_of
from sim.language.messages import _
from sim.wording import figure, scale, scaled

WIDTH = 380.0
LETTER = 8.0
"""The width of a letter of 14 units, on the average of a line, in a wide typeface."""
LINE = 16.0
"""From one line of text to the next."""
INKS = 6
"""Colours before dashes are needed."""
SMALLEST = 1e-9
"""What differs by less is drawn as equal."""


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` laid out from one place to another."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value is drawn.

        >>> Scale(0.0, 10.0, 100.0, 200.0).at(5.0)
        150.0
        """
        return self.start + (value - self.low) / ((self.high - self.low) or 1.0) * (self.end - self.start)


def tag(name: str, content: str | Markup = "", **attributes: str | float) -> Markup:
    """An element; numbers to a tenth of a unit, everything escaped.

    >>> tag("text", "a < b", x=1.25, class_="small")
    Markup('<text x="1.2" class="small">a &lt; b</text>')
    """
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{said(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{given}>{escape(content)}</{name}>")


def said(value: str | float) -> str:
    """An attribute's value as it is written.

    >>> said(3.0), said(1.26), said('"')
    ('3', '1.3', '&#34;')
    """
    return str(escape(value)) if isinstance(value, str) else f"{round(value, 1):g}" if abs(value) < 1e5 else "0"


def text(x: float, y: float, words: str, kind: str = "") -> Markup:
    """Words whose foot is at `y`. `kind`: classes (small, soft, strong, end, middle, halo)."""
    return tag("text", words, x=x, y=y, class_=kind)


def lines_of_text(x: float, middle: float, words: Sequence[str], kind: str = "") -> Markup:
    """Lines of words about a height."""
    top = middle + 5 - LINE * (len(words) - 1) / 2
    return joined(text(x, top + LINE * place, line, kind) for place, line in enumerate(words))


def joined(drawn: Iterable[Markup]) -> Markup:
    """Elements one after the other."""
    return Markup("").join(drawn)


def chart(title: str, height: float, drawn: Iterable[Markup], told: str, note: str = "") -> Markup:
    """A figure under a sentence; `told`: what it shows, in words, for those who do not see it; `note` stands below."""
    inside = tag("title", title) + tag("desc", told) + joined(drawn)
    picture = tag("svg", inside, viewBox=f"0 0 {WIDTH:g} {said(height)}", preserveAspectRatio="xMinYMin", role="img")
    below = tag("p", note, class_="note") if note else Markup("")
    return tag("figure", tag("figcaption", title) + picture + below, class_="chart")


def empty(title: str, note: str = "") -> Markup:
    """A figure in which there is nothing yet."""
    words = _("There is nothing to show yet.")
    return chart(title, 60, [text(WIDTH / 2, 34, words, "soft middle")], words, note)


def room_of(words: str) -> float:
    """The width that words take; figures and capitals are broader than other letters.

    >>> room_of("abc"), room_of("100"), room_of("顾客")
    (24.0, 27.0, 32.0)
    """
    return LETTER * width_of(words) + sum(sign.isdigit() or sign.isupper() for sign in words)


def fitted(words: str, room: float, most: int = 2) -> list[str]:
    """Words broken into lines that fit, cut with a mark where they are too long.

    >>> fitted("The Friends of the Long Name", 110.0), fitted("Unbreakableness", 60.0, 1)
    (['The Friends', 'of the Long…'], ['Unbrea…'])
    """
    width = max(2, int(room / LETTER))
    lines = in_lines(words, width).split("\n")
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{shortened(lines[most - 1], width - 1)}…"]


def plain(value: float) -> str:
    """A number in a few letters.

    >>> plain(1234.0), plain(8.123e12)
    ('1,234', '8,123 billion')
    """
    divisor, word = scale(value)
    return scaled(figure(value / divisor), word)


def rounded(words: str) -> str:
    """A round number as an axis has it, without idle zeros.

    >>> rounded("CNY 2.50 million"), rounded("10.0"), rounded("100")
    ('CNY 2.5 million', '10', '100')
    """
    return re.sub(r"(\.\d*?)0+(?!\d)", lambda found: found[1].rstrip("."), words)


def is_known(value: float) -> bool:
    """Whether a value is a number."""
    return math.isfinite(value)


def known(values: Iterable[float]) -> list[float]:
    """The values that are numbers."""
    return [float(value) for value in values if is_known(value)]


def round_steps(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, about so many steps.

    >>> round_steps(0, 97), round_steps(-3, 12)
    ([0.0, 25.0, 50.0, 75.0, 100.0], [-5.0, 0.0, 5.0, 10.0, 15.0])
    >>> round_steps(5, 5)
    [4.0, 4.5, 5.0, 5.5, 6.0]
    >>> round_steps(0, 5e-324)
    [-1.0, -0.5, 0.0, 0.5, 1.0]
    """
    if high - low < SMALLEST:
        reach = abs(low) / 5 if abs(low) > SMALLEST else 1.0
        low, high = low - reach, high + reach
    rough = (high - low) / about
    whole = 10.0 ** math.floor(math.log10(rough))
    step = next(whole * factor for factor in (1, 2, 2.5, 5, 10) if whole * factor >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [place * step for place in range(first, last + 1)]


def line_kind(place: int) -> str:
    """The colour and dash of a line among several: six colours, then the same with dashes, then with dots.

    >>> line_kind(0), line_kind(7)
    ('ink-1', 'ink-2 dashed')
    """
    dash = ("", " dashed", " dotted")[place // INKS % 3]
    return f"ink-{place % INKS + 1}{dash}"
