"""Sums of money a scenario leaves out, filled in as shares of the average monthly bill."""

from __future__ import annotations

from typing import Any, TypeVar

from sim.declarations import Firm, Scenario, Section

Filled = TypeVar("Filled", bound=Section)


def average_bill(scenario: Scenario) -> float:
    """What an average customer's needs are worth a month, at a price of 1."""
    return sum(segment.share * segment.spend.mean for segment in scenario.segments.values())


def filled(scenario: Scenario) -> Scenario:
    """The scenario with every sum of money given."""
    bill = average_bill(scenario)
    firms = {name: firm_with_money(firm, bill) for name, firm in scenario.firms.items()}
    return scenario.model_copy(update={"world": with_money(scenario.world, bill), "firms": firms})


def firm_with_money(firm: Firm, bill: float) -> Firm:
    """A firm with every sum of money given.

    >>> firm_with_money(Firm(), 100.0).costs.wage
    1000.0
    """
    return with_money(firm, bill)


def with_money(section: Filled, bill: float) -> Filled:
    """A section, and all below it, with every sum of money given."""
    changes: dict[str, Any] = {}
    for name, field in type(section).model_fields.items():
        value, more = getattr(section, name), field.json_schema_extra
        if isinstance(value, Section):
            changes[name] = with_money(value, bill)
        elif value is None and isinstance(more, dict) and "share_of_bill" in more:
            changes[name] = share_of(bill, more["share_of_bill"])
    return section.model_copy(update=changes)


def share_of(bill: float, share: Any) -> float:
    """A share of the bill, free of the dust of binary fractions so that files and reports read well.

    >>> share_of(100.0, 0.036)
    3.6
    """
    return float(f"{bill * float(share):.12g}")
