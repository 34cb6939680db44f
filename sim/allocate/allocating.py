"""How the best division is found: searched with few runs, narrowed down with more, verified on luck of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.allocate.aims import Cell, cells_of, counted
from sim.allocate.allocation import Allocation, Verified
from sim.allocate.purse import COINS, Division, Purse
from sim.allocate.question import Question
from sim.allocate.saying import lever_words
from sim.allocate.search import search
from sim.allocate.trying import TODAY, Bench, Outcomes, name_of
from sim.declarations import Scenario
from sim.intervals import Estimate, estimate
from sim.marginal.levers import value_under
from sim.measures import YEAR
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError
from sim.wording import money

SCREEN = 1 / 4
"""Part of the runs with which every division is tried."""

ROUNDS = ((1 / 3, 1 / 2), (1 / 2, 1.0))
"""Then successive halving: the best third with half of the runs, the better half of these with all of them."""

FLAT, NUDGE = 10, 0.1
"""To see how flat the top is, two kinds of divisions are verified beside the best: so many of those tried, as unlike
each other as can be; and the best with a lever given so much more or less of the free money, at the others' cost."""

INDIFFERENCE = 0.05
"""A division is nearly as good as the best if it falls short by no more than this share of the budget itself."""


def references_of(scenario: Scenario, question: Question, purse: Purse) -> dict[str, tuple[str, Division]]:
    """What the best is held against, by name with a title; each within the least and the most."""
    today = [
        value_under(scenario, question.strategy, lever) * size
        for lever, size in zip(purse.levers, purse.sizes, strict=True)
    ]
    alone = {
        f"all_in_{lever}": (
            f"All in {lever_words(lever)}",
            purse.in_proportion([float(lever == other) for other in purse.levers]),
        )
        for lever in purse.levers
    }
    return {
        "equal": ("Equal split", purse.in_proportion([1.0] * len(purse.levers))),
        "todays_split": ("Today's split", purse.in_proportion(today)),
        **alone,
    }


def allocation(question: Question, purse: Purse, bench: Bench) -> Allocation:
    """Searches, narrows down and verifies; ScenarioError where the firm cannot live on the budget."""
    scenario, worlds = bench.worlds[0], len(bench.worlds)
    references = references_of(scenario, question, purse)
    runs = max(2, math.ceil(question.runs / worlds))
    first = screened(question, bench, [division for _, division in references.values()], runs)
    chosen = narrowed(question, bench, sorted(first, key=lambda one: -float(first[one].mean())), runs)
    little = INDIFFERENCE * budget_today(purse, scenario)
    near = unlike([one for one in first if float((first[chosen] - first[one]).mean()) <= 2 * little], chosen, FLAT)
    beside = (*(division for _, division in references.values()), *near, *nudged(purse, chosen))
    divisions = list(dict.fromkeys((chosen, *beside)))
    fresh = cells_of(worlds, runs, first=runs)
    verified = Verification(question, purse, bench.played(divisions, fresh, today=True), fresh, chosen, little)
    refuse_insolvent(verified.of(chosen, ""), question, scenario)
    others = [verified.of(division, "") for division in divisions if division != chosen]
    today = {TODAY: verified.of_today(scenario)}
    return Allocation(
        question,
        scenario=scenario.title,
        title=scenario.title_of("strategies", question.strategy),
        currency=scenario.currency,
        months=scenario.market.months,
        customers=purse.sizes[0],
        purse=purse,
        best=verified.of(chosen, "Best found"),
        references={name: verified.of(division, title) for name, (title, division) in references.items()} | today,
        flat=tuple(one for one in others if one.nearly_as_good),
        looked=len(others),
        indifference=little,
        tried=len(first),
        worlds=worlds,
        runs=runs,
        first_run=runs,
    )


def screened(question: Question, bench: Bench, starts: Sequence[Division], runs: int) -> dict[Division, Numbers]:
    """Every division tried, with few runs: what counts of it run by run."""
    cells = cells_of(len(bench.worlds), max(1, round(SCREEN * runs)))
    values: dict[str, Numbers] = {}
    rivals: list[str] = []

    def scored(divisions: Sequence[Division]) -> list[float]:
        values.update(bench.played(divisions, cells).value)
        # Regret is against the best of the first look throughout, so that scores keep their meaning.
        rivals.extend([] if rivals else values)
        found = counted(question.aim, values, cells, rivals)
        return [float(found[name_of(division)].mean()) for division in divisions]

    tried = search(bench.purse, scored, question.trials, starts)
    found = counted(question.aim, values, cells, values)
    return {division: found[name_of(division)] for division in tried}


def narrowed(question: Question, bench: Bench, ranked: Sequence[Division], runs: int) -> Division:
    """The best of divisions ranked with few runs: fewer and fewer of them are played with more and more runs."""
    left = list(ranked)
    for share, part in ROUNDS:
        left = left[: max(2, math.ceil(share * len(left)))]
        cells = cells_of(len(bench.worlds), max(1, round(part * runs)))
        values = bench.played(left, cells).value
        found = counted(question.aim, values, cells, values)
        left.sort(key=lambda one: -float(found[name_of(one)].mean()))
    return left[0]


def budget_today(purse: Purse, scenario: Scenario) -> float:
    """What the budget of all months up to the horizon is worth today."""
    months = np.arange(1, scenario.market.months + 1)
    return float(purse.budget / COINS * ((1 + scenario.market.discount_rate) ** (-months / YEAR)).sum())


def unlike(divisions: Sequence[Division], chosen: Division, count: int) -> list[Division]:
    """So many divisions, each as far as can be from the chosen one and from those before it."""
    left, picked = [one for one in divisions if one != chosen], [chosen]
    while left and len(picked) <= count:
        farthest = max(left, key=lambda one: min(np.abs(np.subtract(one, other)).sum() for other in picked))
        picked.append(farthest)
        left.remove(farthest)
    return picked[1:]


def nudged(purse: Purse, division: Division) -> list[Division]:
    """The division with each lever given a little more, and a little less, in proportion at the cost of the others."""
    moved = []
    for place, share in enumerate(purse.shares(division)):
        others = purse.shares(division) + 1e-6
        others[place] = 0.0
        for own in (min(share + NUDGE, 1.0), max(share - NUDGE, 0.0)):
            shares = others * (1.0 - own) / max(others.sum(), 1e-6)
            shares[place] = own
            moved.append(purse.division(shares))
    return moved


def refuse_insolvent(best: Verified, question: Question, scenario: Scenario) -> None:
    """Says so where the firm cannot live on the budget, however it is divided."""
    if best.solvent <= 0.5:
        firm = scenario.title_of("firms", scenario.us)
        raise ScenarioError(
            f"--budget: on {money(question.budget, scenario.currency)} a {question.per} {firm} is insolvent in most "
            "runs, under the best division found as well; ask for a smaller budget"
        )


@dataclass(frozen=True)
class Verification:
    """Plays on fresh luck, read."""

    question: Question
    purse: Purse
    outcomes: Outcomes
    cells: tuple[Cell, ...]
    chosen: Division
    indifference: float

    @cached_property
    def counted(self) -> dict[str, Numbers]:
        """What counts of each, run by run; only divisions of this budget are rivals."""
        rivals = [name for name in self.outcomes.value if name != TODAY]
        return counted(self.question.aim, self.outcomes.value, self.cells, rivals)

    def of(self, division: Division, title: str) -> Verified:
        """A division of the budget."""
        amounts = dict(zip(self.purse.levers, (coins / COINS for coins in division), strict=True))
        return self.read(name_of(division), title, amounts)

    def of_today(self, scenario: Scenario) -> Verified:
        """The strategy as it is, with what it spends today."""
        amounts = {
            lever: value_under(scenario, self.question.strategy, lever) * size
            for lever, size in zip(self.purse.levers, self.purse.sizes, strict=True)
        }
        return self.read(TODAY, "As it is today", amounts)

    def read(self, name: str, title: str, amounts: Mapping[str, float]) -> Verified:
        """One of the plays."""
        best, own = self.counted[name_of(self.chosen)], self.counted[name]
        behind = Estimate(None, None, None) if own is best else estimate(best - own)
        near = (behind.mean or 0.0) <= self.indifference
        return Verified(title, amounts, estimate(own), behind, near, float(self.outcomes.solvent[name].mean()))
