"""By what happened to customers: the accounts of all runs as parts of the difference, and the people behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.declarations import LAYERS, Scenario
from sim.language.messages import _, noted
from sim.ledger import CHANNELS, REASONS, UNALLOCATED
from sim.reasons import LINE_WORDS
from sim.runs import Numbers
from sim.why.following import ACCOUNT, Followed
from sim.why.split import Part, Split, part, split
from sim.wording import capitalised

OWN_ROADS = tuple(channel for channel in CHANNELS if channel != "referral")
ACCOUNTS_OF = {
    "kept": (*(f"stayed_{reason}" for reason in REASONS), *(f"left_{reason}" for reason in REASONS)),
    "won": (*(f"won_{channel}" for channel in OWN_ROADS), *(f"missed_{channel}" for channel in OWN_ROADS)),
    "referred": ("won_referral", "missed_referral"),
    "grown": ("both_sales",),
    "premium": ("both_premium",),
    "serving": ("both_serving",),
    "contact": ("both_contact",),
    "rewards": ("both_rewards",),
    "others": ("neither",),
}
"""What happened to customers, and the accounts that hold it."""
HAPPENED = {
    "kept": noted("Customers kept"),
    "won": noted("Customers won"),
    "referred": noted("Customers referred"),
    "grown": noted("Customers ours either way: what they buy"),
    "premium": noted("The price they pay"),
    "serving": noted("The cost of serving them"),
    "contact": noted("Cards, calls and visits to them"),
    "rewards": noted("Rewards and key-account care"),
    "others": noted("Other firms' customers buying from us"),
}
MOVES = {
    "stayed": tuple(f"stayed_{reason}" for reason in REASONS),
    "left": tuple(f"left_{reason}" for reason in REASONS),
    "referred": ("won_referral",),
    "not_referred": ("missed_referral",),
    "won": tuple(f"won_{channel}" for channel in OWN_ROADS),
    "not_won": tuple(f"missed_{channel}" for channel in OWN_ROADS),
}
"""People at the horizon who are ours in one world only, seen from the strategy's."""


@dataclass(frozen=True)
class CustomerSplit:
    """A strategy's difference by what happened to customers.

    `whole`: the parts; `stayed`, `left`: the part kept, by the reason for which the person leaves in the other world or
    in this one; `people`: mean counts by move and segment.
    """

    whole: Split
    stayed: tuple[Part, ...]
    left: tuple[Part, ...]
    people: Mapping[str, Mapping[str, float]]

    def as_json(self) -> dict[str, Any]:
        """As `comparison.json` holds it."""
        reasons = {kind: [one.as_json() for one in getattr(self, kind)] for kind in ("stayed", "left")}
        return {**self.whole.as_json(), **reasons, "people": {move: dict(by) for move, by in self.people.items()}}


def customer_split(scenario: Scenario, runs: Sequence[Followed]) -> CustomerSplit:
    """What following everybody through all runs came to."""
    money = np.array([one.money.sum(axis=0) for one in runs])
    spending = np.array([one.spending.sum(axis=0) for one in runs])
    happened = {name: booked(money, accounts) for name, accounts in ACCOUNTS_OF.items()}
    spent = {line: spending[:, place] for place, line in enumerate(UNALLOCATED)}
    titles = {name: capitalised(_(words)) for name, words in (LINE_WORDS | HAPPENED).items()}
    moving = {name: values for name, values in (happened | spent).items() if values.any()}
    return CustomerSplit(
        whole=split(np.array([one.total for one in runs]), moving, titles),
        stayed=by_reason(scenario, money, "stayed"),
        left=by_reason(scenario, money, "left"),
        people=people(scenario, runs),
    )


def booked(money: Numbers, accounts: Sequence[str]) -> Numbers:
    """What some accounts hold together, run by run: (runs,)."""
    return np.asarray(money[:, [ACCOUNT[name] for name in accounts]].sum(axis=1))


def by_reason(scenario: Scenario, money: Numbers, kind: str) -> tuple[Part, ...]:
    """The accounts of those who stayed or left, the largest first, with what the reason means in this market."""
    parts = [
        part(reason, meaning_of(scenario, reason), booked(money, [f"{kind}_{reason}"]))
        for reason in REASONS
        if booked(money, [f"{kind}_{reason}"]).any()
    ]
    return tuple(sorted(parts, key=lambda one: -abs(one.mean)))


def meaning_of(scenario: Scenario, reason: str) -> str:
    """Why somebody leaves, as it ends the sentence "customers who would have left ..."."""
    if reason in LAYERS:
        largest = max(scenario.segments.values(), key=lambda segment: segment.share * segment.spend.mean)
        return _("over {layer} ({meaning})", layer=_(reason), meaning=_(getattr(largest.meaning, reason)))
    return _(LEFT_FOR[reason])


LEFT_FOR = {
    "price": noted("for a better price"),
    "poached": noted("for a rival's offer"),
    "outgrown": noted("because they had outgrown us"),
    "released": noted("because they were let go"),
    "involuntary": noted("for reasons nobody could have served"),
    "out_of_market": noted("to do without"),
}
"""Reasons that are no layer, as they end that sentence."""


def people(scenario: Scenario, runs: Sequence[Followed]) -> dict[str, dict[str, float]]:
    """Mean numbers of people at the horizon, by move and segment."""
    counts = np.mean([one.counts for one in runs], axis=0)
    return {
        move: {
            segment: float(counts[place, [ACCOUNT[name] for name in accounts]].sum())
            for place, segment in enumerate(scenario.segments)
        }
        for move, accounts in MOVES.items()
    }
