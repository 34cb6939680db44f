"""C8: one hundred per cent effort with a one per cent slip is zero satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.policies import sales
from sim.claims.saying import about, held, short, surely_above, surely_below, verdict_of, with_interval
from sim.claims.strokes import draw_line
from sim.declarations import Event, Scenario
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLACK, BLUE, GREY, VERMILION, figure
from sim.runs import Numbers
from sim.simulate import opened, record_of
from sim.survival import undisturbed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SCENARIO = "airline"
TRIED = ("airline", "petrochemicals")
YEARS = 2
FAULTS = (0.0, 0.5, 1.2, 2.4, 5.0, 12.0, 20.0)
"""How many times the usual slips happen to the firm that does everything else right; 2.4 is near one in a hundred."""
SAID = 1.0
"""Slips in a hundred encounters."""
NOTHING, HALF = 20.0, 50.0
PERFECT = {
    "workforce.pay": 1.3,
    "workforce.standing": 1.0,
    "workforce.authority": 0.9,
    "workforce.heads": 15.0,
    "contact.personal": 1.0,
    "contact.answering": 1.0,
    "firms.us.opening.credit": 1e8,
}
"""What a firm does that spares nothing; the money is lent without end."""
MANY_TIMES = {"product": 300, "systems": 300, "process": 12, "contact": 40, "care": 40}
"""How many times the spending that gets half of the way; execution keeps a rest in which slips can happen."""
LAYER_OF = {"product": "product", "systems": "systems", "process": "execution", "contact": "contact", "care": "bond"}
MET, CLEAN, ALL, SOLD, HIT = range(1, 6)
"""What is measured at each number of slips, after the slips themselves (in a hundred encounters)."""

CLAIM = Claim(
    id="C8",
    title="One slip in a hundred spoils all the effort",
    says="One hundred per cent of effort with one per cent of slips is zero satisfaction.",
    source="004",
    origin="built_in",
    tested="That a slip decides how its part of the service looks all that month has to be put into the market, so it "
    "is judged by its consequences. Our firm spares nothing: money, people, training, answers; it makes no slips until "
    "its month 1. From then on it slips at a given rate for two years (any slip at product, systems or execution, for "
    "each hundred encounters); all else stays perfect, and the same customers have the same luck. Satisfaction is that "
    "of the month, 0 to 100, where 50 is as expected. The claim holds for those it is measured on if at one slip in a "
    f"hundred the 95% interval lies below {NOTHING:g} of 100, the lowest of five marks; in money, if more than half of "
    "two years' sales is lost against no slips. All is repeated with the mechanism taken out: a slip does not mark the "
    "month, complaints and grudges still follow. Values at one slip in a hundred are read between the rates tried.",
)


def finding(laboratory: Laboratory) -> Finding:
    """Satisfaction and sales against the rate of slips, with everything else perfect."""
    tried = {(name, sets): perfect(laboratory, name, sets) for name in TRIED for sets in (1.0, 0.0)}
    measured = laboratory.measured(slipping, tried.values())
    told = {key: np.array(runs) for key, runs in zip(tried, measured, strict=True)}
    conditions = tuple(row for name in TRIED for row in rows(name, told[name, 1.0], told[name, 0.0]))
    as_is = told[SCENARIO, 1.0]
    return Finding(
        verdict=verdict_of([one for one in conditions if "taken out" not in one.where]),
        sentence=sentence(as_is, told[SCENARIO, 0.0]),
        figure_is="satisfaction of all customers of a perfect firm that slips once in a hundred encounters",
        measured=at_one_per_cent(as_is, ALL),
        unit="of 100",
        scenario=SCENARIO,
        picture=picture(as_is, told[SCENARIO, 0.0]),
        conditions=conditions,
    )


def perfect(laboratory: Laboratory, name: str, sets_layer: float) -> Scenario:
    """A market in which our firm does everything right, and slips only as often as `conditions.faults` says: never yet.

    A firm that delivers nothing right would slip in every encounter here, so that one near perfection can be made to
    slip at all; rivals slip as usual.
    """
    case = undisturbed(laboratory.case(name))
    world, rivals = case.world, [firm for firm in case.firms if firm != case.us]
    spends = {
        f"spend.{layer}": MANY_TIMES[stock] * getattr(world, f"half_{stock}") for stock, layer in LAYER_OF.items()
    }
    usual = {
        f"firms.{rival}.conditions.faults": case.firms[rival].conditions.faults * world.slip_worst for rival in rivals
    }
    training: Mapping[str, float] = {"workforce.training": 9 * (world.half_training or 0.0)}
    slips = {"firms.us.conditions.faults": 0.0, "world.slip_worst": 1.0, "world.slip_sets_layer": sets_layer}
    size = {"market.customers": min(case.market.customers, 2000)}
    return undisturbed(laboratory.case(name, {**PERFECT, **spends, **usual, **training, **slips, **size}))


def slipping(scenario: Scenario, run: int) -> list[list[float]]:
    """For each number of slips, from the same opening: what two years come to (`outcome`)."""
    kept = opened(scenario, run)
    return [outcome(Market.restore(replace(kept, case=with_slips(scenario, faults)))) for faults in FAULTS]


def with_slips(scenario: Scenario, faults: float) -> Scenario:
    """The scenario in which our firm slips from month 1 on."""
    slips = Event(month=1, title="Slips", firm=scenario.us, changes={"conditions.faults": faults})
    return scenario.model_copy(update={"events": [slips]})


def outcome(market: Market) -> list[float]:
    """Slips in a hundred encounters; satisfaction of those who met one in a month, of those who did not, and of all;

    sales; and the share of customers who meet a slip in a month, in per cent.
    """
    moods: dict[bool, list[Numbers]] = {True: [], False: []}
    for _ in range(12 * YEARS):
        ours = market.town.customers["provider"] == market.us
        market.step()
        slipped = market.town.relations[:, 0]["incident"] >= 0
        for met, felt in moods.items():
            felt.append(100 * market.town.customers["mood"][ours & (slipped == met)])
    hit, clean = (np.concatenate(moods[way]) for way in (True, False))
    run = record_of(market)
    encounters = float(run.ours("encounters").sum())
    slips = float((run.ours("slips_minor") + run.ours("slips_major")).sum())
    everybody = np.concatenate([hit, clean])
    share_hit = 100 * len(hit) / len(everybody)
    return [100 * slips / encounters, mean(hit), mean(clean), mean(everybody), sales(run), share_hit]


def mean(values: Numbers) -> float:
    """The mean; not known where there is nobody."""
    return float(values.mean()) if values.size else float("nan")


def at_one_per_cent(runs: Numbers, what: int) -> Estimate:
    """A measure at one slip in a hundred encounters, read between the rates tried; `runs` (runs, rates, measures)."""
    return estimate(np.array([read_between(rates[:, 0], rates[:, what]) for rates in runs]))


def read_between(rates: Numbers, values: Numbers) -> float:
    """The value at one in a hundred, in a straight line between the rates on either side.

    >>> read_between(np.array([0.0, 0.5, 1.5]), np.array([np.nan, 8.0, 10.0]))
    9.0
    """
    known = np.isfinite(values)
    return float(np.interp(SAID, rates[known], values[known]))


def lost(runs: Numbers) -> Estimate:
    """Per cent of sales lost at one slip in a hundred, against no slips."""
    shares = runs.copy()
    shares[:, :, SOLD] = 100 * (1 - runs[:, :, SOLD] / runs[:, :1, SOLD])
    return at_one_per_cent(shares, SOLD)


def rows(name: str, as_is: Numbers, neutral: Numbers) -> list[Condition]:
    """A market: satisfaction and sales at one slip in a hundred, as it is and with the mechanism taken out."""
    hit = short(at_one_per_cent(as_is, HIT))
    clean = short(at_one_per_cent(as_is, CLEAN))
    return [
        pleased(
            f"{called(name)}: those who met the slip, that month", name, as_is, MET, f"{hit}% of customers a month"
        ),
        pleased(f"{called(name)}: all customers", name, as_is, ALL, f"those who met none: {clean}"),
        sold(f"{called(name)}: sales lost in two years", name, as_is),
        pleased(f"taken out, {called(name)}: those who met the slip", name, neutral, MET, ""),
        sold(f"taken out, {called(name)}: sales lost in two years", name, neutral),
    ]


def pleased(where: str, name: str, runs: Numbers, what: int, says: str) -> Condition:
    """Whether satisfaction is next to nothing at one slip in a hundred."""
    value = at_one_per_cent(runs, what)
    return Condition(where, name, surely_below(value, NOTHING), value, "of 100", says)


def sold(where: str, name: str, runs: Numbers) -> Condition:
    """Whether one slip in a hundred loses most of the sales."""
    value = lost(runs)
    return Condition(where, name, surely_above(value, HALF), value, "% of sales")


def sentence(as_is: Numbers, neutral: Numbers) -> str:
    """For whom the claim holds, and what it costs the firm."""
    met, everybody = (at_one_per_cent(as_is, what) for what in (MET, ALL))
    without = estimate(as_is[:, 0, ALL])
    return (
        f"{held(surely_below(met, NOTHING))} for the customer who meets the slip, in that month: "
        f"{with_interval(met, 'of 100')}. {held(surely_below(everybody, NOTHING))} for the firm: in the airline, with "
        f"one slip in a hundred encounters and all else perfect, {short(at_one_per_cent(as_is, HIT))}% of customers "
        f"meet one in a month, and all together stand at {with_interval(everybody, 'of 100')}, against "
        f"{short(without)} without slips. It costs {with_interval(lost(as_is), '% of sales')} in two years; where a "
        "slip does not mark "
        f"the month, {short(lost(neutral))}%."
    )


def picture(as_is: Numbers, neutral: Numbers) -> Figure:
    """Satisfaction, and sales lost, against the rate of slips."""
    met, everybody = (at_one_per_cent(as_is, what) for what in (MET, ALL))
    drawn = figure(
        f"One slip in a hundred: {about(met)} of 100 for whoever meets it, {about(everybody)} for all customers "
        f"together, and {about(lost(as_is))}% of sales lost",
        note="A firm of the airline market that does everything else perfectly, for two years. Bands: 95% interval. "
        "50 = as expected.",
    )
    left, right = drawn.subplots(1, 2, width_ratios=(3, 2))
    draw_satisfaction(left, as_is)
    draw_sales(right, as_is, neutral)
    return drawn


def draw_satisfaction(axes: Axes, runs: Numbers) -> None:
    """Satisfaction of those who met a slip, of those who did not, and of all."""
    rates = runs[:, :, 0].mean(axis=0)
    lines = ((CLEAN, GREY, "those who met none", 12), (ALL, BLACK, "all customers", -24))
    for what, ink, words, above in (*lines, (MET, VERMILION, "those who met one", 12)):
        shown = np.isfinite(runs[:, :, what]).all(axis=0)
        values = [estimate(one) for one in runs[:, shown, what].T]
        draw_line(axes, rates[shown], values, ink)
        name(axes, rates[-2], values[-2], words, ink, above)
    axes.set_ylim(0, 100)
    mark(axes)
    axes.set_ylabel("satisfaction of the month")


def draw_sales(axes: Axes, as_is: Numbers, neutral: Numbers) -> None:
    """Sales lost, with the mechanism and without."""
    for runs, ink, dash, words in ((as_is, BLUE, "-", "as it is"), (neutral, GREY, "--", "taken out")):
        lost_share = 100 * (1 - runs[:, :, SOLD] / runs[:, :1, SOLD])
        values = [estimate(one) for one in lost_share.T]
        rates = runs[:, :, 0].mean(axis=0)
        draw_line(axes, rates, values, ink, dash)
        name(axes, rates[-2], values[-2], words, ink, 14)
    mark(axes)
    axes.set_ylabel("% of sales lost")


def name(axes: Axes, rate: float, value: Estimate, words: str, ink: str, above: float) -> None:
    """Writes what a line stands for beside it."""
    place = (rate, value.mean or 0.0)
    axes.annotate(words, place, (0, above), textcoords="offset points", color=ink, ha="center", fontweight="bold")


def mark(axes: Axes) -> None:
    """Where one slip in a hundred lies."""
    axes.axvline(SAID, color=GREY, linewidth=1.5, linestyle=":")
    axes.set_xlabel("slips in 100 encounters")
    axes.set_xlim(0, None)
