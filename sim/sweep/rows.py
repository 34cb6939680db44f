"""Rows of a sweep's table: from what was played to Parquet, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.runs import Numbers
from sim.sweep.cells import Played, Whole
from sim.sweep.sweep import Sweep

if TYPE_CHECKING:
    import pyarrow as pa

OK, FAILED = "ok", "failed"


def rows_table(sweep: Sweep, played: Played, values: Numbers) -> pa.Table:
    """Cells as rows of the table; `values` are those of each cell's point, (cells, parameters)."""
    import pyarrow as pa

    many = len(sweep.strategies)
    cells = np.repeat(played.cells, many)
    errors = [error for some in played.errors for error in some]
    outcomes = played.outcomes.reshape(len(cells), -1)
    held: dict[str, Any] = {
        "row": (played.cells[:, None] * many + np.arange(many)).ravel(),
        "point": cells // sweep.runs,
        "strategy": pa.array(list(sweep.strategies) * len(played.cells), pa.string()),
        "run": cells % sweep.runs,
        "seed": np.full(len(cells), sweep.seed),
        **{path: np.repeat(values[:, place], many) for place, path in enumerate(sweep.paths)},
        **{name: without_sign(outcomes[:, place]) for place, name in enumerate(sweep.outcomes)},
        "status": pa.array([FAILED if error else OK for error in errors], pa.string()),
        "error": pa.array(errors, pa.string()),
    }
    return pa.table(held)


def without_sign(numbers: Numbers) -> Numbers:
    """Numbers of which those that are not known are all written alike."""
    return np.where(np.isnan(numbers), np.nan, numbers)


def played_in(sweep: Sweep, rows: pa.Table, seconds: Numbers | None = None) -> Played:
    """The cells that some rows of the table hold, in order."""
    many = len(sweep.strategies)
    cells: Whole = rows["row"].to_numpy()[::many] // many
    outcomes = np.column_stack([rows[name].to_numpy() for name in sweep.outcomes])
    errors = rows["error"].to_pylist()
    return Played(
        cells,
        outcomes.reshape(len(cells), many, -1),
        tuple(tuple(errors[at * many : (at + 1) * many]) for at in range(len(cells))),
        np.full(len(cells), np.nan) if seconds is None else seconds,
    )


def without_failures(played: Played) -> Played:
    """The cells in which nothing failed."""
    kept = np.array([not any(some) for some in played.errors], dtype=bool)
    errors = tuple(some for some in played.errors if not any(some))
    return Played(played.cells[kept], played.outcomes[kept], errors, played.seconds[kept])


def failures(played: Played) -> int:
    """How many rows failed."""
    return sum(bool(error) for some in played.errors for error in some)


def timing_table(sweep: Sweep, played: Played) -> pa.Table:
    """How long each cell took: point, run, seconds of playing all strategies."""
    import pyarrow as pa

    where = {"point": played.cells // sweep.runs, "run": played.cells % sweep.runs}
    return pa.table({**where, "seconds": played.seconds})
