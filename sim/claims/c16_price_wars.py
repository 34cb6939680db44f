"""C16: where products are alike, only price is left, and price wars follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.policies import whether_above, with_policies
from sim.claims.saying import short, verdict_of, with_interval
from sim.claims.strokes import draw_line
from sim.declarations import Firm, Scenario
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.ledger import REASONS, REVENUE
from sim.market.market import Market
from sim.report.drawing import BLUE, GREY, VERMILION, figure, label_ends
from sim.runs import Numbers, Run
from sim.scenario.altering import altered
from sim.simulate import record_of
from sim.survival import undisturbed
from sim.wording import times

if TYPE_CHECKING:
    from matplotlib.figure import Figure

USUAL = 100.0
"""Prices are told as per cent of the usual price, at which all firms begin."""
YEAR = 12
TELEVISION = "television"
CUSTOMERS = 2000
CORNERS = ((0.2, 0.2), (0.8, 0.8), (0.2, 0.8), (0.8, 0.2))
"""Where four products lie that are made for four tastes."""
FIT_PULL = 3.0
"""What taste counts where products differ: the upper end of its plausible range; where they are alike it counts for
nothing."""
BARE, TODAY, CLOSE = "nobody in touch", "contact as today", "close contact and care"
CARE: Mapping[str, Mapping[str, float]] = {
    BARE: {"spend.contact": 0, "spend.bond": 0, "contact.frequency": 0, "contact.personal": 0},
    TODAY: {},
    CLOSE: {"contact.frequency": 0.8, "contact.personal": 0.8, "contact.answering": 0.9},
}
MIXED = ("reactive", "price_cutter", "imitator", "reactive")
SUMS = ("reactive",) * 4
CUTTERS = ("price_cutter",) * 4
ROLES: Mapping[tuple[str, ...], str] = {
    MIXED: "one price-cutter, one imitator, two who do their sums",
    SUMS: "all do their sums",
    CUTTERS: "all cut prices when they lose customers",
}
PRICES = slice(0, -2)
"""What a trial measures: the mean price month by month, then leavers for price, then profit."""
LEAVERS, PROFIT = -2, -1
UNIT = "% of the usual price, alike less apart"


@dataclass(frozen=True)
class Trial:
    """A market, how much contact its firms keep, and how they set their prices."""

    market: str
    care: str
    roles: tuple[str, ...]

    @property
    def where(self) -> str:
        """The trial in words."""
        usual = self.roles == MIXED
        return f"{called(self.market)}, {self.care}{'' if usual else f', {ROLES[self.roles]}'}"


MAIN = Trial(TELEVISION, BARE, MIXED)
CARING = Trial(TELEVISION, CLOSE, MIXED)
TRIALS = (
    MAIN,
    Trial(TELEVISION, TODAY, MIXED),
    CARING,
    Trial(TELEVISION, BARE, SUMS),
    Trial(TELEVISION, BARE, CUTTERS),
    Trial("telecom_mass", BARE, MIXED),
    Trial("software_vendor", BARE, MIXED),
    Trial("petrochemicals", BARE, MIXED),
)

CLAIM = Claim(
    id="C16",
    title="Alike products, only price left",
    says="Where products are alike only price is left, and price wars follow.",
    source="004, 000",
    origin="emergent",
    tested="Four firms, the same in everything: people, costs, price, quality. Once their products are alike, once "
    "each is made for another taste, and taste counts as much as is plausible. From then on they set their prices by "
    "themselves for five years, in a market without outside events. There is a price war where prices surely end below "
    "the usual price and surely lower than where products differ. One firm cuts its price when it loses customers, one "
    "imitates, two do their sums each quarter; elsewhere all do the same. It is tried with no contact and care, with "
    "today's, and with close contact, and in several markets.",
)


def finding(laboratory: Laboratory) -> Finding:
    """Prices of firms whose products are alike and of firms whose products differ, in every trial."""
    cases = [world(laboratory, trial, apart) for trial in TRIALS for apart in (False, True)]
    measured = [np.array(runs) for runs in laboratory.measured(prices_and_leavers, cases)]
    pairs = dict(zip(TRIALS, zip(measured[::2], measured[1::2], strict=True), strict=True))
    conditions = tuple(price_war(trial, *pair) for trial, pair in pairs.items())
    return Finding(
        verdict=verdict_of(conditions),
        sentence=sentence(pairs, conditions),
        figure_is="prices of alike television sets in the fifth year, where nobody keeps in touch",
        measured=at_the_end(pairs[MAIN][0]),
        unit="% of the usual price",
        scenario=TELEVISION,
        picture=picture(pairs),
        conditions=conditions,
    )


def world(laboratory: Laboratory, trial: Trial, apart: bool) -> Scenario:
    """Four firms that are copies of ours, with products alike or each for another taste, in a market left to itself."""
    base = laboratory.case(
        trial.market, {"market.customers": CUSTOMERS, "market.months": 60, "world.fit_pull": FIT_PULL if apart else 0.0}
    )
    plain = base.firms[base.us].model_copy(update={"price": 1.0})
    firms = {
        f"firm_{place + 1}": copied(plain, role, CORNERS[place] if apart else (0.5, 0.5))
        for place, role in enumerate(trial.roles)
    }
    market = base.market.model_copy(update={"known": {}})
    twins = base.model_copy(update={"market": market, "firms": firms, "us": "firm_1"})
    cared_for = {f"firms.{name}.{lever}": value for name in firms for lever, value in CARE[trial.care].items()}
    return altered(with_policies(undisturbed(twins), {}), cared_for)


def copied(firm: Firm, role: str, taste: tuple[float, float]) -> Firm:
    """Another firm like this one, with its own way of setting prices and its own place among tastes."""
    opening = firm.opening.model_copy(update={"share": None})
    x, y = taste
    return firm.model_copy(
        update={"title": None, "behaviour": role, "position_x": x, "position_y": y, "opening": opening}
    )


def prices_and_leavers(scenario: Scenario, run: int) -> list[float]:
    """The mean price paid month by month, per cent of the usual; per cent who left for price; profit in % of sales.

    Leavers are those who went to a rival or gave up on all for a layer, a price or a rival's offer; profit is all
    firms' in the last year.
    """
    market = Market(scenario, run=run)
    market.advance(market.since + scenario.market.months)
    record = record_of(market)
    customers = record.column("customers")
    prices = (record.column("price") * customers).sum(axis=1) / customers.sum(axis=1)
    revenue = sum(record.column(name)[-YEAR:].sum() for name in REVENUE)
    return [*(USUAL * prices), left_for_price(record), float(100 * record.column("profit")[-YEAR:].sum() / revenue)]


def left_for_price(record: Run) -> float:
    """Per cent of all who left a firm of their own will who left it for its price."""
    by_reason = record.flows[:-1].sum(axis=(0, 1))
    of_own_will = by_reason[: REASONS.index("poached") + 1].sum()
    return float(100 * by_reason[REASONS.index("price")] / of_own_will)


def by_year(runs: Numbers) -> Numbers:
    """The mean price at the start and in each year that follows: (runs, years + 1)."""
    prices = runs[:, PRICES]
    years = prices[:, 1:].reshape(len(runs), -1, YEAR).mean(axis=2)
    return np.hstack([prices[:, :1], years])


def at_the_end(runs: Numbers) -> Estimate:
    """The mean price of the last year."""
    return estimate(by_year(runs)[:, -1])


def price_war(trial: Trial, alike: Numbers, apart: Numbers) -> Condition:
    """A trial: whether alike products ended in a price war that different ones were spared."""
    lower = estimate(by_year(alike)[:, -1] - by_year(apart)[:, -1])
    dearer, above_usual = whether_above(lower), whether_above(at_the_end(alike), USUAL)
    holds = True if dearer is False and above_usual is False else False if dearer or above_usual else None
    says = (
        f"prices {short(at_the_end(alike))} against {short(at_the_end(apart))}; "
        f"left for price {mean_of(alike, LEAVERS)}% against {mean_of(apart, LEAVERS)}%; "
        f"profit {mean_of(alike, PROFIT)}% of sales against {mean_of(apart, PROFIT)}%"
    )
    return Condition(trial.where, trial.market, holds, lower, UNIT, says)


def mean_of(runs: Numbers, column: int) -> str:
    """The mean of one of a trial's measures over runs."""
    return f"{runs[:, column].mean():.0f}"


def sentence(pairs: Mapping[Trial, tuple[Numbers, Numbers]], conditions: Sequence[Condition]) -> str:
    """The verdict: how far prices fell, what stopped them, and where they did not."""
    held = [one.where for one in conditions if one.holds]
    without = [one.where for one in conditions if one.holds is False]
    cheaper = sum(whether_above(one.measured) is False for one in conditions)
    alike, apart = pairs[MAIN]
    return (
        f"Holds for {'; '.join(held) or 'no market for sure'}. Fails for {'; '.join(without) or 'none'}. Where nobody "
        f"keeps in touch, alike television sets cost {with_interval(at_the_end(alike), '%')} of the usual price in the "
        f"fifth year, different ones {short(at_the_end(apart))}%; of those who change their maker "
        f"{mean_of(alike, LEAVERS)}% do it for the price, against {mean_of(apart, LEAVERS)}%. With close contact alike "
        f"sets cost {short(at_the_end(pairs[CARING][0]))}%. Alike is surely cheaper than different in {cheaper} of "
        f"{times(len(conditions), 'trial')}, price war or not."
    )


def picture(pairs: Mapping[Trial, tuple[Numbers, Numbers]]) -> Figure:
    """Prices month by month: products alike and apart, with nobody in touch and with close contact."""
    alike, caring = at_the_end(pairs[MAIN][0]), at_the_end(pairs[CARING][0])
    drawn = figure(
        f"Alike sets end at {short(alike)}% of the usual price where nobody keeps in touch, at {short(caring)}% where "
        "makers keep close",
        note=f"Television sets, four makers alike in all else: {ROLES[MIXED]}. Mean price paid. Bands: 95% interval.",
    )
    axes = drawn.subplots()
    axes.axhline(USUAL, color=GREY, linewidth=1.5)
    ends, words, inks = [], [], []
    for trial, ink in ((CARING, BLUE), (MAIN, VERMILION)):
        for runs, dash, kind in zip(pairs[trial], ("-", "--"), ("alike", "different"), strict=True):
            path = [estimate(prices) for prices in by_year(runs).T]
            draw_line(axes, range(len(path)), path, ink, dash)
            ends.append(path[-1].mean or USUAL)
            words.append(f"{kind},\n{trial.care}")
            inks.append(ink)
    axes.set_xlim(0, len(path) - 1)
    axes.set_xticks(range(len(path)), ["today", *(f"year {year}" for year in range(1, len(path)))])
    axes.set_ylabel("% of the usual price")
    label_ends(axes, len(path) - 1, ends, words, inks)
    return drawn
