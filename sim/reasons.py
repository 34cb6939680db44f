"""Why: the difference between two strategies, told by the lines of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.declarations.quantity import LAYERS
from sim.ledger import CHANNELS, CUSTOMER_COSTS, REASONS, REVENUE, UNALLOCATED
from sim.measures import base_value, customers, discounts, profit
from sim.runs import Run
from sim.wording import listed, money, more_or_less

COSTS = (*CUSTOMER_COSTS, *UNALLOCATED)

LAYER_WORDS = {
    "product": "the product",
    "systems": "support systems",
    "execution": "execution",
    "contact": "contact",
    "bond": "personal care",
}

REASON_WORDS = {
    **LAYER_WORDS,
    "price": "price",
    "poached": "a rival's offer",
    "outgrown": "outgrew us",
    "released": "let go by us",
    "involuntary": "could not be helped",
    "out_of_market": "left the market",
}

LINE_WORDS = {
    "revenue_base": "usual sales",
    "revenue_growth": "growth of what customers buy",
    "revenue_premium": "price above the rivals'",
    "goods": "goods",
    "serving": "serving customers",
    "recovery": "putting failures right",
    "contacting": "contacting customers",
    "visiting": "visits and training days",
    "key_accounts": "key accounts",
    "rewards": "loyalty rewards",
    "acquisition": "winning customers",
    **{f"spend_{layer}": f"spending on {LAYER_WORDS[layer]}" for layer in LAYERS},
    "advertising": "advertising",
    "wages": "wages",
    "training": "training of staff",
    "turnover": "replacing staff who leave",
    "listening": "listening to customers",
    "flexibility": "spare capacity and stock",
    "overhead": "overhead",
}


def discounted_lines(run: Run) -> dict[str, float]:
    """Every line of our profit over the horizon, discounted; costs negative, so that the lines sum to profit."""
    worth = discounts(run)
    earned = {line: float((run.ours(line) * worth).sum()) for line in REVENUE}
    return earned | {line: -float((run.ours(line) * worth).sum()) for line in COSTS}


def line_differences(runs: Sequence[Run], baseline: Sequence[Run]) -> dict[str, float]:
    """What each line adds to the difference in profit, on average over the paired runs."""
    pairs = [(discounted_lines(run), discounted_lines(other)) for run, other in zip(runs, baseline, strict=True)]
    return {line: float(np.mean([ours[line] - theirs[line] for ours, theirs in pairs])) for line in (*REVENUE, *COSTS)}


def mean_sum(runs: Sequence[Run], columns: Sequence[str]) -> float:
    """Ledger columns of ours added up over the horizon, on average over runs."""
    return float(np.mean([sum(run.ours(column).sum() for column in columns) for run in runs]))


def reasons(runs: Sequence[Run], baseline: Sequence[Run], titles: tuple[str, str], currency: str) -> list[str]:
    """What happened under a strategy that did not happen under the baseline, in sentences; `titles` names the two."""
    lines = line_differences(runs, baseline)
    sentences = (
        held_sentence(runs, baseline, titles),
        leaving_sentence(runs, baseline),
        sales_sentence(lines, currency),
        cost_sentence(lines, currency),
        sum_sentence(runs, baseline, currency),
    )
    return [sentence for sentence in sentences if sentence]


def held_sentence(runs: Sequence[Run], baseline: Sequence[Run], titles: tuple[str, str]) -> str:
    """How many customers were there at the end, and whether they were won or kept."""
    held, before = (float(np.mean([customers(run) for run in played])) for played in (runs, baseline))
    won = mean_change(runs, baseline, [f"joined_{channel}" for channel in CHANNELS])
    by_word = mean_change(runs, baseline, ["joined_referral"])
    lost = mean_change(runs, baseline, [f"left_{reason}" for reason in REASONS])
    return (
        f"Under {titles[0]} we hold {held:,.0f} customers at the end, {count_change(held - before)} "
        f"than under {titles[1]}: "
        f"{count_change(won)} won ({count_change(by_word)} by recommendation) and {count_change(lost, 'fewer')} lost."
    )


def leaving_sentence(runs: Sequence[Run], baseline: Sequence[Run]) -> str:
    """The reason for leaving that changed most."""
    changes = {reason: mean_change(runs, baseline, [f"left_{reason}"]) for reason in REASONS}
    reason = max(changes, key=lambda name: abs(changes[name]))
    if abs(changes[reason]) < 0.5:
        return ""
    now = mean_sum(runs, [f"left_{reason}"])
    return (
        f"The reason for leaving that changed most is “{REASON_WORDS[reason]}”: "
        f"{now:,.0f} left over it instead of {now - changes[reason]:,.0f}."
    )


def sales_sentence(lines: dict[str, float], currency: str) -> str:
    """What sales brought, by kind."""
    earned = sum(lines[line] for line in REVENUE)
    parts = [f"{LINE_WORDS[line]} {money(lines[line], currency)}" for line in REVENUE if lines[line]]
    return f"Sales brought {more_or_less(earned, currency)}: {listed(parts)}." if parts else ""


def cost_sentence(lines: dict[str, float], currency: str) -> str:
    """What it cost, and the three cost lines that moved most."""
    spent = -sum(lines[line] for line in COSTS)
    moved = sorted((line for line in COSTS if lines[line]), key=lambda line: -abs(lines[line]))[:3]
    parts = [f"{LINE_WORDS[line]} {more_or_less(-lines[line], currency)}" for line in moved]
    return f"Costs were {more_or_less(spent, currency)}: above all {listed(parts)}." if parts else ""


def sum_sentence(runs: Sequence[Run], baseline: Sequence[Run], currency: str) -> str:
    """What that comes to: profit within the horizon and the customers left behind."""
    months = runs[0].months.shape[0] - 1
    earned = float(np.mean([profit(run) - profit(other) for run, other in zip(runs, baseline, strict=True)]))
    left = float(np.mean([base_value(run) - base_value(other) for run, other in zip(runs, baseline, strict=True)]))
    return (
        f"That makes {more_or_less(earned, currency)} profit in {months} months, all in today's money; "
        f"the customers held at the end are worth {more_or_less(left, currency)}."
    )


def mean_change(runs: Sequence[Run], baseline: Sequence[Run], columns: Sequence[str]) -> float:
    """By how much a sum of ledger columns differs from the baseline's, on average."""
    return mean_sum(runs, columns) - mean_sum(baseline, columns)


def count_change(change: float, zero: str = "more") -> str:
    """A change of a count in words.

    >>> count_change(12.4), count_change(-3.0), count_change(0.0, "fewer")
    ('12 more', '3 fewer', '0 fewer')
    """
    word = zero if round(change) == 0 else "more" if change > 0 else "fewer"
    return f"{abs(change):,.0f} {word}"
