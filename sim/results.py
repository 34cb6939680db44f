"""The results folder: written whole or not at all, and what is needed to repeat it to the byte."""

from __future__ import annotations

import json
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from sim import __version__
from sim.declarations import Scenario
from sim.language.messages import ENGLISH, LANGUAGES
from sim.ledger import COLUMNS
from sim.robust.question import Question
from sim.runs import Run
from sim.scenario.changes import change_faults
from sim.scenario.checks import faults
from sim.scenario.errors import ScenarioError
from sim.sequential import Plan

MANIFEST = "manifest.json"
LONG_AGO = 3600.0
"""Seconds after which a half-written folder is nobody's work in hand."""
LIBRARIES = ("mesa", "numba", "numpy", "scipy", "matplotlib", "pyarrow")


class ResultsError(ScenarioError):
    """What is wrong with a results folder, in a sentence."""


@dataclass(frozen=True)
class Manifest:
    """What was played, with everything resolved: enough to play it again."""

    name: str
    scenario: Scenario
    runs: int
    seed: int
    plan: Plan | None = None
    why: bool = False
    quick: bool = False
    language: str = ENGLISH
    worlds: Question | None = None

    def as_json(self) -> dict[str, Any]:
        """As the file holds it; no clock in it. `runs` are those made; `plan` says how their number came about."""
        return {
            "command": "compare",
            "name": self.name,
            "runs": self.runs,
            "seed": self.seed,
            "plan": asdict(self.plan) if self.plan else None,
            "why": self.why,
            "quick": self.quick,
            "language": self.language,
            "worlds": self.worlds.as_json() if self.worlds else None,
            "versions": versions(),
            "scenario": self.scenario.model_dump(mode="json", by_alias=True),
        }


def versions() -> dict[str, str]:
    """What the figures depend on beside the scenario and the seed."""
    libraries = {library: version(library) for library in LIBRARIES}
    machine = f"{platform.system()} {platform.machine()}"
    return {"loyalty-ladder": __version__, "python": platform.python_version(), **libraries, "platform": machine}


def read_manifest(path: Path) -> Manifest:
    """A manifest, or the folder that holds one."""
    file = path / MANIFEST if path.is_dir() else path
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        scenario = Scenario.model_validate(told["scenario"])
        plan = Plan(**told["plan"]) if told.get("plan") else None
        asked = (bool(told.get("why")), bool(told.get("quick")), str(told.get("language", ENGLISH)))
        worlds = Question.of(told["worlds"]) if told.get("worlds") else None
        recorded = Manifest(str(told["name"]), scenario, int(told["runs"]), int(told["seed"]), plan, *asked, worlds)
        wrong = [fault.text for fault in (*faults(scenario), *change_faults(scenario))]
        if recorded.runs < 1 or not 0 <= recorded.seed < 2**31:
            wrong.append(f"runs {recorded.runs} and seed {recorded.seed}; expected runs from 1 and a seed from 0")
        if recorded.language not in LANGUAGES:
            wrong.append(f"language {recorded.language!r}; expected one of {', '.join(LANGUAGES)}")
        if wrong:
            raise ValueError(wrong[0])
        return recorded
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); name a manifest.json that compare wrote"
        raise ResultsError(f"{file}: {reason}") from None
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise ResultsError(f"{file}: this is no manifest that compare wrote ({first})") from None


def json_bytes(told: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """JSON as people can read it, the same bytes every time."""
    return (json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def months_table(runs: Mapping[str, Sequence[Run]]) -> bytes:
    """The ledgers of all runs as Parquet: strategy, run, month, firm, then a column for each line and stock."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    all_runs = [run for some in runs.values() for run in some]
    months, firms = all_runs[0].months.shape[:2]
    rows = months * firms
    keys = {
        "strategy": pa.array(np.repeat([run.strategy for run in all_runs], rows)).dictionary_encode(),
        "run": np.repeat([run.run for run in all_runs], rows),
        "month": np.tile(np.repeat(np.arange(months), firms), len(all_runs)),
        "firm": pa.array(np.tile(all_runs[0].firms, months * len(all_runs))).dictionary_encode(),
    }
    ledger = np.concatenate([run.months.reshape(rows, -1) for run in all_runs])
    columns = {name: ledger[:, place] for place, name in enumerate(COLUMNS)}
    file = BytesIO()
    pq.write_table(pa.table({**keys, **columns}), file, compression="zstd")
    return file.getvalue()


def check_folder(folder: Path, mark: str = MANIFEST) -> None:
    """Refuses a folder that holds something else than results, before anything is played."""
    if folder.is_file():
        raise ResultsError(f"{folder}: this is a file; results need a folder of their own")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / mark).exists():
        raise ResultsError(f"{folder}: this folder holds other things; name a new one, or one written here before")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _tidy_up_after_a_kill(folder)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-"):
            pass
    except OSError as error:
        raise ResultsError(f"{folder}: cannot be written ({error.strerror}); name another folder with --out") from None


def _tidy_up_after_a_kill(folder: Path) -> None:
    """Puts back earlier results that a killed process left aside, and removes what it left half done."""
    for left in sorted(folder.parent.glob(f".{folder.name}-*")):
        if not folder.exists() and (left / MANIFEST).exists() and (left / "timing.json").exists():
            left.rename(folder)
        elif time.time() - left.stat().st_mtime > LONG_AGO:
            shutil.rmtree(left, ignore_errors=True)


def write_results(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes a results folder whole: into a folder beside it first, then put in its place.

    Earlier results stay untouched when anything goes wrong.
    """
    fresh: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
        fresh.chmod(0o755)
        for name, content in files.items():
            _write(fresh / name, content)
        _put_in_place(fresh, folder)
    except OSError as error:
        raise ResultsError(
            f"{folder}: the results could not be written ({error.strerror}); earlier results are untouched"
        ) from None
    finally:
        if fresh:
            shutil.rmtree(fresh, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(fresh: Path, folder: Path) -> None:
    """Swaps the new folder in; between the two renames the old one lies beside it under a hidden name."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-old-"))
    old.rmdir()
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
