"""Small pure functions that several rules share."""

import math

import numpy as np

from sim.rules.rule import rule


@rule
def occurrences(draw: float, mean: float) -> int:
    """How often something of a known mean happens in a month (Poisson, by inversion of one draw; 60 at most).

    >>> occurrences(0.3, 1.0), occurrences(0.5, 1.0), occurrences(0.99, 1.0)
    (0, 1, 4)
    """
    chance = math.exp(-mean)
    reached = chance
    count = 0
    while draw > reached and count < 60:
        count += 1
        chance *= mean / count
        reached += chance
    return count


@rule
def within(number: float, low: float, high: float) -> float:
    """The number, or the limit it passes.

    >>> within(1.2, 0.0, 1.0)
    1.0
    """
    return low if number < low else (high if number > high else number)


@rule
def coins(amount: float) -> float:
    """An amount in whole 1/1024ths: such sums are exact, so books balance to the last digit in whatever order.

    >>> float(coins(0.1) * 1024)
    102.0
    """
    return np.floor(amount * 1024.0 + 0.5) / 1024.0


@rule
def grains(number: float) -> float:
    """A score in whole 2^-20ths, for the same reason: who is counted first makes no difference.

    >>> abs(grains(0.3) - 0.3) < 1e-6
    True
    """
    return np.floor(number * 1048576.0 + 0.5) / 1048576.0
