"""The journal of a market: room for a month's events, handed over month by month to whoever keeps them."""

from __future__ import annotations

import numpy as np

from sim.market.records import EVENT, Records

NOBODY, EVERYBODY = -2, -1


class Journal:
    """Keeps the events of the customer watched (or of everybody, with `EVERYBODY`); of nobody by default."""

    def __init__(self, watch: int | None) -> None:
        self.watch = NOBODY if watch is None else watch
        self.room = np.zeros(0 if self.watch == NOBODY else 4096, EVENT)
        self.filed = 0
        self.months: list[Records] = []

    def make_room(self, people: int, ties: int) -> None:
        """Room enough for whatever a month can bring: some twenty-four lines a person, and one a tie."""
        lines = 24 * people + ties if self.watch == EVERYBODY else 4096
        if self.watch != NOBODY and len(self.room) < lines:
            self.room = np.zeros(lines, EVENT)

    def turn_page(self, month: int) -> Records:
        """Takes the month's lines out, dated by the scenario's own months."""
        count = self.filed
        if count > len(self.room):
            raise RuntimeError(f"{count} events in a month, room for {len(self.room)}")
        page = self.room[:count].copy()
        page["month"] = month
        self.filed = 0
        if count:
            self.months.append(page)
        return page

    def events(self) -> Records:
        """All lines so far."""
        return np.concatenate(self.months) if self.months else np.zeros(0, EVENT)
