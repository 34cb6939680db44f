"""How long customers stay: each has an unchanging chance of leaving, unequal between customers.

The shifted-beta-geometric model. Its retention rises with tenure though nobody grows more loyal: those who are easily
tempted leave first. Source: Fader, P. S. & Hardie, B. G. S. (2007), How to project customer retention, Journal of
Interactive Marketing 21 (1), 76-90.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

WIDEST = 1e4
"""Largest a or b that a fit returns. Customers who do not differ have no bound; fits stop on the way to it."""

CERTAIN = 2.71
"""Likelihood ratio that luck exceeds once in twenty where customers are all alike, which is the edge of the model."""


class BetaGeometric(NamedTuple):
    """A fit: chances of leaving in a period follow a beta distribution with these parameters."""

    a: float
    b: float
    log_likelihood: float

    @property
    def churn(self) -> float:
        """Share that leaves in the first period: the mean chance of leaving.

        >>> BetaGeometric(1.0, 3.0, 0.0).churn
        0.25
        """
        return self.a / (self.a + self.b)

    @property
    def unlikeness(self) -> float:
        """How unlike customers are, 0 (all the same) to 1 (some always leave, the others never): 1 / (1 + a + b).

        >>> BetaGeometric(0.5, 0.5, 0.0).unlikeness
        0.5
        """
        return 1 / (1 + self.a + self.b)


def retention(a: float, b: float, years: int) -> Numbers:
    """Of those still there, the share that stays through year 1, 2, ... `years`: (years,).

    Years stand for any period: what counts is one chance of leaving in each.

    >>> retention(0.668, 3.806, 3).round(3).tolist()
    [0.851, 0.878, 0.897]
    """
    checked(a, b)
    served = np.arange(years)
    return np.asarray((b + served) / (a + b + served))


def survivors(a: float, b: float, years: int) -> Numbers:
    """Share of a cohort still there after year 1, 2, ... `years`, B(a, b + t) / B(a, b): (years,).

    >>> survivors(0.668, 3.806, 7).round(3).tolist()
    [0.851, 0.747, 0.67, 0.61, 0.562, 0.522, 0.489]
    """
    return np.asarray(np.cumprod(retention(a, b, years)), dtype=np.float64)


def checked(a: float, b: float) -> None:
    """Raises ValueError where a or b is not above zero."""
    if not (a > 0 and b > 0):
        raise ValueError(f"a = {a:g} and b = {b:g}; both must be above zero")


def log_likelihood(a: float, b: float, at_risk: npt.ArrayLike, lost: npt.ArrayLike) -> float:
    """Log-likelihood of losing so many of those at risk in each year of tenure.

    `at_risk`, `lost`: (years,), how many were there at the start of their year 1, 2, ... and how many of these left
    within it. Customers who are still there, and those who came late, are simply at risk in fewer years.

    >>> round(log_likelihood(1.0, 1.0, [100, 50], [50, 10]), 3)
    -96.519
    """
    risked, gone = np.asarray(at_risk, dtype=float), np.asarray(lost, dtype=float)
    kept = retention(a, b, len(risked))
    return float(np.sum(gone * np.log1p(-kept) + (risked - gone) * np.log(kept)))


def differences_told(fit: BetaGeometric, at_risk: npt.ArrayLike, lost: npt.ArrayLike) -> float:
    """Twice the gain in log-likelihood over customers who are all alike and lose the same share every year.

    Beyond `CERTAIN`, churn that falls with tenure is hardly luck. Arguments as for `log_likelihood`.

    >>> risked, gone = [1000, 869, 743], [131, 126, 90]
    >>> differences_told(fitted_to_risks(risked, gone), risked, gone) > CERTAIN
    False
    """
    from scipy.special import xlogy

    risked, gone = float(np.sum(at_risk)), float(np.sum(lost))
    alike = xlogy(gone, gone / risked) + xlogy(risked - gone, 1 - gone / risked)
    return max(0.0, 2 * (fit.log_likelihood - float(alike)))


def fitted_to_risks(at_risk: npt.ArrayLike, lost: npt.ArrayLike) -> BetaGeometric:
    """The parameters that make the losses likeliest; arguments as for `log_likelihood`.

    Raises ValueError where nobody left, all left in their first year, or fewer than two years can be compared.
    """
    from scipy.optimize import minimize

    risked, gone = np.asarray(at_risk, dtype=float), np.asarray(lost, dtype=float)
    if (gone < 0).any() or (gone > risked).any():
        raise ValueError("in no year can fewer than nobody leave, or more than are there")
    if np.count_nonzero(risked) < 2:
        raise ValueError("customers must be seen in at least two years of tenure; with one, only its churn is known")
    if gone.sum() <= 0 or risked.sum() <= gone.sum():
        raise ValueError("some customers must leave and some must stay, or there is nothing to tell apart")

    def surprise(logarithms: Numbers) -> float:
        a, b = np.exp(logarithms)
        return -log_likelihood(a, b, risked, gone) / risked.sum()

    bounds = [(-np.log(WIDEST), np.log(WIDEST))] * 2
    best = minimize(surprise, [0.0, 0.0], method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-14, "gtol": 1e-9})
    a, b = (float(value) for value in np.exp(best.x))
    return BetaGeometric(a, b, log_likelihood(a, b, risked, gone))


def fitted(surviving: Sequence[float] | Numbers, began: float = 1.0) -> BetaGeometric:
    """The parameters fitted to a survivor curve.

    `surviving`: how many of a cohort, or which share, are left after year 1, 2, ...; `began`: how many, or 1 for
    shares, it had at the start. The published a = .668, b = 3.806 (High End) and a = .704, b = 1.182 (Regular) are
    fitted to the first seven years.

    >>> high_end = fitted([0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491])
    >>> round(high_end.a, 3), round(high_end.b, 3)
    (0.668, 3.806)
    """
    left = np.array([began, *surviving], dtype=float)
    if (np.diff(left) > 0).any():
        raise ValueError("a survivor curve cannot rise")
    return fitted_to_risks(left[:-1], -np.diff(left))


def fitted_to_lifetimes(
    lifetimes: npt.ArrayLike, left: npt.ArrayLike, entered: npt.ArrayLike | None = None
) -> BetaGeometric:
    """The parameters fitted to single customers; arguments as for `risks`."""
    return fitted_to_risks(*risks(lifetimes, left, entered))


def risks(lifetimes: npt.ArrayLike, left: npt.ArrayLike, entered: npt.ArrayLike | None = None) -> tuple[Whole, Whole]:
    """How many were at risk in each year of tenure, and how many of these left within it.

    `lifetimes`: whole years each customer stayed, or has been seen to stay; `left`: whether it then left within the
    next year (false: nothing more is known of it); `entered`: years it had been there when the records begin (0 where
    left out), for customers older than the records.

    >>> [counts.tolist() for counts in risks([0, 1, 3], [True, True, False], [0, 0, 1])]
    [[2, 2, 1], [1, 1, 0]]
    """
    stayed, gone = np.asarray(lifetimes, dtype=np.int64), np.asarray(left, dtype=bool)
    since = np.zeros_like(stayed) if entered is None else np.asarray(entered, dtype=np.int64)
    years = int((stayed + gone).max(initial=0))
    tenure = np.arange(years)
    seen = (since[:, None] <= tenure) & (tenure < (stayed + gone)[:, None])
    return seen.sum(axis=0), (seen & gone[:, None] & (tenure == stayed[:, None])).sum(axis=0)
