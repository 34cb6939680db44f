"""`run.py workshop`: what it prints, and one clear sentence for everything that can be wrong."""

from __future__ import annotations

import re
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioError
from sim.web.installed import FOR_A_WORKSHOP, check_installed
from sim.web.network import addresses
from sim.workshop.founding import Wanted, record_of, shipped_games
from sim.workshop.hosting import HERE, place_of
from sim.workshop.record import RecordError

from .rooms import LANE, NOW
from .servers import ROOT, Server, act, open_round, serving


def ends(*options: str) -> tuple[int, str]:
    """How the command ends where it cannot begin, and what it says."""
    command = [sys.executable, str(ROOT / "run.py"), "workshop", *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr.strip()


def test_a_game_goes_on_where_it_stood_under_the_same_links_and_its_copy_in_another_room(tmp_path: Path) -> None:
    path = tmp_path / "game.sqlite"
    with serving(str(LANE), "--game", str(path)) as server:
        facilitator, larks = server.facilitating(), server.joined("Larks")
        open_round(facilitator, minutes="5")
        secret = server.facilitator.rpartition("/")[2]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert ends("--game", str(path), "--port", "0") == (
            2, f"{path}: another server is playing this game; stop it first, or take a copy",
        )  # fmt: skip
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=30) == 130
        assert server.rest().splitlines()[-1] == "stopped"
    with serving("--game", str(path), "--port", server.address.rpartition(":")[2]) as again:
        assert again.facilitator.rpartition("/")[2] == secret
        assert "Round 1" in larks.get("/team").text
        assert act(facilitator, "closed").status_code == 200
        answer = facilitator.get("/record.sqlite")
    assert "attachment" in answer.headers["content-disposition"]
    goes_on_elsewhere(answer.content, tmp_path / "copy.sqlite", again)


def goes_on_elsewhere(content: bytes, path: Path, server: Server) -> None:
    """A copy for another room, from the round that comes next, under links of its own."""
    path.write_bytes(content)
    with serving("--game", str(path)) as copy:
        assert (copy.code, copy.facilitator.rpartition("/")[2]) != (server.code, server.facilitator.rpartition("/")[2])
        facilitator = copy.facilitating()
        copy.joined("Hawks")
        open_round(facilitator)
        assert "Round 2 of 8" in facilitator.get("/projector").text


def test_a_scenario_that_is_not_there_is_named() -> None:
    code, said = ends("scenarios/nowhere.yaml", "--port", "0")
    assert code == 2
    assert "scenarios/nowhere.yaml" in said


def test_a_port_that_is_taken_is_named_with_a_free_one(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind((HERE, 0))
        other.listen()
        port = other.getsockname()[1]
        code, said = ends(str(LANE), "--game", str(tmp_path / "game.sqlite"), "--port", str(port))
    assert code == 2
    assert not list(tmp_path.iterdir())
    assert re.search(rf"Port {port} is taken by another program; try --port \d+", said)


def test_a_file_that_is_no_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "game.sqlite"
    path.write_text("a list of things to do")
    code, said = ends("--game", str(path))
    assert code == 2
    assert said.startswith(f"{path}: this is no record of a workshop")
    assert path.read_text() == "a list of things to do"


def test_what_is_missing_is_named_with_the_way_to_install_it() -> None:
    with pytest.raises(ScenarioError, match=r"This needs segno, uvicorn|This needs uvicorn, segno") as said:
        check_installed(FOR_A_WORKSHOP, lambda name: None if name in ("uvicorn", "segno") else True)
    assert "pip install -e '.[workshop]'" in str(said.value)
    check_installed(FOR_A_WORKSHOP)


def test_without_a_scenario_the_first_shipped_game_is_taken_and_the_others_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    heard: list[str] = []
    with record_of(Wanted(game=tmp_path / "game.sqlite"), NOW, heard.append) as record:
        assert record.acts()[0].kind == "founded"
    first, *others = shipped_games()
    assert heard == [f"No game is named, so this is {first}. There are also {', '.join(map(str, others))}."]


def test_a_game_is_kept_in_results_where_nothing_else_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with record_of(Wanted(LANE), NOW, print) as record:
        assert record.path == Path("results/workshop/lane-20260102-030405.sqlite")
        with pytest.raises(RecordError, match="there is a file already"):
            record_of(Wanted(LANE), NOW, print)


def test_what_is_asked_for_counts_instead_of_what_the_file_says(tmp_path: Path) -> None:
    asked = Wanted(LANE, teams=2, rounds=5, minutes=3.5, seed=9, game=tmp_path / "game.sqlite")
    with record_of(asked, NOW, print) as record:
        game = record.acts()[0].game  # type: ignore[union-attr]
    told = game["file"]
    assert (told["teams"], told["rounds"], told["minutes"], game["seed"]) == (2, 5, 3.5, 9)


def test_who_plays_alone_meets_the_seats_of_the_file(tmp_path: Path) -> None:
    with record_of(Wanted(LANE, teams=1, game=tmp_path / "game.sqlite"), NOW, print) as record:
        founded = record.acts()[0]
        assert (founded.solo, founded.game["file"]["teams"]) == (True, 3)  # type: ignore[union-attr]


def test_a_game_that_has_begun_goes_on_as_it_was_set_up(tmp_path: Path) -> None:
    path = tmp_path / "game.sqlite"
    record_of(Wanted(LANE, game=path), NOW, print).close()
    heard: list[str] = []
    with record_of(Wanted(LANE, teams=2, game=path), NOW, heard.append) as record:
        assert record.acts()[0].game["file"]["teams"] == 3  # type: ignore[union-attr]
    assert heard == [f"{path} holds a game that has begun; it goes on as it was set up."]


def test_only_this_machine_is_served_unless_the_classroom_is_asked_for() -> None:
    assert place_of(HERE, None).listening == HERE
    known = addresses()
    if not known:
        with pytest.raises(ScenarioError, match="stands in no network"):
            place_of(HERE, "classroom")
        return
    chosen = place_of(HERE, "classroom")
    assert (chosen.listening, chosen.reached) == (known[0].ip, known[0].ip)
    assert place_of(HERE, known[-1].ip).listening == known[-1].ip
    with pytest.raises(ScenarioError, match=r"--lan 203\.0\.113\.7: this machine has no such address; it has"):
        place_of(HERE, "203.0.113.7")
