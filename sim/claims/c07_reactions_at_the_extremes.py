"""C7: around average service nobody reacts; beyond a limit praise and complaints grow exponentially."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.policies import sales, with_policies
from sim.claims.saying import about, held, short, surely_above, surely_below, verdict_of, with_interval
from sim.claims.strokes import draw_bars, draw_line
from sim.declarations import LAYERS, Scenario
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.measures import discounts
from sim.report.drawing import BLUE, GREY, LIGHT, figure
from sim.runs import Numbers, Run
from sim.simulate import opened, simulate_all
from sim.survival import undisturbed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SCENARIO = "airline"
HEARD = ("airline", "it_dealer", "telecom")
"""Markets in which it is counted who talks."""
PRICED = ("airline", "telecom")
"""Markets in which steps of service are priced."""
TAKEN_OUT = {"world.steepness": 0, "world.tolerance_zone": 0}
"""Every gap counts, in a straight line."""
YEAR = 12
BINS = 20
BOTTOM, MIDDLE = slice(0, 2), slice(9, 11)
"""Satisfaction of the month from 0 to 10, and from 45 to 55."""
ENOUGH = 20
"""Customer-months in a run from which a bin is shown."""
STEPS = {"half": "-50%", "less": "-20%", "more": "+20%", "double": "+100%"}
SMALL, LARGE = ("less", "more"), ("half", "double")
TWICE, FLAT, STEEP = 2.0, 50.0, 1.5

CLAIM = Claim(
    id="C7",
    title="In the middle nobody reacts, at the extremes everybody does",
    says="Around average service nobody reacts; beyond a limit praise and complaint grow exponentially.",
    source="002",
    origin="built_in",
    tested="How strongly customers react to a gap between what they get and what they expected has to be put into the "
    "market: not at all within a narrow zone, exponentially beyond it. So it is judged by what it does. Counted for a "
    "year, over all customers: who talks about its firm, by how satisfied it was that month (50 of 100 is as "
    f"expected). The claim holds there if those below 10 talk at least {TWICE:g} times as often as those from 45 to "
    f"55, and if the middle says less than {FLAT:g}% of all that is said. In money: our firm spends a fifth less or "
    "more on all five layers for five years, and half or double; what that does to profit before the spending is set "
    "against the points of quality (of 100) it moves. The claim holds there if a point of a large step is worth at "
    f"least {STEEP:g} times a point of a small one. 95% intervals must lie beyond these marks. All is repeated with "
    "the mechanism taken out: every gap counts, in a straight line.",
)


def finding(laboratory: Laboratory) -> Finding:
    """Who talks, and what a small and a large step of service are worth, with and without the mechanism."""
    heard = [laboratory.case(name) for name in HEARD] + [laboratory.case(SCENARIO, TAKEN_OUT)]
    talk = [np.array(runs) for runs in laboratory.measured(talkers, heard)]
    priced = [stepping(laboratory, name, world) for name in PRICED for world in ({}, TAKEN_OUT)]
    worth = [np.array(runs) for runs in laboratory.measured(worth_of_steps, priced)]
    as_is = dict(zip(PRICED, worth[::2], strict=True))
    straight = dict(zip(PRICED, worth[1::2], strict=True))
    conditions = (
        *(one for name, counts in zip(HEARD, talk, strict=False) for one in talk_rows(name, counts)),
        steep_row("taken out: those below 10 against the middle", SCENARIO, talk[-1]),
        *(money_row(name, as_is[name], straight[name]) for name in PRICED),
        *(neutral_row(name, straight[name]) for name in PRICED),
    )
    eager = estimate(times_as_eager(talk[0]))
    return Finding(
        verdict=verdict_of([one for one in conditions if "taken out" not in one.where]),
        sentence=sentence(talk[0], as_is[SCENARIO], straight[SCENARIO]),
        figure_is="how many times as often customers below 10 of 100 talk of their firm as those in the middle",
        measured=eager,
        unit="times",
        scenario=SCENARIO,
        picture=picture(talk[0], talk[-1], as_is[SCENARIO], straight[SCENARIO]),
        conditions=conditions,
    )


def talkers(scenario: Scenario, run: int) -> list[list[float]]:
    """Customer-months of a year by satisfaction of the month, and in how many of them the customer talked: (2, BINS).

    Those who campaign against a firm that betrayed them are left out.
    """
    market = Market.restore(opened(scenario, run), scenario.baseline)
    counts = np.zeros((2, BINS))
    for _ in range(YEAR):
        served = market.town.customers["provider"] >= 0
        market.step()
        there = served & (market.town.customers["betrayed"] == 0)
        place = np.minimum(market.town.customers["mood"][there] * BINS, BINS - 1).astype(int)
        counts[0] += np.bincount(place, minlength=BINS)
        counts[1] += np.bincount(place, weights=market.town.said[there] != 0, minlength=BINS)
    told: list[list[float]] = counts.tolist()
    return told


def stepping(laboratory: Laboratory, name: str, world: Mapping[str, float]) -> Scenario:
    """A market in which our firm may spend less or more on all layers; nothing else befalls it."""
    case = undisturbed(laboratory.case(name, {"market.customers": 1200, "market.run_off": 0, **world}))
    policies = {step: {f"spend.{layer}": change for layer in LAYERS} for step, change in STEPS.items()}
    return with_policies(case, policies)


def worth_of_steps(scenario: Scenario, run: int) -> list[list[float]]:
    """For each step: points of quality moved, and profit before the spending, per 100 of today's sales."""
    today, *others = simulate_all(scenario, scenario.strategies, run)
    whole = sales(today)
    return [
        [100 * (quality(one) - quality(today)), 100 * (before_spending(one) - before_spending(today)) / whole]
        for one in others
    ]


def quality(run: Run) -> float:
    """Mean quality delivered over the five layers in the last year, 0 to 1."""
    return float(np.mean([run.ours(f"delivered_{layer}")[-YEAR:] for layer in LAYERS]))


def before_spending(run: Run) -> float:
    """Discounted profit up to the horizon, before what is spent on the layers."""
    spent = sum(run.ours(f"spend_{layer}") for layer in LAYERS)
    return float(((run.ours("profit") + spent) * discounts(run)).sum())


def per_point(runs: Numbers, steps: Sequence[str]) -> Numbers:
    """What a point of quality is worth in these steps taken together, up or down, run by run; `runs` (runs, steps, 2).

    >>> per_point(np.array([[[-4.0, -8.0], [-1.0, -3.0], [1.0, 1.0], [2.0, 4.0]]]), LARGE).tolist()
    [2.0]
    """
    moved, money = np.moveaxis(runs[:, [list(STEPS).index(step) for step in steps]], -1, 0)
    return np.asarray((np.sign(moved) * money).sum(axis=1) / np.abs(moved).sum(axis=1))


def large_against_small(runs: Numbers) -> Estimate:
    """How many times as much a point of a large step is worth as a point of a small one."""
    return estimate(per_point(runs, LARGE) / per_point(runs, SMALL))


def dampened(as_is: Numbers, straight: Numbers) -> Estimate:
    """Per cent that the quiet zone takes from the worth of a point of quality."""
    every = (*SMALL, *LARGE)
    return estimate(100 * (1 - per_point(as_is, every) / per_point(straight, every)))


def times_as_eager(counts: Numbers) -> Numbers:
    """How many times as often the bottom talks as the middle, run by run; `counts` (runs, 2, BINS)."""
    bottom, middle = (counts[:, :, part].sum(axis=2) for part in (BOTTOM, MIDDLE))
    return np.asarray((bottom[:, 1] / bottom[:, 0]) / (middle[:, 1] / middle[:, 0]))


def from_the_middle(counts: Numbers) -> Numbers:
    """Per cent of all that is said that comes from the middle, run by run."""
    return np.asarray(100 * counts[:, 1, MIDDLE].sum(axis=1) / counts[:, 1].sum(axis=1))


def talk_rows(name: str, counts: Numbers) -> list[Condition]:
    """A market: how eagerly the extremes talk, and how much of all talk they are."""
    share = estimate(from_the_middle(counts))
    whole = estimate(100 * counts[:, 0, MIDDLE].sum(axis=1) / counts[:, 0].sum(axis=1))
    quiet = Condition(
        f"{called(name)}: share of all talk that comes from the middle",
        name,
        surely_below(share, FLAT),
        share,
        "% of what is said",
        f"{short(whole)}% of customers are there",
    )
    return [steep_row(f"{called(name)}: those below 10 against the middle", name, counts), quiet]


def steep_row(where: str, name: str, counts: Numbers) -> Condition:
    """How many times as often the dissatisfied talk as those in the middle."""
    eager = estimate(times_as_eager(counts))
    usual = estimate(100 * counts[:, 1, MIDDLE].sum(axis=1) / counts[:, 0, MIDDLE].sum(axis=1))
    says = f"in the middle {short(usual)}% talk in a month"
    return Condition(where, name, surely_above(eager, TWICE), eager, "times as often", says)


def money_row(name: str, as_is: Numbers, straight: Numbers) -> Condition:
    """In money: whether a large step is worth more, point for point, than a small one."""
    ratio = large_against_small(as_is)
    says = f"beside straight lines a point is worth {short(dampened(as_is, straight))}% less"
    where = f"{called(name)}: a point of a large step of service, in money, against a point of a small one"
    return Condition(where, name, surely_above(ratio, STEEP), ratio, "times", says)


def neutral_row(name: str, straight: Numbers) -> Condition:
    """The same with every gap counting, in a straight line."""
    ratio = large_against_small(straight)
    where = f"taken out, {called(name)}: a point of a large step against a point of a small one"
    return Condition(where, name, surely_above(ratio, STEEP), ratio, "times")


def sentence(counts: Numbers, as_is: Numbers, straight: Numbers) -> str:
    """What holds of one customer, and what becomes of it in the whole and in money."""
    eager, middle = estimate(times_as_eager(counts)), estimate(from_the_middle(counts))
    ratio, taken = large_against_small(as_is), dampened(as_is, straight)
    lost = f"takes {short(taken)}% from" if surely_above(taken, 0) else "makes no sure difference to"
    return (
        f"{held(surely_above(eager, TWICE))} of a single customer: in the airline those below 10 of 100 talk "
        f"{with_interval(eager, 'times')} as often as those in the middle. "
        f"{held(surely_below(middle, FLAT))} of the whole: {short(middle)}% of all that is said comes from the middle, "
        f"where nearly everybody is. {held(surely_above(ratio, STEEP))} in money: point for point, halving or doubling "
        f"what is spent on service moves {with_interval(ratio, 'times')} as much as a fifth more or less "
        f"({short(large_against_small(straight))} with the mechanism taken out). What the quiet middle does is another "
        f"thing: it {lost} the worth of every point of service."
    )


def picture(counts: Numbers, neutral: Numbers, as_is: Numbers, straight: Numbers) -> Figure:
    """Who talks, by satisfaction; and what a point of service is worth in small and in large steps."""
    eager, middle = estimate(times_as_eager(counts)), estimate(from_the_middle(counts))
    ratio = large_against_small(as_is)
    drawn = figure(
        f"The unhappiest talk {about(eager)} times as often, yet {about(middle)}% of all talk comes from the middle; "
        f"point for point, large steps of service earn {about(ratio)} times what small ones do",
        note="The airline. Left: grey columns show where customers are. Right: profit before the spending, five years. "
        "Bands and lines: 95% interval.",
    )
    left, right = drawn.subplots(1, 2, width_ratios=(3, 2))
    draw_talk(left, counts, neutral)
    draw_worth(right, as_is, straight)
    return drawn


def draw_talk(axes: Axes, counts: Numbers, neutral: Numbers) -> None:
    """Share of customers who talk in a month, by satisfaction, over columns of where customers are."""
    places = (np.arange(BINS) + 0.5) * 100 / BINS
    there = counts[:, 0].sum(axis=0)
    axes.bar(places, 100 * there / there.sum(), 100 / BINS, color=LIGHT)
    lines = ((neutral, GREY, "--", "taken out", (14, 6)), (counts, BLUE, "-", "as it is", (-22, -84)))
    for told, ink, dash, words, beside in lines:
        shown = (told[:, 0] >= ENOUGH).all(axis=0)
        shares = 100 * told[:, 1, shown] / told[:, 0, shown]
        draw_line(axes, places[shown], [estimate(one) for one in shares.T], ink, dash)
        first = (places[shown][1], shares.mean(axis=0)[1])
        axes.annotate(words, first, beside, textcoords="offset points", color=ink, fontweight="bold")
    axes.set_xlim(0, 100)
    axes.set_ylim(0, None)
    axes.annotate("where customers are", (55.5, 45), color=GREY)
    axes.set_xlabel("satisfaction of the month (50 = as expected)")
    axes.set_ylabel("% who talk in a month")


def draw_worth(axes: Axes, as_is: Numbers, straight: Numbers) -> None:
    """What a point of quality is worth, in small and large steps, with the mechanism and without."""
    for shift, runs, ink, words in ((-0.2, as_is, BLUE, "as it is"), (0.2, straight, GREY, "taken out")):
        values = [estimate(per_point(runs, steps)) for steps in (SMALL, LARGE)]
        draw_bars(axes, (shift, 1 + shift), values, ink, 0.38)
        axes.annotate(words, (shift, 0), (0, 8), textcoords="offset points", ha="center", color="white", rotation=90)
    axes.set_xticks(range(2), ["a fifth less\nor more spent", "half or double\nspent"])
    axes.set_ylabel("per point of quality,\nper 100 of sales")
