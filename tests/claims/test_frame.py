"""The claims as a whole: found by their files, asked for by name, shown on one page, kept where they still stand."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from matplotlib.figure import Figure

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.claims import chosen, claim_files, claims
from sim.claims.exhibits import Exhibit, earlier, exhibit, manifest, together
from sim.claims.page import page
from sim.cli import main
from sim.intervals import Estimate
from sim.results import json_bytes
from sim.scenario.errors import ScenarioError

NUMBERED = Claim(
    id="C3", title="A title", says="Something <b>bold</b>.", source="004", origin="emergent", tested="By looking."
)


def found(**changes) -> Finding:
    told = {
        "verdict": "holds when",
        "sentence": "Holds when it rains.",
        "figure_is": "of the days",
        "measured": Estimate(12.0, 11.0, 13.0),
        "unit": "%",
        "scenario": "airline",
        "picture": Figure(figsize=(2, 1)),
        "conditions": (Condition("in the rain", "airline", True, Estimate(20.0, None, None), "%", "wet"),),
    }
    return Finding(**told | changes)


def other(name: str) -> Exhibit:
    return Exhibit(exhibit(NUMBERED, found()).told | {"id": name}, b"picture")


def run(*words: str):
    return CliRunner().invoke(main, ["claims", *words], catch_exceptions=False)


def test_every_claim_has_its_own_number_and_says_where_it_comes_from():
    told = claims(list(claim_files()))
    assert [claim.id for claim in told] == list(claim_files())
    for claim in told:
        assert claim.title and claim.says and claim.tested
        assert set(claim.source.split(", ")) <= {"000", "001", "002", "003", "004"}


def test_claims_are_chosen_in_their_own_order_and_once():
    assert chosen(["C10", "c02", "10"]) == ["C2", "C10"]
    assert chosen([]) == list(claim_files())


@pytest.mark.parametrize(("word", "remedy"), [("C100", "did you mean C10?"), ("profit", "there are C1 to C")])
def test_an_unknown_claim_is_answered_with_a_remedy(word, remedy):
    with pytest.raises(ScenarioError, match=re.escape(remedy)):
        chosen([word])


def test_the_command_says_what_is_wrong_in_one_sentence_and_writes_nothing(tmp_path):
    answered = CliRunner().invoke(main, ["claims", "C100", "--out", str(tmp_path / "out")])
    assert answered.exit_code == 2
    assert answered.stderr.count("\n") == 1 and "C100" in answered.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    answered = CliRunner().invoke(main, ["claims", "C10", "--runs", "2", "--out", str(tmp_path)])
    assert answered.exit_code == 2 and "other things" in answered.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_an_exhibit_holds_what_the_contract_names():
    told = exhibit(NUMBERED, found()).told
    contract = {
        "id", "claim", "source", "origin", "verdict", "figure", "low", "high", "unit", "conditions", "scenario",
    }  # fmt: skip
    assert contract <= set(told)
    assert (told["figure"], told["low"], told["high"]) == (12.0, 11.0, 13.0)
    assert told["picture"] == "c03.png"
    assert told["conditions"][0]["holds"] is True


def test_earlier_exhibits_stay_only_where_they_were_made_in_the_same_way(tmp_path):
    now = manifest(runs=20)
    one = other("C4")
    (tmp_path / "claims.json").write_bytes(json_bytes([dict(one.told)]))
    (tmp_path / "manifest.json").write_bytes(json_bytes(now))
    (tmp_path / "c03.png").write_bytes(b"picture")
    assert earlier(tmp_path, now) == [one]
    assert earlier(tmp_path, manifest(runs=21)) == []
    assert earlier(tmp_path, now | {"sources": "other"}) == []
    (tmp_path / "c03.png").unlink()
    assert earlier(tmp_path, now) == []


def test_a_fresh_exhibit_takes_the_place_of_an_earlier_one():
    fresh, stale = exhibit(NUMBERED, found(verdict="fails")), exhibit(NUMBERED, found(verdict="holds"))
    all_of_them = together([fresh], [other("C12"), stale, other("C2")])
    assert [one.id for one in all_of_them] == ["C2", "C3", "C12"]
    assert all_of_them[1].told["verdict"] == "fails"


def test_the_page_needs_nothing_from_outside_and_says_all_there_is():
    shown = page([exhibit(NUMBERED, found())], claims(list(claim_files())), manifest(runs=20))
    assert re.findall(r"(?:src|href)=\"(?!data:|#)", shown) == []
    assert "Holds when it rains." in shown and "in the rain" in shown
    assert "Something &lt;b&gt;bold&lt;/b&gt;." in shown
    for name in claim_files():
        assert f">{name}<" in shown or f"{name}." in shown


def test_a_figure_that_is_not_known_is_shown_as_such():
    unknown = found(measured=Estimate(None, None, None), conditions=())
    shown = page([exhibit(NUMBERED, unknown)], [NUMBERED], manifest(runs=20))
    assert "<b>–</b>" in shown and "95% interval None" not in shown


@pytest.fixture
def unchanged_sources(monkeypatch):
    monkeypatch.setattr("sim.claims.exhibits.fingerprint", lambda: "the same")


def test_testing_one_claim_leaves_the_exhibits_of_the_others(tmp_path, monkeypatch, unchanged_sources):
    monkeypatch.setattr("sim.claims.testing.finding_of", lambda one, laboratory: found(sentence=f"{one} holds."))
    for name in ("C10", "C2"):
        assert run(name, "--runs", "2", "--out", str(tmp_path)).exit_code == 0
    assert [one["id"] for one in json.loads((tmp_path / "claims.json").read_text())] == ["C2", "C10"]
    assert "C10 holds." in (tmp_path / "claims.html").read_text()
    answered = run("C2", "--runs", "3", "--out", str(tmp_path))
    assert "made otherwise" in answered.stderr
    assert [one["id"] for one in json.loads((tmp_path / "claims.json").read_text())] == ["C2"]
    assert sorted(file.name for file in tmp_path.glob("*.png")) == ["c02.png"]


@pytest.mark.slow
def test_a_claim_comes_out_the_same_to_the_byte_in_one_process_and_in_two(tmp_path, unchanged_sources):
    alone, two = tmp_path / "alone", tmp_path / "two"
    assert run("C10", "--runs", "2", "--workers", "1", "--out", str(alone)).exit_code == 0
    assert run("C10", "--runs", "2", "--workers", "2", "--out", str(two)).exit_code == 0
    names = sorted(file.name for file in alone.iterdir())
    assert names == ["c10.png", "claims.html", "claims.json", "manifest.json", "timing.json"]
    for name in set(names) - {"timing.json"}:
        assert (alone / name).read_bytes() == (two / name).read_bytes(), name
