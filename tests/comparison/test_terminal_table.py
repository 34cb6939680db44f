"""The table at the end of a comparison, as narrow terminals and files see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from sim.compare import Comparison, compare
from sim.declarations import Scenario
from sim.report.table import comparison_table, print_comparison
from sim.runs import Run


def printed(comparison: Comparison, width: int = 80) -> str:
    """The table as a file receives it."""
    paper = io.StringIO()
    Console(file=paper, width=width).print(comparison_table(comparison))
    return paper.getvalue()


def test_the_table_fits_eighty_columns_with_every_figure_whole(
    scenario: Scenario, play: Callable[..., dict[str, list[Run]]]
) -> None:
    comparison = compare(scenario, play(6, {"as_is": 0.0, "punctual": 0.5, "warm": 0.2, "card": -0.1}))
    told = printed(comparison)
    assert max(map(len, told.splitlines())) <= 80
    assert "…" not in told
    for words in ("100%", "0.30 to 0.44", "82%", "month 36", "Planes"):
        assert words in told


def test_a_file_receives_no_colours(
    comparison: Comparison, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    print_comparison(comparison, Path("results/late_planes/compare/report.html"))
    told = capsys.readouterr().out
    assert "\x1b[" not in told
    assert " ".join(comparison.verdict.split()) in " ".join(told.split())
    assert "results/late_planes/compare/report.html" in told


def test_square_brackets_in_a_title_are_text(play: Callable[..., dict[str, list[Run]]]) -> None:
    from .conftest import made_up_scenario

    scenario = made_up_scenario(strategies={"as_is": {}, "punctual": {"title": "[red]On[/red] time"}})
    assert "[red]On[/red]" in printed(compare(scenario, play(2, {"as_is": 0.0, "punctual": 0.5})), 120)


def test_the_best_strategy_stands_first(comparison: Comparison) -> None:
    told = printed(comparison, 120)
    assert told.index("Planes on time") < told.index("Warmer cabin") < told.index("As it is")
