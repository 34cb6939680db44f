"""Every published identity holds, and the plain market is worth what the formula says."""

from __future__ import annotations

import pytest

from sim.laboratory import Laboratory
from sim.scenario.altering import altered
from sim.scenario.scenario import read
from sim.simulate import simulate
from sim.validation.customer_worth import ACQUISITION, MARGIN, RETENTION, value_elasticities
from sim.validation.identities import CONSTANT_HAZARD, constant_hazard, identities, value_of_one


def test_every_identity_holds() -> None:
    with Laboratory(3, workers=1) as laboratory:
        rows = identities(laboratory, customers=5000)
    assert len(rows) > 30
    assert not [row.target for row in rows if not row.passed]


@pytest.mark.slow
def test_the_plain_market_is_worth_its_multiple_at_full_size() -> None:
    with Laboratory(5, workers=2) as laboratory:
        row = constant_hazard(laboratory, 50_000)
    assert row.passed
    assert abs(row.measured - float(row.published.replace(",", ""))) < 0.01 * row.measured


def test_the_plain_market_feels_a_change_of_its_hazard() -> None:
    """The identity is no accident of its numbers: another hazard brings another value."""
    case = altered(read(CONSTANT_HAZARD), {"market.customers": 4000})
    loyal = altered(case, {"segments.all_alike.involuntary": 0.1})
    assert value_of_one(loyal, 0) > 1.3 * value_of_one(case, 0)


def test_elasticities_of_the_plain_market_are_those_of_the_formula() -> None:
    case = altered(read(CONSTANT_HAZARD), {"market.customers": 4000})
    figures = value_elasticities(case, 0)
    kept = figures["retention"]
    assert figures[RETENTION] == pytest.approx(kept / (1.12 - kept), rel=0.05)
    assert figures[MARGIN] == pytest.approx(1)
    assert figures[ACQUISITION] == 0
    assert simulate(case, "as_is").ours("acquisition").sum() == 0
