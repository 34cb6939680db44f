"""Playing cells of a sweep: at a point, one run of every strategy; what goes wrong there becomes part of the result."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.declarations import Scenario
from sim.market.market import Market
from sim.measures import break_even_month, measures
from sim.runs import Numbers, Run
from sim.scenario.altering import altered
from sim.simulate import opened, played

BREAK_EVEN = "break_even_month"
LONGEST_ERROR = 300
PLACE_IN_MEMORY = re.compile(r"0x[0-9a-fA-F]+")

Whole = npt.NDArray[np.int64]
Outcomes = Mapping[str, float]
Play = Callable[[dict[str, float], int], Mapping[str, Outcomes | Exception]]
"""What is played: from the values of a point and the number of a run to the outcomes of each strategy, or its error."""


@dataclass(frozen=True)
class Chunk:
    """Cells that are handed out together, with the values at the point of each: (cells, parameters)."""

    cells: tuple[int, ...]
    values: Numbers


@dataclass(frozen=True)
class Played:
    """What came of some cells.

    `cells`: their numbers, (cells,); `outcomes`: (cells, strategies, outcomes), NaN where not known; `errors`: for each
    cell an error for each strategy, empty where there was none; `seconds`: how long each cell took, (cells,).
    """

    cells: Whole
    outcomes: Numbers
    errors: tuple[tuple[str, ...], ...]
    seconds: Numbers


@dataclass(frozen=True)
class Task:
    """What a worker does with a chunk; it can be sent to another process."""

    play: Play
    paths: tuple[str, ...]
    strategies: tuple[str, ...]
    outcomes: tuple[str, ...]
    runs: int

    def __call__(self, chunk: Chunk) -> Played:
        """Plays the cells of a chunk one after the other; no error of a run gets out."""
        found = [self.cell(cell, values) for cell, values in zip(chunk.cells, chunk.values, strict=True)]
        outcomes, errors, seconds = zip(*found, strict=True)
        return Played(np.array(chunk.cells, dtype=np.int64), np.stack(outcomes), errors, np.array(seconds))

    def cell(self, cell: int, values: Numbers) -> tuple[Numbers, tuple[str, ...], float]:
        """The outcomes of a cell, (strategies, outcomes), an error for each strategy, and the seconds it took."""
        begun = time.perf_counter()
        point = dict(zip(self.paths, values.tolist(), strict=True))
        try:
            found = self.play(point, cell % self.runs)
            rows = [self.row(found[strategy]) for strategy in self.strategies]
        except Exception as error:
            rows = [self.row(error)] * len(self.strategies)
        outcomes, errors = zip(*rows, strict=True)
        return np.array(outcomes, dtype=float), errors, time.perf_counter() - begun

    def row(self, found: Outcomes | Exception) -> tuple[list[float], str]:
        """The outcomes of one strategy in their order, and its error."""
        if isinstance(found, Exception):
            return self.nothing(), error_text(found)
        return [float(found[outcome]) for outcome in self.outcomes], ""

    def nothing(self) -> list[float]:
        """The outcomes of what failed."""
        return [float("nan")] * len(self.outcomes)

    def failed(self, cells: Sequence[int], error: str) -> Played:
        """Cells of which nothing came but an error."""
        outcomes = np.full((len(cells), len(self.strategies), len(self.outcomes)), np.nan)
        errors = ((error,) * len(self.strategies),) * len(cells)
        return Played(np.array(cells, dtype=np.int64), outcomes, errors, np.full(len(cells), np.nan))


def error_text(error: BaseException) -> str:
    """An error on one line, the same in every process.

    >>> error_text(ValueError("no\\n  such <thing at 0x7f3a>"))
    'ValueError: no such <thing at 0x...>'
    """
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return PLACE_IN_MEMORY.sub("0x...", text)[:LONGEST_ERROR]


@dataclass(frozen=True)
class MarketPlay:
    """Plays the strategies of a scenario; the burn-in, which a point may change, is played once for all of them."""

    scenario: Scenario
    strategies: tuple[str, ...]
    outcomes: tuple[str, ...]
    seed: int

    def __call__(self, values: dict[str, float], run: int) -> Mapping[str, Outcomes | Exception]:
        """The outcomes of every strategy at a point, or its error."""
        case = altered(self.scenario, values)
        finished = dict(self.finished(case, run))
        baseline = finished.get(case.baseline)
        return {
            strategy: one if isinstance(one, Exception) else self.measured(one, baseline)
            for strategy, one in finished.items()
        }

    def finished(self, case: Scenario, run: int) -> Iterator[tuple[str, Run | Exception]]:
        """Every strategy played, or why it could not be."""
        kept = opened(case, run, self.seed)
        for strategy in self.strategies:
            try:
                yield strategy, played(Market.restore(kept, strategy))
            except Exception as error:
                yield strategy, error

    def measured(self, run: Run, baseline: Run | Exception | None) -> Outcomes:
        """The measures of a run; the month of breaking even is not known where the baseline failed."""
        found = measures(run)
        if BREAK_EVEN in self.outcomes and isinstance(baseline, Run):
            found[BREAK_EVEN] = float(break_even_month(run, baseline) or np.nan)
        return {outcome: found.get(outcome, float("nan")) for outcome in self.outcomes}


def joined(some: Sequence[Played]) -> Played:
    """Cells that came from several chunks, in order."""
    cells = np.concatenate([one.cells for one in some])
    order = np.argsort(cells)
    errors = [error for one in some for error in one.errors]
    return Played(
        cells[order],
        np.concatenate([one.outcomes for one in some])[order],
        tuple(errors[place] for place in order),
        np.concatenate([one.seconds for one in some])[order],
    )
