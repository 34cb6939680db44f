"""How many of our customers leave, why, and to whom they go."""

from __future__ import annotations

import numpy as np

from sim.estimate.finding import Finding, Gap, Grid, Parameter
from sim.estimate.log import NOT_TOLD, ONE_FIRM, Log
from sim.estimators.switching import YEAR, churn, departures, held, switching_matrix
from sim.wording import figure, per_cent

LEAVING, SWITCHING = "leaving", "switching"
COUNTED = "counts, month by month"


def leaving(log: Log) -> Finding | Gap:
    """Churn by month, in a year, and by reason."""
    ours = log.ours
    if ours is None:
        return Gap(LEAVING, NOT_TOLD)
    months = list(range(2 if held(ours, [1])[0] == 0 else 1, log.last + 1))
    rates, there = churn(ours, months), held(ours, months)
    known = there > 0
    if not known.any():
        return Gap(LEAVING, "nobody is a customer for longer than a month")
    lost = {reason: counts for reason, counts in departures(ours, months).items() if counts.sum()}
    total = int(sum(counts.sum() for counts in lost.values()))
    monthly = float((rates[known] * there[known]).sum() / there[known].sum())
    yearly = 1 - (1 - monthly) ** YEAR
    parameters = (
        Parameter("customers", float(there[-1]), f"{there[-1]:,}", "customers at the start of the last month"),
        Parameter("left", float(total), f"{total:,}", f"left in {len(months)} months"),
        Parameter("churn_month", monthly, per_cent(monthly, 2), "of those held at a month's start leave within it"),
        Parameter("churn_year", yearly, per_cent(yearly, 1), "leave within a year at that rate"),
    )
    data = {
        "months": months,
        "held": there.tolist(),
        "churn_by_month": [None if np.isnan(rate) else float(rate) for rate in rates],
        "left_by_reason": {reason or "not told": counts.tolist() for reason, counts in lost.items()},
    }
    ordered = sorted(lost.items(), key=lambda pair: -pair[1].sum())
    table = tuple((in_words(reason), f"{n.sum():,}", per_cent(n.sum() / total)) for reason, n in ordered)
    said = f"; the most frequent reason is “{in_words(ordered[0][0])}”" if ordered and ordered[0][0] else ""
    sentence = f"{per_cent(yearly)} of our customers leave in a year{said}." if total else "Nobody left."
    grid = Grid(("reason", "left", "share"), table) if set(lost) - {""} else None
    return Finding(LEAVING, sentence, COUNTED, parameters, data, grid, log.cautions)


def in_words(reason: str) -> str:
    """A reason as people say it.

    >>> in_words("out_of_market"), in_words("")
    ('out of market', 'not told')
    """
    return reason.replace("_", " ") or "not told"


def switching(log: Log) -> Finding | Gap:
    """From whom to whom customers go."""
    if log.held is None:
        return Gap(SWITCHING, NOT_TOLD)
    if len(log.firms) < 2:
        return Gap(SWITCHING, ONE_FIRM)
    counts = switching_matrix(log.held, log.firms)
    us = log.firms.index(log.us)
    gone, won = int(counts[us].sum()), int(counts[:, us].sum())
    if not gone:
        return Gap(SWITCHING, "nobody leaves us in this log")
    to_rivals = int(counts[us, :-1].sum())
    parameters = (
        Parameter("lost_to_rivals", float(to_rivals), f"{to_rivals:,}", "customers went from us to another firm"),
        Parameter("lost_to_nobody", float(gone - to_rivals), f"{gone - to_rivals:,}", "went to no firm of the log"),
        Parameter("won_from_rivals", float(won), f"{won:,}", "came to us from another firm (or back to us)"),
        Parameter(
            "won_for_each_lost",
            won / to_rivals if to_rivals else 0.0,
            figure(won / to_rivals) if to_rivals else "–",
            "won from rivals for each one lost to them",
        ),
    )
    table = tuple((firm, *(f"{n:,}" for n in row)) for firm, row in zip(log.firms, counts, strict=True))
    data = {"firms": list(log.firms), "from_to": counts.tolist()}
    grid = Grid(("from / to", *log.firms, "nobody"), table)
    sentence = switched(log, counts, us)
    return Finding(SWITCHING, sentence, "counts, from a firm to the next", parameters, data, grid, log.cautions)


def switched(log: Log, counts: np.ndarray, us: int) -> str:
    """Where most of ours went, in a sentence."""
    where = [*log.firms, "nobody"]
    most = int(np.argmax(counts[us]))
    share = per_cent(counts[us, most] / counts[us].sum())
    return f"Of those who leave us, {share} go to {where[most]}, more than anywhere else."
