"""The engine of a sweep: hands cells out in chunks, takes them back, and writes each part once it is complete."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from sim.results import ResultsError
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError
from sim.sweep.cells import Chunk, Played, Task, Whole, joined
from sim.sweep.designs import Design
from sim.sweep.folder import SweepFolder, TornError
from sim.sweep.rows import failures, without_failures
from sim.sweep.workers import Workers

CHUNK_SECONDS = 0.5
SHORTEST_CHUNK = 0.05
"""Seconds: handing out a chunk takes about a millisecond, so that even the shortest loses few per cent."""
AT_STAKE = 5.0
"""Seconds after which finished cells of an unfinished part are saved."""
HOPELESS = 3
"""Cells that kill their process, before a sweep is given up in which nothing else was ever played."""
ATTEMPTS = 2
"""How often a cell is played alone, after the process that played it died, before it is given up."""
DIED = "the process that played it ended abruptly, twice (too little memory?)"


@dataclass
class Tally:
    """How far a sweep is, in rows: of `total`, so many are done and so many of these failed.

    `before` were done when this process began.
    """

    total: int
    before: int = 0
    done: int = 0
    failed: int = 0


class OpenPart:
    """A part of the table while its cells are being played."""

    def __init__(self, number: int, cells: range, values: Numbers, known: list[Played]) -> None:
        self.number, self.cells, self.values = number, cells, values
        self.known = known
        self.unsaved: list[Played] = []
        self.since = time.monotonic()
        have = {int(cell) for some in known for cell in some.cells}
        self.waiting = deque(cell for cell in cells if cell not in have)
        self.missing = len(self.waiting)

    def chunk(self, many: int) -> Chunk:
        """The next cells, at most so many."""
        cells = tuple(self.waiting.popleft() for _ in range(min(many, len(self.waiting))))
        return Chunk(cells, self.values_of(np.array(cells, dtype=np.int64)))

    def values_of(self, cells: Whole) -> Numbers:
        """The values at the point of each cell: (cells, parameters)."""
        return self.values[cells - self.cells.start]

    def take(self, played: Played) -> None:
        """Takes cells that have been played."""
        self.unsaved.append(played)
        self.missing -= len(played.cells)


class Engine:
    """Plays what is missing of a sweep; whatever the workers and the order, the table is the same."""

    def __init__(
        self,
        folder: SweepFolder,
        task: Task,
        design: Design,
        workers: Workers,
        heard: Callable[[Tally], None] = lambda tally: None,
        retry: bool = False,
    ) -> None:
        self.folder, self.task, self.design, self.workers = folder, task, design, workers
        self.sweep = folder.sweep
        self.heard = heard
        self.warnings: list[str] = []
        self.stopping = False
        self.tally = Tally(self.sweep.rows)
        self.missing = list(self.missing_parts(retry))
        self.cells_left = sum(len(self.sweep.cells_of(number)) for number in self.missing)
        self.ahead = self.opened_parts()
        self.parts: dict[int, OpenPart] = {}
        self.in_flight: dict[Future[Played], Chunk] = {}
        self.suspects: deque[Chunk] = deque()
        self.examined: Chunk | None = None
        self.attempts: dict[int, int] = {}
        self.pace: float | None = None
        self.latest = 1

    def missing_parts(self, retry: bool) -> Iterator[int]:
        """The parts that are still to be played, in whole or, where failures are played again, in part."""
        for number in range(self.sweep.parts):
            try:
                failed = self.folder.failures(number)
            except TornError as torn:
                self.warnings.append(f"{torn}; it is played again")
                failed = None
            if failed is None or (retry and failed):
                yield number
            else:
                self.tally.failed += failed
                self.tally.before += len(self.sweep.cells_of(number)) * len(self.sweep.strategies)
        self.tally.done = self.tally.before

    def run(self) -> Tally:
        """Plays until everything is done, or until asked to stop and what is in hand is done."""
        try:
            while self.hand_out() or self.in_flight:
                for future in wait(self.in_flight, timeout=1.0, return_when=FIRST_COMPLETED).done:
                    self.take_back(self.in_flight.pop(future), future)
                self.workers.check()
        except BaseException:
            with suppress(ResultsError):
                self.save_what_is_in_hand()
            raise
        self.save_what_is_in_hand()
        return self.tally

    def stop(self) -> None:
        """Lets what is being played end, and hands out no more."""
        self.stopping = True
        for future in list(self.in_flight):
            self.workers.withdraw(future)

    def hand_out(self) -> bool:
        """Hands out chunks while there is room; says whether any was handed out."""
        before = len(self.in_flight)
        while not self.stopping and len(self.in_flight) < self.room():
            self.examined = self.suspects.popleft() if self.suspects else None
            chunk = self.examined or self.next_chunk()
            if chunk is None:
                break
            self.in_flight[self.submitted(chunk)] = chunk
        return len(self.in_flight) > before

    def submitted(self, chunk: Chunk) -> Future[Played]:
        """Hands out a chunk, to new workers where the old ones have died meanwhile."""
        try:
            return self.workers.submit(self.task, chunk)
        except BrokenExecutor:
            self.workers.renew()
            return self.workers.submit(self.task, chunk)

    def room(self) -> int:
        """How many chunks may be out at once: one while the pace is not known or a death is looked into."""
        return 1 if self.pace is None or self.suspects or self.examined else 2 * self.workers.count

    def next_chunk(self) -> Chunk | None:
        """The next cells to be played, as many as keep a worker busy for a while; none when all are handed out."""
        while True:
            waiting = next((part for part in self.parts.values() if part.waiting), None)
            if waiting:
                chunk = waiting.chunk(self.chunk_size())
                self.cells_left -= len(chunk.cells)
                return chunk
            part = next(self.ahead, None)
            if part is None:
                return None
            self.parts[part.number] = part
            self.close_if_complete(part)

    def chunk_size(self) -> int:
        """How many cells make a chunk: half a second's worth, less toward the end so that all workers end together.

        It grows by doubling only, since cells that fail at once say little of how long the others take.
        """
        if self.pace is None:
            return 1
        share = math.ceil(self.cells_left / (4 * self.workers.count))
        wanted = min(int(CHUNK_SECONDS / self.pace), max(share, int(SHORTEST_CHUNK / self.pace)))
        return max(1, min(wanted, 2 * self.latest))

    def opened_parts(self) -> Iterator[OpenPart]:
        """The missing parts one after the other, each with what is known of it."""
        for number in self.missing:
            cells = self.sweep.cells_of(number)
            points = np.arange(cells.start, cells.stop) // self.sweep.runs
            values = self.design.between(int(points[0]), int(points[-1]) + 1)[points - points[0]]
            part = OpenPart(number, cells, values, self.known_of(number))
            self.cells_left -= len(cells) - part.missing
            self.count(part.known)
            yield part

    def known_of(self, number: int) -> list[Played]:
        """Cells of a missing part that need not be played again: saved singly, or in the part and without failure."""
        saved = self.folder.saved_cells(number)
        try:
            whole = self.folder.played(number)
        except TornError:
            whole = None
        known = [*saved, *([] if whole is None else [without_failures(whole)])]
        return distinct(known)

    def take_back(self, chunk: Chunk, future: Future[Played]) -> None:
        """Takes a chunk back, played or not."""
        alone = chunk is self.examined
        self.examined = None if alone else self.examined
        try:
            played = future.result()
        except Exception:
            self.workers.check()
            if not self.stopping:
                self.look_into(chunk, alone)
            return
        self.pace, self.latest = max(float(played.seconds.mean()), 1e-9), len(chunk.cells)
        self.take(played)

    def take(self, played: Played) -> None:
        """Takes cells into their part; a complete part is written, an unfinished one saved now and then."""
        self.count([played])
        part = self.parts[int(played.cells[0]) // self.sweep.cells_per_part]
        part.take(played)
        self.close_if_complete(part)
        if part.missing and time.monotonic() - part.since > AT_STAKE:
            self.save_unfinished(part)

    def count(self, some: list[Played]) -> None:
        """Counts rows that are done."""
        for played in some:
            self.tally.done += len(played.cells) * len(self.sweep.strategies)
            self.tally.failed += failures(played)
        self.heard(self.tally)

    def look_into(self, chunk: Chunk, alone: bool) -> None:
        """A worker died on a chunk: its cells are played one by one, alone; one that kills again is given up."""
        self.workers.renew()
        for place, cell in enumerate(chunk.cells):
            self.attempts[cell] = self.attempts.get(cell, 0) + alone
            if self.attempts[cell] < ATTEMPTS:
                self.suspects.append(Chunk((cell,), chunk.values[place : place + 1]))
            else:
                self.check_hope()
                self.take(self.task.failed([cell], DIED))

    def check_hope(self) -> None:
        """ScenarioError where the first cells have all killed their process, and nothing else has ever been played."""
        many = len(self.sweep.strategies)
        if self.pace is None and self.tally.done == self.tally.failed >= (HOPELESS - 1) * many:
            raise ScenarioError(f"the first runs of the sweep cannot be played at all: {DIED}")

    def close_if_complete(self, part: OpenPart) -> None:
        """Writes a part of which nothing is missing any more."""
        if not part.missing:
            self.folder.save_part(part.number, joined([*part.known, *part.unsaved]), part.values)
            del self.parts[part.number]

    def save_unfinished(self, part: OpenPart) -> None:
        """Saves the cells of an unfinished part that were played since it was last saved."""
        part.since = time.monotonic()
        if part.unsaved:
            played = joined(part.unsaved)
            self.folder.save_unfinished(part.number, played, part.values_of(played.cells))
            part.known, part.unsaved = [*part.known, played], []

    def save_what_is_in_hand(self) -> None:
        """Saves what is finished of all unfinished parts."""
        for part in self.parts.values():
            self.save_unfinished(part)


def distinct(some: list[Played]) -> list[Played]:
    """Cells each once: what comes first counts."""
    seen: set[int] = set()
    found = []
    for played in some:
        fresh = np.array([int(cell) not in seen for cell in played.cells], dtype=bool)
        seen |= {int(cell) for cell in played.cells}
        errors = tuple(error for error, new in zip(played.errors, fresh, strict=True) if new)
        found.append(Played(played.cells[fresh], played.outcomes[fresh], errors, played.seconds[fresh]))
    return [played for played in found if len(played.cells)]
