"""How unequally value is spread over customers. Source: Lorenz (1905); Gini (1912)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


def lorenz(values: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Share of customers, the smallest first, and the share of the whole that they bring: two of (customers + 1,).

    `values`: what each customer brings, 0 or more. Raises ValueError where all bring nothing or one less than nothing.

    >>> [curve.tolist() for curve in lorenz([3.0, 1.0])]
    [[0.0, 0.5, 1.0], [0.0, 0.25, 1.0]]
    """
    rising = np.sort(np.asarray(values, dtype=float))
    if len(rising) == 0 or rising[0] < 0 or rising[-1] <= 0:
        raise ValueError("values must be 0 or more, and not all 0")
    total = np.concatenate([[0.0], np.cumsum(rising)])
    return np.linspace(0, 1, len(total)), total / total[-1]


def top_share(values: npt.ArrayLike, share: float) -> float:
    """What the best `share` of customers bring, as a share of the whole (80/20: `top_share(sales, 0.2)`).

    Where the share is no whole number of customers, part of one is counted.

    >>> top_share([80.0, 5.0, 5.0, 5.0, 5.0], 0.2)
    0.8
    """
    people, brought = lorenz(values)
    return 1 - float(np.interp(1 - share, people, brought))


def gini(values: npt.ArrayLike) -> float:
    """Inequality from 0 (all bring the same) towards 1 (one brings everything).

    >>> round(gini([1.0, 1.0, 1.0]), 9), round(gini([0.0, 0.0, 0.0, 1.0]), 9)
    (0.0, 0.75)
    """
    people, brought = lorenz(values)
    return 1 - 2 * float(np.trapezoid(brought, people))
