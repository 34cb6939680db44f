"""The budget to be divided: levers that are money, the least and the most each may get, divisions to the last coin."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.allocate.question import Question
from sim.declarations import Scenario
from sim.marginal.account import opening_customers
from sim.marginal.levers import SPENDING, value_under
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError, did_you_mean
from sim.wording import money

FURTHER = ("acquisition.spend", "workforce.training")
DIVIDABLE = (*SPENDING, *FURTHER)
"""Levers that are money paid month by month whatever customers do: these can share a budget."""

COINS = 100
"""Coins in a unit of money."""

Division = tuple[int, ...]
"""Coins a month for each lever, in the order of the purse."""


@dataclass(frozen=True)
class Purse:
    """A monthly budget in coins; `least`, `most`: coins a month for each lever; `sizes`: what one unit of a lever
    costs the firm a month, which is the customers (or the heads) it is expected to open with.
    """

    levers: tuple[str, ...]
    sizes: tuple[float, ...]
    budget: int
    least: Division
    most: Division

    @property
    def free(self) -> int:
        """Coins left when every lever has its least."""
        return self.budget - sum(self.least)

    @property
    def caps(self) -> Numbers:
        """The most each lever may get of what is free, as a share of it."""
        room = np.minimum(np.array(self.most) - np.array(self.least), self.free)
        return np.asarray(room / max(self.free, 1), dtype=float)

    def division(self, shares: Sequence[float] | Numbers) -> Division:
        """The budget divided: each lever its least, and its share of what is free; whole coins that add up exactly.

        Shares of any size are taken in proportion; what a lever may not get goes to the others.
        """
        parts = within_caps(np.asarray(shares, dtype=float), self.caps) * self.free
        coins = np.floor(parts + 1e-9).astype(int)
        order = np.argsort(-(parts - coins), kind="stable")
        room = np.array(self.most) - np.array(self.least) - coins
        while self.free > coins.sum():
            for place in order:
                if room[place] > 0 and self.free > coins.sum():
                    coins[place] += 1
                    room[place] -= 1
        return tuple(int(coin) for coin in coins + np.array(self.least))

    def shares(self, division: Division) -> Numbers:
        """What each lever has of the free money, as shares."""
        return (np.array(division) - np.array(self.least)) / max(self.free, 1)

    def in_proportion(self, amounts: Sequence[float]) -> Division:
        """The division nearest in kind to amounts of money: in proportion to them, within the least and the most."""
        wanted = np.array(amounts, dtype=float)
        wanted = wanted / wanted.sum() if wanted.sum() > 0 else np.full(len(wanted), 1 / len(wanted))
        return self.division(np.maximum(wanted * self.budget - np.array(self.least), 0.0))

    def values(self, division: Division) -> dict[str, float]:
        """A division as a strategy sets it: each lever in its own unit."""
        amounts = zip(self.levers, division, self.sizes, strict=True)
        return {lever: coins / COINS / size for lever, coins, size in amounts}


def within_caps(shares: Numbers, caps: Numbers) -> Numbers:
    """Shares that add up to one, none above its cap; what is cut off goes to the others in proportion.

    >>> within_caps(np.array([3.0, 1.0, 1.0]), np.array([0.4, 1.0, 1.0])).round(9).tolist()
    [0.4, 0.3, 0.3]
    """
    wanted = np.clip(shares, 0.0, None)
    wanted = wanted / wanted.sum() if wanted.sum() > 0 else np.full(len(wanted), 1 / len(wanted))
    given = np.minimum(wanted, caps)
    while (left := 1.0 - float(given.sum())) > 1e-12 and (open_to := given < caps).any():
        weights = np.where(open_to, np.maximum(wanted, 1e-9), 0.0)
        given = np.minimum(given + left * weights / weights.sum(), caps)
    return np.asarray(given)


def purse_of(scenario: Scenario, question: Question) -> Purse:
    """The purse a question asks about; ScenarioError says what cannot be."""
    levers = levers_asked(question)
    budget = coins_of(question.budget / months_in(scenario, question))
    if not math.isfinite(question.budget) or question.budget <= 0 or budget < 1:
        raise ScenarioError(f"--budget: {question.budget:g} is given; expected an amount of money above 0")
    sizes = tuple(size_of(scenario, question.strategy, lever) for lever in levers)
    least = tuple(limit(scenario, question, "--min", question.least, lever, 0) for lever in levers)
    most = tuple(limit(scenario, question, "--max", question.most, lever, budget) for lever in levers)
    purse = Purse(levers, sizes, budget, least, tuple(min(amount, budget) for amount in most))
    check(purse, scenario, question)
    return purse


def levers_asked(question: Question) -> tuple[str, ...]:
    """The five layers, and what further levers take part; ScenarioError where one is not known or not money."""
    for option, names in (("--lever", question.levers), ("--min", question.least), ("--max", question.most)):
        for name in names:
            if name not in DIVIDABLE:
                raise ScenarioError(
                    f"{option}: {name!r} is not a lever that can share a budget{did_you_mean(name, DIVIDABLE)}"
                )
            if option != "--lever" and name not in (*SPENDING, *question.levers):
                raise ScenarioError(f"{option}: {name} takes no part of the budget; add --lever {name}")
    return tuple(lever for lever in DIVIDABLE if lever in (*SPENDING, *question.levers))


def months_in(scenario: Scenario, question: Question) -> int:
    """The months that the amounts of a question are meant for."""
    return 1 if question.per == "month" else scenario.market.months


def coins_of(amount: float) -> int:
    """An amount in whole coins.

    >>> coins_of(12.345)
    1234
    """
    return round(amount * COINS) if math.isfinite(amount) else 0


def size_of(scenario: Scenario, strategy: str, lever: str) -> float:
    """What one unit of a lever costs the firm a month at the opening: spending by customer, training by head."""
    customers = opening_customers(scenario)
    if lever != "workforce.training":
        return customers
    heads, spare = (value_under(scenario, strategy, path) for path in ("workforce.heads", "flexibility.spare"))
    size = heads / 1000 * customers * (1 + spare)
    if size <= 0:
        raise ScenarioError("--lever: workforce.training needs people to train, and workforce.heads is 0")
    return size


def limit(
    scenario: Scenario, question: Question, option: str, given: Mapping[str, str], lever: str, otherwise: int
) -> int:
    """A least or a most in coins a month; `20%` is a share of the budget."""
    if lever not in given:
        return otherwise
    text = given[lever].strip()
    try:
        amount = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        amount = math.nan
    if not math.isfinite(amount) or amount < 0:
        raise ScenarioError(f"{option}: {lever}={text} is given; expected an amount of money from 0, or a share as 20%")
    whole = question.budget if text.endswith("%") else 1.0
    return coins_of(amount * whole / months_in(scenario, question))


def check(purse: Purse, scenario: Scenario, question: Question) -> None:
    """Whether there is a division at all."""

    def say(coins: int) -> str:
        return money(coins / COINS * months_in(scenario, question), scenario.currency)

    if purse.free < 0:
        raise ScenarioError(
            f"--min: the minimums come to {say(sum(purse.least))}, more than the budget of {say(purse.budget)}"
        )
    for lever, least, most in zip(purse.levers, purse.least, purse.most, strict=True):
        if least > most:
            raise ScenarioError(f"--min: {lever} gets {say(least)} at least and {say(most)} at most; lower its minimum")
    if sum(purse.most) < purse.budget:
        raise ScenarioError(
            f"--max: with these maximums only {say(sum(purse.most))} of {say(purse.budget)} can be spent; raise one"
        )
