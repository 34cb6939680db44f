"""C4: 20% of the customers bring 80% of the business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called, from_to
from sim.claims.pairs import draw_markets, mark_claimed
from sim.claims.saying import short, surely_above, verdict_of, with_interval
from sim.declarations import Scenario
from sim.declarations.scenario import Change
from sim.estimators.concentration import top_share
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.ledger import COLUMN, UNALLOCATED
from sim.market.market import Market
from sim.report.drawing import BLUE, ORANGE, figure
from sim.runs import Numbers
from sim.survival import undisturbed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKETS = (
    "airline", "it_dealer", "petrochemicals", "property_management", "retail_bank", "software_vendor", "telecom",
    "telecom_mass", "television",
)  # fmt: skip
"""Without the grocer: where people buy at many shops at once, a shop's customers are not a set that is known."""
ALIKE = "retail_bank"
"""The market in which customers are made alike, and more unlike."""
PART = 0.2
SAID = 80.0
NEARLY = 75.0
YEAR = 12

CLAIM = Claim(
    id="C4",
    title="A fifth of the customers brings four fifths of the business",
    says="20% of the customers bring 80% of the business.",
    source="000",
    origin="emergent",
    tested="The first year of each market under today's policy, without its events. Our customers at the end of the "
    "year are ranked by what they bought from us in it, and the share of the first fifth in the sum is taken; then by "
    "what they left after goods and their own service, winning them included; then by the same less an equal share of "
    "what is spent on everybody. How unequal people's needs are is an assumption of each market; what else comes out "
    "is loyalty, growth and the cost to serve. The claim holds in a market where the 95% interval of the share of "
    "sales lies above 75%, so that nearly four fifths would do.",
)

Shares = tuple[Estimate, Estimate, Estimate]
"""Per cent brought by the best fifth: of sales, of what customers leave, of profit."""


def finding(laboratory: Laboratory) -> Finding:
    """The best fifth's share of sales and of profit, market by market, and with people made alike and more unlike."""
    cases = [laboratory.case(name) for name in MARKETS]
    settings = spreads(laboratory.case(ALIKE))
    changed = [laboratory.case(ALIKE, changes) for changes in settings.values()]
    measured = [np.array(runs) for runs in laboratory.measured(shares_of_the_best, [*cases, *changed])]
    told = [over_runs(runs) for runs in measured]
    by_market = dict(zip(MARKETS, told, strict=False))
    rows = [row(called(name), name, one) for name, one in by_market.items()]
    wheres = [f"{called(ALIKE)}, {words}" for words in settings]
    others = [row(where, ALIKE, one) for where, one in zip(wheres, told[len(MARKETS) :], strict=True)]
    middle = estimate(np.median([runs[:, 0] for runs in measured[: len(MARKETS)]], axis=0))
    return Finding(
        verdict=verdict_of([*rows, *others]),
        sentence=sentence(rows, others, by_market, middle),
        figure_is=f"of sales come from the best fifth of customers, in the middle one of {len(MARKETS)} markets",
        measured=middle,
        unit="%",
        scenario=", ".join(MARKETS),
        picture=picture(by_market, rows),
        conditions=(*rows, *others),
    )


def spreads(scenario: Scenario) -> dict[str, dict[str, Change]]:
    """The same people with needs that are all alike, and with needs far more unlike, within each segment."""
    same: dict[str, Change] = {f"segments.{name}.spend.mean": mean_spend(scenario) for name in scenario.segments}
    return {
        "everybody's needs the same": same | {f"segments.{name}.spend.spread": 0.0 for name in scenario.segments},
        "needs within a segment as unlike as is plausible": {
            f"segments.{name}.spend.spread": 1.0 for name in scenario.segments
        },
    }


def mean_spend(scenario: Scenario) -> float:
    """What the average customer spends, over the segments."""
    shares = sum(segment.share for segment in scenario.segments.values())
    return sum(segment.share * segment.spend.mean for segment in scenario.segments.values()) / shares


def shares_of_the_best(scenario: Scenario, run: int) -> tuple[float, float, float]:
    """What the best fifth brings, in per cent: of sales, of what customers leave, of profit after common costs."""
    market = Market(undisturbed(scenario), run=run)
    market.advance(market.since)
    people = market.town.customers
    bought = np.zeros(len(people))
    for _ in range(YEAR):
        before = people["paid"].copy()
        market.step()
        held = people["provider"] == market.us
        bought[held] += (people["paid"] - before)[held]
    left = people["earned"][held]
    common = sum(line[market.us, COLUMN[name]] for line in market.ledger[1:] for name in UNALLOCATED)
    return brought(bought[held]), brought(left), brought(left - common / held.sum())


def brought(values: Numbers) -> float:
    """Per cent of the whole brought by the best fifth; above 100 where others take away from it.

    >>> brought(np.array([80.0, 5.0, 5.0, 5.0, 5.0])), brought(np.array([12.0, 0.0, 0.0, 0.0, -2.0]))
    (80.0, 120.0)

    Not a number where the whole is nothing or less.
    """
    whole = float(values.sum())
    if whole <= 0:
        return float("nan")
    if values.min() >= 0:
        return round(100 * top_share(values, PART), 9)
    ranked = np.concatenate([[0.0], np.cumsum(np.sort(values)[::-1])])
    return round(100 * float(np.interp(PART * len(values), np.arange(len(ranked)), ranked)) / whole, 9)


def over_runs(runs: Numbers) -> Shares:
    """The three shares with their intervals; `runs` (runs, 3)."""
    sales, left, profit = (estimate(runs[:, at]) for at in range(3))
    return sales, left, profit


def row(where: str, scenario: str, told: Shares) -> Condition:
    """A market: the best fifth's share of sales, and what it is of profit."""
    sales, left, profit = told
    says = f"of what customers leave {short(left)}%" + (
        f", of profit {short(profit)}%" if profit.mean is not None else "; no profit to share"
    )
    return Condition(where, scenario, surely_above(sales, NEARLY), sales, "%", says)


def sentence(
    rows: Sequence[Condition], others: Sequence[Condition], by_market: Mapping[str, Shares], middle: Estimate
) -> str:
    """Where a fifth brings four fifths, and what makes it so."""
    held = [one.where for one in rows if one.holds]
    least, most = (pick(rows, key=lambda one: one.measured.mean or 0.0) for pick in (min, max))
    where = f"Holds for sales in {len(held)} of {len(rows)} markets ({', '.join(held)})" if held else "Fails for sales"
    alike, unlike = others
    return (
        f"{where}: the best fifth brings between {short(least.measured)}% ({least.where}) and "
        f"{short(most.measured)}% ({most.where}), {with_interval(middle, '%')} in the middle market. It is a matter of "
        f"how unequal people's needs are: in the {called(ALIKE)}'s market {short(alike.measured)}% if all needs are "
        f"the same, {short(unlike.measured)}% if they are most unlike. Of profit after common costs the best fifth "
        f"brings {from_to(told[2] for told in by_market.values())}: "
        "more than all where the others, taken together, cost more than they bring."
    )


def picture(by_market: Mapping[str, Shares], rows: Sequence[Condition]) -> Figure:
    """The best fifth's share of sales and of what customers leave, in every market."""
    held = sum(bool(one.holds) for one in rows)
    drawn = figure(
        f"The best fifth brings four fifths of sales in {held} of {len(rows)} markets",
        note="What the best 20% of our customers bring in a year, in per cent of all sales, and of what is left of "
        "sales after goods and the customer's own service.",
    )
    axes = drawn.subplots()
    mark_claimed(axes, SAID, f"the claim: {SAID:.0f}%")
    mark_claimed(axes, 100 * PART, "all alike: 20%")
    draw_markets(axes, by_market, [("of sales", BLUE), ("of what is left", ORANGE)])
    axes.set_xlim(0, 105)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}%")
    return drawn
