"""C18: let small customers go and concentrate on the large; against C14, where the small grow and talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.dots import draw_dots, name_inks, name_rows
from sim.claims.markets import called
from sim.claims.policies import (
    GAIN,
    Outcomes,
    People,
    Policies,
    gain,
    level,
    our_customers,
    outcomes,
    whether_above,
    with_policies,
)  # fmt: skip
from sim.claims.saying import short, verdict_of, with_interval
from sim.declarations import Scenario
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLUE, ORANGE, figure
from sim.wording import listed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SMALLEST = 0.2
LET_GO, CARE, BOTH = "let_go", "care_for_the_large", "both"
GO = {"small_accounts.share": SMALLEST, "small_accounts.attention": 0.5, "small_accounts.release": 0.08}
LARGE = {
    "key_accounts.share": 0.1, "key_accounts.delivery": 1.0, "key_accounts.planning": 1.0, "key_accounts.visits": 0.25,
}  # fmt: skip
ONE: Policies = {LET_GO: GO}
ALL: Policies = {LET_GO: GO, CARE: LARGE, BOTH: GO | LARGE}
DEALER, PLANT = "it_dealer", "petrochemicals"
MARKETS = (PLANT, DEALER, "retail_bank", "software_vendor", "telecom_mass")
SMALL = {"market.customers": 2000}

CLAIM = Claim(
    id="C18",
    title="Let the small ones go",
    says="Let small customers go and concentrate on the large.",
    source="002",
    origin="emergent",
    tested="The smallest fifth of our customers get half the attention and are told to go: eight in a hundred a month, "
    "as soon as their contracts allow; people follow the number of customers, other costs stay. What counts is the "
    "firm's total value: profit, and what the customers held at the end are worth, told per 100 of sales. First as the "
    "accountant sees it, in a market where nobody talks and nobody's needs ever grow many times over; then as it is, "
    "with what small customers say and those that take off (C14). It holds where letting go surely adds value. "
    "Concentrating on the large (delivery, planning and three visits a year by management for the largest tenth) is "
    "tried with and without.",
)


def finding(laboratory: Laboratory) -> Finding:
    """What letting the smallest fifth go adds, as the accountant sees it and as it is, market by market."""
    full = [with_policies(laboratory.case(name, SMALL), ALL if name == PLANT else ONE) for name in MARKETS]
    plain = [with_policies(silent_and_settled(laboratory, name), ONE) for name in MARKETS]
    played = laboratory.measured(followed, [*full, *plain])
    real = dict(zip(MARKETS, played, strict=False))
    counted = dict(zip(MARKETS, played[len(MARKETS) :], strict=True))
    conditions = (
        *(let_go(name, "as it is", real[name]) for name in MARKETS),
        *(let_go(name, "if nobody talked or took off", counted[name]) for name in MARKETS),
        *concentrated(real[PLANT]),
    )
    main = MARKETS.index(DEALER)
    return Finding(
        verdict=verdict_of(conditions[: 2 * len(MARKETS)]),
        sentence=sentence(conditions),
        figure_is="value that letting the smallest fifth go adds for the IT dealer, growth and talk counted",
        measured=conditions[main].measured,
        unit=GAIN,
        scenario=DEALER,
        picture=picture(conditions, real),
        conditions=conditions,
    )


def silent_and_settled(laboratory: Laboratory, name: str) -> Scenario:
    """A market as the accountant sees it: nobody talks, nobody's needs grow many times over."""
    still = {f"segments.{segment}.explode": 0.0 for segment in laboratory.case(name).segments}
    return laboratory.case(name, {**SMALL, **still, "world.word_of_mouth": 0.0})


def smallest(market: Market) -> People:
    """The smallest fifth of our customers by what they need."""
    people, ours = market.town.customers, our_customers(market)
    needs = people["spend"] * people["grown"]
    return np.asarray(ours & (needs < np.quantile(needs[ours], SMALLEST, method="lower")))


def followed(scenario: Scenario, run: int) -> Outcomes:
    """What each policy comes to, and what the smallest fifth bring under it."""
    return outcomes(scenario, run, smallest)


def let_go(name: str, setting: str, runs: Sequence[Outcomes]) -> Condition:
    """A trial: what letting the smallest fifth go adds to the firm's total value."""
    added = gain(runs, LET_GO)
    says = f"kept, the smallest fifth bring {short(level(runs, 'brought'))}% of the direct profit from customers"
    return Condition(f"{called(name)}, {setting}", name, whether_above(added), added, GAIN, says)


def concentrated(runs: Sequence[Outcomes]) -> list[Condition]:
    """Whether concentrating on the large needs the small to go."""
    rows = {
        "care for the largest tenth, nobody let go": gain(runs, CARE),
        "care for the largest tenth, and the smallest fifth let go": gain(runs, BOTH),
        "letting go, where the largest are cared for": gain(runs, BOTH, against=CARE),
    }
    return [
        Condition(f"{called(PLANT)}, {words}", PLANT, whether_above(added), added, GAIN)
        for words, added in rows.items()
    ]


def sentence(conditions: Sequence[Condition]) -> str:
    """Where letting go pays, where it costs, and what growth and talk change."""
    real, counted = conditions[: len(MARKETS)], conditions[len(MARKETS) : 2 * len(MARKETS)]
    main = MARKETS.index(DEALER)
    return (
        f"Letting the smallest fifth go pays for {names(counted, True)} as the accountant counts, without talk and "
        f"growth. As things are it pays for {names(real, True)}, costs for {names(real, False)}, and cannot be told "
        f"from luck for {names(real, None)}: the IT dealer gains {with_interval(counted[main].measured)} {GAIN} in the "
        f"accountant's count, and {with_interval(real[main].measured)} as things are. Care for the large brings the "
        f"{called(PLANT)} {short(conditions[-3].measured)} with nobody let go, {short(conditions[-2].measured)} with "
        "the small ones gone."
    )


def names(conditions: Sequence[Condition], holds: bool | None) -> str:
    """The markets in which it held, did not hold, or could not be told."""
    found = [called(one.scenario) for one in conditions if one.holds is holds]
    return listed(found) if found else "none"


def picture(conditions: Sequence[Condition], real: Mapping[str, Sequence[Outcomes]]) -> Figure:
    """Market by market, what letting go adds as the accountant counts and as it is."""
    asis, counted = conditions[: len(MARKETS)], conditions[len(MARKETS) : 2 * len(MARKETS)]
    main = MARKETS.index(DEALER)
    drawn = figure(
        f"Letting the smallest fifth go: {signed(counted[main])} for the IT dealer on the accountant's count, "
        f"{signed(asis[main])} once they talk and grow",
        note=f"Total value gained {GAIN}; right of the line letting go pays. Bars: 95% interval. In brackets: what the "
        "smallest fifth bring of the direct profit from customers.",
    )
    axes = drawn.subplots()
    draw_dots(axes, [one.measured for one in counted], [ORANGE] * len(MARKETS), shift=-0.17)
    draw_dots(axes, [one.measured for one in asis], [BLUE] * len(MARKETS), shift=0.17)
    name_rows(axes, [f"{called(name)} ({short(level(real[name], 'brought'))}%)" for name in MARKETS], 20)
    axes.set_xlabel(f"gain {GAIN}")
    name_inks(axes, {"if nobody talked or took off": ORANGE, "as it is: they talk, some take off": BLUE})
    return drawn


def signed(one: Condition) -> str:
    """A gain or a loss with its sign."""
    return f"{round(one.measured.mean or 0.0, 1) + 0.0:+.1f}"
