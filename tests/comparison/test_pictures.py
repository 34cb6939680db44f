"""The pictures: drawn for every market, the same bytes each time, with every word inside the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.compare import compare
from sim.declarations import Scenario
from sim.labels import spread_out
from sim.report.drawing import png, style
from sim.report.plots import plots
from sim.runs import Run

Play = Callable[..., dict[str, list[Run]]]
NAMES = ["worth", "paths", "ladder", "flows", "value", "whale", "shares"]


def words_outside(drawn: Figure) -> list[str]:
    """What is written beyond the edge of the picture."""
    canvas = FigureCanvasAgg(drawn)
    canvas.draw()
    frame = drawn.bbox.padded(2)
    boxes = {text.get_text(): text.get_window_extent() for text in written(drawn) if text.get_text().strip()}
    return [
        words
        for words, box in boxes.items()
        if box.x0 < frame.x0 or box.x1 > frame.x1 or box.y0 < frame.y0 or box.y1 > frame.y1
    ]


def written(drawn: Figure) -> Iterator[Text]:
    """Everything written on a picture but the numbers along its axes."""
    yield from drawn.texts
    for axes in drawn.axes:
        yield from axes.texts
        if axes.axison:
            yield from (axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label)


@pytest.fixture(params=["many", "one strategy", "one run", "nobody", "worse"])
def played(request: pytest.FixtureRequest, play: Play, deserted: dict[str, list[Run]]) -> dict[str, list[Run]]:
    """Plays of all kinds."""
    return {
        "many": lambda: play(3, {"as_is": 0.0, "punctual": 0.5, "warm": 0.2, "card": -0.1}),
        "one strategy": lambda: play(2, {"as_is": 0.0}),
        "one run": lambda: play(1),
        "nobody": lambda: deserted,
        "worse": lambda: play(2, {"as_is": 0.0, "punctual": -0.5}, months=6),
    }[request.param]()


def test_every_picture_is_drawn_with_its_words_inside_the_frame(
    scenario: Scenario, played: dict[str, list[Run]]
) -> None:
    pictures = plots(compare(scenario, played), played)
    assert list(pictures) == NAMES
    for name, drawn in pictures.items():
        with style():
            assert words_outside(drawn) == [], name


def test_the_same_plays_give_the_same_picture(scenario: Scenario, play: Play) -> None:
    def worth() -> bytes:
        runs = play(2)
        with style():
            return png(plots(compare(scenario, runs), runs)["worth"])

    first = worth()
    assert first == worth()
    assert b"Software" not in first


def test_places_in_a_picture_hold_no_dust_of_the_layout_solver(scenario: Scenario, play: Play) -> None:
    runs = play(2, {"as_is": 0.0, "warm": 0.01})
    drawn = plots(compare(scenario, runs), runs)["whale"]
    with style():
        png(drawn)
    places = [place for axes in drawn.axes for place in axes.get_position().bounds]
    assert places == pytest.approx([round(place, 9) for place in places], abs=1e-15)


def test_dollar_signs_in_a_title_are_text_and_no_formula(play: Play) -> None:
    from .conftest import made_up_scenario

    scenario = made_up_scenario(strategies={"as_is": {"title": "Spend $2 or $_3"}, "punctual": {"title": r"$\frac{"}})
    runs = play(2, {"as_is": 0.0, "punctual": 0.5})
    for drawn in plots(compare(scenario, runs), runs).values():
        with style():
            assert png(drawn).startswith(b"\x89PNG")


def test_labels_keep_their_distance_and_their_order() -> None:
    heights = spread_out([0.0, 0.1, 0.15, 9.0, 0.12], 1.0)
    near = sorted(heights)
    assert all(above - below >= 1.0 - 1e-9 for below, above in pairwise(near))
    assert sorted(range(5), key=lambda place: heights[place]) == [0, 1, 4, 2, 3]
