"""A finished run: one strategy, played once, as a frozen record that checks itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.ledger import COLUMN, COLUMNS, CUSTOMER_COSTS, REASONS, REVENUE, UNALLOCATED, VALUE_PARTS, YEARS

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    """What one play of one strategy leaves behind.

    `months`: (months + 1, firms, COLUMNS), month 0 first (the state after burn-in: its events are those of the last
    month of burn-in). `flows`: (firms + 1, firms + 1, REASONS) customers who went from one firm to another during the
    horizon, the last row and column standing for "no firm" (arrivals from there under out_of_market).
    `value`: (YEARS, VALUE_PARTS), money our customers brought, by year of relationship; `relationship_months`: (YEARS,)
    customer-months behind it. `whale`: (101,) cumulative profit of our customers from the most to the least
    profitable, at each per cent of them.
    `by_segment`: (segments, COLUMNS), our own lines summed over the horizon (stocks: at the horizon).
    `base_value`: discounted run-off value of the customers each firm holds at the horizon, (firms,).
    """

    scenario: str
    strategy: str
    run: int
    seed: int
    us: int
    firms: tuple[str, ...]
    discount_rate: float
    months: Numbers
    flows: Numbers
    value: Numbers
    relationship_months: Numbers
    whale: Numbers
    by_segment: Numbers
    base_value: Numbers

    def __post_init__(self) -> None:
        """Refuses a record whose books do not balance."""
        if self.months.shape[1:] != (len(self.firms), len(COLUMNS)):
            raise ValueError(f"months has shape {self.months.shape}, expected (*, {len(self.firms)}, {len(COLUMNS)})")
        if self.flows.shape != (len(self.firms) + 1, len(self.firms) + 1, len(REASONS)):
            raise ValueError(f"flows has shape {self.flows.shape}")
        if self.value.shape != (YEARS, len(VALUE_PARTS)):
            raise ValueError(f"value has shape {self.value.shape}")
        if not np.isfinite(self.months).all():
            raise ValueError("the ledger holds a number that is not finite")
        earned = sum(self.column(name) for name in REVENUE)
        spent = sum(self.column(name) for name in (*CUSTOMER_COSTS, *UNALLOCATED))
        if not np.allclose(earned - spent, self.column("profit"), rtol=1e-9, atol=1e-6):
            raise ValueError("profit is not revenue less costs")

    def column(self, name: str) -> Numbers:
        """A ledger column of all firms: (months + 1, firms)."""
        return self.months[:, :, COLUMN[name]]

    def ours(self, name: str) -> Numbers:
        """A ledger column of our firm from month 1 on: (months,)."""
        return self.months[1:, self.us, COLUMN[name]]
