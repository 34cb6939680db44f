"""The results folder: whole or not at all, the same bytes every time, and readable again."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim import results
from sim.compare import compare
from sim.comparing import results_of
from sim.declarations import Scenario
from sim.ledger import COLUMNS
from sim.results import Manifest, ResultsError, check_folder, months_table, read_manifest, write_results
from sim.runs import Run

OLD = {"manifest.json": b"{}", "report.html": b"old"}
NEW = {"manifest.json": b"{} ", "report.html": b"new", "worth.png": b"picture"}


def held_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with earlier results."""
    write_results(tmp_path / "airline" / "compare", OLD)
    return tmp_path / "airline" / "compare"


def test_results_are_put_in_place_whole_and_nothing_else_is_left(folder: Path) -> None:
    assert held_in(folder) == OLD
    write_results(folder, NEW)
    assert held_in(folder) == NEW
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied")])
def test_a_full_disk_leaves_earlier_results_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def fail(path: Path, content: bytes) -> None:
        raise error

    monkeypatch.setattr(results, "_write", fail)
    with pytest.raises(ResultsError, match=f"could not be written .{error.strerror}.; earlier results are untouched"):
        write_results(folder, NEW)
    assert held_in(folder) == OLD
    assert list(folder.parent.iterdir()) == [folder]


def test_a_failing_swap_puts_earlier_results_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def fail_for_the_new(path: Path, target: Path) -> Path:
        if target == folder and (path / "worth.png").exists():
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(ResultsError):
        write_results(folder, NEW)
    assert held_in(folder) == OLD


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill like that")
def test_a_killed_process_leaves_earlier_results(folder: Path) -> None:
    killed_at_second_file = (
        "import os, sys; from pathlib import Path; from sim import results\n"
        "write = results._write\n"
        "def write_one(path, content):\n"
        "    os.kill(os.getpid(), 9) if path.name == 'report.html' else write(path, content)\n"
        "results._write = write_one\n"
        "results.write_results(Path(sys.argv[1]), {'manifest.json': b'', 'report.html': b'new'})\n"
    )
    done = subprocess.run([sys.executable, "-c", killed_at_second_file, str(folder)], cwd=Path(__file__).parents[2])
    assert done.returncode == -signal.SIGKILL
    assert held_in(folder) == OLD
    write_results(folder, NEW)
    assert held_in(folder) == NEW


def test_an_interruption_by_the_user_leaves_earlier_results(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(path: Path, content: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(results, "_write", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_results(folder, NEW)
    assert held_in(folder) == OLD
    assert list(folder.parent.iterdir()) == [folder]


def test_the_same_plays_give_the_same_bytes(scenario: Scenario, play: Callable[..., dict[str, list[Run]]]) -> None:
    def all_files() -> dict[str, bytes]:
        played = play(3)
        return results_of(Manifest("late_planes", scenario, 3, 1), compare(scenario, played), played)

    first, second = all_files(), all_files()
    assert {name for name in first if first[name] != second[name]} == set()
    assert {"report.html", "comparison.json", "months.parquet", "manifest.json", "worth.png"} <= set(first)
    assert "timing.json" not in first


def test_months_parquet_holds_every_run_month_and_firm_of_every_strategy(runs: dict[str, list[Run]]) -> None:
    table = pq.read_table(io.BytesIO(months_table(runs)))
    assert table.column_names == ["strategy", "run", "month", "firm", *COLUMNS]
    rows = table.to_pylist()
    assert len(rows) == 3 * 6 * 61 * 3
    row = next(r for r in rows if (r["strategy"], r["run"], r["month"], r["firm"]) == ("warm", 4, 17, "red_wing"))
    assert [row[name] for name in COLUMNS] == runs["warm"][4].months[17, 1].tolist()


def test_a_manifest_is_read_back_as_it_was_written(scenario: Scenario, tmp_path: Path) -> None:
    written = Manifest("late_planes", scenario, 20, 7)
    write_results(tmp_path / "out", {"manifest.json": results.json_bytes(written.as_json())})
    assert read_manifest(tmp_path / "out") == read_manifest(tmp_path / "out" / "manifest.json") == written


def test_a_manifest_holds_versions_and_no_clock(scenario: Scenario) -> None:
    told = Manifest("late_planes", scenario, 20, 7).as_json()
    assert {"python", "numpy", "numba", "mesa", "loyalty-ladder"} <= set(told["versions"])
    assert not {key for key in told if "time" in key or "date" in key}
    json.dumps(told, allow_nan=False)


@pytest.mark.parametrize("content", ["", "not json", "[]", "{}", '{"name": "x", "runs": 1, "seed": 1, "scenario": {}}'])
def test_what_is_no_manifest_is_answered_in_a_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(content)
    with pytest.raises(ResultsError, match="this is no manifest that compare wrote"):
        read_manifest(file)


def test_a_manifest_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"cannot be read .*; name a manifest.json"):
        read_manifest(tmp_path / "nowhere")


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(ResultsError, match="holds other things"):
        check_folder(tmp_path)
    with pytest.raises(ResultsError, match="this is a file"):
        check_folder(tmp_path / "thesis.tex")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_played(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ResultsError, match="cannot be written"):
        check_folder(tmp_path / "results" / "compare")
