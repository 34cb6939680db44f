"""What must hold in every month of every market, whatever its parameters: people and money are conserved."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.ledger import CHANNELS, COLUMN, COUNTED, CUSTOMER_COSTS, MEMO, REVENUE, UNALLOCATED
from sim.market.bookkeeping import booked
from sim.market.market import Market
from sim.rules.comings import GONE, NOT_YET, PROSPECT
from sim.simulate import record_of

MONEY = (*REVENUE, *CUSTOMER_COSTS, *MEMO)
NORMAL = ("wallet", "aspiration", "told_strength", "mood", "beliefs", "expected", "floor")
NORMAL_BETWEEN = ("seen", "satisfaction", "bond", "grievance", "sincerity", "knowledge")


class Auditor:
    """Goes through a market's books month by month; sums are whole coins, so equality is to the last bit."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.spent_on_customers = 0.0
        self.spent_by_us = 0.0
        self.held = held_by(market)

    def play(self, months: int) -> None:
        """Plays on, and audits every month."""
        for _ in range(months):
            before = self.market.town.customers["provider"].copy()
            self.market.step()
            self.audit_people(before)
            self.audit_flows()
            self.audit_money()
            self.audit_lines()
            self.audit_ranges()
            self.held = held_by(self.market)

    def audit_people(self, before: npt.NDArray[np.int16]) -> None:
        """Customers in = out + change of stock; nobody appears or vanishes; kept are those there before and after."""
        market, after = self.market, self.market.town.customers["provider"]
        joined, left = market.books["joined"].sum(axis=(1, 2)), market.books["left"].sum(axis=(1, 2))
        assert np.array_equal(self.held + joined - left, held_by(market))
        assert np.array_equal(market.books["held"].sum(axis=1), self.held)
        assert np.array_equal(market.books["customers"].sum(axis=1), held_by(market))
        stayed = [((before == place) & (after == place)).sum() for place in range(len(self.held))]
        assert np.array_equal(market.books["kept"].sum(axis=1), stayed)
        assert np.array_equal(market.books["kept"].sum(axis=1), self.held - left)
        nobodys = [(after == kind).sum() for kind in (PROSPECT, NOT_YET, GONE)]
        assert sum(nobodys) + held_by(market).sum() == len(after)
        assert ((before != GONE) | (after == GONE)).all()
        assert ((after == NOT_YET) <= (before == NOT_YET)).all()

    def audit_flows(self) -> None:
        """Who left whom for whom agrees with the counts of those who left, by reason, and of those who joined."""
        market = self.market
        if market.month < 1:
            return
        flows = market.flows
        ledger = np.stack(market.ledger[1:])
        left = np.stack([ledger[:, :, COLUMN[name]].sum(axis=0) for name in COLUMN if name.startswith("left_")], axis=1)
        joined = sum(ledger[:, :, COLUMN[name]].sum(axis=0) for name in COLUMN if name.startswith("joined_"))
        assert np.array_equal(flows[:-1].sum(axis=1), left)
        assert (flows[:, :-1].sum(axis=(0, 2)) <= joined).all()
        assert not np.diagonal(flows).any()

    def audit_money(self) -> None:
        """What customers paid and cost is what firms earned with them; what they earned us is since month 1."""
        market, people = self.market, self.market.town.customers
        earned = total(market.books, REVENUE) - total(market.books, CUSTOMER_COSTS)
        self.spent_on_customers += float(earned.sum())
        assert float((people["paid"] - people["cost"]).sum()) == self.spent_on_customers
        if market.month >= 1:
            self.spent_by_us += float(earned[market.us].sum())
        assert float(people["earned"].sum()) == self.spent_by_us

    def audit_lines(self) -> None:
        """Profit is revenue less costs; the segments' lines sum to the firm's."""
        market = self.market
        if market.month < 0:
            return
        line = market.ledger[-1]
        revenue = sum(line[:, COLUMN[name]] for name in REVENUE)
        costs = sum(line[:, COLUMN[name]] for name in (*CUSTOMER_COSTS, *UNALLOCATED))
        assert np.array_equal(line[:, COLUMN["profit"]], revenue - costs)
        for name, by_segment in booked(market.books):
            assert np.array_equal(by_segment.sum(axis=1), line[:, COLUMN[name]]), name
        if market.case.market.kind != "repertoire":
            by_channel = sum(line[:, COLUMN[f"revenue_from_{channel}"]] for channel in CHANNELS)
            assert np.array_equal(by_channel, revenue)

    def audit_ranges(self) -> None:
        """Everything is finite, and what is a share or a score keeps within its limits."""
        town = self.market.town
        for records in (town.customers, town.relations, self.market.books):
            for name in records.dtype.names:
                assert np.isfinite(records[name]).all(), name
        for name in NORMAL:
            assert in_unit(town.customers[name]), name
        for name in NORMAL_BETWEEN:
            assert in_unit(town.relations[name]), name
        for line in self.market.ledger[-1:]:
            assert np.isfinite(line).all()
            assert (line[:, COLUMN["satisfaction"]] >= 0).all()
            assert (line[:, COLUMN["satisfaction"]] <= 100).all()
        for firm in self.market.firms:
            assert in_unit(np.array([*firm.capability, firm.morale, firm.skill])), firm.name

    def audit_record(self) -> None:
        """The finished record: our lines by segment sum to our lines by month."""
        record = record_of(self.market)
        for name in (*COUNTED, *MONEY):
            assert record.by_segment[:, COLUMN[name]].sum() == record.ours(name).sum(), name
        assert record.by_segment[:, COLUMN["customers"]].sum() == record.months[-1, record.us, COLUMN["customers"]]
        assert record.whale[-1] == self.spent_by_us


def held_by(market: Market) -> npt.NDArray[np.int64]:
    """How many customers each firm holds, counted row by row."""
    provider = market.town.customers["provider"]
    return np.bincount(provider[provider >= 0], minlength=len(market.firm_names))


def total(books: npt.NDArray[np.void], names: tuple[str, ...]) -> npt.NDArray[np.float64]:
    """Lines of the month's books added up: (firms, segments)."""
    return np.asarray(sum(books[name] for name in names))


def in_unit(values: npt.NDArray[np.float64]) -> bool:
    """Whether all values lie between 0 and 1."""
    return bool(((values >= 0.0) & (values <= 1.0)).all())
