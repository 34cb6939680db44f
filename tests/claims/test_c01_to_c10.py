"""Claims C1 to C5, C9 and C10: known answers, limits, and what must not come out."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from sim.claims import c01_winning_costs_more_than_keeping as c01
from sim.claims import c02_five_points_fewer_defections as c02
from sim.claims import c03_existing_customers_bring_the_sales as c03
from sim.claims import c04_a_fifth_brings_four_fifths as c04
from sim.claims import c05_the_satisfied_bring_others as c05
from sim.claims import c09_service_is_most_of_selling as c09
from sim.claims import c10_the_first_sale_loses as c10
from sim.claims.chains import Chains, newcomers
from sim.claims.claim import Condition, Finding
from sim.claims.markets import years_of_today
from sim.claims.policies import TODAY, with_policies
from sim.estimators.customer_value import worked_example
from sim.intervals import Estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import style
from sim.scenario.altering import altered
from sim.scenario.scenario import read
from sim.simulate import opened
from sim.survival import undisturbed

SMALL = {"market.customers": 600, "market.months": 24, "market.burn_in": 6}
FEW = ("airline", "software_vendor")


class SmallLaboratory(Laboratory):
    """A laboratory whose markets are small and short."""

    def case(self, name, changes=None):
        return super().case(name, SMALL | dict(changes or {}))


@pytest.fixture(scope="module")
def shop():
    return undisturbed(altered(read("tests/data/shop.yaml"), {"market.customers": 400}))


@pytest.fixture
def small():
    with SmallLaboratory(runs=2, workers=1) as laboratory, style():
        yield laboratory


def complete(finding: Finding) -> None:
    assert finding.sentence and finding.figure_is and finding.measured.mean is not None
    assert finding.picture.axes
    assert len(finding.conditions) > 1
    assert all(isinstance(one, Condition) and one.where and one.unit for one in finding.conditions)


@pytest.mark.parametrize(
    ("claim", "markets"),
    [
        (c01, {"MARKETS": FEW, "CARRIED_ON": FEW[:1], "YEARS": 1}),
        (c03, {"MARKETS": FEW, "YEARS": 1}),
        (c04, {"MARKETS": FEW}),
        (c05, {"MARKETS": FEW, "LONGER": 1}),
        (c09, {"MARKETS": FEW, "YEARS": 1}),
        (c10, {"OTHERS": FEW[:1], "YEARS": 2, "WON_IN": 3}),
    ],
    ids=lambda one: getattr(one, "__name__", "").rpartition(".")[2],
)
def test_a_quick_finding_is_complete(claim, markets, small, monkeypatch):
    for name, value in markets.items():
        monkeypatch.setattr(claim, name, value)
    complete(claim.finding(small))


def test_a_quick_finding_of_better_service_is_complete(monkeypatch):
    one = "telecom_mass"
    for name, value in {"MARKETS": (one,), "SHOWN": one, "YEARS": 1, "SEARCH_RUNS": 1, "STRENGTHS": (1.0,)}.items():
        monkeypatch.setattr(c02, name, value)
    with Laboratory(runs=3, workers=1) as laboratory, style():
        complete(c02.finding(laboratory))


# C1


def test_winning_and_keeping_are_what_the_books_say_for_each_customer(shop):
    played = years_of_today(shop, 0, 1)
    winning = played.ours("advertising").sum() + played.ours("acquisition").sum()
    service = sum(played.ours(line).sum() for line in c01.SERVICE)
    ratio = (winning / c01.won(played)) / (service / (played.ours("held").sum() / 12))
    years, c01.YEARS = c01.YEARS, 1
    try:
        care, whole = c01.winning_over_keeping(shop, 0)
    finally:
        c01.YEARS = years
    assert whole == pytest.approx(ratio)
    assert care > whole


def test_spending_nothing_more_wins_and_keeps_nobody(shop, monkeypatch):
    monkeypatch.setattr(c01, "YEARS", 1)
    idle = {name: {"spend.product": "+0%"} for name in c01.MORE}
    assert c01.one_more(with_policies(shop, idle), 0) == (0.0, 0.0, 0.0, 0.0)


# C2


def test_a_programme_of_no_strength_changes_nothing_and_costs_nothing(shop, monkeypatch):
    monkeypatch.setattr(c02, "YEARS", 2)
    fall, _, free_value, paid_value, _, free_profit, paid_profit, _ = c02.improvement(c02.with_programme(shop, 0.0), 0)
    assert (fall, free_value, paid_value, free_profit, paid_profit) == (0.0, 0.0, 0.0, 0.0, 0.0)


def test_what_the_programme_costs_is_between_service_for_nothing_and_service_paid_for(shop, monkeypatch):
    monkeypatch.setattr(c02, "YEARS", 2)
    _, _, free_value, paid_value, _, free_profit, paid_profit, _ = c02.improvement(c02.with_programme(shop, 1.0), 0)
    assert paid_value < free_value and paid_profit < free_profit


def test_customers_held_at_the_start_only_become_fewer(shop, monkeypatch):
    monkeypatch.setattr(c02, "YEARS", 2)
    market = Market.restore(opened(with_policies(shop, {}), 0), TODAY)
    held = (market.town.customers["provider"] == market.us).sum()
    lived = c02.life(market)
    assert held >= lived.there[0] > lived.there[-1]
    assert (np.diff(lived.there) <= 0).all()


def test_arithmetic_on_paper_is_that_of_the_margin_multiple(shop):
    rate = shop.market.discount_rate
    assert c02.on_paper(0.85, shop) == pytest.approx(100 * ((1 + rate - 0.85) / (1 + rate - 0.90) - 1))


# C3


def test_where_nobody_talks_nobody_comes_by_a_recommendation(shop):
    sales, word, praise = c03.shares(altered(shop, {"world.word_of_mouth": 0}), 0)
    assert (word, praise) == (0.0, 0.0)
    assert 0 < sales < 100


def test_who_came_by_a_recommendation_had_heard_praise_and_existing_customers_bring_less_where_more_leave(shop):
    _, word, praise = c03.shares(shop, 0)
    assert 0 < word <= praise <= 100
    restless = {f"segments.{name}.restlessness.mean": 0.5 for name in shop.segments}
    assert c03.shares(altered(shop, restless), 0)[0] < c03.shares(shop, 0)[0]


# C4


def test_a_fifth_brings_a_fifth_where_all_bring_the_same():
    assert c04.brought(np.full(50, 3.0)) == pytest.approx(20)
    assert np.isnan(c04.brought(np.array([-1.0, 0.5])))


def test_the_more_unequal_the_needs_the_more_the_best_fifth_brings(shop):
    alike, unlike = (altered(shop, changes) for changes in c04.spreads(shop).values())
    shares = [c04.shares_of_the_best(case, 0)[0] for case in (alike, unlike)]
    assert 20 < shares[0] < shares[1] < 100


# C5


def test_without_word_of_mouth_there_are_no_chains(shop):
    in_all, directly, satisfied, _, _ = c05.brought(altered(shop, {"world.word_of_mouth": 0}), 0)
    assert (in_all, directly) == (0, 0)
    assert satisfied > 0


def test_chains_that_begin_with_everybody_hold_every_referral(shop):
    market = Market(shop)
    market.advance(market.since)
    chains = Chains(market)
    chains.begin(market, np.flatnonzero(market.town.customers["provider"] == market.us))
    counted = 0
    for _ in range(6):
        market.step()
        counted += len(chains.follow(market))
        fresh = newcomers(market)
        chains.begin(market, fresh[chains.generation[fresh] < 0])
    book = years_of_today(shop, 0, 1).ours("joined_referral")[:6].sum()
    assert counted == book > 0


def test_a_chain_reaches_the_friend_of_a_friend_and_ends_with_who_leaves():
    market = Market(altered(read("tests/data/shop.yaml"), {"market.customers": 50}))
    people = market.town.customers
    people["provider"], people["referrer"], people["joined"] = -1, -1, -5
    people["provider"][0] = market.us
    chains = Chains(market)
    chains.begin(market, np.array([0]))
    for friend, new in ((0, 7), (7, 9)):
        market.clock += 1
        people["provider"][new], people["joined"][new], people["referrer"][new] = market.us, market.clock, friend
        assert chains.follow(market).tolist() == [new]
    assert chains.generation[[0, 7, 9]].tolist() == [0, 1, 2]
    assert chains.began[9] == chains.began[0]
    market.clock += 1
    people["provider"][7] = -1
    assert chains.follow(market).tolist() == []
    assert chains.generation[[0, 7, 9]].tolist() == [0, -1, 2]


def test_in_three_years_more_come_than_in_one():
    airline = altered(read("scenarios/airline.yaml"), {"market.customers": 1000, "market.burn_in": 6})
    one, three = (partial(c05.brought, years=years)(airline, 0)[3] for years in (1, 3))
    assert three > one > 0


# C9


def test_a_reading_is_within_the_claim_where_its_interval_touches_the_band():
    assert c09.within_the_claim(Estimate(59.0, 57.0, 61.0))
    assert not c09.within_the_claim(Estimate(75.0, 71.0, 79.0))
    assert not c09.within_the_claim(Estimate(None, None, None))


def test_shares_of_service_are_shares(shop):
    assert all(0 <= share <= 100 or np.isnan(share) for share in c09.shares_of_service(shop, 0))


def test_without_advertising_all_spending_but_setting_up_goes_to_serving(shop):
    _, some = c09.shares_of_service(shop, 0)
    _, more = c09.shares_of_service(altered(shop, {"acquisition.spend": 0}), 0)
    assert more > some


# C10


def test_the_worked_example_comes_to_12_800_to_the_unit(small, monkeypatch):
    years = worked_example()
    assert years[0].profit == -50
    assert sum(year.sales for year in years[1:]) == 5150
    assert sum(sum(year.referrals) for year in years[1:]) == 8100
    rows = {row.where: row.measured.mean for row in c10.arithmetic(years)}
    assert list(rows.values())[:3] == [-50, 5150, 8100]
    monkeypatch.setattr(c10, "OTHERS", ())
    monkeypatch.setattr(c10, "WON_IN", 1)
    finding = c10.finding(small)
    assert finding.measured == Estimate(12_800, 12_800, 12_800)
    assert finding.verdict == "holds" and "12,800" in finding.sentence


def test_a_customer_whom_nobody_talks_to_sends_nobody(shop):
    own, sent = np.array(c10.value_by_year(altered(shop, {"world.word_of_mouth": 0}), 0))
    assert (sent == 0).all() and (own != 0).any()


def test_dearer_winning_is_taken_from_the_first_year_alone(shop):
    setting_up = 100.0
    costs = {f"firms.{name}.costs.joining": 0.0 for name in shop.firms}
    free = altered(shop, costs | {"world.word_of_mouth": 0})
    dear = altered(shop, costs | {"world.word_of_mouth": 0, "firms.us.costs.joining": setting_up})
    (free_own, _), (dear_own, _) = (np.array(c10.value_by_year(case, 0)) for case in (free, dear))
    assert free_own[0] - dear_own[0] == pytest.approx(setting_up)
    assert free_own[1:] == pytest.approx(dear_own[1:])
