"""Reading a sweep: complete points only, whole blocks only, and sentences for what is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.analysis.remarks import of_rows
from sim.analysis.table import read_table
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError
from tests.analysis.sweeps import changed_part, parameters, sweep_of, write_part, written

BOTH = ("as_is", "warm")


def first(points: Numbers) -> Numbers:
    return points[:, 0]


def twice(points: Numbers) -> Numbers:
    return 2 * points[:, 0]


FUNCTIONS = {"as_is": first, "warm": twice}


@pytest.fixture
def morris(tmp_path: Path) -> Path:
    """Ten trajectories of four points, two strategies, two runs: 160 rows in two parts."""
    return written(tmp_path / "morris", sweep_of(parameters(3), "morris", 10), FUNCTIONS)


@pytest.fixture
def lhs(tmp_path: Path) -> Path:
    """Fifty points, two strategies, two runs: 200 rows in two parts."""
    return written(tmp_path / "lhs", sweep_of(parameters(3), "lhs", 50), FUNCTIONS)


def test_outcomes_are_averaged_over_runs_at_each_point(tmp_path: Path) -> None:
    folder = written(tmp_path / "sweep", sweep_of(parameters(2), "random", 40, runs=5), FUNCTIONS, luck=1.0)
    chosen = read_table(folder, "total_value").of(BOTH)
    assert len(chosen.points) == 40
    # Luck is the same for both strategies, so it leaves their difference.
    assert chosen.means[:, 1] - chosen.means[:, 0] == pytest.approx(chosen.points[:, 0])
    assert chosen.means[:, 0] != pytest.approx(chosen.points[:, 0], abs=0.01)


def test_a_failed_row_takes_its_point_with_it(lhs: Path) -> None:
    changed_part(lhs, 0, "status", {5: "failed"})
    table = read_table(lhs, "total_value")
    chosen = table.of(BOTH)
    assert (table.failed, len(chosen.points), chosen.left_out) == (1, 49, 1)
    assert of_rows(table, chosen) == [
        "1 row has failed.",
        "Left out: 1 of 50 points, at which not everything has been played.",
    ]


def test_a_failed_row_takes_its_whole_trajectory_with_it(morris: Path) -> None:
    changed_part(morris, 0, "status", {0: "failed", 17: "failed"})
    table = read_table(morris, "total_value")
    chosen = table.of(BOTH)
    assert len(chosen.points) == 32
    assert chosen.blocks is not None
    assert np.unique(chosen.blocks).tolist() == [2, 3, 4, 5, 6, 7, 8, 9]
    assert "Left out: 2 trajectories (8 of 40 points), since at 2 points not everything" in of_rows(table, chosen)[-1]


def test_what_failed_under_another_strategy_does_not_matter(lhs: Path) -> None:
    changed_part(lhs, 0, "status", {0: "failed"})
    assert len(read_table(lhs, "total_value").of(["warm"]).points) == 50


def test_an_outcome_that_is_not_known_is_left_out_and_counted(lhs: Path) -> None:
    changed_part(lhs, 0, "total_value", {8: float("nan")})
    table = read_table(lhs, "total_value")
    assert (table.unknown, table.failed) == (1, 0)
    assert len(table.of(BOTH).points) == 49


def test_an_unfinished_sweep_says_so_and_gives_what_is_complete(lhs: Path) -> None:
    (lhs / "parts" / "part-000001.parquet").unlink()
    table = read_table(lhs, "total_value")
    chosen = table.of(BOTH)
    assert len(chosen.points) == 30
    assert of_rows(table, chosen)[0] == "The sweep is unfinished: 80 of 200 rows are not there yet."


def test_a_damaged_part_is_named(lhs: Path) -> None:
    part = lhs / "parts" / "part-000001.parquet"
    part.write_bytes(part.read_bytes()[:-100])
    with pytest.raises(ScenarioError, match=r"part-000001\.parquet.*(torn|corrupt).*--resume"):
        read_table(lhs, "total_value")


def test_a_part_without_a_column_is_named(lhs: Path) -> None:
    rows = pq.read_table(lhs / "parts" / "part-000000.parquet")
    write_part(lhs, 0, rows.drop_columns(["p1"]))
    with pytest.raises(ScenarioError, match=r"part-000000\.parquet: this part belongs to another sweep.*p1"):
        read_table(lhs, "total_value")


@pytest.mark.parametrize(("column", "value"), [("strategy", "other"), ("point", 50), ("point", -1)])
def test_a_part_of_another_sweep_is_named(lhs: Path, column: str, value: object) -> None:
    changed_part(lhs, 1, column, {0: value})
    with pytest.raises(ScenarioError, match=r"part-000001\.parquet: this part belongs to another sweep"):
        read_table(lhs, "total_value")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"design": 3}'])
def test_a_damaged_manifest_is_named(lhs: Path, content: str) -> None:
    (lhs / "sweep.json").write_text(content)
    with pytest.raises(ScenarioError, match=r"sweep\.json") as told:
        read_table(lhs, "total_value")
    assert "\n" not in str(told.value)


def test_a_manifest_without_a_key_is_named(lhs: Path) -> None:
    content = json.loads((lhs / "sweep.json").read_text())
    del content["runs"]
    (lhs / "sweep.json").write_text(json.dumps(content))
    with pytest.raises(ScenarioError, match=r"sweep\.json.*runs"):
        read_table(lhs, "total_value")


def test_a_folder_without_a_sweep_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="name a folder that a sweep wrote"):
        read_table(tmp_path, "total_value")


def test_a_sweep_of_which_nothing_is_there_yet_is_named(lhs: Path) -> None:
    for part in (lhs / "parts").glob("*"):
        part.unlink()
    with pytest.raises(ScenarioError, match="no part of the sweep has been finished"):
        read_table(lhs, "total_value")


def test_a_misspelt_outcome_is_answered_with_the_nearest(lhs: Path) -> None:
    with pytest.raises(ScenarioError, match="did you mean total_value"):
        read_table(lhs, "total_valu")
