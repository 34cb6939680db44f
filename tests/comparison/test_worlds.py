"""What would overturn a verdict: worlds in a comparison, its report and its manifest."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.compare import Comparison
from sim.declarations import Scenario
from sim.language.messages import speaking
from sim.report.drawing import png, style
from sim.report.report import report
from sim.report.robust_plots import overturning_plots
from sim.results import Manifest, ResultsError, json_bytes, read_manifest
from sim.robust.question import Question
from sim.robust.robustness import Robustness
from sim.wording import money, per_cent
from tests.robust.known import MEMORY, judged

from .conftest import made_up_scenario
from .test_pictures import words_outside

SHOP = str(Path("tests/data/shop.yaml").resolve())
SMALL = ("--customers", "80", "--months", "6", "--runs", "2")


def compared(*words: str) -> Path:
    """The folder of a comparison."""
    found = CliRunner().invoke(main, ["compare", *words])
    assert found.exit_code == 0, found.output
    return Path(words[words.index("--out") + 1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small shop, in twelve worlds as well."""
    out = tmp_path_factory.mktemp("results") / "compare"
    return compared(SHOP, *SMALL, "--worlds", "12", "--workers", "1", "--out", str(out))


@pytest.fixture(scope="module")
def worlds() -> Robustness:
    """Worlds in which planes on time pay unless memories are long, and a warm cabin does where they are."""
    airline = made_up_scenario()

    def worth(values: Mapping[str, float]) -> dict[str, float | Exception]:
        long = values[MEMORY] > 0.22
        return dict.fromkeys(airline.strategies, 5e4) | {"punctual": 9e4 - 6e4 * long, "warm": 6e4}

    return judged(worth, scenario=airline)


def page_with(worlds: Robustness | None, scenario: Scenario, comparison: Comparison) -> str:
    """The report with worlds in it."""
    pictures = {"worth": b"a picture", "overturning": b"another"}
    return unescape(report(scenario, comparison, pictures, (), {"python": "3"}, robustness=worlds))


def test_worlds_in_a_comparison_are_repeated_from_its_manifest_whatever_the_workers(
    folder: Path, tmp_path: Path
) -> None:
    again = compared("--from", str(folder), "--workers", "2", "--out", str(tmp_path / "again"))
    assert {file.name for file in again.iterdir()} == {file.name for file in folder.iterdir()}
    for file in folder.iterdir():
        if file.name != "timing.json":
            assert (again / file.name).read_bytes() == file.read_bytes(), file.name


def test_the_rest_of_a_comparison_is_the_same_with_worlds_and_without(folder: Path, tmp_path: Path) -> None:
    plain = compared(SHOP, *SMALL, "--workers", "1", "--out", str(tmp_path / "plain"))
    told = json.loads((folder / "comparison.json").read_text())
    assert told.pop("robustness")["worlds"] == 12
    assert told == json.loads((plain / "comparison.json").read_text())
    assert "compare --from manifest.json --worlds 128" in (plain / "report.html").read_text()


def test_the_report_and_comparison_json_say_the_same_of_worlds(folder: Path) -> None:
    page = unescape((folder / "report.html").read_text())
    told = json.loads((folder / "comparison.json").read_text())["robustness"]
    section = page[page.index("What would overturn it") : page.index("Next step")]
    assert told["verdict"] in section
    assert len([name for name in ("overturning", "worlds") if (folder / f"{name}.png").exists()]) == 1
    assert section.count("<figure>") == 1


def test_figures_of_worlds_are_those_of_comparison_json(
    worlds: Robustness, scenario: Scenario, comparison: Comparison
) -> None:
    told = worlds.as_json()
    page = page_with(worlds, scenario, comparison)
    section = page[page.index("What would overturn it") : page.index("Next step")]
    best = told["strategies"][told["favourite"]]
    for figure in (
        f"{best['wins']['worlds']} of {told['worlds']} worlds",
        f"{per_cent(best['wins']['low'])} to {per_cent(best['wins']['high'])}",
        money(best["regret"]["mean"]["mean"], told["currency"]),
        money(best["regret"]["worst"], told["currency"]),
        money(told["tornadoes"][0]["difference"]["mean"], told["currency"]),
    ):
        assert figure in section, figure
    region = told["losing"][0]["regions"][0]
    assert f"{region['cases']} of {region['points']} kept aside" in section
    assert all(sentence in section for sentence in told["losing"][0]["sentences"])


def test_where_the_favourite_of_the_worlds_is_another_it_is_said(
    worlds: Robustness, scenario: Scenario, comparison: Comparison
) -> None:
    other = "over plausible worlds “Planes on time” wins most often"
    assert other not in page_with(worlds, scenario, comparison)
    assert other in page_with(worlds, scenario, replace(comparison, ranking=("warm", "punctual", "as_is")))


def test_the_report_is_in_the_order_of_a_busy_reader(
    worlds: Robustness, scenario: Scenario, comparison: Comparison
) -> None:
    for found in (worlds, None):
        page = page_with(found, scenario, comparison)
        headings = re.findall(r"<h2>(.*?)</h2>", page)
        assert page.index(comparison.verdict) < page.index("<table>") < page.index("<h2>")
        assert headings == [
            "Why",
            "How sure",
            "What would overturn it",
            "Next step",
            "What customers are worth",
            "The market and its assumptions",
        ]
        assert ("This was not asked" in page) == (found is None)
        assert "compare SCENARIO --why" in page and "allocate SCENARIO --budget" in page


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_the_picture_of_what_would_overturn_it_is_drawn_with_every_word_inside(spoken: str, worlds: Robustness) -> None:
    with speaking(spoken), style():
        few = replace(worlds, tornadoes=())
        drawn = overturning_plots(worlds) | overturning_plots(few)
        assert set(drawn) == {"overturning", "worlds"}
        for name, picture in drawn.items():
            assert png(picture)
            assert words_outside(picture) == [], name


@pytest.mark.parametrize("worlds", [{"worlds": 0}, {"worlds": "many"}, {"planets": 3}, {"vary": 3}])
def test_a_question_that_is_none_is_answered_in_a_sentence(
    worlds: dict[str, object], scenario: Scenario, tmp_path: Path
) -> None:
    told = Manifest("late_planes", scenario, 20, 7, worlds=Question(8)).as_json()
    file = tmp_path / "manifest.json"
    file.write_bytes(json_bytes(told))
    assert read_manifest(file).worlds == Question(8)
    file.write_bytes(json_bytes(told | {"worlds": told["worlds"] | worlds}))
    with pytest.raises(ResultsError, match="this is no manifest that compare wrote"):
        read_manifest(file)
