"""Why: the difference between two strategies, told by the lines of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.language.messages import _, noted
from sim.ledger import CHANNELS, CUSTOMER_COSTS, REASONS, REVENUE, UNALLOCATED
from sim.measures import base_value, customers, discounts, profit
from sim.runs import Run
from sim.wording import listed, money, more_or_less

COSTS = (*CUSTOMER_COSTS, *UNALLOCATED)

LAYER_WORDS = {
    "product": noted("the product"),
    "systems": noted("support systems"),
    "execution": noted("execution"),
    "contact": noted("contact"),
    "bond": noted("personal care"),
}

REASON_WORDS = {
    **LAYER_WORDS,
    "price": noted("price"),
    "poached": noted("a rival's offer"),
    "outgrown": noted("outgrew us"),
    "released": noted("let go by us"),
    "involuntary": noted("could not be helped"),
    "out_of_market": noted("left the market"),
}

LINE_WORDS = {
    "revenue_base": noted("usual sales"),
    "revenue_growth": noted("growth of what customers buy"),
    "revenue_premium": noted("price above the rivals'"),
    "goods": noted("goods"),
    "serving": noted("serving customers"),
    "recovery": noted("putting failures right"),
    "contacting": noted("contacting customers"),
    "visiting": noted("visits and training days"),
    "key_accounts": noted("key accounts"),
    "rewards": noted("loyalty rewards"),
    "acquisition": noted("winning customers"),
    "spend_product": noted("spending on the product"),
    "spend_systems": noted("spending on support systems"),
    "spend_execution": noted("spending on execution"),
    "spend_contact": noted("spending on contact"),
    "spend_bond": noted("spending on personal care"),
    "advertising": noted("advertising"),
    "wages": noted("wages"),
    "training": noted("training of staff"),
    "turnover": noted("replacing staff who leave"),
    "listening": noted("listening to customers"),
    "flexibility": noted("spare capacity and stock"),
    "overhead": noted("overhead"),
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
    return _(
        "Under {strategy} we hold {held:,.0f} customers at the end, {more} than under {baseline}: "
        "{won} won ({by_word} by recommendation) and {lost} lost.",
        strategy=titles[0],
        held=held,
        more=count_change(held - before),
        baseline=titles[1],
        won=count_change(won),
        by_word=count_change(by_word),
        lost=count_change(lost, "fewer"),
    )


def leaving_sentence(runs: Sequence[Run], baseline: Sequence[Run]) -> str:
    """The reason for leaving that changed most."""
    changes = {reason: mean_change(runs, baseline, [f"left_{reason}"]) for reason in REASONS}
    reason = max(changes, key=lambda name: abs(changes[name]))
    if abs(changes[reason]) < 0.5:
        return ""
    now = mean_sum(runs, [f"left_{reason}"])
    return _(
        "The reason for leaving that changed most is “{reason}”: {now:,.0f} left over it instead of {before:,.0f}.",
        reason=_(REASON_WORDS[reason]),
        now=now,
        before=now - changes[reason],
    )


def sales_sentence(lines: dict[str, float], currency: str) -> str:
    """What sales brought, by kind."""
    earned = sum(lines[line] for line in REVENUE)
    parts = [
        _("{line} {amount}", line=_(LINE_WORDS[line]), amount=money(lines[line], currency))
        for line in REVENUE
        if lines[line]
    ]
    if not parts:
        return ""
    return _("Sales brought {difference}: {lines}.", difference=more_or_less(earned, currency), lines=listed(parts))


def cost_sentence(lines: dict[str, float], currency: str) -> str:
    """What it cost, and the three cost lines that moved most."""
    spent = -sum(lines[line] for line in COSTS)
    moved = sorted((line for line in COSTS if lines[line]), key=lambda line: -abs(lines[line]))[:3]
    parts = [
        _("{line} {amount}", line=_(LINE_WORDS[line]), amount=more_or_less(-lines[line], currency)) for line in moved
    ]
    if not parts:
        return ""
    difference = more_or_less(spent, currency)
    return _("Costs were {difference}: above all {lines}.", difference=difference, lines=listed(parts))


def sum_sentence(runs: Sequence[Run], baseline: Sequence[Run], currency: str) -> str:
    """What that comes to: profit within the horizon and the customers left behind."""
    months = runs[0].months.shape[0] - 1
    earned = float(np.mean([profit(run) - profit(other) for run, other in zip(runs, baseline, strict=True)]))
    left = float(np.mean([base_value(run) - base_value(other) for run, other in zip(runs, baseline, strict=True)]))
    return _(
        "That makes {earned} profit in {months} months, all in today's money; "
        "the customers held at the end are worth {left}.",
        earned=more_or_less(earned, currency),
        months=months,
        left=more_or_less(left, currency),
    )


def mean_change(runs: Sequence[Run], baseline: Sequence[Run], columns: Sequence[str]) -> float:
    """By how much a sum of ledger columns differs from the baseline's, on average."""
    return mean_sum(runs, columns) - mean_sum(baseline, columns)


def count_change(change: float, zero: str = "more") -> str:
    """A change of a count in words.

    >>> count_change(12.4), count_change(-3.0), count_change(0.0, "fewer")
    ('12 more', '3 fewer', '0 fewer')
    """
    fewer = zero == "fewer" if round(change) == 0 else change < 0
    count = f"{abs(change):,.0f}"
    return _("{count} fewer", count=count) if fewer else _("{count} more", count=count)
