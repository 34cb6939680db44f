"""Everything a market consists of, for comparing two of them to the last bit."""

from __future__ import annotations

import numpy as np

from sim.market.market import Market
from sim.market.records import Records

SCRATCH = ("page", "written", "felt", "appeals")
"""Parts of the stage that hold only the customer in hand."""


def differences(one: Market, other: Market, apart_from: tuple[str, ...] = ()) -> list[str]:
    """The names of all fields in which two markets differ by a bit."""
    records = {
        "customers": (one.town.customers, other.town.customers),
        "relations": (one.town.relations, other.town.relations),
        "stage": (one.stage, other.stage),
        "ours": (one.ours, other.ours),
    }
    found = [
        f"{kind}.{name}"
        for kind, (left, right) in records.items()
        for name in left.dtype.names
        if f"{kind}.{name}" not in apart_from and bytes_of(left[name]) != bytes_of(right[name])
    ]
    if np.array(one.ledger).tobytes() != np.array(other.ledger).tobytes():
        found.append("ledger")
    if one.record != other.record:
        found.append("record")
    return found


def firm_differences(one: Market, other: Market) -> list[str]:
    """The names of everything firms hold in which two markets differ."""
    return [
        f"{left.name}.{name}"
        for left, right in zip(one.firms, other.firms, strict=True)
        for name in ("base", "now", "open", "size", "morale", "skill", "load", "heads", "cash", "capability")
        if getattr(left, name) != getattr(right, name)
    ]


def everything_about(market: Market) -> bytes:
    """All that a market is, as bytes."""
    books = [market.town.customers, market.town.relations, market.stage, market.ours, market.journal.events()]
    firms = repr([(firm.name, firm.base, firm.now, firm.morale, firm.cash, firm.capability) for firm in market.firms])
    return b"".join([*map(bytes_of, books), np.array(market.ledger).tobytes(), firms.encode()])


def events_of(market: Market) -> bytes:
    """The journal as bytes."""
    return bytes_of(market.journal.events())


def bytes_of(records: Records) -> bytes:
    """Records as bytes, without the meaningless ones between their fields."""
    if records.dtype.names is None:
        return records.tobytes()
    return b"".join(bytes_of(records[name]) for name in records.dtype.names)
