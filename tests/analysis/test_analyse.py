"""analyse from end to end: what it writes and says of known functions, and of a real sweep."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sim.analysis.analysing import files
from sim.analysis.analysis import Analysis, Asked, analysis
from sim.analysis.figures import as_json
from sim.analysis.printing import print_analysis
from sim.analysis.table import read_table
from sim.cli import main
from sim.runs import Numbers
from sim.sweep.sweep import Sweep
from tests.analysis.sweeps import changed_part, parameters, sweep_of, written

MOST_BYTES = 5_000_000
TOTAL = Asked("total_value")


def as_it_is(points: Numbers) -> Numbers:
    return 3e6 + 1e6 * points[:, 0]


def warm(points: Numbers) -> Numbers:
    """Worth more than today where p1 is above 0.4, less below; p0 raises both alike."""
    return 3e6 + 1e6 * points[:, 0] + 2e6 * (points[:, 1] - 0.4)


FUNCTIONS = {"as_is": as_it_is, "warm": warm, "cold": lambda points: 0.5 * as_it_is(points)}


def analysed(folder: Path, *options: str) -> Result:
    """The command from end to end."""
    return CliRunner().invoke(main, ["analyse", str(folder), *options], catch_exceptions=False)


def found_in(folder: Path, asked: Asked = TOTAL) -> Analysis:
    """The analysis, without its pictures."""
    return analysis(read_table(folder, asked.outcome), asked)


def figures_in(folder: Path, asked: Asked = TOTAL) -> dict[str, Any]:
    """What analysis.json would hold."""
    return as_json(found_in(folder, asked))


def told_of(folder: Path, capsys: pytest.CaptureFixture[str], asked: Asked = TOTAL) -> str:
    """What would be printed, on one line."""
    print_analysis(found_in(folder, asked), folder / "analysis.html")
    return plain(capsys.readouterr().out)


def plain(text: str) -> str:
    """A text on one line."""
    return re.sub(r"\s+", " ", text)


def made_up(folder: Path, kind: Any = "sobol", points: int = 64, **more: Any) -> Path:
    sweep: Sweep = sweep_of(parameters(more.pop("count", 4)), kind, points, **more)
    return written(folder / "sweep", sweep, FUNCTIONS, luck=1e3)


def test_what_moves_both_strategies_alike_does_not_decide_between_them(tmp_path: Path) -> None:
    found = figures_in(made_up(tmp_path))
    difference, outcome = found["difference"]["influences"], found["outcome"]["influences"]
    assert difference["p1"]["strength"]["mean"] == pytest.approx(1.0, abs=0.1)
    assert difference["p0"]["strength"]["mean"] == pytest.approx(0.0, abs=0.01)
    assert outcome["p0"]["strength"]["mean"] == pytest.approx(0.2, abs=0.1)


def test_the_border_between_two_strategies_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made_up(tmp_path, "lhs", 300)
    assert "The total value is smaller under “warm” than under “as is” when 'p1' is at most" in told_of(folder, capsys)
    (region,) = figures_in(folder)["difference"]["cases"]["regions"]
    (limit,) = region["limits"]
    assert (limit["path"], limit["low"]) == ("p1", None)
    assert limit["high"] == pytest.approx(0.4, abs=0.02)


def test_each_strategy_is_told_where_it_wins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = made_up(tmp_path, "random", 300, strategies=("as_is", "warm", "cold"))
    assert "More often when 'p1' is at least" in told_of(folder, capsys)
    wins = figures_in(folder)["wins"]
    assert wins["warm"]["share"] == pytest.approx(0.6, abs=0.08)
    assert wins["as_is"]["share"] + wins["warm"]["share"] == pytest.approx(1.0)
    assert wins["cold"]["share"] == 0.0


def test_the_page_is_one_small_file_that_needs_nothing_from_outside(tmp_path: Path) -> None:
    folder = made_up(tmp_path, "morris", 12)
    analysed(folder)
    page = (folder / "analysis/analysis.html").read_text()
    assert json.loads((folder / "analysis/analysis.json").read_text())["difference"]["points"] == 60
    assert len(page) < MOST_BYTES
    assert not re.findall(r"""(?:src|href)=["'](?!data:)""", page)
    assert page.count("<img") == 7


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    table = read_table(made_up(tmp_path, "sobol", 16), "total_value")
    assert files(analysis(table, Asked("total_value"))) == files(analysis(table, Asked("total_value")))


@pytest.mark.parametrize(
    ("kind", "points", "count", "said"),
    [
        ("sobol", 4, 4, "Too small a sample for Sobol indices"),
        ("morris", 4, 4, "Too small a sample for Morris' method: 4 trajectories"),
        ("lhs", 30, 8, "Too small a sample: 30 points for 8 parameters; 10 a parameter are usual, so take 80."),
        ("random", 60, 4, "From a random design only main effects are shown"),
    ],
)
def test_too_small_a_sample_says_so(tmp_path: Path, kind: str, points: int, count: int, said: str) -> None:
    remarks = found_in(made_up(tmp_path, kind, points, count=count)).answers[0].remarks
    assert said in " ".join(remarks)


def test_enough_points_are_not_complained_of(tmp_path: Path) -> None:
    assert figures_in(made_up(tmp_path, "sobol", 128))["difference"]["remarks"] == []


def test_a_sweep_of_one_strategy_and_one_parameter_is_analysed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep = sweep_of(parameters(1), "grid", 80, strategies=("as_is",))
    folder = written(tmp_path / "sweep", sweep, FUNCTIONS)
    asked = Asked("total_value", threshold=3_500_000)
    told = told_of(folder, capsys, asked)
    assert "Over 80 points the total value under “as is” is 3.50 million on average" in told
    assert "is below 3.50 million when 'p0' is at most 0.4" in told
    assert "difference" not in figures_in(folder, asked)
    assert figures_in(folder, asked)["outcome"]["map"] is None


def test_an_outcome_that_never_changes_has_nothing_to_explain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = told_of(made_up(tmp_path, "lhs", 40), capsys, Asked("retention"))
    assert "The outcome is the same at every point: there is nothing to explain." in told
    assert "happens at none of 40 points" in told


def test_a_strategy_is_compared_with_the_one_that_is_named(tmp_path: Path) -> None:
    folder = made_up(tmp_path, "lhs", 40, strategies=("as_is", "warm", "cold"))
    found = figures_in(folder, Asked("total_value", "cold", "warm"))["difference"]
    assert (found["strategy"], found["against"]) == ("cold", "warm")
    assert found["mean"] < 0


def test_a_failed_row_is_told_of_on_the_page_too(tmp_path: Path) -> None:
    folder = made_up(tmp_path)
    changed_part(folder, 0, "status", {3: "failed"})
    told = plain(analysed(folder).stdout)
    assert "1 row has failed. Left out: 1 base point (6 of 384 points)" in told
    assert "Left out: 1 base point" in (folder / "analysis/analysis.html").read_text()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--outcome", "profits"], "--outcome: the sweep holds no 'profits'"),
        (["--strategy", "worm"], "--strategy: the sweep holds no strategy 'worm'; did you mean warm?"),
        (["--strategy", "warm", "--against", "warm"], "--against: 'warm' is the strategy itself; name another one"),
    ],
)
def test_what_the_sweep_does_not_hold_is_answered_in_a_sentence(tmp_path: Path, options: list[str], said: str) -> None:
    answered = analysed(made_up(tmp_path, "lhs", 20), *options)
    assert answered.exit_code == 2
    assert said in answered.stderr
    assert answered.stderr.count("\n") == 1


def test_too_few_complete_points_are_answered_in_a_sentence(tmp_path: Path) -> None:
    answered = analysed(made_up(tmp_path, "lhs", 6))
    assert answered.exit_code == 2
    assert "6 of 6 points have been played in full" in answered.stderr


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear")
    answered = analysed(made_up(tmp_path, "lhs", 20), "--out", str(mine))
    assert answered.exit_code == 2
    assert [file.name for file in mine.iterdir()] == ["letter.txt"]


SWEEP = """
title: Pay and price in a small market
scenario: {shop}
strategies: [as_is, train]
levers:
  workforce.pay: {{low: 0.9, high: 1.2}}
uncertainties:
  world.price_pull: {{low: 3, high: 8}}
outcomes: [total_value, retention]
design: {{kind: {kind}, points: {points}}}
runs: 1
"""


@pytest.mark.parametrize(
    ("kind", "points"), [("lhs", 12), pytest.param("sobol", 64, marks=pytest.mark.slow)], ids=["small", "large"]
)
def test_a_real_sweep_is_analysed_and_speaks_in_declared_meanings(tmp_path: Path, kind: str, points: int) -> None:
    source, folder = tmp_path / "pay.yaml", tmp_path / "sweep"
    source.write_text(SWEEP.format(shop=Path("tests/data/shop.yaml").resolve(), kind=kind, points=points))
    played = CliRunner().invoke(main, ["sweep", str(source), "--out", str(folder), "--workers", "1"])
    assert played.exit_code == 0, played.output
    told = plain(analysed(folder).stdout)
    assert "larger under “Train the people” than under “As it is” at" in told
    page = (folder / "analysis/analysis.html").read_text()
    assert "pay, against what the market pays" in page
    assert '<code class="path">world.price_pull</code>' in page
    assert "assumed</span>" in page
    assert "EUR" in page
