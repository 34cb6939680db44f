"""How customers share their purchases among firms, set against what a firm of each size may expect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.estimate.finding import Finding, Gap, Grid, Parameter
from sim.estimate.log import ONE_FIRM, UNDER_CONTRACT, Bought, Log
from sim.estimators import dirichlet
from sim.estimators.dirichlet import Category
from sim.estimators.purchases import Purchases, Whole, purchases
from sim.estimators.switching import YEAR
from sim.wording import figure, per_cent

NAME = "sharing"
MODEL = "NBD-Dirichlet (Goodhardt, Ehrenberg & Chatfield 1984)"
FEWEST = 100
"""Buyers below which nothing is fitted. Assumption."""
LEAST_SHARE = 0.005
"""Firms with a smaller share of purchases are put together as `OTHERS`. Assumption."""
OTHERS = "all others"
NEAR = 0.05
"""Relative difference from what is expected that is not worth a word. Assumption."""


class Standing(NamedTuple):
    """How a firm stands with the buyers of the category."""

    penetration: float
    purchases_per_buyer: float
    share_of_requirements: float
    loyals: float


def sharing(log: Log) -> Finding | Gap:
    """Penetration, frequency and duplication of each firm in the last twelve months, observed and as expected."""
    if log.bought is None or not log.by_choice:
        return Gap(NAME, UNDER_CONTRACT)
    if len(log.firms) < 2:
        return Gap(NAME, ONE_FIRM)
    seen = counted(log.bought.where(log.bought.month > log.last - YEAR), log.us)
    often = seen.counts.sum(axis=1)
    if len(often) < FEWEST or len(seen.firms) < 2 or log.us not in seen.firms:
        found = f"{len(often)} buyers of {len(seen.firms)} firms in the last {YEAR} months"
        return Gap(NAME, f"{found} are too few; expected {FEWEST} of two or more, ours among them")
    if often.var() <= often.mean():
        return Gap(NAME, "customers buy like clockwork; this needs purchases that come by chance, to some more often")
    category = dirichlet.fitted_category(often)
    # Penetrations are told among buyers; the model counts them among all who might buy.
    reached = [float(part) * category.penetration for part in seen.penetrations]
    return told(log, seen, category, dirichlet.fitted(category, seen.shares.tolist(), reached))


def counted(bought: Bought, us: str) -> Purchases:
    """Purchases by customer and firm; firms with next to none put together."""
    firms, rows = np.unique(bought.firm.astype(str), return_counts=True)
    small = {str(firm) for firm in firms[rows < LEAST_SHARE * rows.sum()]} - {us}
    firm = np.array([OTHERS if one in small else one for one in bought.firm], dtype=object)
    return purchases(bought.customer.astype(str), firm)


def told(log: Log, seen: Purchases, category: Category, switching: float) -> Finding:
    """The fit in words and numbers."""
    shares = seen.shares.tolist()
    us = list(seen.firms).index(log.us)
    observed = [
        Standing(*(float(value) for value in four))
        for four in zip(seen.penetrations, seen.per_buyer, seen.shares_of_requirements, seen.loyals, strict=True)
    ]
    expected = [standing(category, share, switching) for share in shares]
    data = {
        "window_months": min(YEAR, log.last),
        "buyers": len(seen.customers),
        "firms": list(seen.firms),
        "us": us,
        "shares": shares,
        "measures": list(Standing._fields),
        "observed": [list(one) for one in observed],
        "expected": [list(one) for one in expected],
        "curve": curve(category, max(shares), switching),
        "duplication": seen.duplication.tolist(),
        "expected_duplication": dirichlet.duplication(category, shares, switching).tolist(),
    }
    headline = against_size(log.us, observed[us], expected[us], luck_in(seen.counts[:, us]))
    values = parameters(seen, us, observed[us], category, switching)
    return Finding(NAME, headline, MODEL, values, data, rows(seen, observed, expected))


def standing(category: Category, share: float, switching: float) -> Standing:
    """What a firm of that share may expect, among those who buy anything."""
    return Standing(
        dirichlet.penetration(category, share, switching) / category.penetration,
        dirichlet.purchases_per_buyer(category, share, switching),
        dirichlet.share_of_requirements(category, share, switching),
        dirichlet.loyals(category, share, switching)[0],
    )


def curve(category: Category, largest: float, switching: float) -> list[list[float]]:
    """Penetration and purchases per buyer of firms of all sizes up to a little beyond the largest."""
    shares = np.linspace(0.01, min(0.99, 1.3 * largest), 25)
    return [list(standing(category, float(share), switching)[:2]) for share in shares]


def parameters(seen: Purchases, us: int, ours: Standing, category: Category, switching: float) -> tuple[Parameter, ...]:
    """What the fit says of us and of the category."""
    share = float(seen.shares[us])
    spread = dirichlet.duplication_coefficient(seen.duplication, seen.penetrations.tolist())
    unknown = switching in (dirichlet.LEAST, dirichlet.MOST)
    return (
        Parameter("share", share, per_cent(share, 1), "of all purchases are ours"),
        Parameter("penetration", ours.penetration, per_cent(ours.penetration, 1), "of all buyers bought from us"),
        Parameter(
            "share_of_requirements",
            ours.share_of_requirements,
            per_cent(ours.share_of_requirements, 1),
            "of all that our buyers buy is ours",
        ),
        Parameter(
            "D", spread, figure(spread), "sharing with rivals: 1 if by pure chance, less where buyers keep apart"
        ),
        Parameter(
            "S",
            switching,
            "–" if unknown else figure(switching),
            "small: each buyer keeps to one firm; large: all alike",
        ),
        Parameter(
            "K", category.shape, figure(category.shape), "evenness of buying: the smaller, the fewer buy the most"
        ),
        Parameter(
            "M", category.purchases, figure(category.purchases), "purchases of each who might buy, in the window"
        ),
        Parameter(
            "B", category.penetration, per_cent(category.penetration, 1), "of all who might buy did, the model implies"
        ),
    )


def luck_in(often: Whole) -> float:
    """By how much luck alone may move the mean purchases of those who buy: two standard errors.

    >>> luck_in(np.array([0, 1, 3, 1, 3]))
    1.0
    """
    buyers = often[often > 0]
    return 2 * float(buyers.std()) / len(buyers) ** 0.5


def against_size(us: str, observed: Standing, expected: Standing, luck: float) -> str:
    """Whether our buyers are more loyal than a firm of our size may expect, beyond luck."""
    often, usual = observed.purchases_per_buyer, expected.purchases_per_buyer
    more = "more often than" if often > usual else "less often than"
    verdict = "as often as" if abs(often - usual) <= max(luck, NEAR * usual) else more
    return (
        f"{per_cent(observed.penetration)} of all buyers bought from {us}, {figure(often)} times each: {verdict} "
        f"a firm of that size may expect ({figure(usual)} times)."
    )


def rows(seen: Purchases, observed: Sequence[Standing], expected: Sequence[Standing]) -> Grid:
    """Every firm, the largest first, observed and expected."""
    headings = ("firm", "share", "buyers", "expected", "times each", "expected", "only here", "expected")
    order = np.argsort(-seen.shares, kind="stable")
    lines = ((str(seen.firms[one]), per_cent(seen.shares[one]), *cells(observed[one], expected[one])) for one in order)
    return Grid(headings, tuple(lines))


def cells(observed: Standing, expected: Standing) -> tuple[str, ...]:
    """Buyers, purchases of each, and buyers of nobody else: observed, expected, and so on."""
    return (
        per_cent(observed.penetration),
        per_cent(expected.penetration),
        figure(observed.purchases_per_buyer),
        figure(expected.purchases_per_buyer),
        per_cent(observed.loyals),
        per_cent(expected.loyals),
    )
