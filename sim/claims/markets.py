"""The markets that come with the program, as people call them, and what is left of our firm's books in each."""

from __future__ import annotations

import math
from collections.abc import Iterable

from scipy import stats

from sim.declarations import Scenario
from sim.intervals import CONFIDENCE, Estimate
from sim.market.market import Market
from sim.runs import Numbers, Run
from sim.simulate import record_of
from sim.survival import undisturbed

CALLED = {
    "airline": "airline",
    "grocer": "grocer",
    "it_dealer": "IT dealer",
    "petrochemicals": "petrochemicals maker",
    "property_management": "property manager",
    "retail_bank": "retail bank",
    "software_vendor": "software house",
    "telecom": "high-end telecom",
    "telecom_mass": "mass telecom",
    "television": "television maker",
}
"""The scenarios by their file names, in a word or two."""


def called(name: str) -> str:
    """A market as people call it.

    >>> called("it_dealer"), called("a_new_one")
    ('IT dealer', 'a new one')
    """
    return CALLED.get(name, name.replace("_", " "))


def years_of_today(scenario: Scenario, run: int, years: int) -> Run:
    """Our firm's first years under today's policy, in a market left to itself; what remains after is not valued."""
    market = Market(undisturbed(scenario), run=run)
    market.advance(market.since + 12 * years)
    return record_of(market)


def spent(run: Run, *lines: str) -> float:
    """What the firm spent on some lines of its books, from month 1 on."""
    return float(sum(run.ours(line).sum() for line in lines))


def customer_years(run: Run) -> float:
    """Customers held, counted for as many years as they were held."""
    return float(run.ours("held").sum()) / 12


def of_ratio(above: Numbers, below: Numbers) -> Estimate:
    """The mean of one number over the mean of another, with its 95% interval; both by run: (runs,).

    The interval is the delta method's (Cochran 1977, section 6.3): it bears with runs in which the lower one is near
    zero, as differences are. Not known where the lower mean cannot be told from zero.

    >>> import numpy as np
    >>> of_ratio(np.array([100.0, 110.0, 120.0]), np.array([10.0, 11.0, 12.0]))
    Estimate(mean=10.0, low=10.0, high=10.0)

    >>> of_ratio(np.array([1.0, 1.0]), np.array([-1.0, 1.0]))
    Estimate(mean=None, low=None, high=None)
    """
    runs = len(above)
    quantile = float(stats.t.ppf((1 + CONFIDENCE) / 2, runs - 1)) if runs > 1 else math.nan
    lower = float(below.mean())
    if runs > 1 and abs(lower) <= quantile * float(below.std(ddof=1)) / math.sqrt(runs):
        return Estimate(None, None, None)
    ratio = float(above.mean()) / lower
    if runs == 1:
        return Estimate(ratio, None, None)
    reach = quantile * float((above - ratio * below).std(ddof=1)) / (abs(lower) * math.sqrt(runs))
    return Estimate(ratio, ratio - reach, ratio + reach)


def from_to(values: Iterable[Estimate], unit: str = "%") -> str:
    """The least and the greatest of some figures, in whole numbers.

    >>> from_to([Estimate(18.2, 17.0, 19.0), Estimate(26.9, None, None), Estimate(None, None, None)])
    '18 to 27%'
    >>> from_to([])
    'not known'
    """
    known = [f"{one.mean:.0f}" for one in sorted(values, key=lambda one: one.mean or 0.0) if one.mean is not None]
    return f"{known[0]} to {known[-1]}{unit}" if known else "not known"
