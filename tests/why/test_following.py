"""The same people followed in two worlds: the accounts sum to the difference, the counts tally with the ledgers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from market.random_scenarios import scenarios
from market.scenarios import DATA, FILES

from sim.declarations.scenario import Strategy
from sim.ledger import COLUMN
from sim.measures import total_value
from sim.scenario.scenario import read
from sim.simulate import simulate_all
from sim.why.customers import customer_split
from sim.why.following import ACCOUNTS, LEFT, STAYED, Followed, followed
from sim.why.stories import LOST, LOST_MOST, chosen_of

MARKETS = {"shop": DATA / "shop.yaml", **FILES}
GAINED = ("stayed", "won")
LOST_ACCOUNTS = ("left", "missed")


def left_over(scenario, strategy: str, run: int = 0) -> tuple[float, float]:
    """What the accounts leave over of the true difference, and how much money was moved."""
    ours, base = simulate_all(scenario, (strategy, scenario.baseline), run)
    found = followed(scenario, strategy, run)
    booked = math.fsum(found.money.ravel()) + math.fsum(found.spending.ravel())
    moved = np.abs(found.money).sum() + np.abs(found.spending).sum() + abs(total_value(base))
    true = total_value(ours) - total_value(base)
    assert found.total == pytest.approx(true, abs=1e-9 * moved)
    return booked - true, float(moved)


def people_in(found: Followed, starts: tuple[str, ...]) -> int:
    """People at the horizon in some accounts."""
    return int(sum(found.counts[:, place].sum() for place, name in enumerate(ACCOUNTS) if name.startswith(starts)))


@pytest.mark.parametrize("market", MARKETS)
def test_the_accounts_leave_nothing_over(market):
    scenario = read(MARKETS[market])
    for strategy in scenario.strategies:
        over, moved = left_over(scenario, strategy)
        assert abs(over) <= 1e-9 * moved, strategy


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_the_accounts_leave_nothing_over_in_any_market(scenario):
    over, moved = left_over(scenario, "other")
    assert abs(over) <= 1e-9 * max(moved, 1.0)


@pytest.mark.parametrize("market", MARKETS)
def test_the_people_counted_tally_with_the_ledgers(market):
    scenario = read(MARKETS[market])
    for strategy in scenario.strategies:
        ours, base = simulate_all(scenario, (strategy, scenario.baseline))
        found = followed(scenario, strategy)
        more = (ours.months - base.months)[-1, ours.us, COLUMN["customers"]]
        assert people_in(found, GAINED) - people_in(found, LOST_ACCOUNTS) == more


def test_spending_is_that_of_the_ledger():
    scenario = read(DATA / "shop.yaml")
    ours, base = simulate_all(scenario, ("train", "as_is"))
    worth = (1 + ours.discount_rate) ** (-np.arange(1, 13) / 12)
    more = (worth * (ours.ours("wages") - base.ours("wages"))).sum()
    found = {part.name: part.mean for part in customer_split(scenario, [followed(scenario, "train")]).whole.parts}
    only_now = followed(scenario, "train").spending[0]
    assert -more == pytest.approx(only_now[6])
    assert found["wages"] == pytest.approx(followed(scenario, "train").spending[:, 6].sum())


def test_a_strategy_followed_beside_itself_moves_nobody_and_no_money():
    scenario = read(DATA / "shop.yaml")
    found = followed(scenario, "as_is")
    assert not found.money.any() and not found.spending.any() and not found.counts.any() and not found.gains.any()
    assert found.total == 0.0
    split = customer_split(scenario, [found])
    assert split.whole.parts == () and split.stayed == () and split.left == ()


def test_the_gains_of_all_people_are_the_money_of_all_accounts():
    found = followed(read(FILES["repertoire"]), "cheap")
    assert found.gains.sum() == pytest.approx(found.money.sum(), rel=1e-9)


def test_a_higher_price_loses_who_leaves_for_a_better_one_and_is_paid_by_the_rest():
    scenario = read(DATA / "shop.yaml")
    dear = Strategy.model_validate({"changes": {"price": "+20%"}})
    wider = scenario.model_copy(update={"strategies": {**scenario.strategies, "dear": dear}})
    money = dict(zip(ACCOUNTS, followed(wider, "dear").money.sum(axis=0), strict=True))
    assert min(money, key=money.__getitem__) == "left_price"
    assert money["both_premium"] > 0


def test_stories_are_chosen_by_their_rules():
    gains, standing = np.array([5.0, -9.0, 2.0, 3.0, 1.0]), np.array([0, LEFT, STAYED, STAYED, STAYED], dtype=np.int8)
    nothing = np.zeros((2, len(ACCOUNTS)))
    found = Followed("s", 0, 0.0, nothing, nothing, nothing.astype(int), gains, standing)
    assert [(one.who, one.gain) for one in chosen_of(found)] == [(0, 5.0), (2, 2.0), (1, -9.0)]
    nobody_left = Followed("s", 0, 0.0, nothing, nothing, nothing.astype(int), gains, np.zeros(5, dtype=np.int8))
    assert [one.rule for one in chosen_of(nobody_left)][-1] == LOST_MOST
    assert LOST in [one.rule for one in chosen_of(found)]
