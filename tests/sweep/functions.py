"""Functions played in place of the market, and a program that sweeps over them in processes of its own.

`python -m sweep.functions FUNCTION FOLDER [--points N] [--workers N] [--resume] ...` with `tests` on the path.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

import numpy as np

from sim.sweep.cells import Outcomes, Play
from sim.sweep.parameters import Parameter
from sim.sweep.sweep import Points, Sweep
from sim.sweep.sweeping import Manner, sweep_into

BOTH = ("left", "right")
MILLISECONDS_5 = 0.005


def quick(values: dict[str, float], run: int) -> dict[str, Outcomes | Exception]:
    """Two strategies with outcomes that depend on every digit; one fails here and there."""
    total = sum(value * place for place, value in enumerate(values.values(), start=1)) + run
    left: Outcomes = {"y": float(np.sin(1e6 * total)), "z": total if total % 1 < 0.9 else float("nan")}
    return {"left": left, "right": ValueError(f"too dear at {run}") if total % 1 > 0.95 else {"y": -total, "z": 0.0}}


def busy(values: dict[str, float], run: int) -> dict[str, Outcomes | Exception]:
    """Five milliseconds of work for one core."""
    end = time.process_time() + MILLISECONDS_5
    while time.process_time() < end:
        pass
    return {name: {"y": values["a"], "z": 1.0} for name in BOTH}


def slow(values: dict[str, float], run: int) -> dict[str, Outcomes | Exception]:
    """The same as `quick`, a hundredth of a second later."""
    time.sleep(0.01)
    return quick(values, run)


def deadly(values: dict[str, float], run: int) -> dict[str, Outcomes | Exception]:
    """The same as `quick`, but at some points the process dies of it."""
    if values["a"] > 0.98 and run == 0:
        os._exit(9)
    return quick(values, run)


def always_deadly(values: dict[str, float], run: int) -> dict[str, Outcomes | Exception]:
    """The process dies of it at every point."""
    os._exit(9)


def dies_once(values: dict[str, float], run: int) -> dict[str, Outcomes | Exception]:
    """The same as `quick`, but the first process to come here dies of it."""
    marker = Path(os.environ["DIES_ONCE"])
    if not marker.exists():
        marker.touch()
        os._exit(9)
    return quick(values, run)


def unlucky(values: dict[str, float], run: int) -> dict[str, Outcomes | Exception]:
    """The same as `quick`, but it fails everywhere until a file says that it has been mended."""
    if Path(os.environ["MENDED"]).exists():
        return quick(values, run)
    raise RuntimeError("not mended yet")


def ishigami(values: dict[str, float], run: int) -> dict[str, Outcomes | Exception]:
    """Ishigami & Homma (1990), whose Sobol indices are known."""
    x, y, z = (values[name] for name in ("x1", "x2", "x3"))
    found = np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)
    return {name: {"y": float(found), "z": 0.0} for name in BOTH}


PLAYS: dict[str, Play] = {
    play.__name__: play for play in (quick, busy, slow, deadly, always_deadly, dies_once, unlucky, ishigami)
}


def sweep_over(points: int, runs: int = 2, rows_per_part: int = 40, parameters: int = 3, **more: object) -> Sweep:
    """A sweep of a function of some numbers between 0 and 1."""
    names = "abcdefghijklmnopqrstuvwxyz"[:parameters]
    return Sweep(
        name="function",
        scenario=None,
        points=Points("random", points, 1),
        parameters=tuple(Parameter(name, "uncertainty", 0.0, 1.0) for name in names),
        outcomes=("y", "z"),
        strategies=BOTH,
        baseline="left",
        runs=runs,
        seed=1,
        rows_per_part=rows_per_part,
        **more,  # type: ignore[arg-type]
    )


def table_of(folder: Path) -> dict[str, bytes]:
    """Every file of a sweep's folder that has to be the same whoever played; nothing unfinished or half written."""
    files = {str(file.relative_to(folder)): file for file in sorted(folder.rglob("*")) if file.is_file()}
    return {name: file.read_bytes() for name, file in files.items() if not name.startswith("timing/")}


def main() -> int:
    """Sweeps over a function as the program does over a market."""
    parser = argparse.ArgumentParser()
    parser.add_argument("function", choices=PLAYS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--rows-per-part", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scheduler")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--retry-failed", action="store_true")
    asked = parser.parse_args()
    manner = Manner(asked.workers, asked.scheduler, asked.resume, asked.retry_failed)
    sweep = sweep_over(asked.points, rows_per_part=asked.rows_per_part)
    return sweep_into(asked.folder, sweep, PLAYS[asked.function], manner)


if __name__ == "__main__":
    from sim.scenario.errors import ScenarioError
    from sweep import functions

    try:
        sys.exit(functions.main())
    except ScenarioError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
