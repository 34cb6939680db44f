"""The page and the file, without a browser: what is shown, what is refused, what is saved."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import yaml
from starlette.testclient import TestClient

from sim.asking import resized
from sim.compare import compare
from sim.declarations import Scenario
from sim.explorer.choice import Choice, case_of
from sim.explorer.saving import file_of
from sim.playing import play
from sim.scenario.scenario import read
from tests.explorer.conftest import SHOP

CHANGED = "start=train&price=0.95&spend.bond=1.2345678901234567&name=Warm+%26+cheap"


def test_the_page_shows_every_lever_and_marks_what_is_changed(client: TestClient) -> None:
    page = client.get(f"/?{CHANGED}").text
    assert page.count('type="range"') == page.count('type="number"') > 40
    assert '<option value="train" selected>Train the people</option>' in page
    assert 'value="Warm &amp; cheap"' in page
    assert page.count('class="field changed"') == 4
    assert "<noscript>" in page


def test_the_page_speaks_chinese(client: TestClient) -> None:
    client.cookies.set("language", "zh")
    assert 'lang="zh-Hans"' in client.get("/").text


@pytest.mark.parametrize(
    "address", ["/?prise=1", "/?price=much", "/?start=nobody", "/strategy.yaml", "/figures.json?price=-1"]
)
def test_what_cannot_be_had_is_a_sentence(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert 'class="said"' in answer.text
    assert "Traceback" not in answer.text


def test_a_refused_choice_is_told_to_the_page(client: TestClient) -> None:
    told = client.get("/played?price=much").text
    assert "event: refused" in told
    assert "is not a number" in told


def test_a_script_in_a_name_stays_text(client: TestClient) -> None:
    page = client.get("/?name=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_only_this_machine_is_answered(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "elsewhere.org"}).status_code == 421
    assert client.post("/language", headers={"Origin": "http://elsewhere.org"}).status_code == 403


def test_a_saved_file_says_what_to_do_with_it(client: TestClient) -> None:
    answer = client.get(f"/strategy.yaml?{CHANGED}")
    assert answer.headers["Content-Disposition"].endswith("shop_explored.yaml")
    assert "python run.py compare shop_explored.yaml --runs 3" in answer.text
    saved = yaml.safe_load(answer.text)["strategies"]["explored"]
    assert saved["title"] == "Warm & cheap"
    assert saved["changes"]["spend.bond"] == 1.2345678901234567


def test_a_saved_file_is_the_same_strategy_in_the_same_size(shop: Scenario, tmp_path: Path) -> None:
    explored = resized(shop, 10, 300)
    choice = Choice("train", {"price": 0.9}, "No: 1e3")
    (tmp_path / "shop.yaml").write_text(SHOP.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(file_of(shop, explored, "shop.yaml", choice, 3), encoding="utf-8")
    again = read(tmp_path / "mine.yaml")
    assert again.strategies["explored"] == case_of(explored, choice).strategies["explored"]
    assert again.market == explored.market


def test_compare_gives_a_saved_strategy_exactly_the_figures_of_the_page(
    client: TestClient, shop: Scenario, tmp_path: Path
) -> None:
    (tmp_path / "shop.yaml").write_text(SHOP.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "saved.yaml").write_text(client.get(f"/strategy.yaml?{CHANGED}").text, encoding="utf-8")
    with client:
        shown = client.get(f"/figures.json?{CHANGED}").json()
    command = [
        sys.executable,
        "run.py",
        "compare",
        str(tmp_path / "saved.yaml"),
        "--runs",
        "3",
        "--out",
        str(tmp_path / "out"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    compared = json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8"))
    for name in ("as_is", "explored"):
        assert json.dumps(compared["strategies"][name]) == json.dumps(shown["strategies"][name])
    assert (compared["seed"], compared["runs"]) == (shown["seed"], shown["runs"])


def test_the_figures_are_those_of_comparing_the_two_strategies(client: TestClient, shop: Scenario) -> None:
    choice = Choice("train", {"price": 0.95}, "Warm")
    case = case_of(shop, choice)
    with client:
        shown = client.get(f"/figures.json?{choice.query}").json()
    assert shown == json.loads(json.dumps(compare(case, play(case, 3, workers=1)).as_json()))


def test_the_address_of_a_choice_is_read_back() -> None:
    assert dict(parse_qsl(Choice("train", {"price": 0.1 + 0.2}).query))["price"] == "0.30000000000000004"
