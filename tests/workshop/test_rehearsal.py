"""The rehearsal at home: it says what is missing, and plays a whole game on a real server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioError
from sim.workshop.guest import fields_of_form
from sim.workshop.rehearsal import ANNOUNCED, announced, check_writing, port_found
from sim.workshop.rehearsed import shifted

ROOT = Path(__file__).parents[2]
LANE = ROOT / "tests" / "data" / "lane.yaml"
LINKS = (
    "http://127.0.0.1:8123/facilitator/a-B_9\n{}http://127.0.0.1:8123/projector/ABCDEFGH-x\n"
    "{} http://127.0.0.1:8123 {} QWERTY{}"
)


def talking(text: str, code: int = 0) -> subprocess.Popen[str]:
    program = f"import sys; print({text!r}); sys.exit({code})"
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    )


def test_a_whole_game_plays_itself() -> None:
    command = [sys.executable, str(ROOT / "run.py"), "workshop", str(LANE), "--rehearse", "--rounds", "3"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ready." in done.stdout
    assert "Round 3: played" in done.stdout
    assert "Back to before round 3" in done.stdout


def test_the_links_are_found_in_whatever_language_the_server_speaks() -> None:
    english = ANNOUNCED.search(LINKS.format("Projector: ", "Teams join at", "with the code", ""))
    chinese = ANNOUNCED.search(LINKS.format("大屏幕：", "各队请打开", "加入码", "。"))
    for found in (english, chinese):
        assert found
        assert found.groupdict() == {
            "address": "http://127.0.0.1:8123", "facilitator": "a-B_9", "screen": "ABCDEFGH-x", "code": "QWERTY",
        }  # fmt: skip


def test_no_code_is_found_within_a_link() -> None:
    half = "http://127.0.0.1:8123/facilitator/a-B_9\nhttp://127.0.0.1:8123/projector/abQWERTYxyz\n"
    assert ANNOUNCED.search(half) is None
    found = ANNOUNCED.search(half + "the code ZXCVBN\n")
    assert found and (found["screen"], found["code"]) == ("abQWERTYxyz", "ZXCVBN")


def test_a_server_that_does_not_come_up_is_quoted() -> None:
    with pytest.raises(ScenarioError, match="did not come up: The market has no customers"):
        announced(talking("Some line\nThe market has no customers", 2))


def test_a_server_that_says_nothing_is_said_to_say_nothing() -> None:
    with pytest.raises(ScenarioError, match="it said nothing"):
        announced(talking("", 1))


def test_a_folder_that_cannot_be_written_to_is_named_with_a_remedy(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    with pytest.raises(ScenarioError, match=r"--game"):
        check_writing(file / "games")


def test_a_folder_that_can_be_written_to_is_left_as_it_was(tmp_path: Path) -> None:
    check_writing(tmp_path / "games")
    assert list((tmp_path / "games").iterdir()) == []


def test_the_usual_port_is_said_to_be_free_or_taken() -> None:
    assert "8000" in port_found()


def test_fields_belong_to_the_form_they_stand_in() -> None:
    page = (
        '<input name="stray"><form action="/a"><input name="x" value="1"><input type="range"></form>'
        '<form action="/b"><input name="x" value="2"></form>'
    )
    assert fields_of_form(page, "/a") == {"x": "1"}
    assert fields_of_form(page, "/b") == {"x": "2"}
    assert fields_of_form(page, "/c") == {}


def test_shifting_money_between_layers_keeps_the_sum() -> None:
    fields = {"price": "100", "spend.product": "1000", "spend.systems": "500", "spend.bond": "50"}
    for turn in range(6):
        moved = {**fields, **shifted(fields, turn)}
        assert sum(float(moved[name]) for name in fields) == pytest.approx(1650)
        assert moved != fields
