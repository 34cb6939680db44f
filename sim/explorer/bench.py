"""The bench: processes kept warm, each with its share of the runs; whoever asked last is served first."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sim.declarations import Scenario
from sim.explorer import hands
from sim.playing import left_to_the_parent, local_pool
from sim.runs import Run
from sim.why.stories import Chosen, Story

FIRST_LOOKS = 2, 8
"""Runs after which a picture is shown before all are in."""
KEPT = 12
"""Strategies whose runs are remembered, so that undoing takes no time."""
MOST_FAILURES = 3
"""Times a process may end by itself before it is given up."""

Played = dict[str, list[Run]]


class GivenUpError(Exception):
    """The processes that play end again and again."""


@dataclass(eq=False)
class Exploration:
    """A strategy being played beside the baseline. `case`: the scenario with these two; `key` names the strategy."""

    case: Scenario
    key: str
    runs: dict[int, Run] = field(default_factory=dict)
    chosen: list[Chosen] | None = None
    stories: dict[str, list[Story]] = field(default_factory=dict)

    @property
    def is_baseline(self) -> bool:
        """Whether there is nothing to play but the baseline."""
        return self.key == self.case.baseline


@dataclass(eq=False)
class Hand:
    """One process and what it holds: the runs of which it keeps the opening."""

    runs: range
    pool: Any = field(default_factory=lambda: local_pool(1))
    openings: set[int] = field(default_factory=set)
    failures: int = 0

    async def does(self, work: Callable[..., Any], *given: Any) -> Any:
        """Has the process do something."""
        with left_to_the_parent():
            asked = self.pool.submit(work, *given)
        return await asyncio.wrap_future(asked)

    def begins_anew(self) -> None:
        """Replaces a process that has ended; its openings are gone with it."""
        self.failures += 1
        self.pool = local_pool(1)
        self.openings.clear()


class Bench:
    """Plays what is asked for, run by run, in processes that hold the openings and stay; use `working` around it."""

    def __init__(self, scenario: Scenario, runs: int, workers: int | None = None) -> None:
        self.scenario, self.runs = scenario, runs
        many = min(workers or os.cpu_count() or 1, runs)
        self.hands = [Hand(range(at, runs, many)) for at in range(many)]
        self.teller = Hand(range(0))
        self.telling = asyncio.Lock()
        self.changed = asyncio.Condition()
        self.baseline: dict[int, Run] = {}
        self.known: dict[str, Exploration] = {}
        self.wanted: list[Exploration] = []

    def start(self) -> list[asyncio.Task[None]]:
        """Sets all hands to work; to be cancelled at the end."""
        return [asyncio.create_task(self.work(hand)) for hand in self.hands]

    def close(self) -> None:
        """Ends the processes, when the runs in hand are done."""
        for hand in (*self.hands, self.teller):
            hand.pool.shutdown(wait=True, cancel_futures=True)

    @property
    def warm(self) -> int:
        """How many runs of the baseline are ready."""
        return len(self.baseline)

    def exploration(self, case: Scenario) -> Exploration:
        """The exploration of a case, with the runs it has from before, whatever it was called then."""
        key = list(case.strategies)[-1]
        played = case.strategies[key].model_dump_json(exclude={"title", "story"})
        found = self.known.pop(played, None)
        self.known[played] = replace(found, case=case) if found else Exploration(case, key)
        for old in list(self.known)[:-KEPT]:
            del self.known[old]
        return self.known[played]

    async def looks(self, exploration: Exploration) -> AsyncGenerator[Played, None]:
        """What has been played after the first runs, after more, and after all; goes before whatever was asked before.

        Runs that nobody waits for any more are not begun.
        """
        self.wanted.append(exploration)
        try:
            await self.tell()
            for count in sorted({min(few, self.runs) for few in (*FIRST_LOOKS, self.runs)}):
                async with self.changed:
                    await self.changed.wait_for(partial(self.has, exploration, count))
                if self.given_up:
                    raise GivenUpError
                yield self.played(exploration)
        finally:
            self.wanted.remove(exploration)

    def has(self, exploration: Exploration, count: int) -> bool:
        """Whether so many runs are in, or no more will come."""
        return self.given_up or len(self.both(exploration)) >= count

    async def tell(self) -> None:
        """Wakes everybody who waits for something to change."""
        async with self.changed:
            self.changed.notify_all()

    def both(self, exploration: Exploration) -> list[int]:
        """The runs in which both strategies have been played."""
        return sorted(run for run in self.baseline if exploration.is_baseline or run in exploration.runs)

    def played(self, exploration: Exploration) -> Played:
        """These runs, paired."""
        runs = self.both(exploration)
        found = {exploration.case.baseline: [self.baseline[run] for run in runs]}
        return found if exploration.is_baseline else found | {exploration.key: [exploration.runs[run] for run in runs]}

    @property
    def given_up(self) -> bool:
        """Whether some process has ended too often."""
        return any(hand.failures > MOST_FAILURES for hand in self.hands)

    async def work(self, hand: Hand) -> None:
        """Does what is to be done next, for as long as the page is served."""
        while True:
            async with self.changed:
                await self.changed.wait_for(lambda: self.next_of(hand) is not None)
            exploration, run = self.next_of(hand) or (None, 0)
            try:
                await self.do(hand, exploration, run)
            except BrokenProcessPool:
                hand.begins_anew()
            except Exception:
                hand.failures = MOST_FAILURES + 1
                raise
            finally:
                await self.tell()

    async def do(self, hand: Hand, exploration: Exploration | None, run: int) -> None:
        """Plays a run; its opening and baseline first, where the process does not have them."""
        if run not in hand.openings:
            self.baseline[run] = await hand.does(hands.opening, self.scenario, run)
            hand.openings.add(run)
        elif exploration:
            strategy = exploration.case.strategies[exploration.key]
            exploration.runs[run] = await hand.does(hands.run_of, exploration.key, strategy, run)

    def next_of(self, hand: Hand) -> tuple[Exploration | None, int] | None:
        """What a hand should do next: the first run missing to whoever asked last, else an opening, else nothing."""
        if self.given_up:
            return None
        for exploration in reversed(self.wanted):
            done = self.baseline if exploration.is_baseline else exploration.runs
            missing = next((run for run in hand.runs if run not in done), None)
            if missing is not None:
                return exploration, missing
        cold = next((run for run in hand.runs if run not in hand.openings), None)
        return None if cold is None else (None, cold)

    async def stories(self, exploration: Exploration, language: str) -> list[Story]:
        """Three lives in both worlds, told in a language; nobody's where the strategy changes nobody's."""
        asked = (self.scenario, exploration.key, exploration.case.strategies[exploration.key])
        async with self.telling:
            if language in exploration.stories:
                return exploration.stories[language]
            try:
                if exploration.chosen is None:
                    exploration.chosen = await self.teller.does(hands.persons, *asked)
                told = await self.teller.does(hands.lives, *asked, exploration.chosen, language)
            except BrokenProcessPool:
                self.teller.begins_anew()
                return []
            exploration.stories[language] = told
            return told
