"""A small game, its record, and rooms without a network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from sim.game.reading import Game, read_game
from sim.game.table import play
from sim.workshop.acts import Act, Founded
from sim.workshop.founding import founded
from sim.workshop.record import Record
from sim.workshop.room import Room

DATA = Path(__file__).parents[1] / "data"
LANE = DATA / "lane.yaml"
NOW = datetime(2026, 1, 2, 3, 4, 5)


@cache
def lane() -> Game:
    """Three teams and a rival, 200 customers, eight rounds of a month."""
    return read_game(LANE)


def beginning(solo: bool = False) -> Founded:
    """The beginning of a record of the lane."""
    return founded(lane(), solo, at=0.0)


@dataclass
class Time:
    """A clock that is set by hand."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Table:
    """A room with its record and its clock; everything is computed at once where `computed` is asked for."""

    path: Path
    solo: bool = False
    acts: Iterable[Act] = ()
    time: Time = field(default_factory=Time)

    def __post_init__(self) -> None:
        self.record = (
            Record.opened(self.path)
            if self.path.exists()
            else Record.begun(self.path, [beginning(self.solo), *self.acts])
        )
        self.room = Room(self.record, self.time)

    def computed(self) -> Room:
        """The room with every outcome."""
        while (history := self.room.next_history()) is not None:
            self.room.keep(history, play(self.room.game, history))
        return self.room

    def again(self) -> Table:
        """The same game in another process: from its record."""
        self.record.close()
        return Table(self.path, time=self.time)
