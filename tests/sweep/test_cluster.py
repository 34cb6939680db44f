"""On a cluster: a real scheduler and workers in processes of their own, one of them killed midway."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .conftest import ROOT, SURROUNDINGS, command_of, swept
from .functions import table_of

PATIENCE = 300.0


@dataclass
class Cluster:
    """A Dask scheduler with its workers, each a process."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self) -> None:
        """Starts a worker."""
        told = ("worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
        self.workers.append(dask(*told))

    def end(self) -> None:
        """Ends all processes."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def dask(*arguments: str) -> subprocess.Popen[bytes]:
    """A process of Dask's own program."""
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=SURROUNDINGS, stdout=quiet, stderr=quiet)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler with two workers."""
    told = tmp_path / "scheduler.json"
    scheduler = dask("scheduler", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(told))
    end = time.monotonic() + PATIENCE
    while not (told.exists() and "tcp://" in told.read_text()):
        assert scheduler.poll() is None and time.monotonic() < end
        time.sleep(0.1)
    address = told.read_text().split('"address": "')[1].split('"')[0]
    running = Cluster(address, scheduler)
    running.add_worker()
    running.add_worker()
    try:
        yield running
    finally:
        running.end()


def test_a_cluster_gives_the_same_table(cluster: Cluster, tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    swept("quick", tmp_path / "sweep", "--scheduler", cluster.address)
    assert table_of(tmp_path / "sweep") == undisturbed


def test_a_worker_killed_midway_changes_nothing(
    cluster: Cluster, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    folder = tmp_path / "sweep"
    command = command_of("slow", folder, "--scheduler", cluster.address)
    running = subprocess.Popen(command, cwd=ROOT, env=SURROUNDINGS, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + PATIENCE
    while len(list(folder.glob("parts/part-*"))) < 2:
        assert running.poll() is None and time.monotonic() < end, running.communicate()
        time.sleep(0.01)
    cluster.workers[0].kill()
    assert running.poll() is None
    said = running.communicate(timeout=PATIENCE)[1]
    assert running.returncode == 1, said
    assert table_of(folder) == undisturbed


def test_a_scheduler_that_goes_away_stops_with_a_sentence_and_the_sweep_goes_on_without_it(
    cluster: Cluster, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    folder = tmp_path / "sweep"
    command = command_of("slow", folder, "--scheduler", cluster.address)
    running = subprocess.Popen(command, cwd=ROOT, env=SURROUNDINGS, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + PATIENCE
    while not list(folder.glob("parts/part-*")):
        assert running.poll() is None and time.monotonic() < end, running.communicate()
        time.sleep(0.01)
    cluster.end()
    said = running.communicate(timeout=PATIENCE)[1]
    assert running.returncode == 2, said
    assert "the scheduler has gone; what was finished is safe" in said
    swept("quick", folder, "--resume")
    assert table_of(folder) == undisturbed


@pytest.mark.slow
def test_an_address_where_no_scheduler_answers_is_told(tmp_path: Path) -> None:
    said = swept("quick", tmp_path / "sweep", "--scheduler", "tcp://127.0.0.1:9", answer=2)
    assert "no scheduler answers there" in said and "dask scheduler" in said
