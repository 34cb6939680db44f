"""Policies of ours tried beside today's, on the same customers with the same luck, and what each comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.claims.saying import surely_above, surely_below
from sim.declarations import Scenario, Strategy
from sim.declarations.scenario import Change
from sim.intervals import Estimate, estimate
from sim.ledger import REVENUE
from sim.market.market import Market
from sim.measures import NOT_KNOWN, discounts, measures
from sim.scenario.altering import altered
from sim.simulate import opened, played
from sim.wording import figure

if TYPE_CHECKING:
    from sim.runs import Run

TODAY = "today"
GAIN = "per 100 of sales"

Policies = Mapping[str, Mapping[str, Change]]
People = npt.NDArray[np.bool_]
Outcomes = dict[str, dict[str, float]]
"""What each policy of a replication comes to: the measures of its run and a few more, by name."""


def with_policies(scenario: Scenario, policies: Policies) -> Scenario:
    """The scenario with today's policy and these instead of its own strategies; checked like a file."""
    tried = {TODAY: Strategy()} | {name: Strategy(changes=dict(changes)) for name, changes in policies.items()}
    return altered(scenario.model_copy(update={"strategies": tried, "baseline": TODAY}), {})


def our_customers(market: Market) -> People:
    """Who is our customer now: (people,)."""
    return np.asarray(market.town.customers["provider"] == market.us)


def outcomes(scenario: Scenario, run: int, group: Callable[[Market], People] = our_customers) -> Outcomes:
    """What each policy comes to. A group of customers, picked when the policies part, is followed to the horizon.

    Beside the measures of a run: `sales` up to the horizon, discounted; `silent`, `blame` (bad words heard) per 1,000
    customers and year; `stayed`, per cent of the group that never left us; `brought`, per cent of all customers'
    direct profit (sales less what was done for them) that the group brought.
    """
    kept = opened(scenario, run)
    return {strategy: outcome(Market.restore(kept, strategy), group) for strategy in scenario.strategies}


def outcome(market: Market, group: Callable[[Market], People]) -> dict[str, float]:
    """What one policy comes to, played from where the market stands to the horizon."""
    followed = group(market)
    market.advance(market.case.market.months - market.month)
    people = market.town.customers
    stayed = (our_customers(market) & (people["joined"] <= market.since))[followed]
    brought = float(people["earned"][followed].sum()) / float(people["earned"].sum())
    run = played(market)
    return {
        **measures(run),
        "sales": sales(run),
        "silent": per_1000(run, "silent"),
        "blame": per_1000(run, "blame"),
        "stayed": 100 * float(stayed.mean()) if stayed.size else NOT_KNOWN,
        "brought": 100 * brought,
    }


def sales(run: Run) -> float:
    """Our sales up to the horizon, discounted and added up."""
    revenue = sum(run.ours(name) for name in REVENUE)
    return float((revenue * discounts(run)).sum())


def per_1000(run: Run, count: str) -> float:
    """Something counted in our books, per 1,000 customers and year."""
    customer_months = float(run.ours("held").sum())
    return 12_000 * float(run.ours(count).sum()) / customer_months if customer_months > 0 else NOT_KNOWN


def gain(runs: Sequence[Outcomes], policy: str, against: str = TODAY) -> Estimate:
    """What a policy adds to the firm's total value, all its costs counted, per 100 of sales under today's policy.

    >>> told = {"today": {"total_value": 50.0, "sales": 200.0}, "warm": {"total_value": 60.0, "sales": 210.0}}
    >>> gain([told], "warm").mean
    5.0
    """
    added = [100 * (told[policy]["total_value"] - told[against]["total_value"]) / told[TODAY]["sales"] for told in runs]
    return estimate(np.array(added))


def change(runs: Sequence[Outcomes], measure: str, policy: str, against: str = TODAY) -> Estimate:
    """How much higher a measure is under a policy than under another, on the same customers with the same luck."""
    return estimate(np.array([told[policy][measure] - told[against][measure] for told in runs]))


def level(runs: Sequence[Outcomes], measure: str, policy: str = TODAY) -> Estimate:
    """A measure under a policy."""
    return estimate(np.array([told[policy][measure] for told in runs]))


def whether_above(value: Estimate, level: float = 0.0) -> bool | None:
    """Whether a figure lies above a level; None where luck alone might make the difference.

    >>> seen = Estimate(2.0, 1.0, 3.0)
    >>> whether_above(seen), whether_above(seen, 2.5), whether_above(seen, 9.0)
    (True, None, False)
    """
    return True if surely_above(value, level) else False if surely_below(value, level) else None


def gains_or_loses(added: Estimate) -> str:
    """A gain or a loss in words.

    >>> gains_or_loses(Estimate(1.5, 1.0, 2.0)), gains_or_loses(Estimate(-0.5, -1.0, 0.0))
    ('gains 1.50', 'loses 0.50')
    """
    amount = added.mean or 0.0
    return f"{'loses' if amount < 0 else 'gains'} {figure(abs(amount))}"
