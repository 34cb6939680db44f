"""The command: mistakes are sentences, and Ctrl-C ends it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from sim.scenario.errors import ScenarioError
from sim.web.installed import FOR_PAGES, check_installed
from tests.explorer.conftest import SHOP, Served


def explore(*given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "run.py", "explore", *given, "--no-browser"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_a_bad_scenario_is_told_as_everywhere(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("title: Bad\nprise: 1\n")
    for file in ("bad.yaml", "none.yaml"):
        ended = explore(str(tmp_path / file))
        assert ended.returncode == 2
        assert str(tmp_path / file) in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = explore(str(SHOP), "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 2
    assert "is taken by another program" in ended.stderr


def test_a_missing_library_is_told_with_the_remedy() -> None:
    with pytest.raises(ScenarioError, match=r"starlette, uvicorn.*pip install -e '\.\[workshop\]'"):
        check_installed(FOR_PAGES, lambda name: None)


def test_it_is_served_to_this_machine_and_ctrl_c_ends_it() -> None:
    explorer = Served(str(SHOP), "--runs", "2")
    assert explorer.address.startswith("http://127.0.0.1:")
    assert httpx.get(explorer.address).status_code == 200
    explorer.process.send_signal(signal.SIGINT)
    _said, wrong = explorer.process.communicate(timeout=30)
    assert "Traceback" not in wrong
    assert explorer.process.returncode == 130
