"""A sweep's table read point by point: what was varied, and each strategy's outcome averaged over the runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.peeling import Flags, Places
from sim.results import ResultsError
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError, did_you_mean
from sim.sweep.folder import MANIFEST, SweepFolder, TornError
from sim.sweep.manifest import read_json, sweep_in
from sim.sweep.rows import OK
from sim.sweep.sweep import FROM_SALIB, Sweep

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Table:
    """A sweep's points with one outcome.

    `points`: (points, parameters), not a number where nothing has been played; `means`: (points, strategies), averaged
    over the runs, not a number where a run is missing, has failed or left the outcome unknown. `failed` and `missing`:
    how many rows have failed or are not there; `unknown`: rows in which the outcome is not known.
    """

    sweep: Sweep
    outcome: str
    points: Numbers
    means: Numbers
    failed: int
    missing: int
    unknown: int

    def of(self, strategies: Sequence[str]) -> Chosen:
        """The points at which all these strategies have been played to the end, in whole blocks."""
        block = block_of(self.sweep)
        means = self.means[:, [self.sweep.strategies.index(name) for name in strategies]]
        complete = np.isfinite(means).all(axis=1)
        whole = np.repeat(complete.reshape(-1, block).all(axis=1), block)
        blocks = np.flatnonzero(whole) // block if block > 1 else None
        return Chosen(self.points[whole], means[whole], blocks, int((~complete).sum()), int((~whole).sum()))


@dataclass(frozen=True)
class Chosen:
    """The complete points of a table for some of its strategies.

    `means`: (points, strategies); `blocks`: (points,) which of them belong together, none where each stands alone;
    `incomplete`: points left out for themselves, `left_out`: points left out with their blocks.
    """

    points: Numbers
    means: Numbers
    blocks: Places | None
    incomplete: int
    left_out: int


@dataclass(frozen=True)
class Rows:
    """The rows of a part as columns; `strategy` by place, `known`: neither failed nor without the outcome."""

    point: Places
    strategy: Places
    values: Numbers
    outcome: Numbers
    failed: Flags
    known: Flags


def block_of(sweep: Sweep) -> int:
    """How many points in a row belong together: a trajectory, or a base point of Saltelli's sample; else 1."""
    in_blocks = sweep.points.kind in FROM_SALIB and sweep.parameters
    return sweep.points.count(sweep.parameters) // sweep.points.points if in_blocks else 1


def read_sweep(folder: Path) -> Sweep:
    """The sweep in a folder; a sentence where there is none or its manifest is damaged."""
    try:
        return sweep_in(read_json(folder))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = str(error).splitlines()[0]
        raise ResultsError(f"{folder / MANIFEST}: this is no manifest that sweep wrote ({reason})") from None


def read_table(folder: Path, outcome: str) -> Table:
    """One outcome of a sweep, point by point, however far the sweep has come.

    Parts are read one at a time, so that memory grows with the points of a sweep and not with its rows.
    """
    sweep = read_sweep(folder)
    if outcome not in sweep.outcomes:
        raise ScenarioError(f"--outcome: the sweep holds no {outcome!r}{did_you_mean(outcome, sweep.outcomes)}")
    count = sweep.points.count(sweep.parameters)
    points = np.full((count, len(sweep.parameters)), np.nan)
    sums, known = np.zeros((2, count, len(sweep.strategies)))
    seen = failed = unknown = 0
    for rows in all_rows(SweepFolder(folder, sweep), outcome):
        points[rows.point] = rows.values
        where = rows.point[rows.known], rows.strategy[rows.known]
        np.add.at(sums, where, rows.outcome[rows.known])
        np.add.at(known, where, 1)
        seen += len(rows.point)
        failed += int(rows.failed.sum())
        unknown += int((~rows.known & ~rows.failed).sum())
    if not seen:
        raise ResultsError(f"{folder}: no part of the sweep has been finished yet; let it run first")
    means = np.where(known == sweep.runs, sums / sweep.runs, np.nan)
    return Table(sweep, outcome, points, means, failed, sweep.rows - seen, unknown)


def all_rows(folder: SweepFolder, outcome: str) -> Iterator[Rows]:
    """The rows of the parts that are there, one part at a time; a sentence names a part that is damaged."""
    import pyarrow as pa

    for number in range(folder.sweep.parts):
        try:
            part = folder.rows(number)
            if part is not None:
                yield rows_in(part, folder.sweep, outcome)
        except TornError as error:
            raise ResultsError(f"{error}; sweep --resume plays it again") from None
        except (pa.ArrowException, KeyError, ValueError) as error:
            reason = str(error.args[0]).splitlines()[0]
            raise ResultsError(f"{folder.part(number)}: this part belongs to another sweep ({reason})") from None


def rows_in(part: pa.Table, sweep: Sweep, outcome: str) -> Rows:
    """The rows of a part as columns; ValueError where they are of other points or strategies than the sweep's."""
    import pyarrow as pa
    import pyarrow.compute as pc

    places = pc.index_in(part["strategy"].cast(pa.string()), pa.array(sweep.strategies, pa.string()))
    point = part["point"].to_numpy()
    if places.null_count or point.min() < 0 or point.max() >= sweep.points.count(sweep.parameters):
        raise ValueError("its points or strategies differ")
    columns = [part[path].to_numpy().astype(float) for path in sweep.paths]
    values = np.column_stack(columns) if columns else np.zeros((len(part), 0))
    outcomes = part[outcome].to_numpy().astype(float)
    failed = np.asarray(part["status"].to_numpy(zero_copy_only=False) != OK)
    known = ~failed & np.isfinite(outcomes)
    return Rows(point, places.to_numpy().astype(np.int64), values, outcomes, failed, known)
