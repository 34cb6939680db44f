"""Nothing is lost: killed at any moment, stopped by hand, out of room, and the table comes out the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from sim.results import ResultsError
from sim.sweep.folder import save

from .conftest import ROOT, SURROUNDINGS, command_of, swept
from .functions import table_of

LONGEST_WAIT = 300.0


def started(function: str, folder: Path, *more: str) -> subprocess.Popen[str]:
    """A sweep that has been started in a process group of its own, as a shell starts it."""
    command = command_of(function, folder, *more)
    piped = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=ROOT, env=SURROUNDINGS, stdout=piped, stderr=piped, text=True, start_new_session=True
    )


def parts_of(folder: Path) -> dict[str, int]:
    """The finished parts of a sweep, each with the number of its file, which changes when it is written again."""
    return {file.name: file.stat().st_ino for file in (folder / "parts").glob("part-*")}


def wait_for_parts(folder: Path, running: subprocess.Popen[str], many: int = 2) -> None:
    """Waits until a sweep has finished some parts."""
    end = time.monotonic() + LONGEST_WAIT
    while len(parts_of(folder)) < many:
        assert running.poll() is None and time.monotonic() < end, running.communicate()
        time.sleep(0.01)


def killed_again_and_again(folder: Path, kills: int, seed: int, longest: float) -> int:
    """Kills a sweep at random moments and takes it up again, so many times; returns how often it was at work then.

    Parts that were finished are never written again.
    """
    moments, at_work = random.Random(seed), 0
    for _ in range(kills):
        before = parts_of(folder)
        running = started("slow", folder, "--resume")
        time.sleep(moments.uniform(0.0, longest))
        at_work += running.poll() is None
        running.kill()
        running.communicate()
        after = parts_of(folder)
        assert {name: after.get(name) for name in before} == before
    return at_work


def test_killed_at_random_moments_the_table_is_the_same(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    folder = tmp_path / "sweep"
    assert killed_again_and_again(folder, kills=3, seed=1, longest=4.0)
    swept("slow", folder, "--resume")
    assert table_of(folder) == undisturbed


@pytest.mark.slow
def test_killed_fifty_times_at_random_moments_the_table_is_the_same(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    at_work = 0
    for seed in range(10):
        folder = tmp_path / f"sweep{seed}"
        at_work += killed_again_and_again(folder, kills=5 if at_work < 50 else 0, seed=seed, longest=4.0)
        swept("slow", folder, "--resume")
        assert table_of(folder) == undisturbed
    print(f"\n{at_work} of 50 kills hit a sweep at work")
    assert at_work >= 40


def test_ctrl_c_finishes_what_is_in_hand_and_says_how_to_go_on(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    folder = tmp_path / "sweep"
    running = started("slow", folder)
    wait_for_parts(folder, running)
    os.killpg(running.pid, signal.SIGINT)
    said = running.communicate(timeout=LONGEST_WAIT)[1]
    assert running.returncode == 130
    assert "Finishing what is in hand" in said and "--resume" in said and "Traceback" not in said
    before = parts_of(folder)
    assert len(before) < 20
    swept("slow", folder, "--resume")
    after = parts_of(folder)
    assert {name: after[name] for name in before} == before
    assert table_of(folder) == undisturbed


def test_a_second_process_is_refused_and_a_dead_one_holds_nobody_back(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    folder = tmp_path / "sweep"
    running = started("slow", folder)
    wait_for_parts(folder, running, many=1)
    assert "another process is at work in this folder" in swept("slow", folder, "--resume", answer=2)
    running.kill()
    running.communicate()
    swept("slow", folder, "--resume")
    assert table_of(folder) == undisturbed


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_stops_with_a_sentence_and_the_sweep_goes_on_once_there_is_room(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120k", "tmpfs", small], check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        said = swept("quick", small / "sweep", answer=2).replace("\n", " ")
        assert "No space left on device" in said and "make room and go on with --resume" in said
        finished = parts_of(small / "sweep")
        assert 0 < len(finished) < 20
        subprocess.run(["mount", "-o", "remount,size=10m", small], check=True)
        swept("quick", small / "sweep", "--resume")
        after = parts_of(small / "sweep")
        assert {name: after[name] for name in finished} == finished
        assert table_of(small / "sweep") == undisturbed
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_file_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(handle: int) -> None:
        raise OSError(28, "No space left on device")

    save(tmp_path / "part", b"before")
    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(ResultsError, match=r"No space left on device.*go on with --resume"):
        save(tmp_path / "part", b"after")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"part": b"before"}
