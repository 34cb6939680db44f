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
    """One play, in today's money: `total_value`; `by_segment`, what the customers of each segment bring up to the
    horizon and in the run-off, less the costs they cause themselves; `costs`, what each line of `COSTS` takes up to the
    horizon, and `going_on`, what it takes a month from then on, for `months_to_come` (discounted, and fewer as
    customers leave). `solvent`: our firm was so at the horizon.
    """

    total_value: float
    by_segment: Numbers
    costs: Numbers
    going_on: Numbers
    months_to_come: float
    solvent: bool

    def cost_of(self, lines: Iterable[str]) -> float:
        """What some lines of cost take together, up to the horizon and in the run-off."""
        places = [COSTS.index(line) for line in lines]
        return float(self.costs[places].sum() + self.months_to_come * self.going_on[places].sum())

    def spent_more(self, lines: Iterable[str], before: Account) -> float:
        """What some lines take more than in another play, for as long as its customers stay.

        That a customer who stays longer is spent on for longer is a consequence of the spending, not part of it.
        """
        places = [COSTS.index(line) for line in lines]
        later = self.going_on[places].sum() - before.going_on[places].sum()
        return float(self.costs[places].sum() - before.costs[places].sum() + before.months_to_come * later)


def accounts(
    scenario: Scenario, strategies: Iterable[str], run: int = 0, seed: int | None = None
) -> dict[str, Account]:
    """Several strategies on the same customers with the same luck; the burn-in is played once."""
    kept = opened(scenario, run, seed)
    return {strategy: account(kept, strategy) for strategy in strategies}


def account(kept: Saved, strategy: str) -> Account:
    """A strategy played from an opening to the horizon and through the run-off."""
    market = Market.restore(kept, strategy)
    brought = np.zeros(len(market.segments))
    while market.month < market.case.market.months:
        market.step()
        brought += contributions(market) * (1.0 + market.case.market.discount_rate) ** (-market.month / YEAR)
    solvent, record = market.firm(market.case.us).open, record_of(market)
    left = RunOff(market)
    brought += what_is_left(left)
    run = replace(record, base_value=left.value)
    worth, going_on = discounts(run), share_borne(run, left) * monthly_costs(run)
    costs = np.array([float((run.ours(line) * worth).sum()) for line in COSTS])
    return Account(total_value(run), brought, costs, going_on, months_to_come(left), solvent)


def contributions(market: Market) -> Numbers:
    """What each segment's customers brought this month, less the costs they cause: (segments,)."""
    books = market.books[market.us]
    return np.asarray(sum(books[line] for line in REVENUE) - sum(books[line] for line in CUSTOMER_COSTS))


def what_is_left(left: RunOff) -> Numbers:
    """Plays the run-off; what each segment's customers bring in it, less the costs they cause: (segments,)."""
    us, earned = left.market.us, []
    for _ in range(left.months):
        left.live_a_month()
        earned.append(left.market.books["held_profit"][us].copy())
    if not earned:
        return np.zeros(len(left.market.segments))
    return np.asarray((left.discounts[:, None] * earned).sum(axis=0) + left.tail[us] * np.mean(earned[-YEAR:], axis=0))


def monthly_costs(run: Run) -> Numbers:
    """What each line of cost takes a month after the horizon: (COSTS,).

    Costs no customer causes go on as in the last month, which is how the run-off counts them; those that customers
    cause as in the last year on average (assumption: the run-off does not tell them apart). Nobody new is won.
    """
    return np.array(
        [
            0.0 if line in PASSING else run.ours(line)[-1] if line in RECURRING else run.ours(line)[-YEAR:].mean()
            for line in COSTS
        ]
    )


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


def opening_customers(scenario: Scenario) -> float:
    """The customers our firm is expected to open with, on which spending by customer is reckoned.

    A run's own number differs by its luck; a firm that enters later is taken to be as large as its rivals on average.
    """
    served = scenario.market.customers * scenario.market.served
    share = float(opening_shares(scenario)[list(scenario.firms).index(scenario.us)])
    return served * share if share > 0 else served / len(scenario.firms)
