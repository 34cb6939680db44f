"""Outcomes of markets made by hand: three firms, a few customers who move, levers that are set."""

from __future__ import annotations

import numpy as np

from sim.game.outcome import Outcome
from sim.ledger import COLUMN, COLUMNS, REASONS

FIRMS = ("team_1", "team_2", "rival")
NAMES = {"team_1": "Herons", "team_2": "Larks", "rival": "Quickdraw"}
Moves = dict[tuple[str | None, str | None, str], int]
"""Customers who went from a firm to another (None: no firm) for a reason."""


def outcome(
    round: int = 1,
    moves: Moves | None = None,
    levers: dict[str, dict[str, float]] | None = None,
    profit: tuple[float, ...] = (0.0, 0.0, 0.0),
    run_off: tuple[float, ...] = (0.0, 0.0, 0.0),
) -> Outcome:
    """An outcome after a round of one month; profit falls in that month."""
    places: dict[str | None, int] = {**{name: at for at, name in enumerate(FIRMS)}, None: len(FIRMS)}
    flows = np.zeros((len(FIRMS) + 1, len(FIRMS) + 1, len(REASONS)))
    for (start, end, reason), count in (moves or {}).items():
        flows[places[start], places[end], REASONS.index(reason)] = count
    months = np.zeros((round + 1, len(FIRMS), len(COLUMNS)))
    months[round, :, COLUMN["profit"]] = profit
    return Outcome(
        round=round,
        firms=FIRMS,
        begins=round,
        months=months,
        flows=flows,
        run_off=np.array(run_off),
        standing=np.full(len(FIRMS), 0.5),
        sizes=np.full(len(FIRMS), 100.0),
        open=(True,) * len(FIRMS),
        extra=np.zeros(len(FIRMS)),
        levers={firm: {"price": 1.0, "spend.product": 5.0} | (levers or {}).get(firm, {}) for firm in FIRMS},
        voices=(),
    )
