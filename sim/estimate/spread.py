"""How few of our customers bring most of our sales."""

from __future__ import annotations

import numpy as np

from sim.estimate.finding import Finding, Gap, Grid, Parameter
from sim.estimate.log import Log
from sim.estimators.concentration import gini, lorenz, top_share
from sim.wording import per_cent

NAME = "concentration"
MODEL = "shares of the ordered customers (Lorenz 1905, Gini 1912)"
FEWEST = 20
"""Customers below which a share of the best is the luck of one or two. Assumption."""
TOLD = (0.01, 0.05, 0.10, 0.20, 0.50)
"""Shares of the best customers whose part is told."""
POINTS = 101


def concentration(log: Log) -> Finding | Gap:
    """What the best customers bring of the whole."""
    if log.bought is None:
        return Gap(NAME, "the log tells neither sales nor purchases; add the column amount")
    values, measure = log.value_by_customer()
    if len(values) < FEWEST:
        return Gap(NAME, f"{len(values)} customers are too few; expected {FEWEST} or more")
    if values.min() < 0 or values.max() <= 0:
        return Gap(NAME, "some customers bring less than nothing, or nobody anything, so there are no shares")
    best = {share: top_share(values, share) for share in TOLD}
    unequal = gini(values)
    parameters = (
        Parameter(
            "top_20", best[0.20], per_cent(best[0.20], 1), f"of our {measure} come from the best 20% of customers"
        ),
        Parameter("gini", unequal, f"{unequal:.2f}", "0: all bring the same; towards 1: one brings everything"),
    )
    people, brought = lorenz(values)
    grid_of = np.linspace(0, 1, POINTS)
    data = {"measure": measure, "customers": len(values), "lorenz": np.interp(grid_of, people, brought).tolist()}
    grid = Grid(
        ("best customers", f"share of {measure}"),
        tuple((per_cent(share), per_cent(part)) for share, part in best.items()),
    )
    sentence = f"The best 20% of our customers bring {per_cent(best[0.20])} of {measure}."
    return Finding(NAME, sentence, MODEL, parameters, data, grid)
