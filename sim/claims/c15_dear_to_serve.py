"""C15: big sales with a big cost to serve are worth little; self-service raises value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.policies import (
    GAIN,
    TODAY,
    Outcomes,
    change,
    gain,
    our_customers,
    outcomes,
    whether_above,
    with_policies,
)
from sim.claims.saying import short, verdict_of, with_interval
from sim.claims.strokes import draw_bars, draw_line
from sim.declarations import Scenario
from sim.declarations.scenario import Change
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLACK, BLUE, GREY, LIGHT, VERMILION, figure
from sim.runs import Numbers
from sim.scenario.altering import value_at
from sim.wording import times

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BANK = "retail_bank"
MARKETS = (BANK, "petrochemicals", "airline")
TIMES = (0.5, 1, 2, 4, 8)
"""Cost of an encounter against today's; half and twice are the ends of the plausible range."""
DEARER = 4
YEAR = 12
TENTHS = 10
SELF_SERVICE: Mapping[str, float] = {"two_fifths": 0.4, "three_fifths": 0.6, "four_fifths": 0.8}
MOST = "three_fifths"
FEWER = "fewer_people"
ELSEWHERE = ("telecom_mass", "petrochemicals")
SMALL: dict[str, Change] = {"market.customers": 2000}
MEDIAN = 50.0
STANDING = "% of all customers bring less profit"

CLAIM = Claim(
    id="C15",
    title="Big sales, dear to serve",
    says="A customer with big sales and a big cost to serve is worth little; self-service raises value.",
    source="004",
    origin="emergent",
    tested="Everybody who stays our customer for a year is followed: sales, and profit after goods and all that was "
    "done for this customer. Of the tenth with the largest sales, the tenth that costs most for what it buys is "
    "picked: big sales, dear to serve. The first half of the claim holds where these bring less profit than most "
    "customers do, whatever their size. What an errand settled by our people costs is varied from half to eight times "
    "today's (half to twice is plausible); how often customers come does not rise with what they buy. The second half "
    "holds where a larger share of errands settled by the customers themselves surely adds to total value: profit, and "
    "what the customers held at the end are worth, told per 100 of sales. That such an errand costs the firm less is "
    "put in, what customers make of it is not. Machines cost nothing extra here; wages are a cost of the firm, not of "
    "single customers.",
)


def finding(laboratory: Laboratory) -> Finding:
    """Sales and profit customer by customer as serving gets dearer; then self-service, market by market."""
    years = {name: played_years(laboratory, name) for name in MARKETS}
    trials = self_service_trials(laboratory)
    dear = [big_and_dear(name, factor, years[name][factor]) for name in MARKETS for factor in TIMES]
    helped = [one for where, (scenario, runs) in trials.items() for one in self_served(where, scenario, runs)]
    conditions = (*dear, *helped)
    return Finding(
        verdict=verdict_of(conditions),
        sentence=sentence(dear, helped),
        figure_is="customers of the bank who bring less profit than the big who are dear to serve",
        measured=dear[TIMES.index(1)].measured,
        unit=STANDING,
        scenario=BANK,
        picture=picture(years[BANK], trials[called(BANK)][1], value_at("terms.self_service", laboratory.case(BANK))),
        conditions=conditions,
    )


def played_years(laboratory: Laboratory, name: str) -> dict[float, Numbers]:
    """A year of a market at every cost of an encounter: by cost, (runs, measures)."""
    base = laboratory.case(name)
    cost = value_at("costs.encounter", base)
    changes = {"market.customers": min(base.market.customers, 2500), "market.months": YEAR}
    cases = [laboratory.case(name, {**changes, "costs.encounter": cost * factor}) for factor in TIMES]
    return {
        factor: np.array(runs) for factor, runs in zip(TIMES, laboratory.measured(sales_and_profit, cases), strict=True)
    }


def sales_and_profit(scenario: Scenario, run: int) -> list[float]:
    """Of those who stay our customers for a year.

    Per cent of all who bring less profit than the big and dear to serve; rank correlation of sales and profit; then,
    for each tenth by sales from the smallest up, per cent who cost more than they bring.
    """
    market = Market(scenario, run=run)
    market.advance(market.since)
    began, paid = our_customers(market), market.town.customers["paid"].copy()
    market.advance(YEAR)
    people = market.town.customers
    stayed = began & our_customers(market) & (people["joined"] <= market.since)
    bought, profit = (people["paid"] - paid)[stayed], people["earned"][stayed]
    return [
        standing_of_the_dear(bought, profit),
        float(stats.spearmanr(bought, profit).statistic),
        *losing(bought, profit),
    ]


def standing_of_the_dear(bought: Numbers, profit: Numbers) -> float:
    """Per cent of all customers who bring less profit than the dearest tenth of the biggest tenth; their mean.

    >>> standing_of_the_dear(np.arange(1.0, 11.0), np.array([3.0, *range(11, 19), 10.0]))
    10.0
    """
    big = bought >= np.quantile(bought, 1 - 1 / TENTHS)
    cost_share = 1 - profit[big] / bought[big]
    dear = cost_share >= np.quantile(cost_share, 1 - 1 / TENTHS)
    below = np.searchsorted(np.sort(profit), profit[big][dear])
    return float(100 * below.mean() / len(profit))


def losing(bought: Numbers, profit: Numbers) -> list[float]:
    """Per cent who cost more than they bring, by tenth of sales, the smallest first.

    >>> losing(np.arange(1.0, 11.0), np.array([-1.0, -1.0, *[1.0] * 8]))[:3]
    [100.0, 100.0, 0.0]
    """
    order = np.argsort(bought, kind="stable")
    return [100 * float((part < 0).mean()) for part in np.array_split(profit[order], TENTHS)]


def big_and_dear(name: str, factor: float, runs: Numbers) -> Condition:
    """A trial of the first half: worth little where the big and dear bring less than the average customer."""
    standing, correlation, biggest = (estimate(runs[:, column]) for column in (0, 1, -1))
    where = f"{called(name)}, an errand at {factor:g} times today's cost"
    says = (
        f"rank correlation of sales and profit {short(correlation)}; of the biggest tenth {short(biggest)}% lose money"
    )
    worth_more = whether_above(standing, MEDIAN)
    return Condition(where, name, None if worth_more is None else not worth_more, standing, STANDING, says)


def self_service_trials(laboratory: Laboratory) -> dict[str, tuple[str, list[Outcomes]]]:
    """Self-service in the bank, there among people who dislike it, and elsewhere: scenario and runs by place."""
    bank = laboratory.case(BANK, SMALL)
    dislike: dict[str, Change] = {f"segments.{segment}.self_service_taste": -1.0 for segment in bank.segments}
    one = {MOST: settling_themselves(SELF_SERVICE[MOST])}
    several = {policy: settling_themselves(share) for policy, share in SELF_SERVICE.items()}
    several[FEWER] = {**one[MOST], "workforce.heads": "-20%"}
    cases = {
        called(BANK): (BANK, with_policies(bank, several)),
        f"{called(BANK)}, if nobody liked machines": (BANK, with_policies(laboratory.case(BANK, SMALL | dislike), one)),
        **{called(name): (name, with_policies(laboratory.case(name, SMALL), one)) for name in ELSEWHERE},
    }
    played = laboratory.measured(outcomes, [case for _, case in cases.values()])
    return {where: (cases[where][0], runs) for where, runs in zip(cases, played, strict=True)}


def settling_themselves(share: float) -> Mapping[str, Change]:
    """A share of all errands that customers settle themselves."""
    return {"terms.self_service": share}


def self_served(where: str, scenario: str, runs: Sequence[Outcomes]) -> list[Condition]:
    """Trials of the second half in one place."""
    words = {policy: f"customers settle {100 * share:.0f}% themselves" for policy, share in SELF_SERVICE.items()}
    words[FEWER] = f"{words[MOST]}, a fifth fewer people"
    return [
        Condition(
            f"{where}, {words[policy]}",
            scenario,
            whether_above(gain(runs, policy)),
            gain(runs, policy),
            GAIN,
            f"satisfaction {change(runs, 'satisfaction', policy).mean:+.1f} of 100",
        )
        for policy in runs[0]
        if policy != TODAY
    ]


def sentence(dear: Sequence[Condition], helped: Sequence[Condition]) -> str:
    """The verdict on both halves, each with its figure."""
    today, dearest = dear[TIMES.index(1)], dear[len(TIMES) - 1]
    little = [one.where for one in dear if one.holds]
    most = helped[list(SELF_SERVICE).index(MOST)]
    first = f"holds for {'; '.join(little)}, and nowhere else" if little else "fails wherever it was tried"
    return (
        f"That the big who are dear to serve are worth little {first}: in the bank "
        f"{with_interval(today.measured, '%')} of all customers bring less profit than these, and "
        f"{short(dearest.measured)}% where an errand costs {TIMES[-1]} times as much. That self-service raises value "
        f"holds in {sum(one.holds is True for one in helped)} of {times(len(helped), 'trial')}: where the bank's "
        f"customers settle {100 * SELF_SERVICE[MOST]:.0f}% of their errands themselves, it gains "
        f"{with_interval(most.measured)} {GAIN} ({most.says}); machines may cost that much before the gain is gone."
    )


def picture(years: Mapping[float, Numbers], served: Sequence[Outcomes], before: float) -> Figure:
    """Who costs more than they bring, by size; and what self-service adds."""
    today = [estimate(years[1][:, 2 + tenth]) for tenth in range(TENTHS)]
    dearer = [estimate(years[DEARER][:, 2 + tenth]) for tenth in range(TENTHS)]
    most = gain(served, MOST)
    drawn = figure(
        f"Of the biggest tenth of customers {short(today[-1])}% lose the bank money, of the smallest "
        f"{short(today[0])}%; self-service adds {short(most)} {GAIN}",
        note="The bank. Left: customers who cost more than they bring in a year. Right: total value, costs counted.",
    )
    left, right = drawn.subplots(1, 2, width_ratios=[5, 4])
    draw_losers(left, today, dearer)
    draw_self_service(right, served, before)
    return drawn


def draw_losers(axes: Axes, today: Sequence[Estimate], dearer: Sequence[Estimate]) -> None:
    """Bars by tenth of sales: who costs more than they bring today, and behind them where serving costs four times."""
    places = range(1, TENTHS + 1)
    axes.bar(places, [one.mean or 0 for one in dearer], 0.8, color=LIGHT)
    draw_bars(axes, places, today, VERMILION, 0.5)
    axes.set_title("lose us money, % of each tenth")
    axes.set_xticks(places, ["smallest\nsales", *[""] * (TENTHS - 2), "biggest\nsales"])
    axes.annotate("at today's cost of an errand", (0.97, 0.9), xycoords="axes fraction", color=VERMILION, ha="right")
    axes.annotate(f"at {DEARER} times the cost", (0.97, 0.81), xycoords="axes fraction", color=GREY, ha="right")


def draw_self_service(axes: Axes, served: Sequence[Outcomes], before: float) -> None:
    """What the firm gains as more errands are settled by the customers themselves."""
    nothing = Estimate(0.0, 0.0, 0.0)
    shares = [100 * share for share in (before, *SELF_SERVICE.values())]
    draw_line(axes, shares, [nothing, *(gain(served, policy) for policy in SELF_SERVICE)], BLUE)
    axes.axhline(0, color=BLACK, linewidth=1)
    axes.set_title(f"gain {GAIN}")
    axes.set_xticks(shares, [f"{share:.0f}%" for share in shares])
    axes.set_xlabel("errands customers settle themselves")
