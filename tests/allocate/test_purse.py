"""The budget: it adds up to the last coin, within the least and the most, or a sentence says why it cannot."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sim.allocate.purse import COINS, Purse, purse_of
from sim.allocate.question import Question, limits
from sim.declarations import Scenario
from sim.marginal.account import accounts
from sim.marginal.levers import SPENDING, laid_over
from sim.scenario.errors import ScenarioError

amounts = some.integers(0, 10_000)


@some.composite
def purses(draw: some.DrawFn) -> Purse:
    """Purses in which there is a division."""
    least = draw(some.lists(amounts, min_size=5, max_size=5))
    most = [low + 1 + draw(amounts) for low in least]
    budget = draw(some.integers(max(1, sum(least)), sum(most)))
    return Purse(SPENDING, (90.0,) * 5, budget, tuple(least), tuple(most))


@given(purses(), some.lists(some.integers(0, 1000), min_size=5, max_size=5))
def test_every_division_adds_up_to_the_last_coin_within_its_limits(purse: Purse, shares: list[int]) -> None:
    division = purse.division(shares)
    assert sum(division) == purse.budget
    assert all(low <= coins <= high for low, coins, high in zip(purse.least, division, purse.most, strict=True))


@given(purses())
def test_a_division_is_its_own_shares(purse: Purse) -> None:
    division = purse.in_proportion([3.0, 1.0, 0.0, 2.0, 2.0])
    assert np.abs(np.subtract(purse.division(purse.shares(division)), division)).max() <= 1


def test_the_firm_spends_what_was_divided(shop: Scenario) -> None:
    """In the ledger, but for the customers a run opens with by its luck and coins of a thousandth."""
    purse = purse_of(shop, Question(1000, "as_is"))
    values = purse.values(purse.division([1, 2, 3, 4, 0]))
    own = laid_over(shop.strategies["as_is"], dict(values))
    case = shop.model_copy(update={"strategies": {"as_is": own}, "events": []})
    played = accounts(case, ["as_is"])["as_is"]
    spent = [played.cost_of([f"spend_{layer.removeprefix('spend.')}"]) for layer in SPENDING]
    assert np.array(spent) / sum(spent) == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.0], abs=1e-3)


def test_a_budget_for_the_horizon_is_shared_by_its_months(shop: Scenario) -> None:
    month = purse_of(shop, Question(1000, "as_is", least={"spend.bond": "100"}))
    horizon = purse_of(shop, Question(12_000, "as_is", per="horizon", least={"spend.bond": "1200"}))
    assert month == horizon
    assert month.budget == 1000 * COINS


def test_limits_can_be_shares_of_the_budget(shop: Scenario) -> None:
    purse = purse_of(shop, Question(1000, "as_is", least={"spend.bond": "20%"}, most={"spend.product": "30%"}))
    assert purse.least == (0, 0, 0, 0, 200 * COINS)
    assert purse.most[0] == 300 * COINS


def test_training_is_reckoned_by_head(shop: Scenario) -> None:
    purse = purse_of(shop, Question(1000, "as_is", levers=("workforce.training",)))
    assert purse.levers == (*SPENDING, "workforce.training")
    assert purse.sizes[-1] == pytest.approx(purse.sizes[0] * shop.firms["shop"].workforce.heads / 1000)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(-5, "as_is"), "--budget: -5 is given; expected an amount of money above 0"),
        (Question(0, "as_is"), "--budget: 0 is given"),
        (Question(float("nan"), "as_is"), "--budget: nan is given"),
        (Question(float("inf"), "as_is"), "--budget: inf is given"),
        (Question(100, "as_is", least={"spend.bnd": "5"}), "did you mean spend.bond?"),
        (Question(100, "as_is", levers=("price",)), "'price' is not a lever that can share a budget"),
        (Question(100, "as_is", least={"workforce.training": "5"}), "add --lever workforce.training"),
        (Question(100, "as_is", least={"spend.bond": "9"}, most={"spend.bond": "5"}), "EUR 9.00 at least and EUR 5.00"),
        (Question(100, "as_is", least={"spend.bond": "60", "spend.product": "60"}), "come to EUR 120, more than"),
        (Question(100, "as_is", most=dict.fromkeys(SPENDING, "10")), "only EUR 50.0 of EUR 100 can be spent"),
        (Question(100, "as_is", least={"spend.bond": "much"}), "spend.bond=much is given"),
        (Question(100, "as_is", least={"spend.bond": "-1"}), "expected an amount of money from 0"),
        (Question(100, "as_is", least={"spend.bond": "nan"}), "expected an amount of money from 0"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(shop: Scenario, question: Question, said: str) -> None:
    with pytest.raises(ScenarioError) as error:
        purse_of(shop, question)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_limit_without_an_amount_is_refused() -> None:
    with pytest.raises(ScenarioError, match="write a lever and an amount"):
        limits("--min", ["spend.bond"])
    with pytest.raises(ScenarioError, match="given twice"):
        limits("--min", ["spend.bond=1", "spend.bond=2"])
