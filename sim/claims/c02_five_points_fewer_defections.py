"""C2: 5% fewer defections raise profit by 100%, or by 140%."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called, from_to, of_ratio
from sim.claims.policies import TODAY, with_policies
from sim.claims.saying import short, surely_above, verdict_of, with_interval
from sim.claims.strokes import bounds_of
from sim.declarations import LAYERS, Scenario
from sim.declarations.scenario import Change
from sim.estimators.customer_value import margin_multiple
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.ledger import UNALLOCATED
from sim.market.market import Market
from sim.measures import discounts, retention
from sim.report.drawing import BLACK, BLUE, GREY, ORANGE, SKY, VERMILION, figure
from sim.runs import Numbers, Run
from sim.scenario.altering import value_at
from sim.simulate import opened, record_of
from sim.survival import undisturbed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKETS = ("airline", "it_dealer", "petrochemicals", "telecom_mass")
SHOWN = "airline"
POINTS = 0.05
SAID = (100, 140)
YEARS = 10
PEOPLE = 2000
SEARCH_RUNS = 3
STRENGTHS = (0.35, 1.0)
"""How much of the programme is tried when looking for the strength that lowers defection by five points."""
BETTER: Mapping[str, tuple[str, float]] = {
    **{f"spend.{layer}": ("times", 2.0) for layer in LAYERS},
    "workforce.heads": ("times", 1.3),
    "workforce.training": ("times", 2.0),
    "workforce.authority": ("to", 0.8),
    "contact.answering": ("to", 0.95),
    "contact.personal": ("to", 0.8),
    "complaints.speed": ("to", 0.9),
}
"""The whole programme of better service: multiples of what is spent today, and levels that are aimed at."""
PROGRAMME = "better_service"
OWN = ("serving", "recovery", "contacting", "visiting")
"""Costs that a single customer causes and that better service changes."""
STAFF = ("wages", "training", "turnover")
"""Common costs that follow the number of customers."""
BUDGETS = tuple(line for line in UNALLOCATED if line not in STAFF)
FREE_VALUE, PAID_VALUE, FREE_PROFIT, PAID_PROFIT = range(4)
CHANGES = (
    ("a customer's value, service for nothing", SKY),
    ("a customer's value, service paid for", BLUE),
    ("the firm's profit, service for nothing", ORANGE),
    ("the firm's profit, service paid for", VERMILION),
)
"""What is compared with today, in words, and its colour."""

CLAIM = Claim(
    id="C2",
    title="Five points fewer defections double the profit",
    says="5% fewer defections raise profit by 100% (one magazine), by 140% (another).",
    source="003",
    origin="emergent",
    tested="Five per cent is read as five percentage points; five per cent of the defectors would do far less. Our "
    "firm improves its service (more money for all five layers, more and better trained people with more authority, "
    "more personal contact, quicker answers and settlements), just so much that defection falls by five points a year. "
    "Over ten years, in a market of 2,000 people without events, two sums are set beside today's policy, discounted: "
    "what the customers held at the start bring while they stay, after goods and their own service, and the firm's "
    "profit. Each is taken twice: as if the better service cost nothing, as the magazines did, and with what it costs. "
    "The claim holds in a market where the 95% interval of the profit's change lies above 100%. The bare arithmetic "
    "(a constant margin, a constant share of customers kept) is given beside it.",
)


class Told(NamedTuple):
    """A market: by how many points defection fell, the four changes in per cent, and the change on paper."""

    fall: Estimate
    changes: tuple[Estimate, ...]
    on_paper: Estimate


class Life(NamedTuple):
    """Ten years under a policy, by month: the books, what those held at the start brought, and how many there were."""

    played: Run
    brought: Numbers
    there: Numbers


def finding(laboratory: Laboratory) -> Finding:
    """What five points fewer defections do to a customer's value and to the firm's profit, market by market."""
    cases = [undisturbed(laboratory.case(name, {"market.customers": PEOPLE})) for name in MARKETS]
    strengths = [strength_for(laboratory, case) for case in cases]
    tried = [with_programme(case, strength) for case, strength in zip(cases, strengths, strict=True)]
    runs = [np.array(some) for some in laboratory.measured(improvement, tried)]
    told = {name: told_of(case, some) for name, case, some in zip(MARKETS, cases, runs, strict=True)}
    rows = [row for name in MARKETS for row in rows_of(name, told[name])]
    return Finding(
        verdict=verdict_of(rows),
        sentence=sentence(told),
        figure_is=f"change of the {called(SHOWN)}'s profit when better service, paid for, lowers defection by "
        f"{short(told[SHOWN].fall)} points a year",
        measured=told[SHOWN].changes[PAID_PROFIT],
        unit="%",
        scenario=SHOWN,
        picture=picture(told),
        conditions=tuple(rows),
    )


def strength_for(laboratory: Laboratory, case: Scenario) -> float:
    """How much of the programme lowers defection by five points, or all of it where that is not enough."""
    tried = [with_programme(case, strength) for strength in STRENGTHS]
    runs = laboratory.measured(improvement, tried, SEARCH_RUNS)
    falls = [float(np.mean([told[0] for told in some])) for some in runs]
    return float(np.interp(POINTS, [0.0, *falls], [0.0, *STRENGTHS]))


def with_programme(case: Scenario, strength: float) -> Scenario:
    """The market with today's policy and better service, a part of the whole programme."""
    changes: dict[str, Change] = {}
    for path, (kind, whole) in BETTER.items():
        today = value_at(path, case)
        aim = today * whole if kind == "times" else max(today, whole)
        changes[path] = today + strength * (aim - today)
    return with_policies(case, {PROGRAMME: changes})


def improvement(scenario: Scenario, run: int) -> list[float]:
    """Fall of defection; then today's value of the customers held, the gain for nothing and paid for; and of profit.

    Last, the share of customers kept over a year today.
    """
    aside = opened(scenario, run)
    today, better = (life(Market.restore(aside, policy)) for policy in (TODAY, PROGRAMME))
    now = discounts(today.played)
    own, common = programme_costs(today.played, better.played)
    held = better.played.ours("held")
    value, profit = float(now @ today.brought), float(now @ today.played.ours("profit"))
    more_value, more_profit = better.brought - today.brought, better.played.ours("profit") - today.played.ours("profit")
    return [
        retention(better.played) - retention(today.played),
        value,
        float(now @ (more_value + own * better.there)),
        float(now @ (more_value - common * better.there)),
        profit,
        float(now @ (more_profit + (own + common) * held)),
        float(now @ more_profit),
        retention(today.played),
    ]


def life(market: Market) -> Life:
    """Plays ten years and follows the customers held at the start while they stay."""
    there = market.town.customers["provider"] == market.us
    brought, count = [], []
    for _ in range(12 * YEARS):
        before = market.town.customers["earned"].copy()
        market.step()
        people = market.town.customers
        brought.append(float((people["earned"] - before)[there].sum()))
        there = there & (people["provider"] == market.us) & (people["joined"] < market.clock)
        count.append(float(there.sum()))
    return Life(record_of(market), np.array(brought), np.array(count))


def programme_costs(today: Run, better: Run) -> tuple[Numbers, Numbers]:
    """What the programme costs, by month and customer held: what each causes, and what no single one does."""
    held = [played.ours("held") for played in (today, better)]
    own, staff, budgets = (
        [sum(played.ours(line) for line in lines) for played in (today, better)] for lines in (OWN, STAFF, BUDGETS)
    )
    each = own[1] / held[1] - own[0] / held[0]
    # People follow the number of customers; a budget stays what it is, however many there are.
    common = staff[1] / held[1] - staff[0] / held[0] + (budgets[1] - budgets[0]) / held[1]
    return each, common


def told_of(case: Scenario, runs: Numbers) -> Told:
    """A market's figures with their intervals; `runs` (runs, 8)."""
    changes = (
        *(of_ratio(100 * runs[:, at], runs[:, 1]) for at in (2, 3)),
        *(of_ratio(100 * runs[:, at], runs[:, 4]) for at in (5, 6)),
    )
    return Told(estimate(100 * runs[:, 0]), changes, estimate(np.array([on_paper(kept, case) for kept in runs[:, 7]])))


def on_paper(kept: float, case: Scenario) -> float:
    """Change of the margin multiple in per cent when five points more are kept of those who are kept today."""
    rate = case.market.discount_rate
    before, after = (margin_multiple(share, rate, first_at_once=True) for share in (kept, min(1.0, kept + POINTS)))
    return 100 * (after / before - 1)


def rows_of(name: str, told: Told) -> list[Condition]:
    """A market: the firm's profit with the service paid for and for nothing, and a customer's value."""
    fell = f"defection fell by {short(told.fall)} points"
    says = ("", f"on paper, with a constant margin: {short(told.on_paper)}%", "", fell)
    rows = []
    for at in (PAID_PROFIT, FREE_PROFIT, FREE_VALUE, PAID_VALUE):
        change = told.changes[at]
        known = change.mean is not None
        judged = surely_above(change, SAID[0]) if known and at in (PAID_PROFIT, FREE_PROFIT) else None
        rows.append(
            Condition(
                f"{called(name)}: {CHANGES[at][0]}",
                name,
                judged,
                change,
                "%",
                says[at] if known else "today's cannot be told from nothing",
            )
        )
    return rows


def sentence(told: Mapping[str, Told]) -> str:
    """What five points do, for nothing and paid for, in the market shown and over all."""
    shown = told[SHOWN]
    held = [[surely_above(one.changes[at], SAID[0]) for one in told.values()] for at in (FREE_PROFIT, PAID_PROFIT)]
    free, paid = (sum(some) for some in held)
    values, profits = (from_to(one.changes[at] for one in told.values()) for at in (FREE_VALUE, PAID_PROFIT))
    where = (
        f"Holds in {paid} of {len(told)} markets when better service is paid for, in {free} when it is taken as "
        "costing nothing"
        if free or paid
        else f"Fails in all {len(told)} markets, even when better service is taken as costing nothing"
    )
    return (
        f"{where}: in the {called(SHOWN)} {short(shown.fall)} points fewer defections changed "
        f"profit by {with_interval(shown.changes[PAID_PROFIT], '%')} with the service paid for and by "
        f"{short(shown.changes[FREE_PROFIT])}% if it had cost nothing; over the markets, by {profits} "
        f"when paid for. What a customer is worth rises by {values} even for nothing."
    )


def picture(told: Mapping[str, Told]) -> Figure:
    """The four changes in every market, beside 100 and 140%."""
    shown = told[SHOWN]
    drawn = figure(
        f"Five points fewer defections: the {called(SHOWN)}'s profit changes by "
        f"{short(shown.changes[PAID_PROFIT])}% if better service is paid for, "
        f"by {short(shown.changes[FREE_PROFIT])}% if it were free",
        note="Change over ten years, in per cent of today's. Dashed: the magazines' 100 and 140%. Black mark: the "
        "arithmetic of a constant margin.",
    )
    axes = drawn.subplots()
    names = list(told)
    for at, (words, ink) in enumerate(CHANGES):
        places = np.arange(len(names)) + 0.2 * (at - 1.5)
        low, mean, high = bounds_of([told[name].changes[at] for name in names])
        axes.bar(places, mean, 0.18, color=ink, label=words)
        axes.vlines(places, low, high, color=BLACK, linewidth=1.5)
    _, paper, _ = bounds_of([told[name].on_paper for name in names])
    axes.plot(np.arange(len(names)) - 0.3, paper, "_", color=BLACK, markersize=26, markeredgewidth=3)
    for said in SAID:
        axes.axhline(said, color=GREY, linewidth=2.5, linestyle="--")
    axes.axhline(0, color=BLACK, linewidth=1)
    axes.set_xticks(range(len(names)), [f"{called(name)}\n({short(told[name].fall)} points)" for name in names])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:+.0f}%" if value else "0")
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.25 * (high - low))
    axes.legend(fontsize=13, frameon=False, loc="upper center", ncols=2)
    return drawn
