"""How buyers spread their purchases over brands that they see as alike: the NBD-Dirichlet.

Households buy the category at unequal, unchanging rates (negative binomial) and choose among brands with unequal,
unchanging chances (Dirichlet). Big brands have many buyers; small ones have few, who buy a little less often ("double
jeopardy"). Source: Goodhardt, G. J., Ehrenberg, A. S. C. & Chatfield, C. (1984), The Dirichlet: a comprehensive model
of buying behaviour, Journal of the Royal Statistical Society A 147 (5), 621-655.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import permutations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

LEAST, MOST = 1e-6, 1e6
"""Bounds of S: everybody buys one brand only, and everybody has the same chances."""
LEAST_SHAPE, MOST_SHAPE = 1e-3, 1e3
"""Bounds of K where it is fitted to buyers only: very unequal households, and almost equal ones."""
TAIL = 1e-9
"""Share of households beyond the largest number of purchases that is counted."""


class Category:
    """Purchases of a product by all households in a period, whatever the brand.

    `penetration`: share of households that buy it at all (B); `purchases`: mean number of purchases of all households,
    buyers or not (M = B W, W being purchases per buyer). Raises ValueError where no K fits them.

    >>> round(Category(0.56, 1.456).shape, 2)
    0.78
    """

    def __init__(self, penetration: float, purchases: float) -> None:
        self.penetration, self.purchases = penetration, purchases
        self.shape = shape(penetration, purchases)

    @cached_property
    def counts(self) -> Numbers:
        """Share of households that buy 0, 1, 2, ... times: the negative binomial distribution, cut at `TAIL`."""
        from scipy.stats import nbinom

        distribution = nbinom(self.shape, self.shape / (self.shape + self.purchases))
        return np.asarray(distribution.pmf(np.arange(int(distribution.isf(TAIL)) + 2)))


def shape(penetration: float, purchases: float) -> float:
    """K, the evenness of buying rates over households, from (1 + M/K)^-K = 1 - B.

    Small K: a few buy much. Raises ValueError where purchases are too few for the penetration: even households that
    are all alike buy -log(1 - B) times on average.
    """
    from scipy.optimize import brentq

    if not 0 < penetration < 1:
        raise ValueError(f"penetration {penetration:g} must lie between 0 and 1: some households buy and some do not")
    if purchases <= -np.log1p(-penetration) * (1 + 1e-9):
        raise ValueError(
            f"{purchases:g} purchases a household are too few for a penetration of {penetration:g}; "
            f"expected more than {-np.log1p(-penetration):.3g}"
        )

    def gap(logarithm: float) -> float:
        k = np.exp(logarithm)
        return float(-k * np.log1p(purchases / k) - np.log1p(-penetration))

    return float(np.exp(brentq(gap, np.log(1e-9), np.log(1e12))))


def fitted_category(purchases: npt.ArrayLike) -> Category:
    """The category fitted to how often each of its buyers bought, when nobody has counted those who never did.

    `purchases`: 1 or more for each buyer. Maximum likelihood of the negative binomial without its zeros: the
    penetration is what the shape of the rest implies. K lies between `LEAST_SHAPE` and `MOST_SHAPE`. Raises ValueError
    where every buyer bought once.

    >>> fitted_category([1] * 50 + [2] * 22 + [3] * 12 + [4] * 7 + [5] * 9).penetration < 1
    True
    """
    from scipy.optimize import minimize
    from scipy.special import gammaln

    numbers, buyers = np.unique(np.asarray(purchases, dtype=np.int64), return_counts=True)
    if numbers[0] < 1 or numbers[-1] == 1:
        raise ValueError("some buyers must buy more than once, and none less than once")

    def surprise(logarithms: Numbers) -> float:
        k, mean = np.exp(logarithms)
        some = np.log(-np.expm1(-k * np.log1p(mean / k)))
        chances = gammaln(k + numbers) - gammaln(k) - gammaln(numbers + 1)
        chances = chances - k * np.log1p(mean / k) - numbers * np.log1p(k / mean) - some
        return -float(buyers @ chances) / int(buyers.sum())

    bounds = [(np.log(LEAST_SHAPE), np.log(MOST_SHAPE)), (np.log(1e-4), np.log(1e5))]
    start = [0.0, float(np.log(buyers @ numbers / buyers.sum()))]
    best = minimize(surprise, start, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-13, "gtol": 1e-8})
    k, mean = np.exp(best.x)
    return Category(float(-np.expm1(-k * np.log1p(mean / k))), float(mean))


def never(share: float, switching: float, most: int) -> Numbers:
    """Chance that none of n purchases is of a brand, n = 0, 1, ... `most`: (most + 1,).

    `share`: of all purchases that the brand, or several together, have; `switching`: S.

    >>> never(0.25, 1.0, 2).round(4).tolist()
    [1.0, 0.75, 0.6562]
    """
    before = np.arange(most)
    with np.errstate(under="ignore"):
        return np.concatenate([[1.0], np.cumprod((switching * (1 - share) + before) / (switching + before))])


def penetration(category: Category, share: float, switching: float) -> float:
    """Share of households that buy a brand at least once.

    >>> round(penetration(Category(0.56, 1.456), 0.25, 1.30), 2)
    0.2
    """
    return float(category.counts @ (1 - never(share, switching, len(category.counts) - 1)))


def purchases_per_buyer(category: Category, share: float, switching: float) -> float:
    """How often the buyers of a brand buy it.

    >>> round(purchases_per_buyer(Category(0.56, 1.456), 0.25, 1.30), 2)
    1.82
    """
    return category.purchases * share / penetration(category, share, switching)


def share_of_requirements(category: Category, share: float, switching: float) -> float:
    """Share of all category purchases of a brand's buyers that the brand itself gets.

    >>> round(share_of_requirements(Category(0.56, 1.456), 0.25, 1.30), 2)
    0.58
    """
    some = 1 - never(share, switching, len(category.counts) - 1)
    return category.purchases * share / float(np.arange(len(some)) * some @ category.counts)


def loyals(category: Category, share: float, switching: float) -> tuple[float, float]:
    """Buyers of a brand who buy no other: their share of its buyers, and how often they buy it.

    >>> [round(value, 2) for value in loyals(Category(0.56, 1.456), 0.25, 1.30)]
    [0.45, 1.75]
    """
    numbers = np.arange(1, len(category.counts))
    only = category.counts[1:] * never(1 - share, switching, len(numbers))[1:]
    return float(only.sum()) / penetration(category, share, switching), float(numbers @ only / only.sum())


def duplication(category: Category, shares: Sequence[float], switching: float) -> Numbers:
    """Of the buyers of each brand (row), the share that also buys each other brand (column): (brands, brands).

    >>> duplication(Category(0.56, 1.456), [0.5, 0.2], 1.30).round(2).tolist()
    [[1.0, 0.19], [0.42, 1.0]]
    """
    alone = [penetration(category, share, switching) for share in shares]
    shared = np.eye(len(shares))
    for row, column in permutations(range(len(shares)), 2):
        either = penetration(category, min(1.0, shares[row] + shares[column]), switching)
        shared[row, column] = (alone[row] + alone[column] - either) / alone[row]
    return shared


def duplication_coefficient(shared: npt.ArrayLike, penetrations: Sequence[float]) -> float:
    """D of the duplication of purchase law: a brand is shared with another in proportion to the other's penetration.

    `shared`: as `duplication` gives it, or as observed. Sum of duplications over sum of penetrations, all pairs.

    >>> round(duplication_coefficient([[1.0, 0.2], [0.4, 1.0]], [0.4, 0.2]), 2)
    1.0
    """
    pairs = ~np.eye(len(penetrations), dtype=bool)
    others = np.broadcast_to(np.asarray(penetrations, dtype=float), pairs.shape)
    return float(np.asarray(shared, dtype=float)[pairs].sum() / others[pairs].sum())


def brands_bought(category: Category, shares: Sequence[float], switching: float) -> float:
    """How many different brands a household buys on average, buyers of none included: the sum of penetrations."""
    return sum(penetration(category, share, switching) for share in shares)


def fitted(category: Category, shares: Sequence[float], penetrations: Sequence[float]) -> float:
    """S, how freely households switch, from brands' shares of purchases and their penetrations.

    Large S: everybody has the same chances. Small S: each household keeps to a brand. S is chosen so that households
    buy as many different brands as observed; `LEAST` or `MOST` where they buy fewer or more than any S allows. (The
    source averages over brands an S fitted to each.)

    >>> category, shares = Category(0.56, 1.456), [0.25, 0.19, 0.10, 0.10, 0.09, 0.08, 0.03, 0.02]
    >>> round(fitted(category, shares, [penetration(category, share, 1.30) for share in shares]), 2)
    1.3
    """
    from scipy.optimize import brentq

    observed = float(sum(penetrations))
    low, high = (brands_bought(category, shares, limit) - observed for limit in (LEAST, MOST))
    if low >= 0 or high <= 0:
        return LEAST if low >= 0 else MOST

    def gap(logarithm: float) -> float:
        return brands_bought(category, shares, float(np.exp(logarithm))) - observed

    return float(np.exp(brentq(gap, np.log(LEAST), np.log(MOST))))
