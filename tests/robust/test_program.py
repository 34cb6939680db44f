"""`run.py robust` as people use it."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.results import json_bytes

SHOP = str(Path("tests/data/shop.yaml").resolve())
SMALL = ("--customers", "80", "--months", "6", "--runs", "1")


def program(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def robust(*words: str) -> Result:
    found = program("robust", SHOP, *SMALL, *words)
    assert found.exit_code == 0, found.output
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("robust") / "shop"
    robust("--worlds", "24", "--workers", "1", "--out", str(place))
    return place


def test_the_same_bytes_come_of_one_worker_and_of_two(folder: Path, tmp_path: Path) -> None:
    robust("--worlds", "24", "--workers", "2", "--out", str(tmp_path / "two"))
    names = sorted(file.name for file in folder.iterdir())
    assert names == sorted(file.name for file in (tmp_path / "two").iterdir())
    for name in names:
        if name != "timing.json":
            assert (folder / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_the_table_of_worlds_holds_what_the_figures_are_made_from(folder: Path) -> None:
    told = json.loads((folder / "robustness.json").read_text())
    rows = list(csv.DictReader((folder / "worlds.csv").open()))
    assert len(rows) == told["worlds"] == 24
    assert set(told["unknowns"]) < set(rows[0])
    for row, regret in zip(rows, told["regrets"]["cheap"], strict=True):
        values = [float(row[f"total_value {name}"]) for name in told["strategies"]]
        assert max(values) - float(row["total_value cheap"]) == pytest.approx(regret)


def test_the_page_says_what_the_figures_say_and_needs_no_network(folder: Path) -> None:
    page = (folder / "robust.html").read_text()
    told = json.loads((folder / "robustness.json").read_text())
    assert told["verdict"].replace("'", "&#39;") in page
    for one in told["strategies"].values():
        assert one["title"] in page
    assert "assumed" in page and "A world is the scenario with" in page
    assert not re.findall(r"(?:src|href)=\"(?!data:)", page)


def test_a_comparison_of_the_same_scenario_is_left_alone_and_told_how_to_have_worlds_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert program("compare", SHOP, *SMALL, "--workers", "1").exit_code == 0
    compare = tmp_path / "results/shop/compare"
    before = {file.name: file.read_bytes() for file in compare.iterdir()}
    said = robust("--worlds", "6", "--runs", "2", "--workers", "1").output
    assert {file.name: file.read_bytes() for file in compare.iterdir()} == before
    words = re.search(r"python run.py (compare --from \S+ --worlds 6)\n", said)
    assert words is not None
    assert program(*words[1].split(), "--workers", "1").exit_code == 0
    told = json.loads((compare / "comparison.json").read_text())
    assert told["robustness"] == json.loads((tmp_path / "results/shop/robust/robustness.json").read_text())


def test_of_a_comparison_of_another_market_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    compare = tmp_path / "results/shop/compare"
    compare.mkdir(parents=True)
    (compare / "manifest.json").write_bytes(json_bytes({"scenario": {"title": "another"}}))
    assert "--worlds" not in robust("--worlds", "4", "--workers", "1").output


def test_the_scenarios_own_events_can_be_left_out(tmp_path: Path) -> None:
    values = []
    for option in ("--own-events", "--no-own-events"):
        place = tmp_path / option.strip("-")
        robust("--worlds", "4", "--workers", "1", "--vary", "world.memory", option, "--out", str(place))
        told = json.loads((place / "robustness.json").read_text())
        values.append(told["strategies"]["as_is"]["total_value"]["mean"])
    assert values[0] != values[1]


def test_a_single_world_is_enough_for_a_page(tmp_path: Path) -> None:
    robust("--worlds", "1", "--workers", "1", "--out", str(tmp_path / "one"))
    told = json.loads((tmp_path / "one/robustness.json").read_text())
    assert told["worlds"] == 1 and told["strategies"]["train"]["regret"]["mean"]["low"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--vary", "memroy"), "did you mean memory?"),
        (("--fix", "shock"), "did you mean shocks?"),
        (("--vary", "spend.product"), "is ours to decide"),
        (("--threshold", "nan"), "expected a sum of money"),
        (("--worlds", "0"), "--worlds"),
        (("--out", SHOP), "this is a file"),
    ],
)
def test_a_mistake_ends_with_a_sentence_and_exit_code_2(words: tuple[str, ...], told: str) -> None:
    found = program("robust", SHOP, *SMALL, *words)
    assert found.exit_code == 2
    assert told in found.output
    assert "Traceback" not in found.output


def test_a_scenario_that_is_not_there_ends_with_exit_code_2() -> None:
    assert program("robust", "nowhere.yaml").exit_code == 2


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_it_in_a_word_and_leaves_nothing_behind(tmp_path: Path) -> None:
    words = (sys.executable, "run.py", "robust", SHOP, *SMALL, "--worlds", "5000", "--workers", "2")
    with subprocess.Popen([*words, "--out", str(tmp_path / "out")], stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        while "plays; about" not in running.stderr.readline():
            assert running.poll() is None
        time.sleep(5)
        running.send_signal(signal.SIGINT)
        rest = running.stderr.read()
        assert running.wait(timeout=120) == 130
    assert rest.endswith("stopped\n") and "Traceback" not in rest
    assert list(tmp_path.iterdir()) == []
