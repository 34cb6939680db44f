"""How often the next purchase is at the same firm."""

from __future__ import annotations

import numpy as np

from sim.estimate.finding import Finding, Gap, Grid, Parameter
from sim.estimate.log import ONE_FIRM, UNDER_CONTRACT, Log
from sim.estimators.purchases import repeat_matrix
from sim.wording import per_cent

NAME = "repeating"


def repeating(log: Log) -> Finding | Gap:
    """From which firm to which a customer's purchases go, one to the next."""
    if log.bought is None or not log.by_choice:
        return Gap(NAME, UNDER_CONTRACT)
    if len(log.firms) < 2:
        return Gap(NAME, ONE_FIRM)
    firms, moves = repeat_matrix(log.bought.customer.astype(str), log.bought.time, log.bought.firm)
    us, total = list(firms).index(log.us), moves.sum(axis=1)
    if total[us] == 0:
        return Gap(NAME, "no customer of ours buys a second time, here or elsewhere")
    rates = np.divide(moves.diagonal(), total, out=np.zeros(len(firms)), where=total > 0)
    share = float(np.mean(log.bought.firm == log.us))
    parameters = (
        Parameter(
            "repeat_rate", float(rates[us]), per_cent(rates[us], 1), "of purchases after one of ours are ours again"
        ),
        Parameter(
            "share", share, per_cent(share, 1), "of all purchases are ours: the repeat rate if nobody kept to a firm"
        ),
    )
    shown = [[per_cent(n / whole) if whole else "–" for n in row] for row, whole in zip(moves, total, strict=True)]
    grid = Grid(("last / next", *firms), tuple((firm, *row) for firm, row in zip(firms, shown, strict=True)))
    data = {"firms": list(firms), "from_to": moves.tolist(), "repeat_rates": rates.tolist()}
    sentence = f"After a purchase from {log.us}, {per_cent(rates[us])} of the next ones are there again."
    return Finding(NAME, sentence, "counts, from a purchase to the next", parameters, data, grid)
