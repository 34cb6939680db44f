"""What a market opens with: each firm's churn, share, complaints and satisfaction, beside what is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from sim.declarations import LAYERS, Known, Scenario
from sim.market.bookkeeping import Book
from sim.market.market import Market

Figures = dict[str, float]
YEAR = 12
NOT_KNOWN = float("nan")
"""What a figure is where a firm has no customers to be measured by."""
POINTS = {"churn": 0.02, "share": 0.02, "complaints_per_1000": 0.0}
"""How far an opening may lie from what is known, in the figure's own unit; two points of satisfaction else."""
RELATIVE = 0.1
"""Or by how large a share of what is known."""


@dataclass(frozen=True)
class OpeningRow:
    """One known figure of one firm beside what the opening produces."""

    firm: str
    figure: str
    known: float
    opening: float
    within: bool


def opening_figures(scenario: Scenario, runs: int = 3, seed: int | None = None) -> dict[str, Figures]:
    """Every firm's figures over the last twelve months of burn-in, averaged over some runs."""
    played = [figures_of_run(scenario, run, seed) for run in range(runs)]
    return {
        firm: {figure: mean_of([one[firm][figure] for one in played]) for figure in Known.model_fields}
        for firm in scenario.firms
    }


def opening_rows(scenario: Scenario, runs: int = 3, seed: int | None = None) -> list[OpeningRow]:
    """What is known of the firms, figure by figure, beside the opening; nothing is played where nothing is known."""
    if not scenario.market.known:
        return []
    return rows_of(scenario, opening_figures(scenario, runs, seed))


def rows_of(scenario: Scenario, figures: Mapping[str, Figures]) -> list[OpeningRow]:
    """The known figures beside figures already computed."""
    rows = []
    for name, known in scenario.market.known.items():
        firm = scenario.us if name == "us" else name
        for figure, value in known.model_dump(exclude_none=True).items():
            opening = figures[firm][figure]
            rows.append(OpeningRow(firm, figure, value, opening, is_within(figure, value, opening)))
    return rows


def is_within(figure: str, known: float, opening: float) -> bool:
    """Whether an opening meets a known figure: within two percentage points, or within ten per cent of it.

    >>> is_within("churn", 0.18, 0.199), is_within("complaints_per_1000", 40, 45), is_within("satisfaction", 50, 48.5)
    (True, False, True)
    """
    if not isfinite(opening):
        return False
    return abs(opening - known) <= allowance(figure, known)


def allowance(figure: str, known: float) -> float:
    """How far an opening may lie from a known figure, in its own unit.

    >>> allowance("churn", 0.18), allowance("complaints_per_1000", 40)
    (0.02, 4.0)
    """
    return max(POINTS.get(figure, 2.0), RELATIVE * abs(known))


def figures_of_run(scenario: Scenario, run: int, seed: int | None = None) -> dict[str, Figures]:
    """Every firm's figures over the last year of one burn-in."""
    market = Market(scenario, run=run, rng=seed)
    window: list[list[Book]] = []
    for month in range(scenario.market.burn_in):
        market.step()
        if month >= scenario.market.burn_in - YEAR:
            window.append([market.month_of(firm) for firm in market.firms])
    window = window or [[market.month_of(firm) for firm in market.firms]]
    served = sum(book["customers"] for book in window[-1])
    return {firm.name: figures_of_firm([books[firm.place] for books in window], served) for firm in market.firms}


def figures_of_firm(books: list[Book], served: float) -> Figures:
    """One firm's figures from its monthly books; `served` are all firms' customers at the end."""
    held = sum(book["held"] for book in books)
    customer_months = sum(book["customers"] for book in books)
    complaints = sum(book["complaints"] for book in books)
    satisfied = sum(book["sum_satisfaction"] for book in books)
    return {
        "churn": yearly_churn([(book["held"], book["kept"]) for book in books]),
        "share": books[-1]["customers"] / served if served > 0 else NOT_KNOWN,
        "complaints_per_1000": 1000.0 * YEAR * complaints / held if held > 0 else NOT_KNOWN,
        "satisfaction": 100.0 * satisfied / customer_months if customer_months > 0 else NOT_KNOWN,
        **{f"satisfaction_{name}": layer_satisfaction(books, layer) for layer, name in enumerate(LAYERS)},
    }


def yearly_churn(held_and_kept: list[tuple[float, float]]) -> float:
    """Share of customers lost in a year, from customers held at the start of each month and kept to its end.

    >>> round(yearly_churn([(100.0, 90.0)] * 3), 4)
    0.7176
    """
    kept = [kept / held for held, kept in held_and_kept if held > 0]
    return 1.0 - float(np.prod(kept)) ** (YEAR / len(kept)) if kept else NOT_KNOWN


def layer_satisfaction(books: list[Book], layer: int) -> float:
    """Satisfaction with one layer as the ledger counts it: 50 is as expected, each hundredth of a gap one point."""
    customer_months = sum(book["customers"] for book in books)
    if customer_months <= 0:
        return NOT_KNOWN
    gap = sum(float(book["sum_seen"][layer]) - float(book["sum_expected"][layer]) for book in books) / customer_months
    return min(100.0, max(0.0, 50.0 + 100.0 * gap))


def mean_of(values: list[float]) -> float:
    """The mean of the runs in which there was something to measure."""
    measured = [value for value in values if isfinite(value)]
    return float(np.mean(measured)) if measured else NOT_KNOWN
