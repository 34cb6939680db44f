"""Decisions as data: levers by firm and month, checked before they are recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.scenario.errors import ScenarioError, did_you_mean
from sim.scenario.overlays import facts_at

if TYPE_CHECKING:
    from sim.market.market import Market

Decisions = Mapping[str, Mapping[int, Mapping[str, float]]]


def check_decision(market: Market, firm: str, values: Mapping[str, float], month: int) -> None:
    """Refuses, in a sentence, what a firm cannot decide: unknown names, numbers out of bounds, months gone by."""
    if firm not in market.firm_names:
        raise ScenarioError(f"there is no firm {firm!r}{did_you_mean(firm, market.firm_names)}")
    if month <= market.month:
        raise ScenarioError(f"a decision for month {month} comes too late: month {market.month} is over")
    known = [path for path in market.firm(firm).base if _is_lever(path, firm)]
    for path, value in values.items():
        if path not in known:
            raise ScenarioError(f"{firm} cannot decide {path!r}{did_you_mean(path, known)}")
        low, high = facts_at(path, firm).bounds
        # Written so that NaN fails it.
        if not low <= value <= high:
            raise ScenarioError(f"{firm}, {path}: {value} is out of bounds; expected {low:g} to {high:g}")


def _is_lever(path: str, firm: str) -> bool:
    return facts_at(path, firm).lever


def record_decisions(market: Market, decisions: Decisions, own_levers: Mapping[str, float]) -> None:
    """Records the decisions a market begins with; our own levers hold from month 1."""
    for firm, months in decisions.items():
        for when, values in months.items():
            market.decide(firm, values, when)
    if own_levers:
        market.decide(market.case.us, own_levers, max(1, market.month + 1))
