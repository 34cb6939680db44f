"""Seven claims: each finding is complete, and each measure gives what it must where the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.claims import (
    c06_the_silent_majority,
    c07_reactions_at_the_extremes,
    c08_one_slip_spoils_all,
    c11_what_rivals_copy,
    c12_the_service_profit_chain,
    c13_more_contact,
    c14_small_customers_who_talk,
)
from sim.claims.claim import Condition
from sim.claims.policies import with_policies
from sim.claims.saying import verdict_of
from sim.intervals import Estimate
from sim.laboratory import Laboratory
from sim.ledger import COLUMN
from sim.market.market import Market
from sim.market.records import EVENT
from sim.report.drawing import png, style
from sim.rules import journal
from sim.scenario.altering import altered
from sim.scenario.scenario import read
from sim.simulate import opened

ALL_SEVEN = (
    c06_the_silent_majority,
    c07_reactions_at_the_extremes,
    c08_one_slip_spoils_all,
    c11_what_rivals_copy,
    c12_the_service_profit_chain,
    c13_more_contact,
    c14_small_customers_who_talk,
)


class SmallLaboratory(Laboratory):
    """A laboratory whose markets have few customers and short plays, whatever is asked for."""

    def case(self, name, changes=None):
        asked = dict(changes or {})
        months = min(asked.get("market.months", 12), 12)
        small = {"market.customers": 150, "market.months": months, "market.burn_in": 6, "market.run_off": 12}
        return super().case(name, {**asked, **small})


@pytest.fixture
def laboratory():
    with SmallLaboratory(runs=2, workers=1) as made, style(), np.errstate(all="ignore"):
        yield made


@pytest.fixture
def shop():
    return read("tests/data/shop.yaml")


@pytest.mark.parametrize("claim", ALL_SEVEN, ids=lambda claim: claim.CLAIM.id)
def test_a_finding_is_complete_even_where_markets_are_tiny(claim, laboratory, monkeypatch):
    if claim is c11_what_rivals_copy:
        monkeypatch.setattr(claim, "MONTHS", 12)
    found = claim.finding(laboratory)
    assert found.verdict in ("holds", "holds when", "fails", "cannot be tested here")
    assert found.sentence.endswith(".") and "nan" not in found.sentence
    assert found.figure_is and found.unit and found.scenario
    assert len(found.conditions) >= 4
    assert all(one.where and one.scenario and one.unit for one in found.conditions)
    assert len(png(found.picture)) > 10_000


# C6


def event(month, customer, kind, outcome=0):
    line = np.zeros(1, EVENT)
    line["month"], line["customer"], line["event"], line["outcome"] = month, customer, kind, outcome
    return line


def test_the_worst_failure_of_a_month_counts_once_with_what_became_of_the_complaint():
    minor, major = 0, 1
    unresolved, quick = 0, 2
    lines = [
        event(1, 7, journal.SLIP, minor),
        event(1, 7, journal.SLIP, major),
        event(1, 7, journal.RESOLVE, quick),
        event(2, 7, journal.SLIP, minor),
        event(2, 9, journal.SLIP, minor),
        event(2, 9, journal.RESOLVE, unresolved),
    ]
    told = c06_the_silent_majority.incidents_of(np.concatenate(lines), 0)
    assert told["customer"].tolist() == [7, 7, 9]
    assert told["major"].tolist() == [True, False, False]
    assert told["handled"].tolist() == [3, 0, 1]


def test_where_nobody_can_complain_everybody_suffers_in_silence(shop):
    counts = np.array(c06_the_silent_majority.sufferers(altered(shop, {"complaints.ease": 0}), 0))
    assert counts[:, 0].sum() > 0
    assert counts[:, 1].sum() == 0


def test_sufferers_are_those_of_the_books(shop):
    counts = np.array(c06_the_silent_majority.sufferers(shop, 0))
    market = c06_the_silent_majority.watched(shop, 0, 12)
    silent, complaints = (
        sum(line[market.us, COLUMN[name]] for line in market.ledger[1:]) for name in ("silent", "complaints")
    )
    assert counts.sum(axis=0).tolist() == [silent, complaints]


# C7


def test_without_word_of_mouth_nobody_is_heard_to_talk(shop):
    there, talked = np.array(c07_reactions_at_the_extremes.talkers(altered(shop, {"world.word_of_mouth": 0}), 0))
    assert there.sum() > 0
    assert talked.sum() == 0


def test_eagerness_sets_the_bottom_against_the_middle():
    counts = np.ones((1, 2, c07_reactions_at_the_extremes.BINS))
    counts[0, 0] = 10.0
    counts[0, 1, :2] = 8.0
    assert c07_reactions_at_the_extremes.times_as_eager(counts).tolist() == [8.0]
    assert c07_reactions_at_the_extremes.from_the_middle(counts).tolist() == [100 * 2 / (16 + 18)]


def test_money_that_follows_quality_in_a_straight_line_makes_no_difference_between_steps():
    quality = np.array([[-10.0, -3.0, 2.0, 6.0]])
    runs = np.stack([quality, 1.5 * quality], axis=-1)
    told = c07_reactions_at_the_extremes.large_against_small(runs)
    assert told.mean == pytest.approx(1.0)


# C8


def perfect_airline(laboratory, sets_layer):
    return c08_one_slip_spoils_all.perfect(laboratory, "airline", sets_layer)


def test_a_slip_that_does_not_mark_the_month_leaves_those_who_met_it_as_pleased(laboratory, monkeypatch):
    monkeypatch.setattr(c08_one_slip_spoils_all, "FAULTS", (0.0, 20.0))
    marked, unmarked = (
        np.array(c08_one_slip_spoils_all.slipping(perfect_airline(laboratory, sets), 0)) for sets in (1.0, 0.0)
    )
    met, clean = c08_one_slip_spoils_all.MET, c08_one_slip_spoils_all.CLEAN
    assert abs(unmarked[1, met] - unmarked[1, clean]) < 3
    assert marked[1, met] < marked[1, clean] - 20


def test_without_faults_nobody_meets_a_slip(laboratory, monkeypatch):
    monkeypatch.setattr(c08_one_slip_spoils_all, "FAULTS", (0.0,))
    told = c08_one_slip_spoils_all.slipping(perfect_airline(laboratory, 1.0), 0)[0]
    assert told[0] == 0
    assert np.isnan(told[c08_one_slip_spoils_all.MET])


# C11


def test_a_lead_against_rivals_who_do_nothing_is_never_halved(laboratory, monkeypatch):
    monkeypatch.setattr(c11_what_rivals_copy, "MONTHS", 12)
    case = laboratory.case("telecom", {"firms.northline.behaviour": "static"})
    tried = with_policies(case, {"contact": {"spend.contact": c11_what_rivals_copy.spending(case, "contact")}})
    lead = np.array([c11_what_rivals_copy.leads_over("northline", False, tried, 0)])
    assert (lead[0, 0, 2:] > 0).all()
    assert np.isnan(c11_what_rivals_copy.half_life(lead, lead)).all()


def test_a_rival_that_is_told_catches_up_even_in_contact(laboratory, monkeypatch):
    monkeypatch.setattr(c11_what_rivals_copy, "MONTHS", 12)
    case = laboratory.case("telecom", {"firms.northline.behaviour": "static"})
    tried = with_policies(case, {"contact": {"spend.contact": c11_what_rivals_copy.spending(case, "contact")}})
    alone, told = (np.array(c11_what_rivals_copy.leads_over("northline", way, tried, 0)[0]) for way in (False, True))
    assert told[: c11_what_rivals_copy.LAG + 1].tolist() == alone[: c11_what_rivals_copy.LAG + 1].tolist()
    assert told[-1] < 0.5 * alone[-1]


# C12


def test_what_changes_nothing_changes_no_link(laboratory):
    told = c12_the_service_profit_chain.played(laboratory, "airline", {}, {"nothing": {"workforce.pay": "+0%"}})
    assert not told["nothing"].any()


def test_where_pay_leaves_morale_cold_a_raise_only_costs(laboratory):
    cold = {"world.pay_lifts": 0}
    told = c12_the_service_profit_chain.played(laboratory, "airline", cold, {"pay": {"workforce.pay": "+10%"}})["pay"]
    assert not told[:, c12_the_service_profit_chain.MORALE].any()
    assert (told[:, c12_the_service_profit_chain.VALUE] < 0).all()


# C13


def test_where_nobody_asks_or_hears_answers_make_no_difference(laboratory):
    deaf = {"world.ask_rate": 0, "world.sincerity_hearsay": 0}
    told = c13_more_contact.told(laboratory, "airline", c13_more_contact.few(), deaf, 2)
    often = len(c13_more_contact.FEW)
    assert told[:, :often].tolist() == told[:, often:].tolist()


def test_contact_that_only_helps_is_never_worse_than_none():
    rising = np.arange(len(c13_more_contact.OFTEN), dtype=float)[None]
    assert np.isnan(c13_more_contact.worse_than_none(rising)).all()
    assert c13_more_contact.best(rising).tolist() == [c13_more_contact.OFTEN[-1]]


# C14


def test_without_word_of_mouth_nobody_is_worth_more_than_what_it_leaves_itself(shop):
    silent = altered(shop, {"world.word_of_mouth": 0})
    _, own, sent, biggest = c14_small_customers_who_talk.worths(silent, 0)
    assert own.any()
    assert not sent.any() and not biggest.any()


def test_undiscounted_worth_is_what_customers_have_left_in_the_books(shop):
    case = altered(shop, {"market.discount_rate": 0})
    _, own, sent, biggest = c14_small_customers_who_talk.worths(case, 0)
    market = Market.restore(opened(case, 0), case.baseline)
    ours = np.flatnonzero(market.town.customers["provider"] == market.us)
    market.advance(case.market.months)
    assert own.tolist() == pytest.approx(market.town.customers["earned"][ours].tolist())
    assert biggest.any() and sent.any()


# Verdicts


def test_a_claim_that_holds_here_and_fails_there_holds_when():
    rows = [Condition("here", "airline", held, Estimate(1.0, None, None), "") for held in (True, False, None)]
    assert verdict_of(rows) == "holds when"
    assert verdict_of(rows[::2]) == "holds"
