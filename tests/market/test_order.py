"""The order in which people live through a month cannot matter: nobody reads what others do in the same act."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.market.customers import ACTS
from sim.market.market import Market
from sim.rules import month as acts
from sim.rules.rule import plain

from .scenarios import KINDS, everything
from .state import SCRATCH, bytes_of, differences, firm_differences

SCRATCHED = tuple(f"stage.{name}" for name in SCRATCH)
JOURNAL = ("month", "customer", "event", "firm", "other", "layer", "outcome", "amount")


class InAnyOrder(Market):
    """A market whose people live through each act in an order of their own, drawn anew every time."""

    def __init__(self, *given: Any, order: int, **options: Any) -> None:
        super().__init__(*given, **options)
        self.orders = np.random.default_rng(order)

    def _everybody(self, act: int) -> None:
        scene, journal = self.stage[0], self.journal
        for who in self.orders.permutation(len(self.town.customers)):
            ACTS[act](scene, self.town, who)
            journal.filed = acts.file_page(scene, journal.room, journal.filed)


@pytest.mark.parametrize("kind", KINDS)
def test_rows_taken_in_any_order_give_identical_people_and_books(kind: str) -> None:
    case = everything(kind)
    usual, shuffled = Market(case, "better", watch=-1), InAnyOrder(case, "better", order=5, watch=-1)
    for _ in range(24):
        usual.step()
        shuffled.step()
        assert not differences(usual, shuffled, apart_from=SCRATCHED), f"in month {usual.month}"
    assert not firm_differences(usual, shuffled)
    assert np.array_equal(sorted_events(usual), sorted_events(shuffled))


def test_a_customer_writes_only_its_own_rows() -> None:
    market = Market(everything(), "better")
    market.advance(8)
    for who in (3, 40, 77):
        others = np.arange(len(market.town.customers)) != who
        before = rows_of(market, others)
        for act in ACTS:
            act(market.stage[0], market.town, who)
        assert rows_of(market, others) == before


def test_the_plain_rules_take_people_in_any_order_too() -> None:
    usual, backwards = Market(everything(customers=40)), Market(everything(customers=40), engine="agents")
    backwards.crowd.reverse()
    for _ in range(12):
        usual.step()
        backwards.step()
    assert not differences(usual, backwards, apart_from=SCRATCHED)
    assert plain(ACTS[0]).__name__ == "meet_firms"


def rows_of(market: Market, rows: np.ndarray) -> list[bytes]:  # type: ignore[type-arg]
    """All that is written down of some people."""
    town = market.town
    return [bytes_of(part[rows]) for part in (town.customers, town.relations, town.said, town.said_of)]


def sorted_events(market: Market) -> np.ndarray:  # type: ignore[type-arg]
    """The journal in an order that does not depend on who lived first."""
    return np.sort(market.journal.events(), order=JOURNAL)
