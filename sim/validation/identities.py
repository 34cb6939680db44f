"""What must hold exactly: published arithmetic, and a market so plain that a formula knows its worth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sim.declarations import Scenario
from sim.estimators import beta_geometric, bg_nbd, dirichlet
from sim.estimators.customer_value import (
    REPORTED,
    elasticity_to_retention,
    margin_multiple,
    value_of_fixed_life,
    value_with_defection,
    worked_example,
)
from sim.laboratory import Laboratory
from sim.measures import total_value
from sim.scenario.altering import altered
from sim.scenario.scenario import read
from sim.simulate import simulate
from sim.validation.row import Row
from sim.validation.survival import HIGH_END, REGULAR, SOURCE
from sim.validation.target import Band

CONSTANT_HAZARD = Path(__file__).with_name("constant_hazard.yaml")
MISSION = "article 004, the worked example"
REICHHELD = "Reichheld & Sasser 1990, Harvard Business Review 68(5), as reported"
MULTIPLE = "Gupta & Lehmann 2005, Managing Customers as Investments"
EHRENBERG = "Goodhardt, Ehrenberg & Chatfield 1984, Journal of the Royal Statistical Society A 147(5)"
CDNOW = "Fader, Hardie & Lee 2005, Marketing Science 24(2)"
LOSSES = (0.20, 0.10, 0.05)
TOOTHPASTE = dirichlet.Category(0.56, 1.456)
SWITCHING = 1.30
SHARES = (0.25, 0.19, 0.10, 0.10, 0.09, 0.08, 0.03, 0.02)


def identities(laboratory: Laboratory, customers: int) -> list[Row]:
    """Every exact identity, and the degenerate market with so many customers."""
    return [
        *worked(),
        *streams(),
        *multiples(),
        constant_hazard(laboratory, customers),
        *survivors(),
        *toothpaste(),
        *repeat_buying(),
    ]


def exact(pattern: str, target: str, source: str, published: float, measured: float, within: float, unit: str) -> Row:
    """A row that must meet a number to a tolerance."""
    band = Band(published - within, published + within)
    told = f"{published:,.10g}"
    return Row(pattern, target, source, "identity", "", unit, told, measured, measured, measured, band)


def worked() -> Iterator[Row]:
    """Identity 1: the first sale that loses money."""
    title = "The worked example of a customer's lasting value"
    years = worked_example()
    later = years[1:]
    figures = {
        "profit of year 1": (-50.0, years[0].profit),
        "profit of five years": (12800.0, sum(year.profit for year in years)),
        "sales to the customer in years 2 to 5": (5150.0, sum(year.sales for year in later)),
        "sales to the referred in years 2 to 5": (8100.0, sum(sum(year.referrals) for year in later)),
    }
    for target, (published, measured) in figures.items():
        yield exact(title, target, MISSION, published, measured, 1e-9, "units of money")


def streams() -> Iterator[Row]:
    """Identity 2: a credit card customer, worth more the fewer leave."""
    title = "A customer's profit stream discounted at 6%"
    lives = [value_of_fixed_life(REPORTED, 1 / loss, 0.06) for loss in LOSSES]
    first_certain = [value_with_defection(REPORTED, loss, 0.06) for loss in LOSSES]
    from_the_start = [value_with_defection(REPORTED, loss, 0.06, first_certain=False) for loss in LOSSES]
    for name, published, measured in (
        ("fixed life", (131.5, 304.7, 530.7), lives),
        ("first year certain", (119.4, 247.8, 402.0), first_certain),
        ("no year certain", (85.3, 217.9, 379.4), from_the_start),
    ):
        for loss, told, came_out in zip(LOSSES, published, measured, strict=True):
            yield exact(title, f"{name}, {100 * loss:.0f}% leave a year", REICHHELD, told, came_out, 0.1, "dollars")


def multiples() -> Iterator[Row]:
    """Identity 3: the margin multiple, and its elasticity."""
    title = "The margin multiple at a discount rate of 12%"
    for kept, published in zip((0.6, 0.7, 0.8, 0.9), (1.15, 1.67, 2.50, 4.09), strict=True):
        yield exact(title, f"retention {100 * kept:.0f}%", MULTIPLE, published, margin_multiple(kept, 0.12), 0.005, "x")
    step = 1e-6
    before, after = (margin_multiple(0.8 * (1 + by), 0.12) for by in (0.0, step))
    slope = (after / before - 1) / step
    told = elasticity_to_retention(0.8, 0.12)
    yield exact(title, "elasticity to retention of 80%, by a small step", MULTIPLE, told, slope, 1e-4, "x")


def value_of_one(case: Scenario, run: int) -> float:
    """What a customer is worth at the opening of the market in which only chance makes customers leave."""
    return total_value(simulate(case, case.baseline, run)) / case.market.customers


def constant_hazard(laboratory: Laboratory, customers: int) -> Row:
    """The plain market against the margin multiple of its months, within 1% or three standard errors."""
    case = altered(read(CONSTANT_HAZARD), {"market.customers": customers})
    segment, firm = case.segments["all_alike"], case.firms["firm"]
    kept = (1 - segment.involuntary) ** (1 / 12)
    monthly = (1 + case.market.discount_rate) ** (1 / 12) - 1
    margin = segment.spend.mean * (1 - firm.costs.goods)
    told = margin / kept * margin_multiple(kept, monthly)
    values = np.array(laboratory.measured(value_of_one, [case])[0])
    error = float(values.std(ddof=1)) / len(values) ** 0.5 if len(values) > 1 else 0.0
    within = max(0.01 * told, 3 * error)
    low, high = np.quantile(values, (0.05, 0.95))
    return Row(
        "A market with a constant hazard and a flat margin",
        "value of a customer",
        MULTIPLE,
        "identity",
        "constant_hazard",
        "units of money",
        f"{told:,.2f}",
        float(np.median(values)),
        float(low),
        float(high),
        Band(told - within, told + within),
    )


def survivors() -> Iterator[Row]:
    """Identity 4: the shifted beta-geometric fitted to the two published curves."""
    title = "The shifted beta-geometric fitted to seven years"
    for name, curve, a, b in (("High End", HIGH_END, 0.668, 3.806), ("Regular", REGULAR, 0.704, 1.182)):
        fit = beta_geometric.fitted(curve)
        yield exact(title, f"{name}: a", SOURCE, a, fit.a, 0.005, "")
        yield exact(title, f"{name}: b", SOURCE, b, fit.b, 0.005, "")


def toothpaste() -> Iterator[Row]:
    """Identity 5: eight brands of toothpaste, who buys them and how often."""
    title = "Toothpaste by the NBD-Dirichlet"
    yield exact(title, "K of the category", EHRENBERG, 0.78, TOOTHPASTE.shape, 0.01, "")
    buyers = (0.20, 0.16, 0.09, 0.09, 0.08, 0.07, 0.03, 0.02)
    often = (1.82, 1.76, 1.68, 1.68, 1.67, 1.66, 1.62, 1.61)
    for place, share in enumerate(SHARES):
        brand = f"brand {place + 1}, share {share:.2f}"
        bought = dirichlet.penetration(TOOTHPASTE, share, SWITCHING)
        yield exact(title, f"{brand}: penetration", EHRENBERG, buyers[place], bought, 0.01, "share")
        times = dirichlet.purchases_per_buyer(TOOTHPASTE, share, SWITCHING)
        yield exact(title, f"{brand}: purchases per buyer", EHRENBERG, often[place], times, 0.01, "purchases")


def repeat_buying() -> Iterator[Row]:
    """Identity 6: what the published parameters say of the buyers of CDs; the tests fit them to the data.

    The parameters are printed to three places, so what they imply is known to .003 purchases.
    """
    title = "CD buyers by the BG/NBD"
    model = bg_nbd.BgNbd(0.243, 4.414, 0.793, 2.426)
    for weeks, published in ((1, 0.0532), (31.86, 1.0405), (78, 1.8576)):
        expected = float(bg_nbd.expected_purchases(model, weeks))
        target = f"repeat purchases expected in {weeks:g} weeks"
        yield exact(title, target, CDNOW, published, expected, 3e-3, "purchases")
    none = float(bg_nbd.purchase_chances(model, 39, 0)[0])
    yield exact(title, "share without a repeat in 39 weeks", CDNOW, 0.574, none, 5e-4, "share")
