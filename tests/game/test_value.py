"""What customers are worth at a round's end is what they would be worth at a horizon there."""

from __future__ import annotations

import numpy as np
import pytest

from sim.game.history import Round
from sim.game.table import Table, lately_added
from sim.market.market import Market
from sim.market.run_off import RunOff, wind_up
from sim.scenario.altering import altered
from sim.scenario.scenario import read

from .games import DATA, decided, history, street, table


def test_the_run_off_begins_where_the_market_stands() -> None:
    shop = altered(read(DATA / "shop.yaml"), {"market.entry": 0})
    long, short = Market(shop), Market(altered(shop, {"market.months": 5}))
    for market in (long, short):
        market.advance(shop.market.burn_in + 5)
    assert RunOff(short).discounts[0] == pytest.approx((1 + shop.market.discount_rate) ** (-6 / 12))
    assert np.array_equal(wind_up(long), wind_up(short))


def test_customers_are_valued_in_money_of_the_rounds_end() -> None:
    """A market that stands still is worth the same after every round, not less the later one looks."""
    outcomes = table().outcomes(history(Round(), Round(), Round()))
    per_customer = [float(one.run_off.sum() / one.now("customers").sum()) for one in outcomes]
    assert per_customer == pytest.approx([per_customer[0]] * 4, rel=0.1)


def test_cutting_what_customers_will_miss_in_the_last_round_gains_nothing() -> None:
    nothing_for_service = {f"spend.{layer}": 0.0 for layer in ("product", "systems", "execution", "contact", "bond")}
    kept, cut = (
        Table(street()).outcome(history(Round(), Round(), Round(), closed))
        for closed in (Round(), decided(team_1=nothing_for_service))
    )
    assert cut.profit[0] > kept.profit[0]
    assert cut.run_off[0] < kept.run_off[0]


@pytest.mark.parametrize(
    ("prices", "added"), [((1.0,), 0.0), ((0.9,), 0.0), ((1.2,), 0.2 * 10 / 12), ((1.2, 0.0, 1.1), 0.1 * 6 / 12)]
)
def test_a_price_counts_as_far_as_it_has_been_paid_in_the_last_year(prices: tuple[float, ...], added: float) -> None:
    closed = [decided(team_1={"price": price}) if price else Round() for price in prices]
    market = Market.restore(table().after(history(*closed)))
    assert lately_added(market, market.firm("team_1")) == pytest.approx(added, abs=1e-12)
    assert lately_added(market, market.firm("team_2")) == 0.0


def test_raising_the_price_in_the_last_round_raises_the_run_off_less_than_paying_it_for_a_year() -> None:
    dear = decided(team_1={"price": 1.06})
    late, early = (table().outcome(history(*rounds)) for rounds in ((*[Round()] * 7, dear), (dear, *[Round()] * 7)))
    each = [float(one.run_off[0] / one.now("customers")[0]) for one in (late, early)]
    assert each[0] < each[1]
