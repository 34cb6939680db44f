"""The allocator finds optima that are known by construction, and never reports what it optimised on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.allocate.aims import Cell, counted, in_bad_luck
from sim.allocate.allocating import allocation, nudged
from sim.allocate.purse import COINS, Purse, purse_of
from sim.allocate.question import Question
from sim.allocate.search import search
from sim.declarations import Scenario
from sim.marginal.levers import SPENDING
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError

from .formulas import FormulaBench, Worth, best_shares, saturating

ASKED = Question(1000.0, "as_is", trials=60, runs=20)


def bench(shop: Scenario, worth: Worth, question: Question = ASKED, worlds: int = 1) -> FormulaBench:
    """A bench on which a formula decides."""
    return FormulaBench((shop,) * worlds, purse_of(shop, question), worth)


def found_shares(shop: Scenario, worth: Worth, question: Question = ASKED) -> Numbers:
    """The shares of the budget in the division found."""
    own = bench(shop, worth, question)
    found = allocation(question, own.purse, own)  # type: ignore[arg-type]
    assert sum(found.best.amounts.values()) == pytest.approx(question.budget, abs=1e-9)
    return np.array(list(found.best.amounts.values())) / question.budget


@pytest.mark.parametrize(
    "weights", [(1, 0, 0, 0, 0), (0, 0, 0, 1, 0), (1, 1, 0, 0, 0), (1, 1, 1, 1, 1), (4, 3, 2, 1, 0.5)]
)
def test_the_optimum_is_found_where_it_is_known(shop: Scenario, weights: tuple[float, ...]) -> None:
    worth, best = saturating(weights), best_shares(weights)
    found = found_shares(shop, worth)
    cell = Cell(0, 0)
    lost = worth(best, cell) - worth(found, cell)
    gap = worth(best, cell) - min(worth(shares, cell) for shares in np.eye(5))
    assert lost <= 0.03 * gap + 0.5
    if set(weights) == {0, 1}:
        assert found == pytest.approx(best, abs=0.12)


def test_the_least_and_the_most_are_kept(shop: Scenario) -> None:
    question = replace(ASKED, least={"spend.bond": "25%"}, most={"spend.product": "100"})
    shares = found_shares(shop, saturating((1, 0.2, 0.2, 0.2, 0)), question)
    assert shares[4] == pytest.approx(0.25, abs=0.02)
    assert shares[4] >= 0.25
    assert shares[0] <= 0.1


def test_every_division_tried_keeps_to_budget_and_limits(shop: Scenario) -> None:
    purse = purse_of(shop, replace(ASKED, least={"spend.bond": "25%"}, most={"spend.product": "100"}))
    tried = search(purse, lambda some: [float(one[1]) for one in some], 40, [purse.in_proportion([1.0] * 5)])
    assert len(tried) <= 41
    assert all(sum(one) == purse.budget for one in tried)
    assert all(one[0] <= 100 * COINS and one[4] >= 250 * COINS for one in tried)
    assert max(one[1] for one in tried) >= 0.9 * 750 * COINS


def test_a_purse_without_freedom_has_one_division(shop: Scenario) -> None:
    question = replace(ASKED, least=dict.fromkeys(SPENDING, "20%"))
    own = bench(shop, saturating((1, 1, 1, 1, 1)), question)
    found = allocation(question, own.purse, own)  # type: ignore[arg-type]
    assert set(found.best.amounts.values()) == {200.0}
    assert found.flat == ()


def test_figures_come_from_luck_that_had_no_part_in_choosing(shop: Scenario) -> None:
    own = bench(shop, saturating((4, 3, 2, 1, 0.5)))
    found = allocation(ASKED, own.purse, own)  # type: ignore[arg-type]
    *choosing, verifying = own.cells
    assert {cell.run for cells in choosing for cell in cells} == set(range(20))
    assert {cell.run for cell in verifying} == set(range(20, 40)) == set(range(found.first_run, found.first_run + 20))


def test_screening_takes_few_runs_and_the_best_get_all(shop: Scenario) -> None:
    own = bench(shop, saturating((4, 3, 2, 1, 0.5)))
    allocation(ASKED, own.purse, own)  # type: ignore[arg-type]
    lengths = [len(cells) for cells in own.cells]
    assert set(lengths[:-3]) == {5}
    assert lengths[-3:] == [10, 20, 20]


def test_a_flat_top_is_shown_as_flat(shop: Scenario) -> None:
    def flat(shares: Numbers, cell: Cell) -> float:
        return 100.0

    own = bench(shop, flat)
    found = allocation(ASKED, own.purse, own)  # type: ignore[arg-type]
    assert len(found.flat) == found.looked
    assert all(high - low > 0.5 * ASKED.budget for low, high in found.ranges.values())


def test_a_sharp_top_is_shown_as_sharp(shop: Scenario) -> None:
    def sharp(shares: Numbers, cell: Cell) -> float:
        return float(-1e6 * np.abs(shares - np.array([0.4, 0.3, 0.2, 0.1, 0.0])).sum())

    own = bench(shop, sharp)
    found = allocation(ASKED, own.purse, own)  # type: ignore[arg-type]
    assert all(high - low < 0.2 * ASKED.budget for low, high in found.ranges.values())
    assert not found.references["equal"].nearly_as_good
    assert found.references["equal"].told_apart


def test_bad_luck_is_avoided_where_it_is_asked_for(shop: Scenario) -> None:
    """One layer pays most on average and is a catastrophe one time in five; the other is steady."""

    def risky(shares: Numbers, cell: Cell) -> float:
        return float(100 * shares[0] * (-3 if cell.run % 5 == 0 else 2.5) + 100 * shares[1])

    assert found_shares(shop, risky)[0] > 0.8
    assert found_shares(shop, risky, replace(ASKED, aim="cvar"))[0] < 0.2


def test_regret_is_hedged_between_worlds(shop: Scenario) -> None:
    """In one world the first layer is all that counts, in the other the second: half and half regrets least."""

    def torn(shares: Numbers, cell: Cell) -> float:
        return float(1000 * shares[cell.world])

    question = replace(ASKED, aim="regret", trials=90)
    own = bench(shop, torn, question, worlds=2)
    found = allocation(question, own.purse, own)  # type: ignore[arg-type]
    shares = [amount / question.budget for amount in found.best.amounts.values()]
    assert shares[:2] == pytest.approx([0.5, 0.5], abs=0.1)


def test_regret_is_measured_against_rivals_only() -> None:
    cells = (Cell(0, 0), Cell(1, 0))
    values = {"a": np.array([5.0, 1.0]), "b": np.array([2.0, 4.0]), "today": np.array([99.0, 99.0])}
    found = counted("regret", values, cells, ["a", "b"])
    assert {name: own.tolist() for name, own in found.items()} == {"a": [-3.0], "b": [-3.0], "today": [94.0]}


def test_a_firm_that_cannot_live_on_the_budget_is_told_so(shop: Scenario) -> None:
    own = FormulaBench((shop,), purse_of(shop, ASKED), saturating((1, 1, 1, 1, 1)), solvent=0.3)
    with pytest.raises(ScenarioError, match="insolvent in most runs"):
        allocation(ASKED, own.purse, own)  # type: ignore[arg-type]


def test_the_same_question_gets_the_same_answer(shop: Scenario) -> None:
    def told() -> object:
        own = bench(shop, saturating((4, 3, 2, 1, 0.5)))
        return allocation(ASKED, own.purse, own).as_json()  # type: ignore[arg-type]

    assert told() == told()


def test_a_layer_alone_has_the_whole_purse() -> None:
    purse = Purse(("spend.bond",), (10.0,), 500, (0,), (500,))
    assert search(purse, lambda some: [1.0] * len(some), 10, [(500,)]) == {(500,): 1.0}


def test_the_best_is_looked_at_with_each_lever_given_more_and_less(shop: Scenario) -> None:
    purse = purse_of(shop, ASKED)
    best = purse.in_proportion([4.0, 3.0, 2.0, 1.0, 0.0])
    moved = nudged(purse, best)
    assert [round(purse.shares(one)[place // 2], 3) for place, one in enumerate(moved)] == pytest.approx(
        [0.5, 0.3, 0.4, 0.2, 0.3, 0.1, 0.2, 0.0, 0.1, 0.0], abs=0.002
    )
    assert all(sum(one) == purse.budget for one in moved)


@pytest.mark.parametrize("runs", [5, 8, 20])
def test_the_worst_runs_are_known_with_doubt_however_few(runs: int) -> None:
    values = np.random.default_rng(runs).normal(size=runs)
    counts = in_bad_luck(values)
    assert np.ptp(counts) > 0
    if runs % 5 == 0:
        assert counts.mean() == pytest.approx(np.sort(values)[: runs // 5].mean())
