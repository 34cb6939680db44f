"""An allocation in sentences: where the money goes, what that is worth, and how much it matters."""

from __future__ import annotations

from sim.allocate.allocation import Allocation, Verified
from sim.allocate.purse import COINS
from sim.allocate.trying import TODAY
from sim.intervals import Estimate
from sim.reasons import LAYER_WORDS
from sim.wording import listed, money, money_range, more_or_less, per_cent, times

AIMED = {
    "mean": "Mean total value",
    "cvar": "Mean total value of the worst fifth of runs",
    "regret": "Shortfall from the best in the worst world",
}
"""What the score of a division is, by objective."""


def lever_words(lever: str) -> str:
    """A lever as people call it.

    >>> lever_words("spend.bond"), lever_words("acquisition.spend")
    ('personal care', 'advertising')
    """
    further = {"acquisition.spend": "advertising", "workforce.training": "training of staff"}
    return further.get(lever) or LAYER_WORDS[lever.removeprefix("spend.")]


def verdict(found: Allocation) -> str:
    """Where the money goes and what that is worth against today's and an equal split."""
    budget = found.purse.budget / COINS
    parts = [
        f"{lever_words(lever)} {money(amount, found.currency)} ({per_cent(amount / budget)})"
        for lever, amount in sorted(found.best.amounts.items(), key=lambda item: -item[1])
    ]
    against = [than(found, found.references[name]) for name in ("todays_split", "equal")]
    first = f"Of {money(budget, found.currency)} a month, the best division found gives {listed(parts)}."
    return " ".join([first, *against])


def than(found: Allocation, other: Verified) -> str:
    """What the best is worth more than another division of the same money."""
    name = "An equal split" if other is found.references["equal"] else "Today's split of the same money"
    behind = other.behind
    if behind.mean is None or behind.mean == 0:
        return f"{name} is this very division."
    if behind.low is None or behind.high is None:
        return f"{name} comes out {more_or_less(-behind.mean, found.currency)}, in a single run."
    if behind.low <= 0 <= behind.high:
        return f"{name} cannot be told apart from it ({interval(found, behind, 1)} behind)."
    told = interval(found, behind, 1 if behind.mean > 0 else -1)
    return f"{name} is worth {more_or_less(-behind.mean, found.currency)} ({told})."


def interval(found: Allocation, behind: Estimate, sign: int) -> str:
    """The interval of a difference, in the direction in which it is told."""
    low, high = sorted((sign * (behind.low or 0.0), sign * (behind.high or 0.0)))
    return f"95% interval {money_range(low, high, found.currency)}"


def flatness(found: Allocation) -> str:
    """How much it matters where exactly the money goes."""
    count, little = len(found.flat), money(found.indifference, found.currency)
    if not count:
        return (
            f"None of {times(found.looked, 'other division')} looked at again comes within {little} (5% of the "
            "budget) of the best on average."
        )
    ranges = [
        f"{lever_words(lever)} {money_range(low, high, found.currency)}" for lever, (low, high) in found.ranges.items()
    ]
    return (
        f"The top is flat: {count} of {times(found.looked, 'other division')} looked at again fall short of the best "
        f"by no more than {little} (5% of the budget). Among these, the month's money varies: {listed(ranges)}."
    )


def beside_today(found: Allocation) -> str:
    """The budget so divided, against what is spent today."""
    today = found.references[TODAY]
    spent = sum(today.amounts.values())
    first = f"Today {money(spent, found.currency)} a month goes to these levers"
    behind = today.behind
    if behind.mean is None or behind.low is None or behind.high is None:
        return f"{first}."
    if behind.low <= 0 <= behind.high:
        return f"{first}; the budget so divided cannot be told apart from that ({interval(found, behind, 1)} more)."
    told = interval(found, behind, 1 if behind.mean > 0 else -1)
    return f"{first}; the budget so divided is worth {more_or_less(behind.mean, found.currency)} ({told})."
