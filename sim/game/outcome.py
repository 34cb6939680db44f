"""What a round leaves behind, for all firms: small, frozen, and all that pages are made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.ledger import COLUMN
from sim.runs import Numbers


@dataclass(frozen=True)
class Line:
    """One thing that happened to a customer, as the journal has it (see `sim/rules/journal.py`)."""

    month: int
    event: int
    firm: int
    other: int
    customer: int
    layer: int
    outcome: int
    amount: float


@dataclass(frozen=True)
class Voice:
    """A customer with what happened to it in a round, for one seat: who left, who came, who suffers in silence.

    `kind`: left, joined, unhappy, happy; `segment`: its key; `seat`: whose page it stands on; `lines`: this round's.
    """

    seat: str
    kind: str
    customer: int
    segment: str
    satisfaction: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Outcome:
    """How the market stands after a round (round 0: at the opening).

    `months`: (months so far + 1, firms, COLUMNS), month 0 (the opening) first; `begins`: the index in it of the first
    month of this round. `flows`: (firms + 1, firms + 1, REASONS) customers who went from one firm to another in this
    round, the last row and column standing for "no firm". `run_off`: (firms,) what the customers held now are still
    worth, in money of the round's end. `standing`: (firms,) reputations, 0 to 1. `levers`: what each firm has set, by
    path, as it stands.
    `sizes`: (firms,) customers at the opening, to which spending per customer held at the opening refers.
    `open`: (firms,) whether a firm is in the market; one that has run out of cash and credit closes for good.
    `extra`: (firms,) money of the game so far: information bought (below zero), help and fines.
    """

    round: int
    firms: tuple[str, ...]
    begins: int
    months: Numbers
    flows: Numbers
    run_off: Numbers
    standing: Numbers
    sizes: Numbers
    open: tuple[bool, ...]
    extra: Numbers
    levers: dict[str, dict[str, float]]
    voices: tuple[Voice, ...]

    def place(self, seat: str) -> int:
        """A seat's place among the firms."""
        return self.firms.index(seat)

    def column(self, name: str) -> Numbers:
        """A ledger column of all firms, opening first: (months so far + 1, firms)."""
        return self.months[:, :, COLUMN[name]]

    def of_round(self, name: str) -> Numbers:
        """A ledger column summed over this round: (firms,). For stocks, ask `now`."""
        return np.asarray(self.column(name)[self.begins :].sum(axis=0))

    def now(self, name: str) -> Numbers:
        """A ledger column of the last month: (firms,)."""
        return self.column(name)[-1]

    @property
    def profit(self) -> Numbers:
        """Profit so far, with information, help and fines: (firms,)."""
        return np.asarray(self.column("profit")[1:].sum(axis=0) + self.extra)

    @property
    def total(self) -> Numbers:
        """Total value: profit so far and what the customers held now are still worth: (firms,)."""
        return self.profit + self.run_off
