"""Where experiments are made: the scenarios that come with the program, many replications, the same luck for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from sim.declarations import Scenario
from sim.declarations.scenario import Change
from sim.playing import Crew, Progress
from sim.scenario.altering import altered
from sim.scenario.scenario import read

SCENARIOS = Path(__file__).parents[1] / "scenarios"
UNCHANGED: Mapping[str, Change] = {}

Measured = TypeVar("Measured")


class Laboratory:
    """Plays experiments: each measure on each market, run by run, shared out over processes kept warm.

    `runs` replications of each; replication number k has the same luck in every market. Use it as a context manager.
    """

    def __init__(self, runs: int, workers: int | None = None, progress: Progress = lambda done: None) -> None:
        self.runs = runs
        self.crew = Crew(workers)
        self.progress = progress

    def __enter__(self) -> Laboratory:
        return self

    def __exit__(self, *error: object) -> None:
        self.crew.__exit__(*error)

    def case(self, name: str, changes: Mapping[str, Change] = UNCHANGED) -> Scenario:
        """A scenario that comes with the program, with some of its numbers set otherwise."""
        return altered(read(SCENARIOS / f"{name}.yaml"), changes)

    def measured(
        self, measure: Callable[[Scenario, int], Measured], cases: Iterable[Scenario], runs: int | None = None
    ) -> list[list[Measured]]:
        """What a measure gives in each market, a list over replications for each.

        `measure(scenario, run)` is a function at the top of a module (or a partial of one), so that other processes
        can call it; let it return what is needed, and no whole market.
        """
        count = runs or self.runs
        jobs = [(case, run) for case in cases for run in range(count)]
        results = self.crew.share_out(partial(_one, measure), jobs, self.progress)
        return [results[at : at + count] for at in range(0, len(jobs), count)]


def _one(measure: Callable[[Scenario, int], Measured], job: tuple[Scenario, int]) -> Measured:
    return measure(*job)
