"""A market put aside: everything needed to go on from here, under the same strategy or another."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.declarations import Scenario
from sim.market.records import Town

if TYPE_CHECKING:
    from sim.market.market import Market

KEPT = (
    "clock",
    "stage",
    "last_books",
    "sums",
    "last_sums",
    "ours",
    "record",
    "decisions",
    "ledger",
    "numbers",
    "account_bounds",
)
KEPT_OF_FIRM = (
    "first", "base", "now", "behaviour", "open", "size", "morale", "skill", "load", "heads", "leaving", "cash",
    "credit", "picture", "capability", "memory",
)  # fmt: skip


@dataclass(frozen=True)
class Saved:
    """A market as it stood at the end of a month."""

    case: Scenario
    strategy: str
    run: int
    seed: int
    town: Town
    state: dict[str, Any]
    firms: dict[str, dict[str, Any]]


def saved(market: Market) -> Saved:
    """A copy that later months cannot touch."""
    town = copied(market.town)
    state = {name: copy.deepcopy(getattr(market, name)) for name in KEPT}
    firms = {firm.name: {name: copy.deepcopy(getattr(firm, name)) for name in KEPT_OF_FIRM} for firm in market.firms}
    return Saved(market.case, market.strategy, market.run_number, market.seed_used, town, state, firms)


def take_up(market: Market, kept: Saved) -> None:
    """Sets a market to where the saved one stood; what comes is played with the luck the market has been given."""
    market.town = copied(kept.town)
    for name, value in kept.state.items():
        if name == "stage":
            market.stage[:] = value
        else:
            setattr(market, name, copy.deepcopy(value))
    market.stage[0]["key"] = market.key
    for firm in market.firms:
        for name, value in kept.firms[firm.name].items():
            setattr(firm, name, copy.deepcopy(value))


def copied(town: Town) -> Town:
    """The people copied; ties never change and are shared."""
    fresh = {name: getattr(town, name).copy() for name in ("customers", "relations", "said", "said_of")}
    return town._replace(**fresh)
