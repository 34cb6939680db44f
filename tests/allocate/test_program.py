"""`allocate` from the command line: what it writes, what it refuses, and that its strategy can be played."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.marginal.levers import SPENDING
from sim.scenario.scenario import read

SHOP = "tests/data/shop.yaml"
SMALL = ["--trials", "4", "--runs", "2", "--customers", "120", "--months", "6", "--workers", "1"]


def asked(*words: str) -> tuple[int, str]:
    """What the program answers."""
    answer = CliRunner().invoke(main, ["allocate", SHOP, *words])
    return answer.exit_code, answer.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small budget, divided."""
    out = tmp_path_factory.mktemp("results") / "allocate"
    code, said = asked("--budget", "700", *SMALL, "--out", str(out))
    assert code == 0, said
    return out


def test_everything_is_written(folder: Path) -> None:
    names = {
        "allocation.json",
        "report.html",
        "best.yaml",
        "scenario.yaml",
        "division.png",
        "rivals.png",
        "timing.json",
    }
    assert {file.name for file in folder.iterdir()} == names


def test_the_strategy_found_can_be_compared(folder: Path) -> None:
    case = read(folder / "best.yaml")
    told = json.loads((folder / "allocation.json").read_text())
    laid = case.strategies["best_division"].phases[-1].changes
    assert laid == told["best"]["levers"]
    assert set(laid) == set(SPENDING)
    spent = sum(value * told["opening_customers"] for value in laid.values() if isinstance(value, float))
    assert spent == pytest.approx(700.0)
    assert sum(told["best"]["amounts"].values()) == pytest.approx(700.0, abs=1e-9)
    answer = CliRunner().invoke(
        main, ["compare", str(folder / "best.yaml"), "--runs", "2", "--workers", "1", "--out", str(folder.parent / "c")]
    )
    assert answer.exit_code == 0, answer.output


def test_the_page_says_what_the_figures_say(folder: Path) -> None:
    page = (folder / "report.html").read_text()
    told = json.loads((folder / "allocation.json").read_text())
    for amount in told["best"]["amounts"].values():
        assert f"{amount:,.0f}" in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--budget", "-3"], "--budget: -3 is given"),
        (["--budget", "nan"], "--budget: nan is given"),
        (["--budget", "100", "--min", "spend.bnd=3"], "did you mean spend.bond?"),
        (["--budget", "100", "--min", "spend.bond=30", "--max", "spend.bond=3"], "lower its minimum"),
        (["--budget", "100", "--min", "spend.bond=130"], "more than the budget"),
        (["--budget", "100", "--strategy", "trian"], "did you mean train?"),
        (["--budget", "50000000", *SMALL], "The Shop is insolvent in most runs"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(words: list[str], said: str, tmp_path: Path) -> None:
    code, answer = asked(*words, "--out", str(tmp_path / "out"))
    assert code == 2
    assert said in answer
    assert "Traceback" not in answer
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_the_same_bytes_whatever_the_number_of_workers(tmp_path: Path) -> None:
    few = ["--budget", "700", "--trials", "8", "--runs", "8", "--customers", "120", "--months", "6"]
    for workers in ("1", "2"):
        code, said = asked(*few, "--workers", workers, "--out", str(tmp_path / workers))
        assert code == 0, said
    for name in ("allocation.json", "best.yaml", "division.png", "rivals.png"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name
