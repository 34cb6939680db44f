"""An equal start: what is dealt, what stays, and that chance does not decide a game before it begins."""

from __future__ import annotations

import numpy as np
import pytest

from sim.game.equal_start import deal, dealt_hands, opened_equal
from sim.market.market import Market
from tests.game.games import street

GAME = street()


def burnt_in() -> Market:
    market = Market(GAME.case, rng=GAME.seed)
    market.advance(GAME.case.market.burn_in)
    return market


def seats_of(market: Market) -> list[int]:
    return [market.firm(seat).place for seat in GAME.seats]


def test_every_team_opens_with_as_many_customers_of_every_segment() -> None:
    market = burnt_in()
    deal(market, [market.firm(seat) for seat in GAME.seats])
    customers = market.town.customers
    for segment in np.unique(customers["segment"]):
        held = [
            int(((customers["provider"] == place) & (customers["segment"] == segment)).sum())
            for place in seats_of(market)
        ]
        assert max(held) - min(held) <= 2


def test_nobody_else_is_dealt_and_nobody_is_lost() -> None:
    market = burnt_in()
    before = market.town.customers.copy()
    deal(market, [market.firm(seat) for seat in GAME.seats])
    after = market.town.customers
    theirs = np.isin(before["provider"], seats_of(market))
    assert (np.isin(after["provider"], seats_of(market)) == theirs).all()
    assert (after[~theirs]["provider"] == before[~theirs]["provider"]).all()


def test_what_a_customer_lived_through_comes_along() -> None:
    market = burnt_in()
    before, relations = market.town.customers.copy(), market.town.relations.copy()
    deal(market, [market.firm(seat) for seat in GAME.seats])
    after = market.town.customers
    rows = np.flatnonzero(np.isin(before["provider"], seats_of(market)))
    old, new = before["provider"][rows], after["provider"][rows]
    assert (old != new).any()
    assert (before["beliefs"][rows, old] == after["beliefs"][rows, new]).all()
    assert (before["beliefs"][rows, new] == after["beliefs"][rows, old]).all()
    assert relations.tobytes() == market.town.relations.tobytes()


def test_the_teams_firms_are_alike() -> None:
    market = burnt_in()
    firms = [market.firm(seat) for seat in GAME.seats]
    deal(market, firms)
    assert len({(firm.morale, firm.skill, firm.size, firm.cash, *firm.capability) for firm in firms}) == 1


def test_the_deal_is_the_same_every_time() -> None:
    first, again = (opened_equal(GAME.case, GAME.seats, 5) for _ in range(2))
    one, other = first.town.customers, again.town.customers
    assert all((one[name] == other[name]).all() for name in one.dtype.names or ())


@pytest.mark.parametrize("players", [1, 2, 3, 7, 10])
def test_hands_differ_by_a_card_at_most_and_no_player_is_always_first(players: int) -> None:
    hands = dealt_hands(players * players * 2 + 1, players)
    counts = np.bincount(hands, minlength=players)
    assert counts.max() - counts.min() <= 1
    assert len(set(hands[::players].tolist())) == players
