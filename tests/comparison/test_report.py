"""The report: what it says, that it says the same as comparison.json, and that it needs nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from sim.compare import Comparison, compare
from sim.declarations import Scenario
from sim.opening_figures import OpeningRow
from sim.report.report import report
from sim.runs import Run
from sim.wording import figure, per_cent, scale

PICTURE = {"worth": b"a picture", "paths": b"another"}


def page_of(scenario: Scenario, comparison: Comparison, opening: tuple[OpeningRow, ...] = ()) -> str:
    """The report with stand-ins for pictures."""
    return report(scenario, comparison, PICTURE, opening, {"python": "3"})


def cells_of(page: str, strategy: str) -> list[str]:
    """The cells of a strategy's row in the first table."""
    first = page[page.index("<tbody>") : page.index("</tbody>")]
    found = next(row for row in first.split("<tr") if strategy in row)
    return [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", found)]


def test_the_report_and_comparison_json_give_the_same_figures(scenario: Scenario, comparison: Comparison) -> None:
    page = page_of(scenario, comparison)
    told = comparison.as_json()["strategies"]
    divisor, _ = scale(max(strategy["total_value"]["mean"] for strategy in told.values()))
    for name, strategy in told.items():
        total, cells = strategy["total_value"], cells_of(page, strategy["title"])
        assert cells[1] == figure(total["mean"] / divisor)
        assert cells[5:8] == [
            f"{100 * strategy['retention']['mean']:.0f}%",
            f"{strategy['satisfaction']['mean']:.0f}",
            f"{100 * strategy['market_share']['mean']:.0f}%",
        ]
        if name != comparison.baseline:
            low, high = (figure(total[end] / divisor) for end in ("difference_low", "difference_high"))
            assert cells[2:5] == [
                figure(total["difference"] / divisor),
                f"{low} to {high}",
                per_cent(total["probability_better"]),
            ]
            assert cells[8].startswith(f"month {strategy['break_even_month']['median']:.0f}")


def test_the_verdict_comes_before_everything_else_and_the_assumptions_last(
    scenario: Scenario, comparison: Comparison
) -> None:
    page = unescape(page_of(scenario, comparison))
    order = [
        "<h1>",
        comparison.verdict,
        "<img",
        "<table>",
        "<h2>Why",
        comparison.reasons[0],
        "<h2>How sure",
        "assumptions</h2>",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "are assumed" in page[places[-1] :]
    assert "much of which is assumed" in page


def test_a_script_in_a_title_is_text() -> None:
    nasty = "<script>alert('x')</script>"
    scenario = made_up_with(title=nasty, question=f"{nasty}?", story=nasty)
    page = page_of(scenario[0], scenario[1])
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 5


def made_up_with(**words: str) -> tuple[Scenario, Comparison]:
    """The airline with other words, among them a strategy's title."""
    from .conftest import made_up_runs, made_up_scenario

    strategies = {"as_is": {}, "punctual": {"title": words["title"], "story": words["story"]}}
    scenario = made_up_scenario(**words, strategies=strategies)
    return scenario, compare(scenario, made_up_runs(3, {"as_is": 0.0, "punctual": 0.5}))


def test_the_report_needs_no_internet_and_no_javascript(scenario: Scenario, comparison: Comparison) -> None:
    page = page_of(scenario, comparison)
    assert not re.search(r"https?://|<script|<link|@import|url\(", page)
    assert re.findall(r'<img src="(.{22})', page) == ["data:image/png;base64,"] * len(PICTURE)
    assert all(re.findall(r'<img [^>]*alt="(.+?)"', page))
    assert 'name="viewport"' in page


def test_a_single_strategy_is_reported_too(scenario: Scenario, play: Callable[..., dict[str, list[Run]]]) -> None:
    page = unescape(page_of(scenario, compare(scenario, play(3, {"as_is": 0.0}))))
    assert "nothing to compare it with" in page
    assert cells_of(page, "As it is")[2] == "today"


def test_a_single_run_and_a_deserted_firm_are_reported_without_nan(
    scenario: Scenario, play: Callable[..., dict[str, list[Run]]], deserted: dict[str, list[Run]]
) -> None:
    for runs in (play(1), deserted):
        page = page_of(scenario, compare(scenario, runs))
        assert not re.search(r"\b(nan|None|inf)\b", page)


def test_the_opening_stands_beside_what_is_known(scenario: Scenario, comparison: Comparison) -> None:
    opening = (OpeningRow("our_air", "churn", 0.18, 0.173, True), OpeningRow("red_wing", "share", 0.3, 0.4, False))
    page = page_of(scenario, comparison, opening)
    for words in ("customers lost a year", "18.0%", "17.3%", "met", "Red Wing", "missed"):
        assert words in page
    assert "what everybody knows" not in page_of(scenario, comparison)
