"""The program sweeps a market: begun, gone on with, played again by the row, planned, read by everyone."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars
import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.measures import break_even_month, measures
from sim.playing import play
from sim.scenario.altering import altered
from sim.scenario.scenario import read
from sim.sweep.cells import Chunk
from sim.sweep.reading import Wanted, read_sweep
from sim.sweep.rows import failures
from sim.sweep.sweeping import market_play, task_of

from .conftest import ROOT
from .functions import table_of

SHOP = ROOT / "tests/data/shop.yaml"
SWEEP = f"""
title: A small sweep
question: What matters?
scenario: {SHOP}
strategies: [as_is, cheap]
levers: {{workforce.training: [10, 30]}}
uncertainties: {{world.memory: {{low: 0.1, high: 0.3}}, market.community: {{low: 20, high: 60}}}}
constants: {{market.customers: 60, market.burn_in: 2, market.run_off: 12}}
outcomes: [total_value, retention, break_even_month]
design: {{kind: lhs, points: 6}}
runs: 2
"""


def told(*arguments: object) -> Result:
    """The program in this process; its workers are processes of their own."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="run.py")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep file."""
    file = tmp_path_factory.mktemp("small") / "small.yaml"
    file.write_text(SWEEP)
    return file


@pytest.fixture(scope="module")
def folder(file: Path) -> Path:
    """The folder of a finished sweep over a small market."""
    folder = file.parent / "out"
    answer = told("sweep", file, "--out", folder, "--workers", 2, "--csv")
    assert answer.exit_code == 0, answer.stderr
    return folder


def test_every_row_is_what_the_market_gives_at_its_point(folder: Path) -> None:
    rows = pd.read_parquet(folder / "parts")
    small = altered(read(SHOP), {"market.customers": 60, "market.burn_in": 2, "market.run_off": 12})
    assert len(rows) == 6 * 2 * 2
    for point, some in list(rows.groupby("point"))[:2]:
        values = some[["workforce.training", "world.memory", "market.community"]].iloc[0]
        played = play(altered(small, values.to_dict()), runs=2, workers=1)
        for row in some.to_dict("records"):
            run, baseline = played[row["strategy"]][row["run"]], played["as_is"][row["run"]]
            expected = measures(run)
            month = break_even_month(run, baseline)
            assert (row["total_value"], row["retention"]) == (expected["total_value"], expected["retention"]), point
            assert row["break_even_month"] == month or (month is None and np.isnan(row["break_even_month"]))


def test_the_manifest_holds_all_that_decides_the_table_and_no_clock(folder: Path) -> None:
    manifest = json.loads((folder / "sweep.json").read_text())
    assert manifest["name"] == "small" and manifest["rows"] == 24
    assert manifest["design"] == {"kind": "lhs", "points": 6, "seed": 1, "all_points": 6, "second_order": False}
    assert manifest["parameters"]["workforce.training"] | {"meaning": ""} == {
        "kind": "lever",
        "low": 10.0,
        "high": 30.0,
        "values": [10.0, 30.0],
        "unit": "money per head and month",
        "meaning": "",
        "mark": "assumed",
        "whole": False,
    }
    assert manifest["parameters"]["market.community"]["whole"] is True
    assert manifest["constants"] == {"market.customers": 60.0, "market.burn_in": 2.0, "market.run_off": 12.0}
    assert manifest["scenario"]["market"]["customers"] == 60
    assert (manifest["baseline"], manifest["runs"], manifest["seed"]) == ("as_is", 2, 1)
    assert {"loyalty-ladder", "numpy", "python"} <= set(manifest["versions"])
    assert not {key for key in manifest if "time" in key or "date" in key}


def test_the_same_sweep_gives_the_same_bytes_with_one_worker(file: Path, folder: Path, tmp_path: Path) -> None:
    assert told("sweep", file, "--out", tmp_path / "again", "--workers", 1, "--csv").exit_code == 0
    assert table_of(tmp_path / "again") == table_of(folder)


def test_everybody_can_read_the_table(folder: Path) -> None:
    pandas = pd.read_parquet(folder / "parts")
    parts = f"{folder}/parts/*.parquet"
    others = {
        "polars": polars.read_parquet(parts).rows(),
        "duckdb": duckdb.sql(f"select * from '{parts}' order by row").fetchall(),
        "csv": pd.read_csv(folder / "table.csv", keep_default_na=False, na_values={"break_even_month": ""}).to_numpy(),
    }
    for name, rows in others.items():
        other = pd.DataFrame(list(rows), columns=pandas.columns)
        pd.testing.assert_frame_equal(other, pandas, check_dtype=False, check_exact=True, obj=name)
    assert "nan" not in (folder / "table.csv").read_text()


def test_checksums_are_those_of_the_usual_tool(folder: Path) -> None:
    checks = [str(file.relative_to(folder)) for file in (*folder.glob("checksums/*"), folder / "sweep.sha256")]
    assert len(checks) == 2
    subprocess.run(["sha256sum", "--check", "--strict", *checks], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("row", [0, 7, 23])
def test_a_row_plays_again_by_itself_to_the_last_digit(folder: Path, row: int) -> None:
    answer = told("sweep", folder, "--row", row)
    assert answer.exit_code == 0
    assert f"Row {row}" in answer.stdout and "alike to the last digit" in answer.stdout


def test_a_row_that_does_not_exist_is_told(folder: Path, file: Path) -> None:
    answer = told("sweep", folder, "--row", 24)
    assert answer.exit_code == 2 and "there is no row 24; expected 0 to 23" in answer.stderr
    assert "--row needs the folder of a sweep" in told("sweep", file, "--row", 1).stderr


def test_a_row_with_a_forged_figure_is_found_out(folder: Path, tmp_path: Path) -> None:
    from sim.sweep.again import alike, row_played, stored_row
    from sim.sweep.manifest import read_manifest

    sweep = read_manifest(folder)
    stored, again = stored_row(folder, sweep, 3), row_played(folder, sweep, 3)
    assert stored is not None and alike(stored, again)
    assert not alike(stored | {"total_value": np.nextafter(stored["total_value"], np.inf)}, again)


def test_a_plan_tells_runs_time_and_room_and_plays_nothing(file: Path, tmp_path: Path) -> None:
    answer = told("sweep", file, "--plan", "--points", 2**20, "--design", "random", "--out", tmp_path / "nothing")
    assert answer.exit_code == 0
    words = " ".join(answer.stdout.split())
    for said in ("1,048,576 (random)", "4,194,304 = points x 2 strategies x 2 runs", "time of one core", "GB"):
        assert said in words
    assert not (tmp_path / "nothing").exists()


def test_what_a_plan_says_of_the_disk_holds(file: Path, folder: Path) -> None:
    from sim.sweep.planning import planned

    plan = planned(*read_sweep(file, Wanted()))
    used = sum(part.stat().st_size for part in folder.glob("parts/*"))
    assert used / 3 < plan.table < 3 * used


def test_a_table_of_points_is_played_as_it_stands(file: Path, tmp_path: Path) -> None:
    points = tmp_path / "points.csv"
    points.write_text("world.memory,workforce.training,market.community\n0.1,10,30\n0.2,25,40\n")
    folder = tmp_path / "out"
    answer = told("sweep", file, "--table", points, "--out", folder, "--runs", 1, "--workers", 1)
    assert answer.exit_code == 0, answer.stderr
    points.unlink()
    assert told("sweep", folder, "--resume").exit_code == 0
    assert told("sweep", folder, "--row", 3).exit_code == 0
    rows = pd.read_parquet(folder / "parts")
    assert rows["world.memory"].tolist() == [0.1, 0.1, 0.2, 0.2]
    assert rows["workforce.training"].tolist() == [10, 10, 25, 25]


def test_a_point_that_cannot_be_played_is_a_row_with_its_reason(file: Path, tmp_path: Path) -> None:
    points = tmp_path / "points.csv"
    points.write_text("segments.guests.share,world.memory\n0.3,0.1\n0.9,0.2\n")
    sweep = tmp_path / "shares.yaml"
    sweep.write_text(f"scenario: {SHOP}\nconstants: {{market.customers: 60}}\nruns: 1\nstrategies: [as_is]\n")
    folder = tmp_path / "out"
    answer = told("sweep", sweep, "--table", points, "--out", folder, "--workers", 1)
    assert answer.exit_code == 1
    rows = pd.read_parquet(folder / "parts")
    assert rows["status"].tolist() == ["ok", "failed"]
    assert "shares sum to 1.6; expected 1" in rows["error"][1]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("torn", "sweep.json: the manifest is torn or corrupt (its checksum does not match); put back a copy"),
        ("list", "this is no manifest of a sweep"),
        ("emptied", "this is no manifest of a sweep, or it is corrupt ('scenario')"),
    ],
)
def test_a_corrupt_manifest_is_told(folder: Path, tmp_path: Path, damage: str, said: str) -> None:
    content = {"torn": (folder / "sweep.json").read_bytes()[:-9], "list": b"[]", "emptied": b"{}"}[damage]
    (tmp_path / "sweep.json").write_bytes(content)
    if damage == "torn":
        (tmp_path / "sweep.sha256").write_bytes((folder / "sweep.sha256").read_bytes())
    for more in (["--resume"], ["--row", "1"]):
        answer = told("sweep", tmp_path, *more)
        assert answer.exit_code == 2 and said in answer.stderr
        assert "Traceback" not in answer.output


def test_a_folder_without_a_sweep_is_told(tmp_path: Path) -> None:
    answer = told("sweep", tmp_path, "--resume")
    assert answer.exit_code == 2 and "name a folder that a sweep wrote" in answer.stderr


def test_a_sweep_goes_on_as_it_was_begun(folder: Path) -> None:
    answer = told("sweep", folder, "--resume", "--points", 9)
    assert answer.exit_code == 2 and "a sweep goes on as it was begun; leave out --design, --points" in answer.stderr
    assert "a sweep is there already; go on with it with --resume" in told("sweep", folder).stderr


def test_help_comes_at_once_and_loads_nothing_heavy() -> None:
    code = "import sys; from sim.cli import main\ntry: main(['sweep', '--help'])\nexcept SystemExit: pass\n"
    heavy = "print([name for name in ('numpy', 'mesa', 'pyarrow', 'SALib', 'distributed') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code + heavy], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n") and "--retry-failed" in done.stdout


@pytest.mark.parametrize("file", sorted((ROOT / "scenarios/sweeps").glob("*.yaml")), ids=lambda file: file.stem)
def test_the_shipped_sweeps_can_be_played(file: Path) -> None:
    """Their first and last points, in a smaller and shorter market."""
    sweep, _ = read_sweep(file, Wanted())
    assert sweep.scenario
    small = altered(sweep.scenario, {"market.customers": 150, "market.months": 12, "market.burn_in": 3})
    design = sweep.points.design(sweep.parameters)
    values = np.concatenate([design.between(0, 1), design.between(design.points - 1, design.points)])
    played = task_of(sweep, market_play(replace(sweep, scenario=small)))(Chunk((0, sweep.cells - 1), values))
    assert not failures(played)
    assert np.isfinite(played.outcomes[:, :, 0]).all()
