"""C5: 100 satisfied customers bring 25 new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.chains import Chains
from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called, from_to, of_ratio
from sim.claims.saying import short, surely_above, verdict_of, with_interval
from sim.claims.strokes import bounds_of
from sim.declarations import Scenario
from sim.declarations.scenario import Change
from sim.intervals import Estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLACK, BLUE, GREY, SKY, figure
from sim.runs import Numbers
from sim.survival import undisturbed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SAID = 25
ENOUGH = 20
"""Somewhat fewer would do."""
MARKETS = (
    "airline", "grocer", "it_dealer", "petrochemicals", "property_management", "retail_bank", "software_vendor",
    "telecom", "telecom_mass", "television",
)  # fmt: skip
ONE = "airline"
YEAR = 12
SATISFIED = 0.5
"""As expected and as good as the market, on the scale from 0 to 1."""
UNIT = "new ones for 100"
LONGER = 5
"""Years after which the chains are counted once more: the claim says nothing of time."""
SETTINGS: dict[str, dict[str, Change]] = {
    "everybody talks and is moved as readily as is plausible": {
        "world.talk_rate": 0.15, "world.talk_extreme": 1.0, "world.hear_strong": 0.7, "world.hear_weak": 0.25,
        "world.friend_calls": 0.3, "world.recommendation_pull": 1.6,
    },
    "as little as is plausible": {
        "world.talk_rate": 0.04, "world.talk_extreme": 0.25, "world.hear_strong": 0.3, "world.hear_weak": 0.05,
        "world.friend_calls": 0.05, "world.recommendation_pull": 0.4,
    },
    "nobody talks": {"world.word_of_mouth": 0},
    "half of the people are nobody's customers yet": {"market.served": 0.5},
    "a generous reward for every recommendation": {"acquisition.referral_reward": 345},
}  # fmt: skip
"""In the airline: talk at both ends of what is plausible, and what a firm or its market may add."""

CLAIM = Claim(
    id="C5",
    title="A hundred satisfied customers bring twenty-five new ones",
    says="100 satisfied customers bring 25 new ones.",
    source="002",
    origin="emergent",
    tested="When the year begins, everybody with a satisfaction of 50 or more (as expected, and as good as the market) "
    "counts as satisfied. For twelve months all are counted who become our customers because one of these had named "
    "the firm to them in that month, or one of those they had brought, and so on down the chain. Some of the brought "
    "would have come anyway; they count too. It holds in a market where the 95% interval lies above 20, so that "
    "somewhat fewer would do. How often people talk and how readily they follow are assumptions, so both ends of "
    "their plausible ranges are tried; and as the claim names no time, five years "
    "are counted too. Events are left out.",
)

Brought = tuple[Estimate, Estimate, Estimate]
"""For 100 satisfied customers: all they brought, and those they brought directly; for 100 of the best quarter, all."""


def finding(laboratory: Laboratory) -> Finding:
    """Newcomers brought by 100 satisfied customers in a year, market by market, and with more and less talk."""
    cases = [laboratory.case(name) for name in MARKETS]
    changed = [laboratory.case(ONE, changes) for changes in SETTINGS.values()]
    told = [for_a_hundred(np.array(runs)) for runs in laboratory.measured(brought, [*cases, *changed])]
    patient = laboratory.measured(partial(brought, years=LONGER), [cases[MARKETS.index(ONE)], changed[0]])
    by_market = dict(zip(MARKETS, told, strict=False))
    rows = [row(called(name), name, one) for name, one in by_market.items()]
    wheres = [f"{called(ONE)}, {words}" for words in SETTINGS]
    others = [row(where, ONE, one) for where, one in zip(wheres, told[len(MARKETS) :], strict=True)]
    over = (f"{called(ONE)}, counted over {LONGER} years", f"{wheres[0]}, counted over {LONGER} years")
    longer = [row(where, ONE, for_a_hundred(np.array(runs))) for where, runs in zip(over, patient, strict=True)]
    return Finding(
        verdict=verdict_of([*rows, *others, *longer]),
        sentence=sentence(rows, [*others, *longer], by_market[ONE]),
        figure_is=f"brought by 100 satisfied customers of the {called(ONE)}, chains included (claimed: {SAID})",
        measured=by_market[ONE][0],
        unit="new customers in a year",
        scenario=ONE,
        picture=picture(by_market),
        conditions=(*rows, *others, *longer),
    )


def brought(scenario: Scenario, run: int, years: int = 1) -> tuple[int, int, int, int, int]:
    """How many our satisfied customers bring in all and directly, how many they are; the same of the best quarter."""
    market = Market(undisturbed(scenario), run=run)
    market.advance(market.since)
    ours, satisfaction = satisfaction_of_ours(market)
    satisfied = chains_from(market, ours[satisfaction >= SATISFIED])
    best = chains_from(market, ours[satisfaction >= np.quantile(satisfaction, 0.75)])
    counts = (satisfied.generation == 0).sum(), (best.generation == 0).sum()
    in_all = directly = by_best = 0
    for _ in range(YEAR * years):
        market.step()
        joined = satisfied.follow(market)
        in_all += len(joined)
        directly += int((satisfied.generation[joined] == 1).sum())
        by_best += len(best.follow(market))
    return in_all, directly, int(counts[0]), by_best, int(counts[1])


def satisfaction_of_ours(market: Market) -> tuple[np.ndarray, Numbers]:
    """Who our customers are, and how satisfied each of them is, from 0 to 1."""
    ours = np.flatnonzero(market.town.customers["provider"] == market.us)
    slot = market.us if market.town.relations.shape[1] > 1 else 0
    return ours, market.town.relations["satisfaction"][ours, slot]


def chains_from(market: Market, who: np.ndarray) -> Chains:
    """Chains that begin with these customers."""
    chains = Chains(market)
    chains.begin(market, who)
    return chains


def for_a_hundred(runs: Numbers) -> Brought:
    """What 100 bring: satisfied ones in all and directly, and of the best quarter; `runs` (runs, 5)."""
    return (
        of_ratio(100 * runs[:, 0], runs[:, 2]),
        of_ratio(100 * runs[:, 1], runs[:, 2]),
        of_ratio(100 * runs[:, 3], runs[:, 4]),
    )


def row(where: str, scenario: str, told: Brought) -> Condition:
    """A market or setting: how many newcomers, how many of them at first hand, and from the most satisfied."""
    everybody, direct, best = told
    says = f"{short(direct)} directly; by the most satisfied quarter {short(best)}"
    return Condition(where, scenario, surely_above(everybody, ENOUGH), everybody, UNIT, says)


def sentence(rows: Sequence[Condition], others: Sequence[Condition], told: Brought) -> str:
    """The number beside the claim, and what would have to be so for the claim to be right."""
    everybody, direct, _ = told
    held = [one.where for one in (*rows, *others) if one.holds]
    where = f"Holds when: {'; '.join(held)}. Elsewhere it fails" if held else "Fails in every market and setting"
    least, most = (pick(rows, key=lambda one: one.measured.mean or 0.0) for pick in (min, max))
    ready, slow = others[:2]
    return (
        f"{where}: in the {called(ONE)} 100 satisfied customers brought {with_interval(everybody)} new ones in a year, "
        f"{short(direct)} of them directly (claimed: {SAID}); from {short(least.measured)} ({least.where}) to "
        f"{short(most.measured)} ({most.where}) over all markets. With talk as rare and as weak as is plausible it is "
        f"{short(slow.measured)} in the {called(ONE)}, with talk as frequent and strong {short(ready.measured)}; in "
        f"{LONGER} years {short(others[-2].measured)}, or {short(others[-1].measured)} with such talk."
    )


def picture(by_market: Mapping[str, Brought]) -> Figure:
    """Newcomers for 100 satisfied customers in every market, direct and down the chain, beside 25."""
    means = from_to((told[0] for told in by_market.values()), "")
    drawn = figure(
        f"100 satisfied customers bring {means} new ones in a year; the claim says {SAID}",
        note="New customers in a year to whom one of the 100 had named the firm, or one of those they had brought.",
    )
    axes = drawn.subplots()
    names = sorted(by_market, key=lambda name: by_market[name][0].mean or 0.0)
    places = range(len(names))
    low, mean, high = bounds_of([by_market[name][0] for name in names])
    direct = [by_market[name][1].mean or 0.0 for name in names]
    axes.barh(places, direct, 0.6, color=BLUE)
    axes.barh(places, mean - direct, 0.6, direct, color=SKY)
    axes.hlines(places, low, high, color=BLACK, linewidth=2)
    for place, value, end in zip(places, mean, high, strict=True):
        axes.annotate(f"{value:.1f}", (end, place), (8, 0), textcoords="offset points", va="center", fontweight="bold")
    axes.axvline(SAID, color=GREY, linewidth=3, linestyle="--")
    axes.annotate(
        f"the claim: {SAID}", (SAID, len(names) - 0.5), (-6, 0), textcoords="offset points", ha="right", color=GREY
    )
    axes.annotate("brought directly", (SAID * 0.98, 1), ha="right", color=BLUE)
    axes.annotate("brought by those, and so on", (SAID * 0.98, 0.3), ha="right", color=SKY)
    axes.set_ylim(-0.6, len(names))
    axes.set_xlim(0, max(SAID * 1.06, float(np.max(high)) * 1.1))
    axes.set_yticks(places, [called(name) for name in names])
    axes.tick_params(axis="y", length=0)
    return drawn
