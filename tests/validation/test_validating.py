"""Judging: medians, bands, null models, the page and the file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sim.declarations import Scenario
from sim.laboratory import Laboratory
from sim.validation.page import page, telling, verdict
from sim.validation.pictures import bands, reach
from sim.validation.row import Row
from sim.validation.target import UNJUDGED, Band, Figures, Pattern, Target
from sim.validation.validating import PATTERNS, SWITCHED_OFF, UNCHANGING, rows_in, rows_of

ROOT = Path(__file__).parents[2]


def pattern_of(measure: Callable[[Scenario, int], Figures]) -> Pattern:
    return Pattern(
        "A pattern", "somehow", "a study", "emergent", "%", ("airline",), {"figure": Target("2", Band(1, 3))}, measure
    )


def ladder_and_run(case: Scenario, run: int) -> Figures:
    return {"figure": 2.0 * case.world.ladder + 0.1 * run}


def test_a_target_is_met_where_the_median_lies_in_the_band() -> None:
    with Laboratory(3, workers=1) as laboratory:
        (row,) = rows_of(pattern_of(ladder_and_run), laboratory)
    assert row.measured == pytest.approx(2.1)
    assert row.passed
    assert row.low < row.measured < row.high


def test_a_null_model_that_switches_off_what_matters_does_not_meet_it() -> None:
    with Laboratory(3, workers=1) as laboratory:
        (row,) = rows_of(pattern_of(ladder_and_run), laboratory)
    assert row.null_models == {"ladder off": False, "word of mouth off": True, "bond off": True}


def test_a_null_model_with_nothing_to_say_is_left_out() -> None:
    figures = [{"figure": 2.0}], [{"figure": float("nan")}], [{"figure": 2.0}], [{"figure": 9.0}]
    with Laboratory(1, workers=1) as laboratory:
        case = laboratory.case("airline")
    (row,) = rows_in(pattern_of(ladder_and_run), "airline", case, figures)
    assert row.null_models == {"word of mouth off": True, "bond off": False}
    assert len(SWITCHED_OFF) == 3


def test_a_figure_that_could_not_be_measured_is_missed() -> None:
    figures = [[{"figure": float("nan")}]] * 4
    with Laboratory(1, workers=1) as laboratory:
        case = laboratory.case("airline")
    (row,) = rows_in(pattern_of(ladder_and_run), "airline", case, figures)
    assert not row.passed
    assert row.as_json()["measured"] is None


def a_row(measured: float, kind: str = "emergent") -> Row:
    nulls = {UNCHANGING: True, "ladder off": False}
    return Row(
        PATTERNS[2].title, "a figure", "a study", kind, "airline", "%", "2", measured, 1.5, 2.5, Band(1, 3), nulls
    )  # type: ignore[arg-type]


def test_the_verdict_counts_what_is_met_and_says_what_is_not() -> None:
    told = verdict([a_row(2.0), a_row(9.0), a_row(2.0, "identity")])
    assert told.startswith("Every identity holds; 1 of 2 figures")
    assert verdict([a_row(9.0, "identity")]).startswith("1 of 1 identities do not hold")


def test_what_simpler_markets_meet_too_is_counted() -> None:
    assert telling([a_row(2.0), a_row(9.0)]) == {"tested": 1, "unchanging": 1, "needed": 1}


def test_the_page_names_what_is_missed_first() -> None:
    told = page([a_row(2.0), a_row(9.0)], PATTERNS[2:3], {}, {"python": "3"}, 20, quick=False)
    assert told.index("What it does not meet") < told.index("How telling it is")
    assert "9.00" in told


def test_what_is_shown_beside_is_not_judged() -> None:
    beside = replace(a_row(9.0), band=UNJUDGED)
    assert verdict([a_row(2.0), beside]).startswith("Every identity holds; 1 of 1 figures")
    assert beside.as_json()["passed"] is None


def test_a_picture_is_wide_enough_for_all_it_shows() -> None:
    rows = [a_row(2.0), replace(a_row(9.0), high=11.0)]
    low, high = reach(rows)
    assert low < 1 and high > 11
    assert bands("A pattern", rows, "").axes


def test_a_row_is_written_as_the_contract_has_it() -> None:
    told = a_row(2.0).as_json()
    assert json.loads(json.dumps(told)) == told
    assert {"target", "source", "kind", "published", "measured", "low", "high", "band", "passed"} <= set(told)


def program(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "run.py", *words], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_search_cannot_be_hurried() -> None:
    asked = program("validate", "--tune", "--quick")
    assert asked.returncode == 2
    assert "--quick" in asked.stderr and "Traceback" not in asked.stderr


@pytest.mark.slow
def test_a_quick_look_is_written_whole(tmp_path: Path) -> None:
    done = program("validate", "--quick", "--runs", "2", "--out", str(tmp_path / "validate"))
    assert done.returncode == 0, done.stderr
    rows = json.loads((tmp_path / "validate" / "validation.json").read_text())
    assert all(row["passed"] for row in rows if row["kind"] == "identity")
    assert (tmp_path / "validate" / "report.html").stat().st_size < 5_000_000
