"""C19: key-account care (priority in supply, delivery, visits) pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.dots import draw_dots, name_inks, name_rows
from sim.claims.markets import called
from sim.claims.policies import (
    GAIN,
    TODAY,
    Outcomes,
    People,
    Policies,
    gain,
    gains_or_loses,
    level,
    our_customers,
    outcomes,
    whether_above,
    with_policies,
)  # fmt: skip
from sim.claims.saying import short, verdict_of, with_interval
from sim.declarations import Scenario
from sim.declarations.scenario import Change, Event
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLUE, ORANGE, figure
from sim.survival import undisturbed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LARGEST = 0.1
KEY: Mapping[str, Change] = {"key_accounts.share": LARGEST}
PARTS: Policies = {
    "priority": {"key_accounts.priority": 1.0},
    "delivery": {"key_accounts.delivery": 1.0},
    "planning": {"key_accounts.planning": 1.0},
    "visits": {"key_accounts.visits": 0.25},
}
ALL = "all"
WORDS = {
    "priority": "priority in supply",
    "delivery": "free delivery",
    "planning": "joint planning",
    "visits": "management's visits",
    ALL: "all four",
}
CARE: Policies = {
    **{name: {**KEY, **changes} for name, changes in PARTS.items()},
    ALL: {**KEY, **{lever: value for changes in PARTS.values() for lever, value in changes.items()}},
}
ONLY_ALL: Policies = {ALL: CARE[ALL]}
SHORTAGE = Event(month=28, until=33, title="a shortage", firm="all", changes={"conditions.supply": 0.75})
PLENTY, SHORT = "supply as usual", "half a year's shortage"
PLANT, DEALER = "petrochemicals", "it_dealer"
SMALL = {"market.customers": 2000}
WEAK = "visits that achieve as little as is plausible"

CLAIM = Claim(
    id="C19",
    title="Care for key accounts",
    says="Key-account care (priority in supply, delivery, visits) pays.",
    source="002",
    origin="emergent",
    tested="The largest tenth of our customers get priority when supply is short, free delivery (two per cent of their "
    "bill), joint planning (one per cent) and three visits a year by management, each at its cost: each alone, and all "
    "together. It is tried with supply as usual, and with half a year in which every firm can supply three quarters of "
    "what is asked. It pays where the firm's total value (profit, and what the customers held at the end are worth) "
    "surely rises; gains are told per 100 of five years' sales. How many of the largest tenth never leave in that time "
    "is told beside it.",
)


def finding(laboratory: Laboratory) -> Finding:
    """What key-account care adds, part by part, with and without a shortage, and in other markets."""
    tried: dict[tuple[str, str], tuple[Scenario, Policies]] = {
        (PLANT, PLENTY): (market(laboratory, PLANT), CARE),
        (PLANT, SHORT): (short_of_supply(market(laboratory, PLANT)), CARE),
        (PLANT, WEAK): (market(laboratory, PLANT, {"world.visit_lift": 0.15}), ONLY_ALL),
        (DEALER, PLENTY): (market(laboratory, DEALER), ONLY_ALL),
        (DEALER, SHORT): (short_of_supply(market(laboratory, DEALER)), ONLY_ALL),
        ("software_vendor", PLENTY): (market(laboratory, "software_vendor"), ONLY_ALL),
        ("telecom", PLENTY): (market(laboratory, "telecom"), ONLY_ALL),
    }
    played = laboratory.measured(followed, [with_policies(*told) for told in tried.values()])
    runs = dict(zip(tried, played, strict=True))
    conditions = {
        (name, setting, policy): cared_for(name, setting, policy, runs[name, setting])
        for (name, setting), (_, policies) in tried.items()
        for policy in policies
    }
    main = conditions[PLANT, PLENTY, ALL]
    return Finding(
        verdict=verdict_of(list(conditions.values())),
        sentence=sentence(conditions),
        figure_is=f"value that all key-account care adds for the {called(PLANT)}, with supply as usual",
        measured=main.measured,
        unit=GAIN,
        scenario=PLANT,
        picture=picture(conditions),
        conditions=tuple(conditions.values()),
    )


def market(laboratory: Laboratory, name: str, changes: Mapping[str, Change] = {}) -> Scenario:
    """A market left to itself."""
    return undisturbed(laboratory.case(name, {**SMALL, **changes}))


def short_of_supply(scenario: Scenario) -> Scenario:
    """The market with half a year in which no firm can supply all that is asked."""
    return scenario.model_copy(update={"events": [SHORTAGE]})


def largest(market: Market) -> People:
    """The largest tenth of our customers by what they need."""
    people, ours = market.town.customers, our_customers(market)
    needs = people["spend"] * people["grown"]
    return np.asarray(ours & (needs >= np.quantile(needs[ours], 1 - LARGEST, method="higher")))


def followed(scenario: Scenario, run: int) -> Outcomes:
    """What each policy comes to, and how many of the largest tenth stay under it."""
    return outcomes(scenario, run, largest)


def cared_for(name: str, setting: str, policy: str, runs: Sequence[Outcomes]) -> Condition:
    """A trial: what a part of key-account care adds to total value, at its cost."""
    added = gain(runs, policy)
    says = (
        f"of the largest tenth {short(level(runs, 'stayed', policy))}% never left, "
        f"{short(level(runs, 'stayed', TODAY))}% without"
    )
    return Condition(f"{called(name)}, {setting}: {WORDS[policy]}", name, whether_above(added), added, GAIN, says)


Trials = Mapping[tuple[str, str, str], Condition]


def sentence(conditions: Trials) -> str:
    """Which parts pay, which cost, and what priority does in the shortage it is made for."""
    plenty, shortage = (conditions[PLANT, setting, ALL] for setting in (PLENTY, SHORT))
    priority = conditions[PLANT, SHORT, "priority"]
    elsewhere = [
        f"{called(name)} {one.measured.mean:+.1f}"
        for (name, setting, _), one in conditions.items()
        if name != PLANT and setting == PLENTY
    ]
    others = ": what the largest get, the others lack" if (priority.measured.mean or 0.0) < 0 else ""
    return (
        f"At the {called(PLANT)} all care together adds {with_interval(plenty.measured)} {GAIN} with supply as usual, "
        f"{with_interval(shortage.measured)} with half a year's shortage. {by_part(conditions)} Priority in the "
        f"shortage comes to {with_interval(priority.measured)} ({priority.says}){others}. "
        f"All care elsewhere: {'; '.join(elsewhere)}."
    )


def by_part(conditions: Trials) -> str:
    """The parts that pay and those that cost, with supply as usual."""
    parts = {WORDS[part]: conditions[PLANT, PLENTY, part] for part in PARTS}
    paid = [f"{word} {one.measured.mean:+.1f}" for word, one in parts.items() if one.holds]
    cost = [f"{word} {one.measured.mean:+.1f}" for word, one in parts.items() if one.holds is False]
    return f"With supply as usual, pays: {', '.join(paid) or 'nothing'}; costs: {', '.join(cost) or 'nothing'}."


def picture(conditions: Trials) -> Figure:
    """Part by part, what care for the largest tenth adds with supply as usual and with a shortage."""
    rows = {setting: [conditions[PLANT, setting, policy].measured for policy in CARE] for setting in (PLENTY, SHORT)}
    best = max(PARTS, key=lambda part: conditions[PLANT, PLENTY, part].measured.mean or 0.0)
    drawn = figure(
        f"All care for the largest tenth {gains_or_loses(rows[PLENTY][-1])} {GAIN}; {WORDS[best]} alone "
        f"{gains_or_loses(conditions[PLANT, PLENTY, best].measured)}, priority in a shortage "
        f"{gains_or_loses(rows[SHORT][0])}",
        note=f"The {called(PLANT)}: total value gained, at the cost of the care; right of the line it pays. "
        "Bars: 95% interval.",
    )
    axes = drawn.subplots()
    draw_dots(axes, rows[PLENTY], [BLUE] * len(CARE), shift=-0.17)
    draw_dots(axes, rows[SHORT], [ORANGE] * len(CARE), shift=0.17)
    name_rows(axes, [WORDS[policy] for policy in CARE], 20)
    name_inks(axes, {PLENTY: BLUE, SHORT: ORANGE})
    axes.set_xlabel(f"gain {GAIN}")
    return drawn
