"""Who of our buyers is still a customer, and how often they will buy, when nobody says goodbye."""

from __future__ import annotations

import numpy as np

from sim.estimate.finding import Finding, Gap, Grid, Parameter
from sim.estimate.log import UNDER_CONTRACT, Log
from sim.estimators import bg_nbd
from sim.estimators.bg_nbd import BgNbd
from sim.estimators.purchases import Recency, recency
from sim.estimators.switching import YEAR
from sim.wording import figure, per_cent

NAME = "buying"
MODEL = "BG/NBD (Fader, Hardie & Lee 2005)"
FEWEST, FEWEST_REPEATS = 100, 30
"""Buyers, and of these repeat buyers, below which nothing is fitted. Assumption."""
FEW = 0.005
"""Share of leavers not worth a word. Assumption."""
MOST = 7
"""Repeat purchases up to which buyers are counted one by one."""
FIRST_SEEN = (
    "A customer's first purchase in the log is taken for the first ever. "
    "Keep only customers who are new within the log, or buying looks steadier than it is."
)


def buying(log: Log) -> Finding | Gap:
    """Rates of buying, who has left, and the purchases to come."""
    if log.bought is None or not log.by_choice:
        return Gap(NAME, UNDER_CONTRACT)
    ours = log.bought.where(log.bought.firm == log.us)
    told = recency(ours.customer, ours.time, float(log.bought.time.max()))
    again = int(np.count_nonzero(told.repeats))
    if len(told.customers) < FEWEST or again < FEWEST_REPEATS:
        return Gap(
            NAME,
            f"{len(told.customers)} buyers, {again} of them more than once, are too few; "
            f"expected {FEWEST} and {FEWEST_REPEATS} or more",
        )
    return in_words(bg_nbd.fitted(told.repeats, told.recency, told.watched), told)


def in_words(fit: BgNbd, told: Recency) -> Finding:
    """The fit in words."""
    here = float(bg_nbd.alive(fit, told.repeats, told.recency, told.watched).sum())
    to_come = float(bg_nbd.expected_of(fit, YEAR, told.repeats, told.recency, told.watched).sum())
    buyers = len(told.customers)
    parameters = (
        Parameter("buyers", float(buyers), f"{buyers:,}", "bought from us at least once"),
        Parameter("still_customers", here, f"{here:,.0f}", f"of them have not left yet ({per_cent(here / buyers, 1)})"),
        Parameter("next_year", to_come, f"{to_come:,.0f}", "purchases these will make in the next 12 months"),
        Parameter("rate", fit.rate, figure(fit.rate), "purchases a month of the average customer who has not left"),
        Parameter(
            "leaving", fit.leaving, per_cent(fit.leaving, 1), "chance of leaving after a repeat purchase, on average"
        ),
        Parameter("r", fit.r, figure(fit.r), "evenness of buying rates: the smaller, the fewer buy the most"),
        Parameter("alpha", fit.alpha, figure(fit.alpha), "with r: the mean rate is r / alpha a month"),
        Parameter("a", fit.a, figure(fit.a), "with b: chances of leaving after a purchase, spread over customers"),
        Parameter("b", fit.b, figure(fit.b), "with a: the mean chance is a / (a + b)"),
    )
    seen, expected = repeats_seen(told), repeats_expected(fit, told)
    data = {
        "unit": "months",
        "log_likelihood": fit.log_likelihood,
        "buyers_by_repeats": seen.tolist(),
        "expected_by_repeats": expected.tolist(),
        "expected_purchases_by_month": bg_nbd.expected_purchases(fit, np.arange(1, 2 * YEAR + 1)).tolist(),
    }
    labels = [*map(str, range(MOST)), f"{MOST} or more"]
    rows = zip(labels, seen, expected, strict=True)
    grid = Grid(
        ("repeat purchases", "buyers", "expected"), tuple((label, f"{n:,}", f"{m:,.0f}") for label, n, m in rows)
    )
    return Finding(NAME, headline(buyers, here, to_come), MODEL, parameters, data, grid, (FIRST_SEEN,))


def headline(buyers: int, here: float, to_come: float) -> str:
    """Who is still a customer and what they will buy, in a sentence.

    >>> headline(200, 199.9, 50.0)
    'Hardly anybody of the 200 who bought from us has left; they will buy some 50 times in the next 12 months.'
    """
    still = f"Of {buyers:,} who bought from us, about {here:,.0f} ({per_cent(here / buyers)}) are still customers"
    nobody = f"Hardly anybody of the {buyers:,} who bought from us has left"
    told = nobody if buyers - here < FEW * buyers else still
    return f"{told}; they will buy some {to_come:,.0f} times in the next {YEAR} months."


def repeats_seen(told: Recency) -> np.ndarray:
    """How many buyers made 0, 1, ... repeat purchases, the last entry for `MOST` and more: (MOST + 1,)."""
    return np.bincount(np.minimum(told.repeats, MOST), minlength=MOST + 1)


def repeats_expected(fit: BgNbd, told: Recency) -> np.ndarray:
    """How many the model expects, each buyer watched for its own time: (MOST + 1,)."""
    times, buyers = np.unique(np.round(told.watched, 1), return_counts=True)
    chances = np.array([bg_nbd.purchase_chances(fit, max(time, 0.05), MOST - 1) for time in times])
    few = buyers @ chances
    return np.append(few, max(0.0, buyers.sum() - few.sum()))
