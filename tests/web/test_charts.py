"""Charts show what they were given, at the right length, in the right place, and nothing that is not a number."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from markupsafe import Markup

from sim.language.messages import speaking
from sim.web.charts import Bar, Line, Part, Rung, bars, columns, flows, ladder, lines, whale
from sim.web.charts.drawing import WIDTH
from tests.web.gallery import customers, over_time, ranking

NAN = math.nan
NASTY = "<script>\"&'"
EVERY: list[Callable[[str, Sequence[float]], Markup]] = [
    lambda name, values: bars(name, [Bar(name, tuple(values)), Bar("other", (1.0,))], [name] * len(values), unit=name),
    lambda name, values: lines(name, [Line(name, values, values, values, ours=True)], [name] * len(values), unit=name),
    lambda name, values: columns(name, [Part(name, values)], [name] * len(values), unit=name, net=name),
    lambda name, values: ladder(name, [Rung(name, value, 50.0, value) for value in values[:5]], note=name),
    lambda name, values: flows(name, [(name, value) for value in values], [(name, 1.0)], 10.0, 20.0),
    lambda name, values: whale(name, values),
]
"""Each kind of chart of some values, with the same words everywhere."""


def drawn(chart: Markup) -> ElementTree.Element:
    """The SVG of a figure."""
    found = ElementTree.fromstring(chart).find("svg")
    assert found is not None
    return found


def of_class(chart: Markup, *classes: str) -> list[ElementTree.Element]:
    """Elements that carry all of these classes."""
    return [one for one in drawn(chart).iter() if set(classes) <= set((one.get("class") or "").split())]


def numbers(one: ElementTree.Element, *names: str) -> list[float]:
    """Attributes as numbers."""
    return [float(one.get(name) or "nan") for name in names]


def places(svg: ElementTree.Element) -> list[tuple[float, float]]:
    """Corners of everything that is drawn."""
    found = []
    for one in svg.iter():
        if one.tag == "path":
            found += [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", one.get("d") or "")]
        elif one.tag == "rect":
            x, y, wide, high = numbers(one, "x", "y", "width", "height")
            found += [(x, y), (x + wide, y + high)]
        elif one.tag in ("text", "circle"):
            found.append(tuple(numbers(one, *(("x", "y") if one.tag == "text" else ("cx", "cy")))))
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_of_the_gallery_is_whole_and_stays_in_its_frame(language: str) -> None:
    with speaking(language):
        shown = [*ranking(), *over_time(), *customers()]
    for chart in shown:
        svg = drawn(chart)
        assert svg.get("role") == "img"
        assert svg.findtext("title") == ElementTree.fromstring(chart).findtext("figcaption")
        assert svg.findtext("desc")
        _left, _top, wide, high = map(float, (svg.get("viewBox") or "").split())
        assert wide == WIDTH
        for x, y in places(svg):
            assert -5 <= x <= WIDTH + 5, svg.findtext("title")
            assert -5 <= y <= high + 1, svg.findtext("title")


@pytest.mark.parametrize("chart", EVERY)
def test_names_stay_words(chart: Callable[[str, Sequence[float]], Markup]) -> None:
    shown = chart(NASTY, [1.0, 2.0, 3.0])
    assert "<script>" not in shown
    assert drawn(shown).findtext("title") == NASTY


@pytest.mark.parametrize("chart", EVERY)
@given(values=some.lists(some.floats(allow_nan=True, allow_infinity=True), max_size=12))
@example(values=[5e-324])
@example(values=[2e-323])
@example(values=[1.0, 1.0 + 2**-52])
@settings(max_examples=60, deadline=None)
def test_whatever_the_values_nothing_is_drawn_that_is_no_number(
    chart: Callable[[str, Sequence[float]], Markup], values: list[float]
) -> None:
    limited = [value if abs(value) < 1e15 or not math.isfinite(value) else 1e15 for value in values]
    shown = drawn(chart("words", limited))
    for one in shown.iter():
        for name, value in one.attrib.items():
            if name not in ("class", "role", "preserveAspectRatio"):
                assert not re.search(r"nan|inf", value), (name, value)
    for x, y in places(shown):
        assert math.isfinite(x)
        assert math.isfinite(y)


@pytest.mark.parametrize("chart", EVERY)
def test_where_there_is_nothing_it_is_said(chart: Callable[[str, Sequence[float]], Markup]) -> None:
    if chart in (EVERY[0], EVERY[4]):
        return
    assert "There is nothing to show yet." in chart("words", [])


def test_bars_are_as_long_as_their_values() -> None:
    one, other = of_class(bars("", [Bar("a", (10.0,)), Bar("b", (2.5,))]), "fill")
    assert numbers(one, "width")[0] == pytest.approx(4 * numbers(other, "width")[0], rel=0.01)
    assert numbers(one, "x") == numbers(other, "x")


def test_losses_hang_to_the_left_and_the_sum_is_marked() -> None:
    chart = bars("", [Bar("a", (-2.0, 6.0)), Bar("b", (8.0, 0.0))], ("one", "two"))
    zero = numbers(of_class(chart, "axis")[0], "x1")[0]
    loss, gain = [one for one in of_class(chart, "fill") if one.get("height") == "22"][:2]
    start, wide = numbers(loss, "x", "width")
    assert start + wide == pytest.approx(zero, abs=0.15)
    assert numbers(gain, "x")[0] == pytest.approx(zero, abs=0.15)
    (mark,) = of_class(chart, "sum")
    assert numbers(mark, "x1")[0] == pytest.approx(zero + (numbers(gain, "width")[0] * 4 / 6), abs=0.3)


def test_an_unknown_value_is_neither_drawn_nor_zero() -> None:
    chart = bars("", [Bar("a", (NAN, 5.0)), Bar("b", (1.0,))])
    assert len(of_class(chart, "fill")) == 1
    assert "–" in chart


def test_ours_stands_out_and_others_step_back() -> None:
    chart = bars("", [Bar("a", (2.0,)), Bar("b", (1.0,), ours=True)])
    assert len(of_class(chart, "ours")) == 1
    assert [one.get("class") for one in of_class(chart, "fill")] == ["fill ink-grey", "fill ink-1"]


@pytest.mark.parametrize("name", ["Round 2: what you do for your people", "第2轮：为员工做了些什么，又做了什么"])
def test_the_name_of_a_bar_is_whole_and_its_row_as_high_as_it(name: str) -> None:
    chart = bars("", [Bar(name * 2, (-1.0,)), Bar(name, (2.0,))], say=lambda value: f"CNY {value} million")
    words = [one.text or "" for one in drawn(chart).iter("text")]
    assert "".join("".join(words).split()).count("".join(name.split())) == 3
    heights = [numbers(one, "y")[0] for one in drawn(chart).iter("text") if one.text and one.text in name * 2]
    assert min(after - before for before, after in pairwise(sorted(heights))) >= 16


def test_a_line_rises_with_its_values_and_breaks_where_they_are_unknown() -> None:
    chart = lines("", [Line("a", [1.0, 2.0, NAN, 4.0, 3.0])], "12345")
    first, second = [one for one in of_class(chart, "line", "ink-1") if "thin" not in (one.get("class") or "")]
    (x1, y1), (x2, y2) = [tuple(map(float, place.split())) for place in (first.get("d") or "")[1:].split("L")]
    (x3, y3), (x4, y4) = [tuple(map(float, place.split())) for place in (second.get("d") or "")[1:].split("L")]
    assert x1 < x2 < x3 < x4
    assert y1 > y2 > y4 > y3


def test_ten_lines_are_named_without_one_name_over_another() -> None:
    chart = lines("", [Line(f"team {place}", [1.0, 2.0]) for place in range(10)], "12")
    heights = sorted(numbers(one, "y")[0] for one in drawn(chart).iter("text") if (one.text or "").startswith("team"))
    assert len(heights) == 10
    assert min(high - low for low, high in pairwise(heights)) >= 15.9
    kinds = {one.get("class") for one in of_class(chart, "line") if "thin" not in (one.get("class") or "")}
    assert len(kinds) == 10


def test_the_ladder_shows_less_as_a_bite_and_more_on_top() -> None:
    chart = ladder("", [Rung("core", 40.0, 50.0, 55.0), Rung("bond", 60.0, 50.0)])
    treads = [numbers(one, "y1")[0] for one in of_class(chart, "tread")]
    (bite,), (top,) = of_class(chart, "fill", "ink-2"), of_class(chart, "fill", "ink-1")
    assert numbers(bite, "y")[0] == treads[0]
    assert sum(numbers(top, "y", "height")) == pytest.approx(treads[1], abs=0.15)
    assert numbers(of_class(chart, "rival")[0], "y1")[0] < treads[0]
    assert "10 less" in chart
    assert "10 more" in chart


def test_ribbons_are_as_thick_as_customers_are_many() -> None:
    chart = flows("", [("a", 30.0), ("b", 10.0)], [("c", 20.0)], 100.0, 120.0)

    def thick(one: ElementTree.Element) -> float:
        top, foot = re.findall(r"([\d.]+)V([\d.]+)C", one.get("d") or "")[0]
        return float(foot) - float(top)

    a, b, c = map(thick, of_class(chart, "ribbon"))
    assert (a / c, b / c) == pytest.approx((1.5, 0.5), abs=0.01)
    for words in ("came: 40", "went: 20", ">100<", ">120<"):
        assert words in chart


def test_the_smallest_flows_are_put_together() -> None:
    chart = flows("", [(f"firm {place}", 20.0 - place) for place in range(12)], [], 0.0, 0.0)
    assert len(of_class(chart, "ribbon")) == 8
    assert "others" in chart
    assert f">{sum(20 - place for place in range(7, 12))}<" in chart


def test_the_whale_peaks_where_customers_begin_to_cost() -> None:
    chart = whale("", [10.0, 5.0, 1.0, -4.0])
    assert "the best 75%: 16.0" in chart
    assert "all: 12.0" in chart
    assert len(of_class(chart, "band", "ink-2")) == 1
    assert "the best" not in whale("", [1.0, 1.0])


def test_columns_stack_up_and_down_from_zero() -> None:
    chart = columns("", [Part("in", [30.0]), Part("more", [10.0]), Part("out", [-20.0])], ["1"], net="net")
    zero = numbers(of_class(chart, "axis")[0], "y1")[0]
    into, more, out = [numbers(one, "y", "height") for one in of_class(chart, "part")]
    assert sum(into) == pytest.approx(zero, abs=0.15)
    assert sum(more) == pytest.approx(into[0], abs=0.15)
    assert out[0] == pytest.approx(zero, abs=0.15)
    assert into[1] / out[1] == pytest.approx(1.5, abs=0.01)
