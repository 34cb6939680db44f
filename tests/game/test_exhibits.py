"""Exhibits of a team's game: leads, the leaky bucket, people, and accounts that add up to the ledger."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.declarations import LAYERS
from sim.game.dealings import NEVER, Dealings, Whole, dealings, first_sale
from sim.game.exhibits import Lead, copied_and_kept, exhibits
from sim.game.history import Round
from sim.game.table import at_hand, play
from sim.game.told import told_story
from sim.ledger import CHANNELS, COLUMN, CUSTOMER_COSTS, REASONS, REVENUE
from sim.runs import Numbers
from tests.game.games import LIVELY, decided, history, street
from tests.game.shop import PARTING, SEAT, shop_game

GAME = shop_game()
AFTER = play(GAME, PARTING)
FOUND = {seat: exhibits(GAME, PARTING, seat) for seat in GAME.seats}
ACCOUNTS = {seat: dealings(GAME, PARTING, seat) for seat in GAME.seats}


@pytest.mark.parametrize("seat", GAME.seats)
def test_customers_accounts_add_up_to_the_ledger(seat: str) -> None:
    rows = AFTER.months[1:, AFTER.place(seat)]
    sold = sum(rows[:, COLUMN[name]] for name in REVENUE)
    spent = sum(rows[:, COLUMN[name]] for name in CUSTOMER_COSTS)
    assert ACCOUNTS[seat].money.sum(axis=1) == pytest.approx(sold - spent)


def test_accounts_of_a_lively_game_add_up_too() -> None:
    game = street()
    outcome = play(game, LIVELY)
    for seat in game.seats:
        rows = outcome.months[1:, outcome.place(seat)]
        left = sum(rows[:, COLUMN[name]] for name in REVENUE) - sum(rows[:, COLUMN[name]] for name in CUSTOMER_COSTS)
        assert dealings(game, LIVELY, seat).money.sum(axis=1) == pytest.approx(left)


@pytest.mark.parametrize("seat", GAME.seats)
def test_whoever_joined_is_counted_as_the_ledger_counts(seat: str) -> None:
    found = ACCOUNTS[seat]
    at = AFTER.place(seat)
    assert found.theirs.sum() == AFTER.now("customers")[at]
    joined = sum(AFTER.column(f"joined_{channel}")[1:, at].sum() for channel in CHANNELS)
    # Somebody may join twice; the last time counts.
    assert 0.9 * joined <= (found.joined > NEVER).sum() <= joined
    assert (found.brought_by > NEVER).sum() <= AFTER.column("joined_referral")[1:, at].sum()


@pytest.mark.parametrize("seat", GAME.seats)
def test_the_whale_curve_ends_at_what_customers_brought(seat: str) -> None:
    whale = np.array(FOUND[seat].whale)
    assert len(whale) == 101
    assert whale[-1] == pytest.approx(ACCOUNTS[seat].money.sum())
    assert (np.diff(whale, 2) <= 1e-6).all()


@pytest.mark.parametrize("seat", GAME.seats)
def test_the_bucket_balances_in_every_round(seat: str) -> None:
    for bucket in FOUND[seat].buckets:
        assert bucket.before + sum(bucket.joined.values()) - sum(bucket.left.values()) == bucket.after
        assert set(bucket.joined) <= set(CHANNELS)
        assert set(bucket.left) <= set(REASONS)
    assert [one.round for one in FOUND[seat].buckets] == [1, 2, 3]


def test_leads_are_what_is_delivered_beyond_the_best_rival() -> None:
    for place, layer in enumerate(LAYERS):
        delivered = AFTER.column(f"delivered_{layer}")
        mine = delivered[:, 0] - np.delete(delivered, 0, axis=1).max(axis=1)
        assert FOUND[SEAT].leads[place].layer == layer
        assert FOUND[SEAT].leads[place].ahead == pytest.approx(mine)


def test_money_for_a_layer_makes_a_lead_in_it() -> None:
    lead = next(one for one in FOUND[SEAT].leads if one.layer == "bond")
    assert lead.largest > 0.02
    assert lead.ahead[-1] > lead.ahead[0]
    assert lead.kept > 0.5


def test_a_lead_that_is_gone_was_copied_and_one_that_stays_was_not() -> None:
    gone, stays, none = Lead("product", (0.0, 0.2, 0.01)), Lead("bond", (0.0, 0.1, 0.1)), Lead("contact", (0.0, 0.01))
    assert copied_and_kept((gone, stays, none)) == (gone, stays)
    assert copied_and_kept((none,)) == (None, None)


def test_people_are_told_month_by_month() -> None:
    people = FOUND["team_2"].people
    months = 1 + 3 * GAME.file.months
    assert {len(getattr(people, name)) for name in ("pay", "load", "morale", "skill", "leaving")} == {months}
    assert people.pay == (1.0,) * 4 + (0.9,) * 6
    assert people.morale == tuple(AFTER.column("morale")[:, 1])
    assert people.morale[-1] < people.morale[0]
    assert people.leaving[-1] > people.leaving[0]


def test_value_is_split_after_every_round() -> None:
    for seat in GAME.seats:
        assert len(FOUND[seat].value) == len(PARTING) + 1
        assert FOUND[seat].value[-1].total == pytest.approx(AFTER.total[AFTER.place(seat)])


def test_the_first_sale_is_a_real_customer_of_the_game() -> None:
    found = FOUND["team_2"].first_sale
    assert found is not None
    accounts = ACCOUNTS["team_2"]
    assert accounts.theirs[found.customer]
    assert accounts.joined[found.customer] == found.joined
    assert found.own[0] < 0 < found.worth
    assert sum(found.years) == pytest.approx(found.worth)
    assert len(found.own) == len(found.brought) == 3 * GAME.file.months - found.joined + 1
    assert 1 <= found.place_of_won <= found.won <= found.customers
    story = " ".join(told_story(GAME, PARTING, found.customer, {"team_2": "Us"}).months)
    assert "Us" in story


def test_friends_who_came_on_its_word_count_for_it() -> None:
    friends = {who: [] for who in set(ACCOUNTS["team_2"].brought_by.tolist()) - {NEVER}}
    assert friends, "nobody came on a friend's word"
    people = at_hand(GAME).after(PARTING).town.customers
    came = ACCOUNTS["team_2"].brought_by > NEVER
    still = came & ACCOUNTS["team_2"].theirs
    assert (people["referrer"][still] == ACCOUNTS["team_2"].brought_by[still]).all()


@given(
    arrays(float, (4, 6), elements=st.floats(-50, 50)),
    arrays(np.int64, 6, elements=st.integers(-1, 4).filter(lambda month: month != 0)),
    arrays(np.int64, 6, elements=st.integers(-1, 5)),
)
def test_no_other_customer_with_such_a_first_sale_brought_more(money: Numbers, joined: Whole, by: Whole) -> None:
    by = np.where((by == np.arange(6)) | (joined == NEVER), NEVER, by)
    accounts = Dealings(money, joined, by, np.ones(6, bool))
    found = first_sale(accounts)
    worth = [money[:, who].sum() + money[:, by == who].sum() for who in range(6)]
    able = [who for who in range(6) if joined[who] > 0 and money[joined[who] - 1, who] < 0 and worth[who] > 0]
    assert (found is None) == (not able)
    if found:
        assert found.customer in able
        assert worth[found.customer] == pytest.approx(max(worth[who] for who in able))


def test_where_no_first_sale_was_made_good_there_is_none() -> None:
    nobody = Dealings(np.full((2, 3), -1.0), np.ones(3, np.int64), np.full(3, NEVER), np.ones(3, bool))
    assert first_sale(nobody) is None


def test_the_place_of_an_account_counts_its_friends() -> None:
    money = np.array([[-30.0, 0.0, 75.0], [50.0, 40.0, 1.0]])
    accounts = Dealings(money, np.array([1, 2, NEVER]), np.array([NEVER, 0, NEVER]), np.ones(3, bool))
    found = first_sale(accounts)
    assert found is not None
    assert (found.worth, found.friends) == (60.0, (1,))
    assert (found.place, found.customers, found.place_of_won, found.won) == (2, 3, 1, 2)


def test_a_game_not_yet_played_has_exhibits_of_its_opening() -> None:
    found = exhibits(GAME, history(), SEAT)
    assert found.buckets == ()
    assert found.first_sale is None
    assert len(found.people.morale) == 1


def test_exhibits_are_the_same_again() -> None:
    assert exhibits(GAME, PARTING, SEAT) == FOUND[SEAT]
    assert exhibits(GAME, history(decided(team_1={"price": 1.0}), Round()), SEAT) != FOUND[SEAT]
