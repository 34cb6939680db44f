"""What tests of sweeps share: a sweep in a process of its own, and one that was never disturbed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .functions import table_of

ROOT = Path(__file__).parents[2]
SURROUNDINGS = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "PYTHONUNBUFFERED": "1"}

Started = Callable[..., subprocess.Popen[str]]


def command_of(function: str, folder: Path, *more: str) -> list[str]:
    """What starts a sweep over a function."""
    return [sys.executable, "-m", "sweep.functions", function, str(folder), *more]


def swept(function: str, folder: Path, *more: str, answer: int = 1, **surroundings: str) -> str:
    """A sweep over a function in a process of its own; returns what it said. `answer` is what it must end with."""
    done = subprocess.run(
        command_of(function, folder, *more),
        cwd=ROOT,
        env={**SURROUNDINGS, **surroundings},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == answer, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sweep over `quick` that nothing disturbed; to be read only."""
    folder = tmp_path_factory.mktemp("undisturbed") / "sweep"
    swept("quick", folder, "--workers", "1")
    return folder


@pytest.fixture(scope="session")
def undisturbed(finished: Path) -> dict[str, bytes]:
    """The files of a sweep over `quick` that nothing disturbed."""
    return table_of(finished)


@pytest.fixture
def copy(finished: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be tampered with."""
    return Path(shutil.copytree(finished, tmp_path / "copy"))
