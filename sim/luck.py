"""Luck: every draw belongs to (seed, month, person, decision), so all strategies meet the same people on the same days.

Nothing else in the simulator draws. The generator is Squares (Widynski 2020), counter-based, five rounds, 64 bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.rules.rule import making_arrays, rule

ENCOUNTERS, SLIP, SEVERITY, COMPLAIN, SETTLE, CARDS, ASK, ANSWER, VISIT, TRAINING = 0, 1, 4, 7, 8, 9, 10, 11, 12, 13
"""Decisions about one firm; a customer of several firms draws them `A_FIRM` apart."""
A_FIRM = 32
TALK, LOOK, LEAVE_MARKET, EXPLODE, SHORT, NOISE_OUTSIDE, RELEASE, PURCHASES = (
    1024,
    1025,
    1026,
    1027,
    1028,
    1029,
    1030,
    1031,
)
CONSIDER, POACH, NOISE = 1100, 1120, 1140
"""Decisions about every firm in the market: one draw each, the firm's number added."""
HEAR = 2048
"""One draw for each tie, the tie's number added."""
PURCHASE = 4096
"""Noise of the n-th purchase at firm f: n x 16 + f added."""
OPENING = 20000
"""Draws that make the people: traits, ties, first provider."""
SURVEY = 30000
"""Draws of firms' own measurements; the person is the firm."""


@rule
def luck(key: np.uint64, month: int, who: int, decision: int) -> float:
    """A number strictly between 0 and 1.

    >>> import numpy as np
    >>> key = np.uint64(0xC58EFD154CE32F6D)
    >>> luck(key, 3, 17, 1) == luck(key, 3, 17, 1), luck(key, 3, 17, 1) == luck(key, 3, 18, 1)
    (True, False)
    """
    half = np.uint64(32)
    x = ((np.uint64(month) << np.uint64(48)) | (np.uint64(who) << np.uint64(16)) | np.uint64(decision)) * key
    y = x
    z = y + key
    x = x * x + y
    x = (x >> half) | (x << half)
    x = x * x + z
    x = (x >> half) | (x << half)
    x = x * x + y
    x = (x >> half) | (x << half)
    x = x * x + z
    t = x
    x = (x >> half) | (x << half)
    bits = t ^ ((x * x + y) >> half)
    return float(bits >> np.uint64(12)) * 2.220446049250313e-16 + 1.1102230246251565e-16


@making_arrays
def draws(key: np.uint64, month: int, decision: int, count: int) -> Any:
    """The same decision of `count` people, as an array."""
    drawn = np.empty(count)
    for who in range(count):
        drawn[who] = luck(key, month, who, decision)
    return drawn


def key_of(seed: int, run: int = 0) -> np.uint64:
    """The generator's key for a seed and a run: well-mixed odd bits (SplitMix64).

    >>> int(key_of(1)) != int(key_of(2)) and int(key_of(1, 1)) != int(key_of(1, 2)) and int(key_of(1)) % 2
    1
    """
    mixed = _mixed(_mixed(seed + 1) + run + 1)
    return np.uint64(mixed | 1)


def _mixed(number: int) -> int:
    wide = 0xFFFFFFFFFFFFFFFF
    z = (number * 0x9E3779B97F4A7C15) & wide
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & wide
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & wide
    return z ^ (z >> 31)


def normal(draw: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Standard normal numbers from draws between 0 and 1."""
    from scipy.special import ndtri

    return np.asarray(ndtri(draw))


def gamma(draw: npt.NDArray[np.float64], shape: float) -> npt.NDArray[np.float64]:
    """Gamma numbers of mean 1 from draws between 0 and 1; the smallest, of small shapes, are nothing.

    >>> gamma(np.array([1e-6]), 0.001).tolist()
    [0.0]
    """
    from scipy.special import gammaincinv

    with np.errstate(under="ignore"):
        return np.asarray(gammaincinv(shape, draw)) / shape
