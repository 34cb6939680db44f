"""C10: a customer who loses you 50 in year 1 brings 12,800 by year 5."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.chains import Chains, by_recommendation, newcomers
from sim.claims.claim import Claim, Condition, Finding, Verdict
from sim.claims.markets import called
from sim.declarations import Scenario
from sim.estimators.customer_value import ExampleYear, worked_example
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILION, figure
from sim.runs import Numbers
from sim.survival import undisturbed
from sim.wording import figure as digits
from sim.wording import money

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

YEARS = 5
WON_IN = 12
"""Months in which the customers are won who are then followed."""
SAID = 12_800
SCENARIO = "software_vendor"
OTHERS = ("airline", "retail_bank", "telecom", "it_dealer")
ORIGINS = (
    ("A's own purchases", BLUE),
    ("first referral", SKY),
    ("second referral", GREEN),
    ("third referral", ORANGE),
    ("fourth referral", PURPLE),
)

CLAIM = Claim(
    id="C10",
    title="The first sale loses 50, five years bring 12,800",
    says="A customer whose first sale lost the software house 50 brings it 12,800 within five years.",
    source="004",
    origin="identity",
    tested="The article's own table is added up: what customer A buys, what the four customers buy who came on its "
    "word, and what winning and keeping A cost. Sales count in full, as the article has it: the referred cost nothing, "
    "nobody leaves, nothing is discounted. It holds if the sum is 12,800 to the unit. Beside it the market of the "
    "software house is played: everybody won in a year other than by a recommendation is followed for five years, "
    "leavers included, together with all who came on their word, and on the word of those. There money is what is "
    "left of sales after goods, service, contact and the cost of winning; what the firm spends on everybody alike, "
    "advertising included, is not in it.",
)


def finding(laboratory: Laboratory) -> Finding:
    """The article's sum, and what the average customer leaves in markets where people come and go."""
    years = worked_example()
    whole = sum(year.profit for year in years)
    names = (SCENARIO, *OTHERS)
    cases = [laboratory.case(name) for name in names]
    lives = [np.array(runs) for runs in laboratory.measured(value_by_year, cases)]
    verdict: Verdict = "holds" if whole == SAID else "fails"
    return Finding(
        verdict=verdict,
        sentence=sentence(years, lives[0], cases[0]),
        figure_is="sales less the cost of customer A, after five years, in the article's example",
        measured=Estimate(whole, whole, whole),
        unit="units of money",
        scenario="worked example of article 004",
        picture=picture(years, lives[0], cases[0]),
        conditions=(*arithmetic(years), *(market_row(*told) for told in zip(names, cases, lives, strict=True))),
    )


def value_by_year(scenario: Scenario, run: int) -> list[list[float]]:
    """Per customer won by our own efforts in a year, what each of the next five leaves: own, and through referrals."""
    market = Market(undisturbed(scenario), run=run)
    market.advance(market.since)
    chains = Chains(market)
    value, won = np.zeros((2, YEARS)), 0
    for month in range(1, WON_IN + 12 * YEARS):
        before = market.town.customers["earned"].copy()
        market.step()
        chains.follow(market)
        if month <= WON_IN:
            fresh = own_efforts(market)
            chains.begin(market, fresh)
            won += len(fresh)
        there = np.flatnonzero(chains.generation >= 0)
        year = (market.clock - chains.began[there]) // 12
        within = year < YEARS
        there, year = there[within], year[within]
        referred = (chains.generation[there] > 0).astype(int)
        np.add.at(value, (referred, year), (market.town.customers["earned"] - before)[there])
    return (value / max(won, 1)).tolist()


def own_efforts(market: Market) -> np.ndarray:
    """Customers won this month whom nobody had sent."""
    new = newcomers(market)
    return new[~by_recommendation(market, new)]


def sentence(years: Sequence[ExampleYear], lives: Numbers, scenario: Scenario) -> str:
    """What the sum comes to, and what becomes of it where customers leave and goods cost something."""
    first, whole = years[0].profit, sum(year.profit for year in years)
    own = sum(year.sales for year in years[1:])
    referred = sum(sum(year.referrals) for year in years[1:])
    lived = estimate(lives.sum(axis=(1, 2)))
    begun = estimate(lives[:, :, 0].sum(axis=1))
    return (
        f"{'Holds' if whole == SAID else 'Fails'} as arithmetic: year 1 comes to {first:,.0f}, years 2 to 5 bring "
        f"{own:,.0f} from A and {referred:,.0f} from those A sent, {whole:,.0f} in all. In a market of software "
        f"houses, where goods cost money and people leave, the average customer won stands at "
        f"{about(begun, scenario)} after one year and at {about(lived, scenario)} after five, those it sent included."
    )


def about(value: Estimate, scenario: Scenario) -> str:
    """An amount with its interval."""
    span = "" if value.low is None else f" (95% interval {digits(value.low)} to {digits(value.high or 0.0)})"
    return money(value.mean or 0.0, scenario.currency) + span


def arithmetic(years: Sequence[ExampleYear]) -> list[Condition]:
    """The article's table, part by part, and what is left of it under two of its silent assumptions."""
    own = sum(year.sales for year in years[1:])
    referred = sum(sum(year.referrals) for year in years[1:])
    whole = sum(year.profit for year in years)
    alone = whole - referred
    rows = (
        ("Year 1: the first sale less the cost of winning A", years[0].profit, "as the article says"),
        ("Years 2 to 5: A's own purchases", own, "as the article says"),
        ("Years 2 to 5: purchases of the four whom A sent", referred, "as the article says"),
        ("A without anybody it sent", alone, "the referrals are most of it" if referred > alone else ""),
        ("All, if winning each of the four cost 850 too", whole - 4 * years[0].cost, "as with strangers"),
    )
    return [exact(where, value, says) for where, value, says in rows]


def exact(where: str, value: float, says: str) -> Condition:
    """A sum of the article's."""
    return Condition(where, "", None, Estimate(value, value, value), "units", says)


def market_row(name: str, scenario: Scenario, lives: Numbers) -> Condition:
    """A market: five years of an average customer won, against what winning it cost."""
    whole, own = estimate(lives.sum(axis=(1, 2))), estimate(lives[:, 0].sum(axis=1))
    first = estimate(lives[:, :, 0].sum(axis=1))
    turns = (first.mean or 0.0) < 0 < (whole.mean or 0.0)
    says = f"year 1: {digits(first.mean or 0.0)}; without those it sent: {digits(own.mean or 0.0)}"
    return Condition(f"{called(name)}: five years of a customer won", name, turns, whole, scenario.currency, says)


def picture(years: Sequence[ExampleYear], lives: Numbers, scenario: Scenario) -> Figure:
    """The article's five years, and the same years of an average customer of the market."""
    whole = sum(year.profit for year in years)
    lived = lives.mean(axis=0)
    drawn = figure(
        f"A first sale that loses {abs(years[0].profit):,.0f} becomes {whole:,.0f} in five years on paper, "
        f"and {lived.sum():,.0f} in a market where people leave",
        6.2,
        "Left: sales by who buys, in the article's example; line: profit added up. Right: what an average customer won "
        f"leaves after costs ({scenario.currency}), and those who came on its word.",
    )
    left, right = drawn.subplots(1, 2, width_ratios=(3, 2))
    draw_example(left, years)
    draw_market(right, lived)
    return drawn


def draw_example(axes: Axes, years: Sequence[ExampleYear]) -> None:
    """Sales stacked by origin, the cost of A, and profit added up."""
    places = [year.year for year in years]
    sales = np.array([(year.sales, *year.referrals) for year in years]).T
    below = np.zeros(len(years))
    for (name, colour), part in zip(ORIGINS, sales, strict=True):
        axes.bar(places, part, 0.7, below, color=colour, label=name)
        below += part
    axes.plot(places, [year.cost for year in years], color=VERMILION, linewidth=3, marker="o", label="cost of A")
    added = np.cumsum([year.profit for year in years])
    axes.plot(places, added, color=BLACK, linewidth=3, marker="o", label="profit added up")
    axes.axhline(0, color=GREY, linewidth=1)
    axes.annotate(f"{added[0]:,.0f}", (1, added[0]), (1, added[-1] * 0.17), ha="center", arrowprops={"arrowstyle": "-"})
    axes.annotate(f"{added[-1]:,.0f}", (places[-1], added[-1]), (-8, -4), textcoords="offset points", ha="right")
    axes.set_title("The article's customer A (units of money)")
    axes.set_xticks(places)
    axes.set_xlabel("year")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.legend(fontsize=12.5, frameon=False, loc="upper left")


def draw_market(axes: Axes, lived: Numbers) -> None:
    """What an average customer leaves, year by year, own and through those it sent, and added up."""
    places = np.arange(1, YEARS + 1)
    own, sent = lived
    axes.bar(places, own, 0.7, color=BLUE, label="its own")
    axes.bar(places, sent, 0.7, np.maximum(own, 0), color=SKY, label="those it sent")
    added = np.cumsum(own + sent)
    axes.plot(places, added, color=BLACK, linewidth=3, marker="o", label="added up")
    axes.axhline(0, color=GREY, linewidth=1)
    axes.annotate(f"{added[-1]:,.0f}", (places[-1], added[-1]), (0, 8), textcoords="offset points", ha="center")
    axes.set_title("An average customer won")
    axes.set_xticks(places)
    axes.set_xlabel("year")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.legend(fontsize=12.5, frameon=False, loc="upper left")
