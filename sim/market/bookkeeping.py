"""The firm's own books: costs no customer causes, and the month's line in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.declarations import LAYERS
from sim.ledger import CHANNELS, COLUMNS, COUNTED, CUSTOMER_COSTS, REASONS, REVENUE, UNALLOCATED
from sim.market.offers import delivered
from sim.market.records import BOOK, Records
from sim.market.wages import wage_bill, wage_of
from sim.rules.numbers import coins

if TYPE_CHECKING:
    from sim.market.firms import Firm
    from sim.market.market import Market
    from sim.runs import Numbers


Book = dict[str, Any]

DIVIDED = {
    "joined": [f"joined_{channel}" for channel in CHANNELS],
    "left": [f"left_{reason}" for reason in REASONS],
    "revenue_by_channel": [f"revenue_from_{channel}" for channel in CHANNELS],
}
"""What books hold by channel or reason, and the columns of the ledger it goes to."""


def summed(rows: Records) -> Book:
    """A firm's books over its segments, as plain numbers; layers stay rows of five."""
    total = amounts(rows).sum(axis=0).view(BOOK)[0]
    return dict(zip(BOOK.names or (), total.item(), strict=True))


def amounts(rows: Records) -> Numbers:
    """Books as plain rows of numbers, which are all they hold; a window on the same memory: (segments, numbers)."""
    return rows.view(np.float64).reshape(len(rows), -1)


def monthly_costs(firm: Firm, market: Market) -> dict[str, float]:
    """What a month costs whatever customers do, by ledger line; nothing for a firm that is not in the market."""
    if not firm.open:
        return dict.fromkeys(UNALLOCATED, 0.0)
    now = firm.now
    sales = now["costs.goods"] * market.last_month(firm)["sum_volume"]
    shortfall = 1.0 - now["conditions.supply"]
    costs = {f"spend_{layer}": now[f"spend.{layer}"] * firm.size for layer in LAYERS}
    costs |= {
        "advertising": now["acquisition.spend"] * firm.size + now["costs.offer"] * market.month_of(firm)["offers"],
        "wages": wage_bill(firm, market),
        "training": now["workforce.training"] * firm.heads,
        "turnover": wage_of(firm, market) * now["costs.hiring"] * firm.leaving * firm.heads,
        "listening": 0.01 * now["listening.effort"] * market.bill * firm.size,
        "flexibility": sales
        * (0.01 * now["flexibility.stock"] + now["flexibility.allies"] * (0.005 + 0.2 * shortfall)),
        "overhead": now["costs.overhead"] * firm.size,
    }
    return {line: coins(amount) for line, amount in costs.items()}


def booked(book: Any) -> Iterator[tuple[str, Any]]:
    """What a book holds, by ledger column; of one firm's book a number each, of books by segment a number a segment."""
    for field, columns in DIVIDED.items():
        for place, column in enumerate(columns):
            yield column, book[field][..., place]
    for name in (*COUNTED, *REVENUE, *CUSTOMER_COSTS, "unpaid"):
        yield name, book[name]


def ledger_line(firm: Firm, market: Market, costs: dict[str, float]) -> Numbers:
    """A firm's month as one row of the ledger: (COLUMNS,)."""
    book = market.month_of(firm)
    earned = sum(book[name] for name in REVENUE) - sum(book[name] for name in CUSTOMER_COSTS)
    line = {**dict(booked(book)), **costs, **stocks_of(firm, book), "profit": earned - sum(costs.values())}
    return np.array([line.get(name, 0.0) for name in COLUMNS])


def stocks_of(firm: Firm, book: Book) -> dict[str, float]:
    """How a firm and its customers stand at the end of the month, by ledger column; means over its customers."""
    held = book["customers"]
    share = 1.0 / held if held > 0 else 0.0
    stocks = {
        "customers": held,
        "loyal": book["loyal"],
        "satisfaction": 100.0 * book["sum_satisfaction"] * share,
        "bond": book["sum_bond"] * share,
        "wallet": book["sum_wallet"] * share,
        "price": firm.now["price"],
        "heads": firm.heads,
        "morale": firm.morale,
        "skill": firm.skill,
        "load": firm.load,
        "picture": float(firm.picture.mean()),
    }
    quality = delivered(firm, 1.0)
    all_seen, all_expected = book["sum_seen"].tolist(), book["sum_expected"].tolist()
    for place, layer in enumerate(LAYERS):
        seen, expected = all_seen[place] * share, all_expected[place] * share
        stocks |= {
            f"seen_{layer}": seen,
            f"expected_{layer}": expected,
            f"satisfaction_{layer}": min(100.0, max(0.0, 50.0 + 100.0 * (seen - expected))) if held > 0 else 0.0,
            f"capability_{layer}": firm.capability[place],
            f"delivered_{layer}": quality[place],
        }
    return stocks
