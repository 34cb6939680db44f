"""People and money are conserved, month by month and to the last coin."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from sim.declarations import Scenario
from sim.market.market import Market

from .identities import Auditor
from .random_scenarios import scenarios
from .scenarios import KINDS, everything

QUIETLY = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck), "database": None}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("strategy", ["as_is", "better", "cheap"])
def test_books_balance_in_a_market_with_everything_in_it(kind: str, strategy: str) -> None:
    audit(everything(kind), strategy)


@settings(max_examples=150, **QUIETLY)
@given(scenarios())
def test_books_balance_in_any_market(case: Scenario) -> None:
    audit(case, "other")


@pytest.mark.slow
@settings(max_examples=1500, **QUIETLY)
@given(scenarios())
def test_books_balance_in_very_many_markets(case: Scenario) -> None:
    audit(case, "other")


def audit(case: Scenario, strategy: str) -> None:
    auditor = Auditor(Market(case, strategy))
    auditor.play(case.market.burn_in + case.market.months)
    auditor.audit_record()
