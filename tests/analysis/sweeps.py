"""Sweeps made up for tests: known functions in place of markets, written as the sweep writes its table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.runs import Numbers
from sim.sweep.designs import DesignKind
from sim.sweep.parameters import Parameter
from sim.sweep.sweep import Points, Sweep

Function = Callable[[Numbers], Numbers]
OUTCOMES = ("total_value", "retention")
ROWS_PER_PART = 120


def parameters(count: int, low: float = 0.0, high: float = 1.0) -> tuple[Parameter, ...]:
    """Parameters p0, p1, ...; the first two are levers."""
    return tuple(
        Parameter(f"p{at}", "lever" if at < 2 else "uncertainty", low, high, None, None) for at in range(count)
    )


def sweep_of(
    given: tuple[Parameter, ...],
    kind: DesignKind = "sobol",
    points: int = 64,
    strategies: tuple[str, ...] = ("as_is", "warm"),
    runs: int = 2,
    second_order: bool = False,
) -> Sweep:
    """A sweep of functions; the first strategy is the baseline."""
    design = Points(kind, points, 1, second_order)
    return Sweep(
        "made_up", None, design, given, OUTCOMES, strategies, strategies[0], runs, 1, rows_per_part=ROWS_PER_PART
    )


def written(folder: Path, sweep: Sweep, functions: Mapping[str, Function], luck: float = 0.0) -> Path:
    """The folder of a sweep in which each strategy's total value is a function of the point, with luck shared."""
    (folder / "parts").mkdir(parents=True)
    (folder / "checksums").mkdir()
    (folder / "sweep.json").write_text(json.dumps(sweep.as_json()))
    table = table_of(sweep, functions, luck)
    rows = sweep.cells_per_part * len(sweep.strategies)
    for number in range(sweep.parts):
        write_part(folder, number, table.slice(number * rows, rows))
    return folder


def table_of(sweep: Sweep, functions: Mapping[str, Function], luck: float) -> pa.Table:
    """The rows of a sweep, by point, run and strategy."""
    points = np.concatenate(list(sweep.points.design(sweep.parameters).blocks()))
    shape = (len(points), sweep.runs, len(sweep.strategies))
    point, run, strategy = (place.ravel() for place in np.indices(shape))
    outcome = np.stack([functions[name](points) for name in sweep.strategies], axis=1)
    shared = luck * np.random.default_rng(7).standard_normal(shape[:2])
    return pa.table(
        {
            "row": np.arange(len(point)),
            "point": point,
            "strategy": [sweep.strategies[place] for place in strategy],
            "run": run,
            "seed": np.ones(len(point), dtype=np.int64),
            **{path: points[point, at] for at, path in enumerate(sweep.paths)},
            "total_value": outcome[point, strategy] + shared[point, run],
            "retention": np.full(len(point), 0.5),
            "status": ["ok"] * len(point),
            "error": [""] * len(point),
        }
    )


def write_part(folder: Path, number: int, rows: pa.Table) -> None:
    """A part with its checksum."""
    file = folder / "parts" / f"part-{number:06}.parquet"
    pq.write_table(rows, file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / "checksums" / f"part-{number:06}.sha256").write_text(f"{digest}  parts/{file.name}\n")


def changed_part(folder: Path, number: int, column: str, values: Mapping[int, object]) -> None:
    """Rewrites a part with other values in some of its rows."""
    rows = pq.read_table(folder / "parts" / f"part-{number:06}.parquet")
    cells = rows[column].to_pylist()
    for row, value in values.items():
        cells[row] = value
    write_part(folder, number, rows.set_column(rows.column_names.index(column), column, pa.array(cells)))
