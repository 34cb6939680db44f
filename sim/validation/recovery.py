"""What a failure costs, by how it was handled: the share of the next purchases that comes back to the same shop."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.declarations import Scenario
from sim.market.market import Market
from sim.rules.recovery import QUICK, SILENT, UNRESOLVED
from sim.rules.service import MAJOR, MINOR
from sim.survival import undisturbed
from sim.validation.target import Band, Figures, Pattern, Target

MONTHS = 48
SEVERITIES = {"minor": MINOR, "major": MAJOR}
GAP = "{} failure: settled quickly less unresolved"
STEP = "{} failure: smallest step from silent over unresolved and resolved to quick"
FAILURE = np.dtype([("who", "i8"), ("firm", "i8"), ("severity", "i8"), ("handled", "i8")])

Failures = npt.NDArray[np.void]
Numbers = npt.NDArray[np.float64]


def rebuying(case: Scenario, run: int) -> Figures:
    """How much more of the next purchases comes back when a failure at one's main shop was handled better, in points.

    The next occasion is the first month, from that of the failure on, in which the customer buys anything at all; the
    failure comes before the month's purchases. People who have left the market do not count.
    """
    shares = 100 * rebuying_shares(case, run)
    figures = {}
    for name, severity in SEVERITIES.items():
        by_handling = shares[severity, SILENT : QUICK + 1]
        figures[GAP.format(name)] = float(by_handling[-1] - by_handling[UNRESOLVED - SILENT])
        figures[STEP.format(name)] = float(np.diff(by_handling).min())
    return figures


def rebuying_shares(case: Scenario, run: int) -> Numbers:
    """Share of the next purchases made at the shop that failed: (severities + 1, ways of handling + 1), 0 unused."""
    market = Market(undisturbed(case), run=run)
    market.advance(market.since)
    returned, occasions = np.zeros((3, 5)), np.zeros((3, 5))
    waiting = np.zeros(0, FAILURE)
    for _ in range(MONTHS):
        main_shop = market.town.customers["provider"].copy()
        market.step()
        waiting = np.concatenate([waiting, failures_at(market, main_shop)])
        bought = market.town.relations["bought"]
        all_bought = bought.sum(axis=1)[waiting["who"]]
        due = waiting[all_bought > 0]
        share = bought[due["who"], due["firm"]] / all_bought[all_bought > 0]
        np.add.at(returned, (due["severity"], due["handled"]), share)
        np.add.at(occasions, (due["severity"], due["handled"]), 1)
        waiting = waiting[all_bought == 0]
    return np.divide(returned, occasions, out=np.full((3, 5), np.nan), where=occasions > 0)


def failures_at(market: Market, main_shop: npt.NDArray[np.int16]) -> Failures:
    """This month's failures at customers' main shops."""
    relations = market.town.relations
    who = np.flatnonzero(main_shop >= 0)
    there = relations[who, main_shop[who]]
    failed = (there["incident"] >= 0) & (there["handled"] > 0)
    found = np.zeros(int(failed.sum()), FAILURE)
    found["who"], found["firm"] = who[failed], main_shop[who][failed]
    found["severity"], found["handled"] = there["severity"][failed], there["handled"][failed]
    return found


def rebuying_unchanging(case: Scenario, figures: Figures) -> Figures:
    """Customers who never change buy again as they always did, whatever befell them."""
    return dict.fromkeys(figures, 0.0)


PUBLISHED = {"minor": "silent 37, unresolved 46, resolved 70, quick 95%", "major": "9, 19, 54, 82%"}
TARGETS = {
    template.format(name): Target(f"{PUBLISHED[name]}{' (49 points)' if name == 'minor' else ' (63 points)'}", band)
    if template is GAP
    else Target(PUBLISHED[name], band)
    for name in SEVERITIES
    for template, band in ((GAP, Band(40.0, 65.0)), (STEP, Band(1e-9, 100.0)))
}

PATTERNS = (
    Pattern(
        title="Customers buy again after a failure as it was handled",
        how="Failures at a customer's main shop over four years; the share of the purchases of the next month in which "
        "the customer buys anything comes back to that shop; points between ways of handling.",
        source="TARP, as reported by Goodman 1999 and others (secondary)",
        kind="emergent",
        unit="points",
        scenarios=("grocer",),
        targets=TARGETS,
        measure=rebuying,
        unchanging=rebuying_unchanging,
    ),
)
