"""C1: winning a customer costs five to eight times as much as keeping one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called, customer_years, of_ratio, spent, years_of_today
from sim.claims.pairs import draw_markets, mark_claimed
from sim.claims.policies import TODAY, with_policies
from sim.claims.saying import short, surely_above, verdict_of, with_interval
from sim.declarations import LAYERS, Scenario
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.ledger import CHANNELS
from sim.market.market import Market
from sim.report.drawing import BLUE, VERMILION, figure
from sim.runs import Run
from sim.simulate import opened, record_of
from sim.survival import undisturbed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKETS = (
    "software_vendor", "property_management", "telecom", "petrochemicals", "retail_bank", "it_dealer", "television",
    "telecom_mass", "airline", "grocer",
)  # fmt: skip
CARRIED_ON = ("software_vendor", "airline")
"""Markets in which more is spent, once on winning and once on keeping."""
YEARS = 3
SAID = 5.0
WINNING = ("advertising", "acquisition")
CARE = ("spend_contact", "spend_bond", "contacting", "visiting", "recovery", "key_accounts", "rewards", "listening")
SERVICE = (*CARE, "spend_systems", "spend_execution", "serving", "wages", "training", "turnover")
WAYS = (("care alone", CARE, BLUE), ("all of service", SERVICE, VERMILION))
"""What keeping a customer may be taken to mean: two ways of counting, and their colours."""
MORE = {
    "winning": {"acquisition.spend": "+50%"},
    "keeping": {f"spend.{layer}": "+25%" for layer in LAYERS},
}

CLAIM = Claim(
    id="C1",
    title="Winning a customer costs five times keeping one",
    says="Winning a customer costs five times (article 002), five to eight times (article 004) as much as keeping one.",
    source="002, 004",
    origin="emergent",
    tested="Three years of each market under today's policy, without its events. Winning: all advertising, offers, "
    "referral rewards and setting up, failed attempts included, for each customer won. Keeping a customer for a year "
    "is counted twice: as care alone (contact, personal care, visits, complaints, key accounts, rewards, listening), "
    "and as all of service (front-line people, ordering and delivery too; not the product). The claim holds in a "
    "market where the 95% interval of winning over care lies above 5. What setting up a customer costs and what firms "
    "spend are assumptions of each market. Last, what decides: advertising is raised by half, or spending on all five "
    "layers by a quarter, and what more is spent (setting up included) is divided by the customers it "
    "wins, or keeps, beyond today's; that better service also sells more and wins some is left out.",
)

Ratios = Mapping[str, tuple[Estimate, Estimate]]
"""Winning over keeping by market, counted in both ways."""


def finding(laboratory: Laboratory) -> Finding:
    """Winning over keeping in every market, counted in two ways; and what one customer more costs in two of them."""
    cases = [laboratory.case(name) for name in MARKETS]
    counted = [np.array(runs) for runs in laboratory.measured(winning_over_keeping, cases)]
    ratios = {name: (estimate(runs[:, 0]), estimate(runs[:, 1])) for name, runs in zip(MARKETS, counted, strict=True)}
    tried = [with_policies(undisturbed(laboratory.case(name)), MORE) for name in CARRIED_ON]
    spending = [np.array(runs) for runs in laboratory.measured(one_more, tried)]
    edge = {case.title: one_more_costs(runs) for case, runs in zip(tried, spending, strict=True)}
    rows = [row(name, *ratios[name]) for name in MARKETS]
    more = [
        more_row(name, case.currency, *costs)
        for name, case, costs in zip(CARRIED_ON, tried, edge.values(), strict=True)
    ]
    return Finding(
        verdict=verdict_of(rows),
        sentence=sentence(ratios, rows, more),
        figure_is=f"cost of winning a customer, in years of care for one; the middle of {len(MARKETS)} markets",
        measured=middle(counted, 0),
        unit="times",
        scenario=", ".join(MARKETS),
        picture=picture(ratios, rows),
        conditions=(*rows, *more),
    )


def winning_over_keeping(scenario: Scenario, run: int) -> tuple[float, float]:
    """What a customer won cost, over what care for one costs a year, and over what all service for one costs."""
    played = years_of_today(scenario, run, YEARS)
    winning = spent(played, *WINNING) / won(played)
    care, service = (winning * customer_years(played) / spent(played, *lines) for _, lines, _ in WAYS)
    return care, service


def won(played: Run) -> float:
    """Customers won."""
    return float(sum(played.ours(f"joined_{channel}").sum() for channel in CHANNELS))


def kept(played: Run) -> float:
    """Share of customers kept, from month to month to the end."""
    return float(np.prod(played.ours("kept") / played.ours("held")))


def one_more(scenario: Scenario, run: int) -> tuple[float, float, float, float]:
    """Extra spending on winning and what it won, extra spending on keeping and how many it kept, in three years."""
    aside, plays = opened(scenario, run), {}
    for policy in (TODAY, *MORE):
        market = Market.restore(aside, policy)
        market.advance(12 * YEARS)
        plays[policy] = record_of(market)
    today, winning, keeping = plays[TODAY], plays["winning"], plays["keeping"]
    layers = [f"spend_{layer}" for layer in LAYERS]
    held = today.ours("held")[0]
    return (
        spent(winning, *WINNING) - spent(today, *WINNING),
        won(winning) - won(today),
        spent(keeping, *layers) - spent(today, *layers),
        float(held * (kept(keeping) - kept(today))),
    )


def one_more_costs(runs: np.ndarray) -> tuple[Estimate, Estimate]:
    """What one more customer won costs, and one more kept."""
    return of_ratio(runs[:, 0], runs[:, 1]), of_ratio(runs[:, 2], runs[:, 3])


def middle(counted: Sequence[np.ndarray], way: int) -> Estimate:
    """The median over markets, run by run."""
    return estimate(np.median([runs[:, way] for runs in counted], axis=0))


def row(name: str, care: Estimate, service: Estimate) -> Condition:
    """A market: winning over care, and whether it is five times or more."""
    says = f"{short(service)} if all of service is keeping"
    return Condition(called(name), name, surely_above(care, SAID), care, "times", says)


def more_row(name: str, currency: str, winning: Estimate, keeping: Estimate) -> Condition:
    """What one more customer kept costs beside one more won."""
    says = f"and one more won, by advertising: {with_interval(winning, currency)}"
    return Condition(f"{called(name)}: one more customer kept, by service", name, None, keeping, currency, says)


def sentence(ratios: Ratios, rows: Sequence[Condition], more: Sequence[Condition]) -> str:
    """Where the claim holds, and how much of it is bookkeeping."""
    held = [one for one in rows if one.holds]
    wide = [name for name in ratios if surely_above(ratios[name][1], SAID)]
    least, most = (pick(rows, key=lambda one: one.measured.mean or 0.0) for pick in (min, max))
    where = "Holds in every market" if len(held) == len(rows) else f"Holds in {len(held)} of {len(rows)} markets"
    first = more[0]
    return (
        f"{where} when only care counts as keeping, from {short(least.measured)} times ({least.where}) to "
        f"{short(most.measured)} times ({most.where}); counted as all of service, in {len(wide)} of {len(rows)}. "
        "The number follows from what is booked as keeping and from what setting up a customer costs, not from a law. "
        f"{first.where.capitalize()} costs {with_interval(first.measured, first.unit)}, {first.says}."
    )


def picture(ratios: Ratios, rows: Sequence[Condition]) -> Figure:
    """Winning over keeping by market, counted in both ways, beside five times."""
    held = sum(bool(one.holds) for one in rows)
    drawn = figure(
        f"Winning costs more than five years of care in {held} of {len(rows)} markets; set against all of service, "
        f"in {sum(surely_above(service, SAID) for _, service in ratios.values())}",
        note="Cost of winning a customer over what keeping one for a year costs. Each step of the scale doubles.",
    )
    axes = drawn.subplots()
    axes.set_xscale("log", base=2)
    shown = [one.mean for told in ratios.values() for one in told if one.mean]
    axes.set_xlim(min(shown) / 1.5, max(shown) * 1.5)
    mark_claimed(axes, SAID, f"the claim: {SAID:.0f}")
    draw_markets(axes, ratios, [(f"set against {words}", ink) for words, _, ink in WAYS])
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set_xlabel("times the cost of keeping one for a year")
    return drawn
