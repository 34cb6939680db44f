"""Who is still a customer when nobody says goodbye, and how often they will buy: the BG/NBD.

Customers buy at unequal, unchanging rates, and after each purchase leave for good with an unequal, unchanging chance.
Source: Fader, P. S., Hardie, B. G. S. & Lee, K. L. (2005), "Counting your customers" the easy way, Marketing Science
24 (2), 275-284. A repeat purchase is any purchase after a customer's first.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

LARGEST = 1e4
"""Largest parameter that a fit returns: so large, customers hardly differ in it."""


class BgNbd(NamedTuple):
    """Rates of buying: gamma with shape r and scale 1 / alpha (time units of the data). Leaving: beta with a and b.

    `log_likelihood`: of the data fitted; nan for parameters given by hand.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = float("nan")

    @property
    def rate(self) -> float:
        """Mean purchases per unit of time while a customer.

        >>> round(BgNbd(0.243, 4.414, 0.793, 2.426).rate, 3)
        0.055
        """
        return self.r / self.alpha

    @property
    def leaving(self) -> float:
        """Mean chance of leaving after a purchase.

        >>> round(BgNbd(0.243, 4.414, 0.793, 2.426).leaving, 3)
        0.246
        """
        return self.a / (self.a + self.b)


def log_likelihood(model: BgNbd, repeats: npt.ArrayLike, recency: npt.ArrayLike, watched: npt.ArrayLike) -> Numbers:
    """Log-likelihood of each customer: (customers,).

    `repeats`: repeat purchases; `recency`: time of the last purchase since the first (0 without repeats); `watched`:
    time from the first purchase to the end of the records.

    >>> log_likelihood(BgNbd(0.243, 4.414, 0.793, 2.426), [2, 0], [30.43, 0.0], [38.86, 38.86]).round(2).tolist()
    [-9.46, -0.55]
    """
    from scipy.special import betaln, gammaln

    x, last, end = (np.asarray(values, dtype=float) for values in (repeats, recency, watched))
    r, alpha, a, b, _ = model
    buying = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    here = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + end)
    bought = x > 0
    # Who never bought again cannot have left: leaving comes after a repeat purchase.
    gone = np.log(a) - np.log(b + np.maximum(x, 1) - 1) + betaln(a, b + x) - betaln(a, b)
    gone = np.where(bought, gone - (r + x) * np.log(alpha + last), -np.inf)
    with np.errstate(under="ignore"):
        return np.asarray(buying + np.logaddexp(here, gone))


def fitted(repeats: npt.ArrayLike, recency: npt.ArrayLike, watched: npt.ArrayLike) -> BgNbd:
    """The parameters that make the records of all customers likeliest; arguments as for `log_likelihood`.

    Raises ValueError where records contradict themselves, or nobody bought again.
    """
    from scipy.optimize import minimize

    x, last, end = (np.asarray(values, dtype=float) for values in (repeats, recency, watched))
    if (x < 0).any() or (last < 0).any() or (last > end).any() or ((x > 0) != (last > 0)).any():
        raise ValueError("repeats are 0 or more, recency lies between 0 and the time watched, and is 0 without repeats")
    if not x.any():
        raise ValueError("nobody bought a second time, so neither rates nor leaving can be told")
    records, customers = np.unique(np.stack([x, last, end]), axis=1, return_counts=True)
    unit = float(end.max())

    def surprise(logarithms: Numbers) -> float:
        r, alpha, a, b = np.exp(logarithms)
        each = log_likelihood(BgNbd(r, alpha, a, b), records[0], records[1] / unit, records[2] / unit)
        return -float(customers @ each) / len(x)

    bounds = [(-np.log(LARGEST), np.log(LARGEST))] * 4
    best = minimize(surprise, np.zeros(4), method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-13, "gtol": 1e-8})
    r, alpha, a, b = (float(value) for value in np.exp(best.x))
    found = BgNbd(r, alpha * unit, a, b)
    return found._replace(log_likelihood=float(log_likelihood(found, x, last, end).sum()))


def expected_purchases(model: BgNbd, time: npt.ArrayLike) -> Numbers:
    """Repeat purchases expected of a new customer within a time, E[X(t)].

    >>> expected_purchases(BgNbd(0.243, 4.414, 0.793, 2.426), [1, 31.86, 78]).round(2).tolist()
    [0.05, 1.04, 1.86]
    """
    from scipy.special import hyp2f1

    r, alpha, a, b = model.r, model.alpha, off_one(model.a), model.b
    t = np.asarray(time, dtype=float)
    part = (alpha / (alpha + t)) ** r * hyp2f1(r, b, a + b - 1, t / (alpha + t))
    return np.asarray((a + b - 1) / (a - 1) * (1 - part))


def off_one(a: float) -> float:
    """A value of a next to 1 where a is 1: the published formulas divide by a - 1, though nothing jumps there."""
    return 1 + 1e-6 if abs(a - 1) < 1e-6 else a


def purchase_chances(model: BgNbd, time: float, most: int) -> Numbers:
    """Chance that a new customer makes 0, 1, ... `most` repeat purchases within a time, P(X(t) = n): (most + 1,).

    >>> purchase_chances(BgNbd(0.243, 4.414, 0.793, 2.426), 39.0, 2).round(3).tolist()
    [0.574, 0.199, 0.085]
    """
    from scipy.special import betaln
    from scipy.stats import nbinom

    r, alpha, a, b, _ = model
    n = np.arange(most + 1)
    rates = nbinom(r, alpha / (alpha + time))
    with np.errstate(under="ignore"):
        here = np.exp(betaln(a, b + n) - betaln(a, b)) * rates.pmf(n)
        gone = np.exp(betaln(a + 1, b + np.maximum(n, 1) - 1) - betaln(a, b)) * rates.sf(n - 1)
    return np.asarray(here + np.where(n > 0, gone, 0.0))


def alive(model: BgNbd, repeats: npt.ArrayLike, recency: npt.ArrayLike, watched: npt.ArrayLike) -> Numbers:
    """Chance that each customer has not left yet; arguments as for `log_likelihood`: (customers,).

    >>> alive(BgNbd(0.243, 4.414, 0.793, 2.426), [2, 0], [30.43, 0.0], [38.86, 38.86]).round(3).tolist()
    [0.727, 1.0]
    """
    x, last, end = (np.asarray(values, dtype=float) for values in (repeats, recency, watched))
    r, alpha, a, b, _ = model
    left_instead = (r + x) * np.log((alpha + end) / (alpha + last)) + np.log(a / (b + np.maximum(x, 1) - 1))
    return np.where(x > 0, 1 / (1 + np.exp(np.minimum(left_instead, 700))), 1.0)


def expected_of(
    model: BgNbd, time: float, repeats: npt.ArrayLike, recency: npt.ArrayLike, watched: npt.ArrayLike
) -> Numbers:
    """Purchases expected of each customer within a time from the end of the records; arguments as for `log_likelihood`.

    >>> expected_of(BgNbd(0.243, 4.414, 0.793, 2.426), 39.0, [2], [30.43], [38.86]).round(3).tolist()
    [1.226]
    """
    from scipy.special import hyp2f1

    x, last, end = (np.asarray(values, dtype=float) for values in (repeats, recency, watched))
    r, alpha, a, b = model.r, model.alpha, off_one(model.a), model.b
    part = ((alpha + end) / (alpha + end + time)) ** (r + x)
    part = part * hyp2f1(r + x, b + x, a + b + x - 1, time / (alpha + end + time))
    return np.asarray((a + b + x - 1) / (a - 1) * (1 - part) * alive(model, x, last, end))
