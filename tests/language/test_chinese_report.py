"""The report in Chinese: page, pictures and terminal speak it throughout, but for names, code and the user's words."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from matplotlib import font_manager
from matplotlib.figure import Figure

from sim.cli import main
from sim.compare import compare
from sim.declarations import Scenario, World, quantities
from sim.language.messages import speaking
from sim.report import fonts
from sim.report.drawing import png, style
from sim.report.plots import plots
from sim.report.report import report
from sim.results import Manifest, ResultsError, json_bytes, read_manifest, versions
from sim.runs import Run
from sim.scenario.scenario import read
from tests.comparison.conftest import made_up_runs, made_up_scenario
from tests.comparison.test_pictures import words_outside, written

SHOP = "tests/data/shop.yaml"
WORD = re.compile("[A-Za-z][A-Za-z'.&-]*[A-Za-z]")
CITED = {word for facts in quantities(World) for word in WORD.findall(facts.source) if word[0].isupper()}
CITED |= {"et", "al", "docs", "evidence.md", "bp", "EUR", "CNY"}
"""Names of authors and of a file, which stay as they are, and the letters of a formula."""

needs_font = pytest.mark.skipif(not fonts.chinese_fonts(look_again=True), reason="no font with Chinese signs here")


class Words(HTMLParser):
    """What can be read on a page, or is read out of it: no style, no code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.read: list[str] = []
        self.silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("style", "code")
        self.read += [value for name, value in attrs if name == "alt" and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("style", "code")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.read.append(data)


def own_texts(scenario: Scenario) -> Iterator[str]:
    """Every text of the user's: titles, stories, names of things."""
    yield from (scenario.title, scenario.question, scenario.story, scenario.source)
    for things in (scenario.segments, scenario.firms, scenario.strategies):
        for name, thing in things.items():
            yield from (name.replace("_", " "), thing.title or "", getattr(thing, "story", None) or "")
    yield from (happening.title for happening in (*scenario.events, *scenario.trends))


def english(said: str, scenario: Scenario) -> list[str]:
    """The English words in a text that are neither the user's nor the name of anything."""
    own = {word for text in own_texts(scenario) for word in WORD.findall(text)}
    names = {word for name in versions().items() for text in name for word in WORD.findall(text)}
    return [word for word in WORD.findall(said) if word not in own | names | CITED]


def chinese_page(scenario: Scenario, runs: dict[str, list[Run]]) -> str:
    """The report of some plays, with stand-ins for pictures."""
    with speaking("zh"):
        stand_ins = dict.fromkeys(("worth", "paths", "ladder", "flows", "value", "whale", "shares"), b"a picture")
        return report(scenario, compare(scenario, runs), stand_ins, (), versions())


def test_no_english_is_left_on_the_page() -> None:
    scenario = made_up_scenario()
    page = chinese_page(scenario, made_up_runs(4))
    assert '<html lang="zh-CN">' in page
    read = " ".join(Words(page).read)
    assert len(re.findall("[\u4e00-\u9fff]", read)) > 3000
    assert english(read, scenario) == []


def test_english_that_is_left_would_be_found() -> None:
    page = "<style>body</style><p>顾客 <code>spend.product</code> retained</p><img alt='a picture'>"
    assert english(" ".join(Words(page).read), made_up_scenario()) == ["retained", "picture"]


@pytest.mark.parametrize(
    "boosts",
    [{"as_is": 0.0}, {"as_is": 0.0, "warm": -0.5}, {"as_is": 0.0, "warm": 0.0}, {"as_is": 0.0, "warm": 0.001}],
    ids=["only one", "worse", "the same", "hardly better"],
)
@pytest.mark.parametrize("count", [1, 5])
def test_every_verdict_is_chinese(boosts: dict[str, float], count: int) -> None:
    scenario = made_up_scenario()
    with speaking("zh"):
        found = compare(scenario, made_up_runs(count, boosts))
    assert english(" ".join((found.verdict, found.enough, *found.reasons)), scenario) == []


def test_figures_are_the_same_in_both_languages() -> None:
    scenario, runs = made_up_scenario(), made_up_runs(4)
    with speaking("zh"):
        chinese = compare(scenario, runs).as_json()
    assert chinese["strategies"] == compare(scenario, runs).as_json()["strategies"]
    assert chinese["verdict"] != compare(scenario, runs).as_json()["verdict"]


def labels(drawn: Figure) -> Iterator[str]:
    """Everything that can be read in a picture."""
    for axes in drawn.axes:
        for text in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            yield text.get_text()
    yield from (text.get_text() for text in written(drawn))


@needs_font
@pytest.mark.parametrize("kind", ["many", "one", "nobody"])
def test_pictures_are_chinese_with_every_sign_drawn_and_every_word_inside(
    kind: str, deserted: dict[str, list[Run]]
) -> None:
    scenario = made_up_scenario()
    boosts = {"as_is": 0.0, "punctual": 0.5, "warm": 0.2, "card": -0.1}
    runs = {"many": made_up_runs(3, boosts), "one": made_up_runs(2, {"as_is": 0.0}), "nobody": deserted}[kind]
    with speaking("zh"), style(), warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, drawn in plots(compare(scenario, runs), runs).items():
            assert png(drawn)
            assert english(" ".join(labels(drawn)), scenario) == [], name
            assert words_outside(drawn) == [], name


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Chinese fonts."""
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    monkeypatch.setattr(fonts, "findSystemFonts", list)


@pytest.mark.usefixtures("no_fonts")
def test_without_a_chinese_font_one_sentence_says_what_to_install_before_anything_is_played(tmp_path: Path) -> None:
    wanted = ["compare", SHOP, "--lang", "zh", "--out", str(tmp_path / "out")]
    ended = CliRunner().invoke(main, wanted)
    assert ended.exit_code == 2
    assert "fonts-noto-cjk" in ended.output
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("no_fonts")
def test_english_needs_no_chinese_font() -> None:
    assert fonts.fonts() == ["DejaVu Sans"]


def test_a_font_installed_since_matplotlib_last_looked_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[str] = []
    monkeypatch.setattr(fonts, "findSystemFonts", lambda: ["/new/font.ttc"])
    monkeypatch.setattr(fonts, "add", added.append)
    fonts.chinese_fonts(look_again=True)
    assert added == ["/new/font.ttc"]


@pytest.fixture
def played(tmp_path: Path) -> Callable[..., Path]:
    """A maker of results folders."""

    def play(*asked: str) -> Path:
        ended = CliRunner().invoke(main, ["compare", *asked, "--workers", "1", "--out", str(tmp_path / "out")])
        assert ended.exit_code == 0, ended.output
        assert english(ended.stdout.replace(str(tmp_path), ""), read(SHOP)) in ([], ["out", "report.html"])
        return tmp_path / "out"

    return play


@needs_font
def test_a_small_market_is_reported_in_chinese_and_again_from_its_manifest(played: Callable[..., Path]) -> None:
    size = ("--runs", "2", "--months", "6", "--customers", "100", "--worlds", "12")
    folder = played(SHOP, *size, "--lang", "zh", "--xlsx")
    assert (folder / "workbook.xlsx").exists()
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.name != "timing.json"}
    assert english(" ".join(Words(files["report.html"].decode()).read), read(SHOP)) == []
    again = played("--from", str(folder / "manifest.json"), "--xlsx")
    assert {name: (again / name).read_bytes() for name in files} == files


def test_a_manifest_in_a_language_nobody_speaks_here_is_refused(tmp_path: Path) -> None:
    told = Manifest("shop", read(SHOP), 2, 1, language="la").as_json()
    file = tmp_path / "manifest.json"
    file.write_bytes(json_bytes(told))
    with pytest.raises(ResultsError, match="language 'la'; expected one of en, zh"):
        read_manifest(file)


@pytest.mark.slow
@needs_font
def test_everything_there_is_to_say_of_a_small_market_is_said_in_chinese(played: Callable[..., Path]) -> None:
    folder = played(SHOP, "--runs", "4", "--why", "--worlds", "64", "--lang", "zh")
    page = (folder / "report.html").read_text()
    assert "三名顾客的故事" in page and "下一笔钱投向哪里" in page and "什么会推翻这一结论" in page
    assert english(" ".join(Words(page).read), read(SHOP)) == []
