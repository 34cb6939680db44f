"""The record holds what it was given, for good, and says in a sentence what is wrong with a file."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sim.workshop.acts import Closed, Decided, Founded, Helped, Opened, Said
from sim.workshop.record import Record, RecordError

FOUNDED = Founded(game={}, name="a", facilitator="b", screen="c", code="ABCDEF")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "games" / "game.sqlite"


def test_what_is_recorded_is_read_again_to_the_last_digit(path: Path) -> None:
    acts = [
        Opened(at=12.5, round=1, deadline=612.125, when_all=True),
        Decided(at=20.0, by="m", seat="team_1", round=1, levers={"price": 0.1 + 0.2, "spend.bond": 1e-17}, nonce="n"),
        Helped(seat="team_2", money=-1234567.89, why="für 好"),
        Closed(round=1),
    ]
    with Record.begun(path, [FOUNDED]) as record:
        for act in acts:
            record.add(act)
    with Record.opened(path) as record:
        assert list(record.acts()) == [FOUNDED, *acts]
        assert len(record) == 5


def test_a_record_can_be_read_by_its_owner_only(path: Path) -> None:
    with Record.begun(path, [FOUNDED]) as record:
        record.add(Closed(round=1))
        files = list(path.parent.iterdir())
        assert len(files) >= 3
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_what_is_recorded_survives_a_process_that_ends_without_a_word(path: Path) -> None:
    Record.begun(path, [FOUNDED]).close()
    told = (
        "import os; from pathlib import Path;"
        "from sim.workshop.record import Record; from sim.workshop.acts import Said;"
        f"record = Record.opened(Path({str(path)!r}));"
        "[record.add(Said(text=str(number))) for number in range(20)]; os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", told]).returncode == -9
    with Record.opened(path) as record:
        assert [act.text for act in record.acts() if isinstance(act, Said)] == [str(number) for number in range(20)]


def test_a_second_server_is_refused_while_the_first_one_plays(path: Path) -> None:
    with Record.begun(path, [FOUNDED]), pytest.raises(RecordError, match="another server is playing this game"):
        Record.opened(path)
    Record.opened(path).close()


def test_what_finds_no_room_on_the_disk_is_not_confirmed(path: Path) -> None:
    record = Record.begun(path, [FOUNDED])
    record._connection.exec_driver_sql("PRAGMA max_page_count=1")
    record._connection.commit()
    written = 0
    with pytest.raises(RecordError, match=r"could not be recorded .*full.*, so it does not count"):
        for number in range(2000):
            record.add(Said(text=f"{number}" + "x" * 400))
            written += 1
    assert 0 < written == len(record) - 1
    record.close()
    with Record.opened(path) as again:
        assert len(again) == written + 1


def test_a_game_is_never_written_over_another(path: Path) -> None:
    Record.begun(path, [FOUNDED]).close()
    with pytest.raises(RecordError, match="there is a file already"):
        Record.begun(path, [FOUNDED])


def test_a_record_that_could_not_be_begun_leaves_nothing_behind(path: Path) -> None:
    def acts() -> object:
        yield FOUNDED
        raise OSError(28, "No space left on device")

    with pytest.raises(RecordError, match="cannot be written"):
        Record.begun(path, acts())  # type: ignore[arg-type]
    assert not list(path.parent.iterdir())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no record of a workshop"),
        (b"title: a scenario\n" * 100, "no record of a workshop"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "damaged"),
    ],
)
def test_a_file_that_is_no_record_is_refused_in_a_sentence(path: Path, content: bytes, said: str) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(RecordError, match=said) as refused:
        Record.opened(path)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_database_of_somebody_else_is_refused_and_left_as_it_was(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE acts (number INTEGER, content TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="no record of a workshop"):
        Record.opened(path)
    assert path.read_bytes() == before


def test_a_record_cut_off_in_the_middle_is_refused(path: Path) -> None:
    with Record.begun(path, [FOUNDED]) as record:
        for number in range(200):
            record.add(Said(text=f"message {number}"))
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(RecordError, match="damaged"):
        Record.opened(path)


def test_a_record_with_an_act_of_another_version_is_refused(path: Path) -> None:
    Record.begun(path, [FOUNDED]).close()
    with sqlite3.connect(path) as other:
        other.execute("INSERT INTO acts (at, kind, by, content) VALUES (0, 'danced', 'me', '{\"kind\": \"danced\"}')")
    other.close()
    with Record.opened(path) as record, pytest.raises(RecordError, match="an act in it cannot be read"):
        list(record.acts())


def test_a_folder_that_cannot_be_written_is_named_in_a_sentence() -> None:
    with pytest.raises(RecordError, match=r"/proc/game\.sqlite: cannot be written"):
        Record.begun(Path("/proc/game.sqlite"), [FOUNDED])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="this is no file"):
        Record.opened(tmp_path)
