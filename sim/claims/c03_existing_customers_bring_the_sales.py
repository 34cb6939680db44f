"""C3: 80% of sales come from existing customers, 60% of new customers by their recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.chains import by_recommendation, newcomers
from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called, from_to
from sim.claims.policies import our_customers
from sim.claims.saying import short, surely_above, verdict_of, with_interval
from sim.claims.strokes import bounds_of
from sim.declarations import Scenario
from sim.declarations.scenario import Change
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLACK, BLUE, VERMILION, figure
from sim.rules import journal
from sim.simulate import opened
from sim.survival import undisturbed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKETS = (
    "airline", "it_dealer", "petrochemicals", "property_management", "retail_bank", "software_vendor", "telecom",
    "telecom_mass", "television",
)  # fmt: skip
"""Without the grocer: where people buy at many shops at once, everybody is an existing customer of most."""
SAID = (80, 60)
"""Per cent of sales from existing customers, and of new customers by recommendation, as claimed."""
ENOUGH = (75, 50)
"""What counts as holding: somewhat fewer would do."""
YEAR = 12
YEARS = 2
TALKING_MARKET = "software_vendor"
SETTINGS: dict[str, dict[str, Change]] = {
    "everybody talks and is moved as readily as is plausible": {
        "world.talk_rate": 0.15, "world.talk_extreme": 1.0, "world.hear_strong": 0.7, "world.hear_weak": 0.25,
        "world.friend_calls": 0.3, "world.recommendation_pull": 1.6,
    },
    "nobody talks": {"world.word_of_mouth": 0},
}  # fmt: skip
"""All that favours recommendation at the upper end of its plausible range; and none of it."""
SALES, WORD, PRAISE = range(3)
NEVER = -1_000

CLAIM = Claim(
    id="C3",
    title="Existing customers bring the sales, and the new customers",
    says="80% of sales come from existing customers, and 60% of new customers come by their recommendation.",
    source="003",
    origin="emergent",
    tested="Two years of each market under today's policy, without its events. Existing: whoever was our customer when "
    "the year began; their share of the year's sales, while they stay, is counted. By recommendation: new customers "
    "to whom a friend had named the firm in the month in which they joined. More widely, as people might answer when "
    "asked: new customers who had heard a friend praise the firm at any time in the twelve months before. The claim "
    "holds in a market where the 95% intervals lie above 75% for sales and above 50% for recommendation, so that "
    "somewhat less than is claimed would do.",
)

Shares = tuple[Estimate, Estimate, Estimate]
"""Per cent: of sales from existing customers, of new ones by recommendation, of new ones who had heard praise."""


def finding(laboratory: Laboratory) -> Finding:
    """Shares of sales and of new customers, market by market, and with talk at both ends of what is plausible."""
    cases = [laboratory.case(name) for name in MARKETS]
    settings = [laboratory.case(TALKING_MARKET, changes) for changes in SETTINGS.values()]
    measured = [np.array(runs) for runs in laboratory.measured(shares, [*cases, *settings])]
    told = [shares_over_runs(runs) for runs in measured]
    by_market = dict(zip(MARKETS, told, strict=False))
    rows = [row(called(name), name, one) for name, one in by_market.items()]
    wheres = [f"{called(TALKING_MARKET)}, {words}" for words in SETTINGS]
    others = [row(where, TALKING_MARKET, one) for where, one in zip(wheres, told[len(MARKETS) :], strict=True)]
    middle = estimate(np.median([runs[:, WORD] for runs in measured[: len(MARKETS)]], axis=0))
    return Finding(
        verdict=verdict_of([*rows, others[0]]),
        sentence=sentence(by_market, told[len(MARKETS)], middle),
        figure_is=f"of new customers came on a recommendation, in the middle one of {len(MARKETS)} markets",
        measured=middle,
        unit="%",
        scenario=", ".join(MARKETS),
        picture=picture(by_market),
        conditions=(*rows, *others),
    )


def shares(scenario: Scenario, run: int) -> tuple[float, float, float]:
    """The three shares in per cent, over the years counted; talk is heard from the year before on."""
    market = Market.restore(opened(undisturbed(scenario), run), scenario.baseline, watch=-1)
    praised = np.full(len(market.town.customers), NEVER)
    existing_sales = all_sales = 0.0
    ways = np.zeros(3)
    for month in range(YEAR * (YEARS + 1)):
        if month % YEAR == 0:
            existing = our_customers(market)
        before = market.town.customers["paid"].copy()
        market.step()
        hear_praise(market, praised)
        existing &= our_customers(market)
        if month >= YEAR:
            bought = market.town.customers["paid"] - before
            existing_sales += float(bought[existing].sum())
            all_sales += float(bought[our_customers(market)].sum())
            ways += ways_of_coming(market, praised)
        existing[newcomers(market)] = False
    return 100 * existing_sales / all_sales, 100 * ways[WORD] / ways[0], 100 * ways[PRAISE] / ways[0]


def hear_praise(market: Market, praised: np.ndarray) -> None:
    """Notes for everybody who heard a friend praise us this month when that was, and forgets the other events."""
    events = market.journal.events()
    good = (events["event"] == journal.TALK) & (events["firm"] == market.us) & (events["outcome"] == 0)
    praised[events["other"][good]] = market.clock
    market.journal.months.clear()


def ways_of_coming(market: Market, praised: np.ndarray) -> np.ndarray:
    """New customers of the month; of these by recommendation, and those who had heard praise within a year: (3,)."""
    new = newcomers(market)
    return np.array([len(new), by_recommendation(market, new).sum(), (market.clock - praised[new] <= YEAR).sum()])


def shares_over_runs(runs: np.ndarray) -> Shares:
    """The shares with their intervals; `runs` (runs, 3)."""
    sales, word, praise = (estimate(runs[:, at]) for at in (SALES, WORD, PRAISE))
    return sales, word, praise


def row(where: str, scenario: str, told: Shares) -> Condition:
    """A market: new customers by recommendation, and whether both halves of the claim hold there."""
    sales, word, praise = told
    holds = surely_above(sales, ENOUGH[0]) and surely_above(word, ENOUGH[1])
    says = f"sales from existing customers {short(sales)}%; newcomers who had heard praise in the year {short(praise)}%"
    return Condition(where, scenario, holds, word, "%", says)


def sentence(by_market: Mapping[str, Shares], talkative: Shares, middle: Estimate) -> str:
    """Each half of the claim, and how far talk can carry the second."""
    sales, word, praise = (from_to(told[at] for told in by_market.values()) for at in (SALES, WORD, PRAISE))
    first = sum(surely_above(told[SALES], ENOUGH[0]) for told in by_market.values())
    second = sum(surely_above(told[WORD], ENOUGH[1]) for told in by_market.values())
    return (
        f"The first half holds in {first} of {len(by_market)} markets: existing customers bring {sales} "
        f"of a year's sales, as most customers stay from one year to the next. The second holds in "
        f"{second}: {word} of new customers come on a recommendation, "
        f"{with_interval(middle, '%')} in the middle market (claimed: {SAID[1]}%); "
        f"{short(talkative[WORD])}% where everybody talks and is moved as readily as is plausible. Asked whether "
        "they had heard the firm praised at any time in the year before, "
        f"{praise} would say yes."
    )


def picture(by_market: Mapping[str, Shares]) -> Figure:
    """The shares of every market, beside what is claimed."""
    word = from_to(told[WORD] for told in by_market.values())
    drawn = figure(
        f"Existing customers bring the sales; {word} of new customers come on a recommendation (claimed: {SAID[1]}%)",
        note="Left: share of a year's sales. Right: share of new customers; hollow: who had heard a friend praise the "
        "firm in the year before. Dashed: the claim.",
    )
    names = sorted(by_market, key=lambda name: by_market[name][WORD].mean or 0.0)
    places = range(len(names))
    left, right = drawn.subplots(1, 2, sharey=True)
    for axes, at, title in ((left, SALES, "sales from existing customers"), (right, WORD, "came on a recommendation")):
        low, mean, high = bounds_of([by_market[name][at] for name in names])
        axes.barh(places, mean, 0.6, color=(BLUE, VERMILION)[at])
        axes.hlines(places, low, high, color=BLACK, linewidth=2)
        for place, value in zip(places, mean, strict=True):
            axes.annotate(f"{value:.0f}", (2, place), color="white", va="center", fontweight="bold")
        axes.axvline(SAID[at], color=BLACK, linewidth=2.5, linestyle="--")
        axes.set_title(title)
        axes.set_xlim(0, 100)
        axes.set_xticks(range(0, 100, 20))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}%")
    right.plot(
        [by_market[name][PRAISE].mean for name in names],
        places,
        "o",
        color="white",
        markeredgecolor=VERMILION,
        markersize=11,
        markeredgewidth=2.5,
    )
    left.set_yticks(places, [called(name) for name in names])
    return drawn
