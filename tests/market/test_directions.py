"""What a manager would expect of a decision, as paired differences under the same luck, each with 99% confidence.

The market has slack and its rivals keep to their policies; outcomes are those of the first twelve months after the
strategies part.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from sim.ledger import COLUMN
from sim.market.market import Market
from sim.market.saving import Saved
from sim.simulate import opened

from .scenarios import market_of

RUNS = 12
MONTHS = 12
CONFIDENCE = 0.99
TODAY: dict[str, Any] = {}
LATE = {"spend.execution": "-60%"}
ON_TIME = {"spend.execution": "+60%"}
WARM_BUT_LATE = {"spend.contact": "+100%", "spend.execution": "-60%"}
SILENT = {"contact.frequency": 0, "contact.answering": 0.85}
FORGETTING = {"contact.frequency": 0, "contact.answering": 0.1}
CALLING = {"contact.frequency": 1.5, "contact.answering": 0.85}
CALLING_WITHOUT_ANSWERING = {"contact.frequency": 1.5, "contact.answering": 0}
NEITHER = {"contact.frequency": 0, "contact.answering": 0}
CALLING_OFTEN = {"contact.frequency": 2.0, "contact.answering": 0.85}

Outcomes = npt.NDArray[np.float64]
Firm = tuple[tuple[str, float], ...]
RUDE: Firm = (("spend.contact", 0.0),)
"""A firm that has never spent anything on how it stays in contact."""


def retention(months: Outcomes) -> float:
    """Share of customers kept, geometric mean over the months, to the twelfth power."""
    kept, held = months[1:, COLUMN["kept"]], months[1:, COLUMN["held"]]
    return float(np.exp(np.log(kept / held).mean() * 12))


def at_the_end(name: str) -> Any:
    """A stock in the last month."""
    return lambda months: float(months[-1, COLUMN[name]])


def over_the_year(name: str) -> Any:
    """A stock, as the mean of the year."""
    return lambda months: float(months[1:, COLUMN[name]].mean())


def in_all(name: str) -> Any:
    """A count, summed over the year."""
    return lambda months: float(months[1:, COLUMN[name]].sum())


OUTCOMES = {
    "retention": retention,
    "bond": at_the_end("bond"),
    "satisfaction": over_the_year("satisfaction"),
    "satisfaction_contact": over_the_year("satisfaction_contact"),
    "delivered_execution": at_the_end("delivered_execution"),
    "morale": at_the_end("morale"),
    "complaints": in_all("complaints"),
    "silent": in_all("silent"),
}

EXPECTED = {
    "better execution keeps customers": (TODAY, ON_TIME, "retention", +1),
    "worse execution loses customers": (TODAY, LATE, "retention", -1),
    "a bond fades without contact": (TODAY, FORGETTING, "bond", -1),
    "warm contact does not rescue late planes": (TODAY, WARM_BUT_LATE, "retention", -1),
    "contact without answers is worse than with them": (CALLING, CALLING_WITHOUT_ANSWERING, "satisfaction", -1),
    "contact without answers loses customers": (CALLING, CALLING_WITHOUT_ANSWERING, "retention", -1),
    "contact without answers weakens bonds": (CALLING, CALLING_WITHOUT_ANSWERING, "bond", -1),
    "poor pay lowers morale": (TODAY, {"workforce.pay": "-20%"}, "morale", -1),
    "low morale shows in execution within a year": (TODAY, {"workforce.pay": "-20%"}, "delivered_execution", -1),
    "a lower price keeps customers": (TODAY, {"price": "-10%"}, "retention", +1),
    "a higher price loses customers": (TODAY, {"price": "+10%"}, "retention", -1),
    "complaints harder to file are fewer": (TODAY, {"complaints.ease": 0.1}, "complaints", -1),
    "complaints harder to file leave more silent": (TODAY, {"complaints.ease": 0.1}, "silent", +1),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_manager_sees_what_he_would_expect(name: str) -> None:
    before, after, outcome, direction = EXPECTED[name]
    assert goes(differences(before, after, outcome), direction)


@pytest.mark.parametrize("outcome", ["satisfaction_contact", "bond", "satisfaction"])
def test_a_firm_that_calls_and_never_answers_would_do_better_not_to_call(outcome: str) -> None:
    assert goes(differences(NEITHER, CALLING_WITHOUT_ANSWERING, outcome), -1)


def test_cards_turn_against_a_firm_that_left_three_pleas_unanswered() -> None:
    paired = [neglected(CALLING_WITHOUT_ANSWERING, run) - neglected(NEITHER, run) for run in range(RUNS)]
    assert goes(np.array(paired), -1)


def neglected(changes: dict[str, Any], run: int) -> float:
    """How contact looks after a year to customers of ours all along who asked three times or more, in vain."""
    market = with_decisions(frozenset(changes.items()), run, ())
    customers, relations = market.town.customers, market.town.relations[:, 0]
    ours, pleas = customers["provider"] == market.us, np.zeros(len(customers))
    for _ in range(MONTHS):
        market.step()
        ours &= customers["provider"] == market.us
        pleas += relations["asked"] == 1
    return float(relations["seen"][ours & (pleas >= 3), 3].mean())


def test_rude_contact_is_worse_than_none() -> None:
    for outcome in ("satisfaction_contact", "satisfaction"):
        assert goes(differences(SILENT, CALLING_OFTEN, outcome, RUDE), -1), outcome


def test_warm_contact_is_better_than_none() -> None:
    for outcome in ("satisfaction_contact", "bond"):
        assert goes(differences(SILENT, CALLING_OFTEN, outcome), +1), outcome


def test_a_strategy_of_no_changes_makes_no_difference_at_all() -> None:
    for outcome in OUTCOMES:
        assert not differences(TODAY, {"price": "+0%"}, outcome).any()


def goes(paired: Outcomes, direction: int) -> bool:
    """Whether the mean paired difference has the sign expected, with the confidence stated (one-sided t)."""
    side = "greater" if direction > 0 else "less"
    return bool(stats.ttest_1samp(paired, 0.0, alternative=side).pvalue < 1 - CONFIDENCE)


def differences(before: dict[str, Any], after: dict[str, Any], outcome: str, firm: Firm = ()) -> Outcomes:
    """What a change of decisions makes of an outcome, run by run under the same luck: (RUNS,)."""
    of = OUTCOMES[outcome]
    without, with_it = (frozenset(changes.items()) for changes in (before, after))
    return np.array([of(played(with_it, run, firm)) - of(played(without, run, firm)) for run in range(RUNS)])


@cache
def played(changes: frozenset[tuple[str, Any]], run: int, firm: Firm) -> Outcomes:
    """Our lines of the ledger under some decisions, from month 0."""
    market = with_decisions(changes, run, firm)
    market.advance(MONTHS)
    return np.stack(market.ledger)[:, market.us]


def with_decisions(changes: frozenset[tuple[str, Any]], run: int, firm: Firm) -> Market:
    """The market as it stands when the strategies part, ready to go on with some decisions of ours."""
    kept = opening(run, firm)
    strategy = type(kept.case.strategies["as_is"]).model_validate({"changes": dict(changes)})
    case = kept.case.model_copy(update={"strategies": kept.case.strategies | {"other": strategy}})
    return Market(case, "other", kept.run, kept.seed, kept=kept)


@cache
def opening(run: int, firm: Firm) -> Saved:
    """The market after two years under today's policy."""
    ours: dict[str, Any] = {"opening": {"share": 0.5}}
    for path, value in firm:
        part, name = path.split(".")
        ours[part] = {name: value}
    firms = {"our_air": ours, "red_wing": {}, "skylark": {}}
    return opened(market_of(firms, market={"customers": 2000, "burn_in": 24, "months": MONTHS}), run)
