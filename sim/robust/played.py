"""Every strategy played in every world, under the same luck; what goes wrong there becomes part of the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.peeling import Flags, Places
from sim.declarations import Scenario
from sim.playing import Crew, Progress
from sim.robust.worlds import world_of
from sim.runs import Numbers
from sim.sweep.cells import Chunk, MarketPlay, Outcomes, Play, Task, joined
from sim.sweep.parameters import Parameter

OUTCOMES = ("total_value", "customers")


@dataclass(frozen=True)
class WorldPlay:
    """Plays the strategies of a scenario in a world; the burn-in is played once for all of them."""

    scenario: Scenario
    seed: int

    def __call__(self, values: dict[str, float], run: int) -> Mapping[str, Outcomes | Exception]:
        """The outcomes of every strategy in a world, or its error."""
        world = world_of(self.scenario, values)
        return MarketPlay(world, tuple(world.strategies), OUTCOMES, self.seed)({}, run)


@dataclass(frozen=True)
class Failure:
    """A play that could not be finished, and why."""

    world: int
    run: int
    strategy: str
    error: str


@dataclass(frozen=True)
class PlayedWorlds:
    """What came of all worlds.

    `points`: (worlds, unknowns); `total_value` and `customers`, those held at the horizon: (worlds, strategies), means
    over the runs, not a number where a run failed; worlds are numbered from 1 in what people read.
    """

    points: Numbers
    total_value: Numbers
    customers: Numbers
    failures: tuple[Failure, ...]

    @property
    def complete(self) -> Flags:
        """Which worlds all strategies were played in to the end: (worlds,)."""
        return np.asarray(np.isfinite(self.total_value).all(axis=1))

    @property
    def numbers(self) -> Places:
        """The numbers of the complete worlds, from 1."""
        return np.flatnonzero(self.complete) + 1


def play_worlds(
    play: Play,
    varying: Sequence[Parameter],
    points: Numbers,
    strategies: Sequence[str],
    runs: int,
    crew: Crew,
    progress: Progress = lambda done: None,
) -> PlayedWorlds:
    """Every world and run, shared out; `progress` hears of each. `points`: (worlds, unknowns)."""
    task = Task(play, tuple(one.path for one in varying), tuple(strategies), OUTCOMES, runs)
    chunks = [Chunk((cell,), points[[cell // runs]]) for cell in range(len(points) * runs)]
    found = joined(crew.share_out(task, chunks, progress))
    means = found.outcomes.reshape(len(points), runs, len(strategies), len(OUTCOMES)).mean(axis=1)
    failures = tuple(
        Failure(cell // runs + 1, cell % runs, strategy, error)
        for cell, errors in enumerate(found.errors)
        for strategy, error in zip(strategies, errors, strict=True)
        if error
    )
    return PlayedWorlds(points, means[:, :, 0], means[:, :, 1], failures)
