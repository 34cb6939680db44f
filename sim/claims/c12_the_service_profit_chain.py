"""C12: content employees make loyal customers make profit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.policies import Policies, sales, with_policies
from sim.claims.saying import about, short, surely_above, surely_below, verdict_of, with_interval
from sim.claims.strokes import bounds_of
from sim.declarations import Scenario
from sim.declarations.scenario import Change
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.measures import discounts, mean_of_customers, profit, retention, total_value
from sim.report.drawing import BLUE, GREEN, GREY, ORANGE, figure
from sim.runs import Numbers, Run
from sim.simulate import simulate_all
from sim.survival import undisturbed
from sim.wording import listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SCENARIO, WORST = "airline", "property_management"
MARKETS = ("airline", "petrochemicals", "telecom", "property_management")
Settings = Mapping[str, Change]

BETTER: dict[str, Settings] = {
    "pay": {"workforce.pay": "+10%"},
    "training": {"workforce.training": "+100%"},
    "standing": {"workforce.standing": 0.9},
}
"""What makes people content, each at its cost."""
FEWER: dict[str, Settings] = {"fewer": {"workforce.heads": "-20%"}}
WORDS = {"pay": "a tenth more pay", "training": "twice the training", "standing": "a better standing"}
INKS = {"pay": BLUE, "training": ORANGE, "standing": GREEN}
NO_MIRROR: Settings = {"world.mirror_lifts": 0}
MORALE, SATISFACTION, LOYALTY, EARNED, VALUE = range(5)
LINKS = (
    "morale\n(points of 100)",
    "satisfaction\n(points of 100)",
    "customers kept\n(in 100 a year)",
    "value after cost\n(per 100 of sales)",
)
SHOWN = (MORALE, SATISFACTION, LOYALTY, VALUE)
GAIN = "per 100 of sales"

CLAIM = Claim(
    id="C12",
    title="Content employees make loyal customers make profit",
    says="Content employees make satisfied customers, these loyal ones, and these profit.",
    source="003",
    origin="emergent",
    tested="From month 1 on our firm's front-line people get a tenth more pay, or twice the training, or a better "
    "standing in the firm (0.9 of 1 instead of today's, at up to 15% of wages), and nothing else changes. Each link "
    "is measured "
    "against today's policy on the same customers with the same luck: morale and satisfaction in the last year, the "
    "share of customers kept over a year, profit before the cost of people, and total value after it (profit and the "
    "customers left at the end, per 100 of sales). The chain holds in a market where every link is surely above zero, "
    "and pays where value after cost is. How much pay, training and standing do for morale is assumed. The other way "
    "round, a fifth of the people is let go; the claim holds there if that costs more than the wages it saves. Last, "
    "the link back, from customers' satisfaction to morale, is taken out.",
)


def finding(laboratory: Laboratory) -> Finding:
    """Every link of the chain in four markets, by what is done for people; and the circle the other way round."""
    changes = {name: played(laboratory, name, {}, BETTER | FEWER) for name in MARKETS}
    broken = played(laboratory, WORST, NO_MIRROR, FEWER)
    conditions = (
        *(row(name, way, changes[name][way]) for name in MARKETS for way in BETTER),
        *(fewer_row(called(name), name, changes[name]["fewer"]) for name in MARKETS),
        fewer_row(f"{called(WORST)}, with the link back to morale taken out", WORST, broken["fewer"], judged=False),
    )
    return Finding(
        verdict=verdict_of(conditions),
        sentence=sentence(changes, broken),
        figure_is="what a tenth more pay for front-line people adds to the firm's value, its cost counted",
        measured=estimate(changes[SCENARIO]["pay"][:, VALUE]),
        unit=GAIN,
        scenario=SCENARIO,
        picture=picture(changes),
        conditions=conditions,
    )


def played(laboratory: Laboratory, name: str, world: Settings, policies: Policies) -> dict[str, Numbers]:
    """What each policy changes at every link, run by run: (runs, links)."""
    case = undisturbed(laboratory.case(name, {"market.customers": 1000, **world}))
    runs: list[list[list[float]]] = laboratory.measured(links_changed, [with_policies(case, policies)])[0]
    return dict(zip(policies, np.array(runs).swapaxes(0, 1), strict=True))


def links_changed(scenario: Scenario, run: int) -> list[list[float]]:
    """For each policy, how far each link stands above today's: (policies, links)."""
    today, *others = simulate_all(scenario, scenario.strategies, run)
    before, whole = links(today), sales(today)
    scales = np.array([100.0, 1.0, 100.0, 100.0 / whole, 100.0 / whole])
    return [(scales * (links(one) - before)).tolist() for one in others]


def links(run: Run) -> Numbers:
    """Morale, satisfaction, share of customers kept, profit before the cost of people, total value."""
    people = float((sum(run.ours(line) for line in ("wages", "training", "turnover")) * discounts(run)).sum())
    morale, satisfaction = float(run.ours("morale")[-12:].mean()), mean_of_customers(run, "satisfaction")
    return np.array([morale, satisfaction, retention(run), profit(run) + people, total_value(run)])


def row(name: str, way: str, changes: Numbers) -> Condition:
    """A market and what is done for people: whether every link holds and it pays."""
    told = [estimate(link) for link in changes.T]
    says = (
        f"morale {signed(told[MORALE])}, satisfaction {signed(told[SATISFACTION])}, customers kept "
        f"{signed(told[LOYALTY])} in 100, profit before its cost {signed(told[EARNED])}{missing(told)}"
    )
    return Condition(f"{called(name)}: {WORDS[way]}", name, chain_holds(changes), told[VALUE], GAIN, says)


def chain_holds(changes: Numbers) -> bool:
    """Whether every link is surely above zero, the last after cost."""
    return all(surely_above(estimate(link), 0.0) for link in changes.T)


def missing(told: Sequence[Estimate]) -> str:
    """Which links are not surely there."""
    words = ("morale", "satisfaction", "loyalty", "profit before cost", "value after cost")
    absent = [word for word, value in zip(words, told, strict=True) if not surely_above(value, 0.0)]
    return f"; not sure: {listed(absent)}" if absent else ""


def fewer_row(where: str, name: str, changes: Numbers, judged: bool = True) -> Condition:
    """A fifth of the people let go: what it comes to, and what becomes of morale and satisfaction."""
    told = [estimate(link) for link in changes.T]
    says = f"morale {signed(told[MORALE])}, satisfaction {signed(told[SATISFACTION])}"
    holds = surely_below(told[VALUE], 0.0) if judged else None
    return Condition(f"{where}: a fifth of the people let go", name, holds, told[VALUE], GAIN, says)


def signed(value: Estimate) -> str:
    """A change with its sign."""
    return "not known" if value.mean is None else f"{value.mean:+.2f}"


def sentence(changes: Mapping[str, Mapping[str, Numbers]], broken: Mapping[str, Numbers]) -> str:
    """Where the chain holds to the end, what a raise does, and where saving on people runs away."""
    trials = [(name, way) for name in changes for way in BETTER]
    whole = [one for one in trials if chain_holds(changes[one[0]][one[1]])]
    paid = [one for one in trials if surely_above(estimate(changes[one[0]][one[1]][:, VALUE]), 0.0)]
    opening = "Holds" if len(whole) == len(trials) else "Holds in part" if whole else "Fails"
    raised = [estimate(link) for link in changes[SCENARIO]["pay"].T]
    worst, open_circle = (estimate(one["fewer"][:, VALUE]) for one in (changes[WORST], broken))
    return (
        f"{opening}: from first link to last in {len(whole)} of {len(trials)} trials{elsewhere(trials, whole)}, and "
        f"it pays after its cost in {len(paid)}{exceptions(trials, paid)}. In the airline a tenth more pay lifts "
        f"morale by {short(raised[MORALE])} points of 100, satisfaction by {short(raised[SATISFACTION])}, customers "
        f"kept by {short(raised[LOYALTY])} in 100 and value by {with_interval(raised[VALUE], GAIN)}. "
        f"{fewer_sentence(changes)} At the property manager it costs {lost(worst)} per 100 of sales, "
        f"{lost(open_circle)} if customers' mood did not come back to the staff."
    )


def elsewhere(trials: Sequence[tuple[str, str]], whole: Sequence[tuple[str, str]]) -> str:
    """The markets in which a link is missing, where there are some."""
    names = dict.fromkeys(called(name) for name, way in trials if (name, way) not in whole)
    return f" (a link is missing: {listed(list(names))})" if names and whole else ""


def exceptions(trials: Sequence[tuple[str, str]], paid: Sequence[tuple[str, str]]) -> str:
    """The trials in which it does not surely pay, where they are few."""
    others = [f"{WORDS[way]} in {called(name)}" for name, way in trials if (name, way) not in paid]
    return f" (not surely: {'; '.join(others)})" if 0 < len(others) <= 4 else ""


def fewer_sentence(changes: Mapping[str, Mapping[str, Numbers]]) -> str:
    """Where letting a fifth of the people go pays, and where it costs."""
    values = {name: estimate(told["fewer"][:, VALUE]) for name, told in changes.items()}
    pays = [called(name) for name, value in values.items() if surely_above(value, 0.0)]
    costs = [called(name) for name, value in values.items() if surely_below(value, 0.0)]
    ways = (("pays", pays), ("costs more than it saves", costs))
    said = [f"{word} ({listed(names)})" for word, names in ways if names]
    return f"Letting a fifth of the people go {' and '.join(said)}." if said else ""


def lost(value: Estimate) -> str:
    """A loss, without its sign."""
    return "not known" if value.mean is None else short(Estimate(-value.mean, None, None))


def picture(changes: Mapping[str, Mapping[str, Numbers]]) -> Figure:
    """Link by link, what each thing done for people changes in each market."""
    raised = [estimate(link) for link in changes[SCENARIO]["pay"].T]
    drawn = figure(
        f"In the airline a tenth more pay makes {about(raised[MORALE])} points of morale, "
        f"{about(raised[SATISFACTION])} of satisfaction, {about(raised[LOYALTY])} more customers kept in 100, and "
        f"{about(raised[VALUE])} of value per 100 of sales",
        note="Difference from today's policy; dots: mean, lines: 95% interval. Right of zero is better.",
    )
    panels = drawn.subplots(1, 4, sharey=True)
    for axes, link, words in zip(panels, SHOWN, LINKS, strict=True):
        for shift, way in zip((-0.25, 0.0, 0.25), BETTER, strict=True):
            draw_link(axes, [estimate(changes[name][way][:, link]) for name in MARKETS], shift, way)
        axes.axvline(0, color=GREY, linewidth=2)
        axes.set_title(words, fontsize=14)
        axes.margins(x=0.15)
    panels[0].set_yticks(range(len(MARKETS)), [called(name) for name in MARKETS])
    panels[0].invert_yaxis()
    drawn.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    return drawn


def draw_link(axes: Axes, values: Sequence[Estimate], shift: float, way: str) -> None:
    """A dot and its interval for each market."""
    low, middle, high = bounds_of(values)
    places = np.arange(len(values)) + shift
    axes.hlines(places, low, high, color=INKS[way], linewidth=3)
    axes.plot(middle, places, "o", color=INKS[way], markersize=9, label=WORDS[way])
