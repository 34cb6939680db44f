"""What one play of a strategy comes to, in today's money: its total value and what each line of cost takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from sim.declarations import Scenario
from sim.ledger import COLUMN, CUSTOMER_COSTS, REVENUE
from sim.market.market import Market
from sim.market.opening import opening_shares
from sim.market.run_off import RECURRING, RunOff
from sim.market.saving import Saved
from sim.measures import YEAR, discounts, total_value
from sim.reasons import COSTS
from sim.runs import Numbers, Run
from sim.simulate import opened, record_of

PASSING = ("acquisition", "advertising")
"""Costs that end at the horizon: the run-off wins nobody."""


@dataclass(frozen=True)
class Account:
    """One play: `total_value`; `costs`, what each line of `COSTS` takes up to the horizon and in the run-off;
    `by_segment`, what the customers of each segment brought up to the horizon (not discounted, less the costs they
    cause themselves); whether our firm was still `solvent` at the horizon.
    """

    total_value: float
    costs: Numbers
    by_segment: Numbers
    solvent: bool

    def cost_of(self, lines: Iterable[str]) -> float:
        """What some lines of cost take together."""
        return float(sum(self.costs[COSTS.index(line)] for line in lines))


def accounts(
    scenario: Scenario, strategies: Iterable[str], run: int = 0, seed: int | None = None
) -> dict[str, Account]:
    """Several strategies on the same customers with the same luck; the burn-in is played once."""
    kept = opened(scenario, run, seed)
    return {strategy: account(kept, strategy) for strategy in strategies}


def account(kept: Saved, strategy: str) -> Account:
    """A strategy played from an opening to the horizon and through the run-off."""
    market = Market.restore(kept, strategy)
    market.advance(market.case.market.months - market.month)
    solvent, record = market.firm(market.case.us).open, record_of(market)
    left = RunOff(market)
    for _ in range(left.months):
        left.live_a_month()
    run = replace(record, base_value=left.value)
    return Account(total_value(run), costs_of(run, left), contributions(run), solvent)


def costs_of(run: Run, left: RunOff) -> Numbers:
    """What each line of cost takes, discounted: in the ledger up to the horizon, then on the customers left: (COSTS,).

    In the run-off, costs no customer causes go on as it counts them; costs that customers cause are taken to go on at
    their last year's monthly mean for each customer left (assumption: the run-off does not tell them apart).
    """
    worth = discounts(run)
    goes_on, theirs = months_to_come(left), share_borne(run, left)
    taken = []
    for line in COSTS:
        booked = run.ours(line)
        monthly = 0.0 if line in PASSING else booked[-1] if line in RECURRING else booked[-YEAR:].mean()
        taken.append(float((booked * worth).sum() + goes_on * theirs * monthly))
    return np.array(taken)


def months_to_come(left: RunOff) -> float:
    """Today's worth of one unit a month that is paid in the run-off for as long as our customers stay."""
    if not left.months:
        return 0.0
    surviving, us = left.surviving, left.market.us
    beyond = float(left.tail[us]) * float(surviving[-YEAR:, us].mean())
    return float((left.discounts * surviving[:, us]).sum()) + beyond


def share_borne(run: Run, left: RunOff) -> float:
    """The part of the recurring costs that the customers held bear (all of it but in repertoire markets)."""
    spent = sum(run.months[-1, run.us, COLUMN[line]] for line in RECURRING)
    return float(left.recurring[run.us]) / spent if spent else 1.0


def contributions(run: Run) -> Numbers:
    """What each segment's customers brought, less the costs they cause: (segments,)."""
    signs = {**dict.fromkeys(REVENUE, 1.0), **dict.fromkeys(CUSTOMER_COSTS, -1.0)}
    return np.asarray(sum(sign * run.by_segment[:, COLUMN[line]] for line, sign in signs.items()))


def opening_customers(scenario: Scenario) -> float:
    """The customers our firm is expected to open with, on which spending by customer is reckoned.

    A run's own number differs by its luck; a firm that enters later is taken to be as large as its rivals on average.
    """
    served = scenario.market.customers * scenario.market.served
    share = float(opening_shares(scenario)[list(scenario.firms).index(scenario.us)])
    return served * share if share > 0 else served / len(scenario.firms)
