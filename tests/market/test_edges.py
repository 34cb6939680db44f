"""Markets at the edge: very small, very poor, very full, closed, late."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from sim.declarations import LAYERS, Scenario
from sim.ledger import COLUMN
from sim.market.market import Market
from sim.simulate import simulate

from .identities import Auditor, held_by
from .scenarios import AIRLINES, KINDS, airlines, everything, market_of, with_market

NOTHING_SPENT = {
    "spend": {"product": 0, "systems": 0, "execution": 0, "contact": 0, "bond": 0},
    "acquisition": {"spend": 0},
    "workforce": {"heads": 0, "training": 0},
    "contact": {"frequency": 0, "answering": 0},
    "listening": {"effort": 0},
}
POOR = {"opening": {"cash": 0.0, "credit": 0.0}, "costs": {"overhead": 5000.0}}


def audited(case: Scenario, strategy: str | None = None) -> Market:
    """A market played to its horizon with every identity checked every month."""
    auditor = Auditor(Market(case, strategy))
    auditor.play(case.market.burn_in + case.market.months)
    auditor.audit_record()
    return auditor.market


def line(market: Market, name: str, firm: str) -> npt.NDArray[np.float64]:
    """A ledger line of a firm, from month 0 to the last."""
    return np.stack(market.ledger)[:, market.firm(firm).place, COLUMN[name]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_firm_without_rivals_lives(kind: str) -> None:
    market = audited(market_of({"alone": {"behaviour": "satisfaction_programme"}}, market={"kind": kind}))
    assert held_by(market)[0] > 0
    assert not line(market, "left_price", "alone").any() or kind == "repertoire"


@pytest.mark.parametrize("kind", KINDS)
def test_one_customer_lives(kind: str) -> None:
    market = audited(airlines(market={"kind": kind, "customers": 1, "entry": 0, "served": 1}))
    assert len(market.town.customers) == 1


@pytest.mark.parametrize("importance", [0.0, 1e-6, 1e-3])
def test_layers_that_hardly_anybody_cares_for_are_allowed(importance: float) -> None:
    little = dict.fromkeys(LAYERS[1:], importance)
    market = audited(airlines(segments={name: {"importance": little} for name in AIRLINES["segments"]}))
    assert market.town.customers["importance"].sum(axis=1) == pytest.approx(1.0)
    assert market.town.customers["importance"][:, 0].mean() > 0.99


@pytest.mark.parametrize("kind", KINDS)
def test_people_without_friends_hear_nothing(kind: str) -> None:
    lonely = {"strong_ties": 0, "weak_ties": 0}
    market = audited(airlines(market={"kind": kind}, segments={"business": lonely, "leisure": lonely}))
    assert len(market.town.tie_to) == 0
    assert not any(line(market, name, firm).any() for name in ("praise", "blame") for firm in market.firm_names)


@pytest.mark.parametrize("kind", KINDS)
def test_firms_that_spend_nothing_serve_badly_but_live(kind: str) -> None:
    market = audited(airlines(market={"kind": kind}, firms=dict.fromkeys(AIRLINES["firms"], NOTHING_SPENT)))
    assert line(market, "delivered_execution", "our_air").max() < 0.1
    assert line(market, "wages", "our_air").max() == 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_an_insolvent_firm_closes_and_its_customers_are_free(kind: str) -> None:
    market = audited(airlines(market={"kind": kind, "months": 18}, firms={"skylark": POOR}))
    assert not market.firm("skylark").open
    assert line(market, "customers", "skylark")[-1] == 0
    assert line(market, "overhead", "skylark")[-1] == 0
    assert market.firm("our_air").open


def test_when_every_firm_is_insolvent_the_books_stay_in_order() -> None:
    market = audited(airlines(firms=dict.fromkeys(AIRLINES["firms"], POOR)))
    assert not any(firm.open for firm in market.firms)
    assert held_by(market).sum() == 0


def test_more_work_than_people_can_do_lowers_quality_and_leaves_questions_unanswered() -> None:
    few, many = (audited(airlines(firms={"our_air": {"workforce": {"heads": heads}}})) for heads in (1, 10))
    assert line(few, "load", "our_air")[-1] > 1.0 > line(many, "load", "our_air")[-1]
    for name in ("delivered_execution", "delivered_contact", "morale"):
        assert (line(few, name, "our_air")[1:] < line(many, name, "our_air")[1:]).all(), name
    asked, unanswered = (line(few, name, "our_air").sum() for name in ("asked", "unanswered"))
    assert unanswered > 0.5 * asked


@pytest.mark.parametrize("kind", KINDS)
def test_without_demand_nobody_buys_and_firms_bear_their_costs(kind: str) -> None:
    slump = {"month": 3, "until": 6, "title": "Nobody buys", "changes": {"demand": 0}}
    market = audited(airlines(market={"kind": kind}, events=[slump]))
    revenue = sum(line(market, name, "our_air") for name in ("revenue_base", "revenue_growth", "revenue_premium"))
    assert not revenue[3:7].any()
    assert (revenue[[1, 2]] > 0).all()
    assert (line(market, "wages", "our_air")[1:] > 0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_a_firm_that_enters_later_has_nobody_before_and_wins_customers_after(kind: str) -> None:
    newcomer = {"enters": 5, "price": 0.7, "acquisition": {"spend": 40}}
    market = audited(airlines(market={"kind": kind, "customers": 400}, firms={"newcomer": newcomer}))
    customers, costs = line(market, "customers", "newcomer"), line(market, "wages", "newcomer")
    assert not customers[:5].any()
    assert not costs[:5].any()
    assert customers[-1] > 0


@pytest.mark.parametrize("kind", KINDS)
def test_twelve_firms_and_twelve_segments_find_room(kind: str) -> None:
    firms = {f"firm_{number}": {"price": 0.9 + 0.02 * number} for number in range(12)}
    segments = {f"people_{number}": {"share": 1 / 12} for number in range(12)}
    market = audited(market_of(firms, segments, market={"kind": kind, "customers": 240}))
    assert (held_by(market) > 0).sum() > 6


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("market", [{"months": 1}, {"burn_in": 0}, {"served": 0}, {"served": 1, "entry": 1}])
def test_short_sudden_and_empty_openings_are_played(kind: str, market: dict[str, float]) -> None:
    case = airlines(market={"kind": kind} | market)
    assert audited(case).month == case.market.months
    assert np.isfinite(simulate(case, "as_is").base_value).all()


def test_month_0_is_in_the_ledger_with_and_without_burn_in() -> None:
    for burn_in in (0, 3):
        record = simulate(airlines(market={"burn_in": burn_in}), "as_is")
        assert len(record.months) == 13
        assert record.months[0, :, COLUMN["customers"]].sum() > 0


def test_nobody_leaves_a_captive_market_for_a_rival_until_the_door_opens() -> None:
    door = {"month": 9, "title": "The door opens", "changes": {"captivity": 0}}
    faults = {"month": 1, "title": "Bad service", "firm": "all", "changes": {"conditions.faults": 15}}
    market = audited(airlines(market={"kind": "captive", "customers": 600, "months": 16}, events=[faults, door]))
    chosen = [name for name in COLUMN if name.startswith("left_") and name != "left_involuntary"]
    left = sum(line(market, name, firm) for name in chosen for firm in market.firm_names)
    unpaid = sum(line(market, "unpaid", firm) for firm in market.firm_names)
    assert not left[1:9].any()
    assert left[9:].sum() > 0
    assert (unpaid[3:9] > 0).all()
    assert not unpaid[9:].any()


def test_a_saved_market_with_an_insolvent_firm_goes_on() -> None:
    market = Market(airlines(firms={"skylark": POOR}))
    market.advance(8)
    taken_up = Market.restore(market.save())
    taken_up.advance(4)
    assert not taken_up.firm("skylark").open


def test_the_market_with_everything_in_it_is_played_to_the_end_of_its_run_off() -> None:
    for kind in KINDS:
        assert np.isfinite(simulate(with_market(everything(kind), run_off=30), "better").base_value).all()
