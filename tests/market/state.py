"""Everything a market consists of, for comparing two of them to the last bit."""

from __future__ import annotations

import numpy as np

from sim.market.market import Market

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
        if f"{kind}.{name}" not in apart_from and left[name].tobytes() != right[name].tobytes()
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
    books = [market.town.customers, market.town.relations, market.stage, market.ours, np.array(market.ledger)]
    firms = repr([(firm.name, firm.base, firm.now, firm.morale, firm.cash, firm.capability) for firm in market.firms])
    return b"".join([*(part.tobytes() for part in books), events_of(market), firms.encode()])


def events_of(market: Market) -> bytes:
    """The journal as bytes, without the meaningless ones between a record's fields."""
    events = market.journal.events()
    return b"".join(events[name].tobytes() for name in events.dtype.names)
