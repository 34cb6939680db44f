"""Playing: from a scenario and a strategy to a finished `Run`; the burn-in is played once for all strategies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from sim.declarations import Scenario
from sim.ledger import COLUMN, COLUMNS
from sim.market.bookkeeping import booked
from sim.market.market import Market
from sim.market.run_off import wind_up
from sim.market.saving import Saved
from sim.runs import Numbers, Run


def opened(scenario: Scenario, run: int = 0, seed: int | None = None) -> Saved:
    """The market after its burn-in, the same for all strategies."""
    market = Market(scenario, run=run, rng=seed)
    market.advance(scenario.market.burn_in)
    return market.save()


def simulate(scenario: Scenario, strategy: str, run: int = 0, seed: int | None = None) -> Run:
    """One strategy, played once."""
    return played(Market.restore(opened(scenario, run, seed), strategy))


def simulate_all(scenario: Scenario, strategies: Iterable[str], run: int = 0, seed: int | None = None) -> Iterator[Run]:
    """Several strategies on the same customers with the same luck."""
    kept = opened(scenario, run, seed)
    for strategy in strategies:
        yield played(Market.restore(kept, strategy))


def played(market: Market) -> Run:
    """Plays a market from where it stands to the horizon, and values what is left behind."""
    market.advance(market.case.market.months - market.month)
    record = record_of(market)
    return replace(record, base_value=wind_up(market))


def record_of(market: Market) -> Run:
    """What a market leaves behind as it stands; the run-off is not yet valued."""
    ours = market.town.customers["provider"] == market.us
    touched = ours | (market.town.customers["earned"] != 0)
    return Run(
        scenario=market.case.title,
        strategy=market.strategy,
        run=market.run_number,
        seed=market.seed_used,
        us=market.us,
        firms=market.firm_names,
        discount_rate=market.case.market.discount_rate,
        months=np.stack(market.ledger),
        flows=market.flows.astype(float),
        value=market.value[market.us].copy(),
        relationship_months=market.relationship_months[market.us].astype(float),
        whale=whale_curve(market.town.customers["earned"][touched]),
        by_segment=by_segment(market),
        base_value=np.zeros(len(market.firm_names)),
    )


def whale_curve(earned: Numbers) -> Numbers:
    """Cumulative profit of customers from the most to the least profitable, at each per cent of them: (101,).

    >>> [float(profit) for profit in whale_curve(np.array([3.0, -1.0, 2.0, 0.0]))[[0, 25, 50, 75, 100]]]
    [0.0, 3.0, 5.0, 5.0, 4.0]
    """
    ranked = np.concatenate([[0.0], np.cumsum(np.sort(earned)[::-1])])
    places = np.linspace(0.0, len(earned), 101)
    return np.asarray(np.interp(places, np.arange(len(ranked)), ranked))


def by_segment(market: Market) -> Numbers:
    """Our own lines by segment, summed over the horizon: (segments, COLUMNS); what is no customer's stays zero."""
    lines = np.zeros((len(market.ours), len(COLUMNS)))
    for name, values in booked(market.ours):
        lines[:, COLUMN[name]] = values
    lines[:, COLUMN["customers"]] = market.books["customers"][market.us]
    return lines
