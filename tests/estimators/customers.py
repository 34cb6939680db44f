"""Customers who behave exactly as a model says, with parameters that are known."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import HealthCheck, settings

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

quietly = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
"""How properties are tried: the same examples every time, on machines of any speed."""


def beta_geometric_lives(a: float, b: float, customers: int, seed: int) -> Whole:
    """Whole years each customer stays before the year in which it leaves."""
    chance = np.random.default_rng(seed)
    leaving = np.maximum(chance.beta(a, b, customers), 1e-9)
    return np.minimum(chance.geometric(leaving), 10_000) - 1


def dirichlet_purchases(
    shape: float, purchases: float, shares: list[float], switching: float, customers: int, seed: int
) -> Whole:
    """Purchases by customer and brand, customers who buy nothing included: (customers, brands)."""
    chance = np.random.default_rng(seed)
    number = chance.poisson(chance.gamma(shape, purchases / shape, customers))
    likings = chance.dirichlet(switching * np.array(shares), customers)
    return np.array([chance.multinomial(n, liking) for n, liking in zip(number, likings, strict=True)])


def bg_nbd_buyers(
    r: float, alpha: float, a: float, b: float, watched: Numbers, seed: int
) -> tuple[Whole, Numbers, list[Numbers]]:
    """Repeat purchases, time of the last one, and all their times, of customers watched for so long each."""
    chance = np.random.default_rng(seed)
    repeats, recency, times = np.zeros(len(watched), dtype=np.int64), np.zeros(len(watched)), []
    for who, end in enumerate(watched):
        rate, leaving = chance.gamma(r, 1 / alpha), chance.beta(a, b)
        bought: list[float] = []
        time = chance.exponential(1 / rate)
        while time < end:
            bought.append(time)
            if chance.random() < leaving:
                break
            time += chance.exponential(1 / rate)
        repeats[who], recency[who] = len(bought), bought[-1] if bought else 0.0
        times.append(np.array(bought))
    return repeats, recency, times
