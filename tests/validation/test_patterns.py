"""What the patterns measure: known answers where a mechanism is switched off, and figures for every target."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.declarations import Scenario
from sim.laboratory import Laboratory
from sim.validation import people, recovery, survival, talk
from sim.validation.target import Pattern
from sim.validation.validating import PATTERNS

SMALL = {"market.customers": 600}
LABORATORY = Laboratory(1, workers=1)


def small(name: str, **world: float) -> Scenario:
    return LABORATORY.case(name, SMALL | {f"world.{key}": value for key, value in world.items()})


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.title)
def test_every_target_of_a_pattern_gets_a_figure(pattern: Pattern) -> None:
    case = small(pattern.scenarios[0])
    figures = pattern.measure(case, 0)
    assert set(pattern.targets) <= set(figures)
    if pattern.unchanging:
        assert set(pattern.unchanging(case, figures)) <= set(figures)


def test_the_same_replication_gives_the_same_figures() -> None:
    assert talk.good_to_bad(small("airline"), 3) == talk.good_to_bad(small("airline"), 3)


def test_where_nobody_talks_there_is_no_ratio() -> None:
    assert math.isnan(talk.good_to_bad(small("airline", word_of_mouth=0), 0)[talk.RATIO])


def test_harsher_tongues_lower_the_ratio() -> None:
    mild, harsh = (talk.good_to_bad(small("airline", praise_point=point), 0)[talk.RATIO] for point in (0.4, 0.55))
    assert harsh < mild


def test_failures_are_complained_about_as_given_where_nobody_is_readier_than_usual() -> None:
    even = {"segments.business.complaint_propensity": 1, "segments.leisure.complaint_propensity": 1}
    firms = {f"firms.{firm}.complaints.ease": 0.5 for firm in LABORATORY.case("airline").firms}
    case = LABORATORY.case("airline", {**even, **firms, "world.voice": 0, "market.customers": 4000})
    rates = talk.complaint_rates(case, 0)
    assert rates[talk.MINOR_RATE] == pytest.approx(100 * case.world.complain_minor, abs=1.0)
    assert rates[talk.MAJOR_RATE] == pytest.approx(100 * case.world.complain_major, abs=4.0)


def test_without_loss_aversion_and_its_kin_a_fall_weighs_as_much_as_a_rise() -> None:
    case = small("airline", loss_aversion=1, steepness=0, tolerance_zone=0, ladder=0)
    assert people.falls_against_rises(case, 0)[people.FALL] == pytest.approx(1, abs=0.05)
    averse = small("airline", loss_aversion=3, steepness=0, tolerance_zone=0, ladder=0)
    assert people.falls_against_rises(averse, 0)[people.FALL] > 1.3


def test_where_pay_moves_no_morale_the_chain_cannot_be_measured() -> None:
    figures = people.morale_to_money(unpaid(), 0)
    assert all(math.isnan(figure) for figure in figures.values())


def unpaid() -> Scenario:
    return small("airline", pay_lifts=0, mirror_lifts=0)


def test_purchases_that_come_back_are_a_share() -> None:
    shares = recovery.rebuying_shares(small("grocer"), 0)
    known = shares[np.isfinite(shares)]
    assert len(known) >= 6
    assert ((known >= 0) & (known <= 1)).all()


def test_where_grievances_do_not_push_handling_matters_less() -> None:
    case = LABORATORY.case("grocer", {"market.customers": 3000})
    calm = LABORATORY.case("grocer", {"market.customers": 3000, "world.grievance_push": 0, "world.bond_break": 0})
    gap = recovery.GAP.format("major")
    assert recovery.rebuying(calm, 0)[gap] < recovery.rebuying(case, 0)[gap]


def test_a_cohort_that_never_changes_is_fitted_closely() -> None:
    published = {survival.year_of(year): 100 * share for year, share in enumerate(survival.HIGH_END, 1)}
    fitted = survival.surviving_unchanging(small("telecom"), published)
    assert fitted == pytest.approx(published, abs=2.0)
