"""The table of a sweep: the same bytes whoever plays, every failure a row, nothing torn, nothing played twice."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.results import ResultsError
from sim.sweep.cells import Task
from sim.sweep.engine import DIED, Engine
from sim.sweep.folder import SweepFolder
from sim.sweep.manifest import check_same, manifest_files
from sim.sweep.workers import LocalWorkers

from .conftest import swept
from .functions import BOTH, quick, sweep_over, table_of


def rows_in(folder: Path) -> pd.DataFrame:
    """The table of a sweep."""
    return pd.read_parquet(folder / "parts")


@pytest.mark.parametrize("workers", ["2", "4"])
def test_the_table_does_not_depend_on_the_number_of_workers(
    workers: str, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    swept("quick", tmp_path / "sweep", "--workers", workers)
    assert table_of(tmp_path / "sweep") == undisturbed


def test_every_row_carries_all_that_is_needed_to_know_it(finished: Path) -> None:
    rows = rows_in(finished)
    expected = ["row", "point", "strategy", "run", "seed", "a", "b", "c", "y", "z", "status", "error"]
    assert list(rows.columns) == expected
    assert rows.row.tolist() == list(range(800))
    assert rows.point.tolist() == np.repeat(np.arange(200), 4).tolist()
    assert rows.strategy.tolist() == list(BOTH) * 400
    assert rows.run.tolist() == [0, 0, 1, 1] * 200
    assert set(rows.seed) == {1}
    assert rows.dtypes[["a", "y", "z"]].tolist() == [np.float64] * 3
    assert rows.dtypes[["row", "point", "run", "seed"]].tolist() == [np.int64] * 4


def test_every_outcome_is_that_of_its_own_point_and_run(finished: Path) -> None:
    for row in rows_in(finished).to_dict("records"):
        found = quick({name: row[name] for name in "abc"}, row["run"])[row["strategy"]]
        if isinstance(found, Exception):
            assert row["status"] == "failed" and row["error"] == f"ValueError: {found}"
            assert np.isnan(row["y"])
        else:
            assert row["status"] == "ok" and row["error"] == ""
            assert (row["y"], row["z"]) == pytest.approx((found["y"], found["z"]), rel=0, nan_ok=True)


def test_a_failed_run_is_a_row_and_the_others_go_on(copy: Path) -> None:
    said = swept("quick", copy, "--resume", answer=1)
    rows = rows_in(copy)
    failed = rows[rows.status == "failed"]
    assert 0 < len(failed) < 100
    assert f"{len(failed)} of them failed" in said and "--retry-failed" in said
    assert (failed.strategy == "right").all() and (failed.error.str.startswith("ValueError: too dear at ")).all()


def test_timings_are_kept_apart(tmp_path: Path) -> None:
    swept("slow", tmp_path / "sweep", "--points", "40")
    timing = pd.read_parquet(tmp_path / "sweep" / "timing")
    assert list(timing.columns) == ["point", "run", "seconds"]
    assert len(timing) == 80 and (timing.seconds > 0.009).all()


def test_what_failed_can_be_played_again_once_it_is_mended(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    mended, folder = tmp_path / "mended", tmp_path / "sweep"
    swept("unlucky", folder, answer=1, MENDED=str(mended))
    assert (rows_in(folder).error == "RuntimeError: not mended yet").all()
    swept("unlucky", folder, "--resume", answer=1, MENDED=str(mended))
    assert (rows_in(folder).status == "failed").all()
    mended.touch()
    swept("unlucky", folder, "--retry-failed", answer=1, MENDED=str(mended))
    assert table_of(folder) == undisturbed


def test_playing_failures_again_leaves_what_did_not_fail_alone(copy: Path, undisturbed: dict[str, bytes]) -> None:
    folder = copy
    before = {file: file.stat().st_ino for file in (folder / "parts").iterdir()}
    failed = {f"part-{number:06}.parquet" for number in rows_in(folder).query("status == 'failed'").row // 40}
    swept("quick", folder, "--retry-failed")
    assert table_of(folder) == undisturbed
    assert {file.name for file, node in before.items() if file.stat().st_ino != node} == failed


def test_a_process_that_dies_once_changes_nothing(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    swept("dies_once", tmp_path / "sweep", DIES_ONCE=str(tmp_path / "died"))
    assert (tmp_path / "died").exists()
    assert table_of(tmp_path / "sweep") == undisturbed


def test_a_point_that_kills_its_process_is_a_failed_row_and_the_others_go_on(tmp_path: Path, finished: Path) -> None:
    swept("deadly", tmp_path / "deadly", "--points", "40")
    rows, expected = rows_in(tmp_path / "deadly"), rows_in(finished).iloc[:160]
    killed = (rows.a > 0.98) & (rows.run == 0)
    assert killed.any()
    assert (rows[killed].error == DIED).all() and (rows[killed].status == "failed").all()
    pd.testing.assert_frame_equal(rows[~killed], expected[~killed])


def test_a_sweep_of_which_nothing_can_be_played_ends_with_a_sentence(tmp_path: Path) -> None:
    said = swept("always_deadly", tmp_path / "sweep", answer=2)
    assert "the first runs of the sweep cannot be played at all" in said


@pytest.mark.parametrize("damage", ["truncate", "flip", "empty", "no checksum", "remove"])
def test_a_corrupt_part_is_noticed_named_and_played_again(
    damage: str, copy: Path, undisturbed: dict[str, bytes]
) -> None:
    folder = copy
    part, checksum = folder / "parts/part-000003.parquet", folder / "checksums/part-000003.sha256"
    content = bytearray(part.read_bytes())
    if damage == "truncate":
        part.write_bytes(content[:-7])
    elif damage == "flip":
        content[len(content) // 2] ^= 1
        part.write_bytes(content)
    elif damage == "empty":
        part.write_bytes(b"")
    elif damage == "no checksum":
        checksum.unlink()
    else:
        part.unlink()
    others = {file: file.stat().st_ino for file in (folder / "parts").iterdir() if file != part}
    said = swept("quick", folder, "--resume").replace("\n", "")
    assert damage == "remove" or "part-000003.parquet: this part is torn or corrupt" in said
    assert table_of(folder) == undisturbed
    assert {file: file.stat().st_ino for file in others} == others


def test_a_sweep_is_not_begun_over_another(finished: Path) -> None:
    said = swept("quick", finished, answer=2)
    assert "a sweep is there already; go on with it with --resume" in said
    said = swept("quick", finished, "--points", "11", "--resume", answer=2)
    assert "this folder holds another sweep (it differs in design, rows)" in said


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    assert "holds other things" in swept("quick", tmp_path, answer=2)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_sweep_begun_with_other_versions_is_not_gone_on_with(tmp_path: Path) -> None:
    sweep = sweep_over(10)
    for name, content in manifest_files(sweep).items():
        (tmp_path / name).write_bytes(content)
    check_same(tmp_path, sweep)
    (tmp_path / "sweep.sha256").unlink()
    manifest = tmp_path / "sweep.json"
    manifest.write_text(manifest.read_text().replace(f'"numpy": "{np.__version__}"', '"numpy": "1.0"'))
    with pytest.raises(ResultsError, match=r"begun with numpy 1.0, and here is .*; go on where it was begun"):
        check_same(tmp_path, sweep)


def test_finished_cells_of_an_unfinished_part_are_not_played_again(tmp_path: Path) -> None:
    sweep = sweep_over(30, rows_per_part=1000)
    held = SweepFolder(tmp_path, sweep)
    held.prepare()
    task = Task(quick, sweep.paths, sweep.strategies, sweep.outcomes, sweep.runs)
    design = sweep.points.design(sweep.parameters)
    first = Engine(held, task, design, LocalWorkers(1))
    first.heard = lambda tally: first.stop() if tally.done > 20 else None
    done = first.run().done
    first.workers.close()
    assert 20 < done < sweep.rows
    assert held.unfinished(0)
    second = Engine(held, task, design, LocalWorkers(1))
    heard: list[int] = []
    second.heard = lambda tally: heard.append(tally.done)
    assert second.run().done == sweep.rows
    assert heard[0] == done
    second.workers.close()
    assert not held.unfinished(0)


def test_a_corrupt_unfinished_file_is_played_again(tmp_path: Path) -> None:
    sweep = sweep_over(30, rows_per_part=1000)
    held = SweepFolder(tmp_path, sweep)
    held.prepare()
    task = Task(quick, sweep.paths, sweep.strategies, sweep.outcomes, sweep.runs)
    engine = Engine(held, task, sweep.points.design(sweep.parameters), LocalWorkers(1))
    engine.heard = lambda tally: engine.stop() if tally.done > 20 else None
    engine.run()
    engine.workers.close()
    saved, file = held.saved_cells(0), held.unfinished(0)[0]
    os.truncate(file, file.stat().st_size - 1)
    assert [one.cells.tolist() for one in held.saved_cells(0)] == [one.cells.tolist() for one in saved[1:]]
