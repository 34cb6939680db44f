"""C9: service is 60 to 70% of the whole selling process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called, from_to, spent, years_of_today
from sim.claims.pairs import draw_markets
from sim.claims.saying import short, with_interval
from sim.declarations import Scenario
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.report.drawing import BLUE, LIGHT, ORANGE, figure
from sim.runs import Numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKETS = (
    "airline", "grocer", "it_dealer", "petrochemicals", "retail_bank", "software_vendor", "telecom", "telecom_mass",
    "television",
)  # fmt: skip
"""Without the property manager, whose customers cannot leave."""
SAID = (60.0, 70.0)
YEARS = 3
SERVICE = ("systems", "execution", "contact", "bond")
CHOICES = (*SERVICE, "product", "price", "poached")
"""Reasons for going to a rival of one's own accord."""
SERVING = (
    "spend_systems", "spend_execution", "spend_contact", "spend_bond", "serving", "recovery", "contacting", "visiting",
    "wages", "training", "turnover",
)  # fmt: skip
SELLING = ("advertising", "acquisition")
READINGS = (("of reasons for leaving", BLUE), ("of spending on selling and serving", ORANGE))

CLAIM = Claim(
    id="C9",
    title="Service is 60 to 70% of the whole selling process",
    says="Service is 60 to 70% of the whole selling process.",
    source="001",
    origin="emergent",
    tested="The claim does not say of what service would be 60 to 70%: time, cost, or the reasons why customers "
    "buy. Two things can be measured that come nearest. First, of the customers who went to a rival of their own "
    "accord in three years, the share whose greatest reason was service (ordering and systems, delivery without fault, "
    "contact, personal care) and not the product, the price or a rival's offer. Second, of all that is spent on "
    "selling (advertising, offers, setting up) and on serving, the share that goes to serving; firms' spending is an "
    "assumption of each market, so this is no test. Each market is played under today's policy, without its events. A "
    "reading is said to be within the claim where its 95% interval overlaps 60 to 70%.",
)

Readings = tuple[Estimate, Estimate]
"""Per cent: of reasons for leaving that are service, of spending on selling and serving that goes to serving."""


def finding(laboratory: Laboratory) -> Finding:
    """Both readings, market by market."""
    cases = [laboratory.case(name) for name in MARKETS]
    measured = [np.array(runs) for runs in laboratory.measured(shares_of_service, cases)]
    by_market = {name: over_runs(runs) for name, runs in zip(MARKETS, measured, strict=True)}
    middle = estimate(np.nanmedian([runs[:, 0] for runs in measured], axis=0))
    return Finding(
        verdict="cannot be tested here",
        sentence=sentence(by_market, middle),
        figure_is="of customers who went to a rival left over service; the nearest figure, in the middle one of "
        f"{len(MARKETS)} markets",
        measured=middle,
        unit="%",
        scenario=", ".join(MARKETS),
        picture=picture(by_market),
        conditions=tuple(row(name, *told) for name, told in by_market.items()),
    )


def shares_of_service(scenario: Scenario, run: int) -> tuple[float, float]:
    """The share of service in the reasons for leaving, and in what is spent on selling and serving, in per cent."""
    played = years_of_today(scenario, run, YEARS)
    left = {reason: float(played.ours(f"left_{reason}").sum()) for reason in CHOICES}
    serving, selling = spent(played, *SERVING), spent(played, *SELLING)
    return part(sum(left[reason] for reason in SERVICE), sum(left.values())), part(serving, serving + selling)


def part(some: float, whole: float) -> float:
    """Some of a whole in per cent; not a number where there is nothing.

    >>> part(3.0, 4.0)
    75.0
    """
    return 100 * some / whole if whole > 0 else float("nan")


def over_runs(runs: Numbers) -> Readings:
    """Both shares with their intervals; `runs` (runs, 2)."""
    return estimate(runs[:, 0]), estimate(runs[:, 1])


def within_the_claim(value: Estimate) -> bool:
    """Whether the interval overlaps what is claimed.

    >>> within_the_claim(Estimate(58.0, 54.0, 62.0)), within_the_claim(Estimate(50.0, 48.0, 52.0))
    (True, False)
    """
    low, high = (value.mean if end is None else end for end in (value.low, value.high))
    return low is not None and high is not None and low <= SAID[1] and high >= SAID[0]


def row(name: str, reasons: Estimate, spending: Estimate) -> Condition:
    """A market: the nearest figure; it can say nothing for or against the claim."""
    says = f"{'within' if within_the_claim(reasons) else 'outside'} 60 to 70%; of spending {short(spending)}%"
    return Condition(f"{called(name)}: left over service", name, None, reasons, "%", says)


def sentence(by_market: Mapping[str, Readings], middle: Estimate) -> str:
    """Why it cannot be tested, and what the nearest figures are."""
    reasons, spending = (from_to(told[at] for told in by_market.values()) for at in (0, 1))
    within = sum(within_the_claim(told[0]) for told in by_market.values())
    return (
        "Cannot be tested here, because the claim does not say of what service would be 60 to 70%, and a market "
        f"has no selling process of which it could be a part. The nearest figures: {with_interval(middle, '%')} of the "
        f"customers who went to a rival left over service in the middle market, {reasons} "
        f"over all, within 60 to 70% in {within} of {len(by_market)}; and {spending} "
        "of the spending on selling and serving goes to serving."
    )


def picture(by_market: Mapping[str, Readings]) -> Figure:
    """Both readings in every market, beside the band that is claimed."""
    reasons = from_to(told[0] for told in by_market.values())
    drawn = figure(
        f"Service is {reasons} of the reasons for leaving, market by market; what it is of “selling” nobody has said",
        note="The share of service in the reasons why customers went to a rival, and in what is spent on selling and "
        "serving. Grey: the 60 to 70% of the claim.",
    )
    axes = drawn.subplots()
    axes.axvspan(*SAID, color=LIGHT, linewidth=0)
    draw_markets(axes, by_market, READINGS)
    axes.set_xlim(0, 100)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}%")
    return drawn
