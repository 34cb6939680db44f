"""The firm's own books: costs no customer causes, and the month's line in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.declarations import LAYERS
from sim.ledger import COLUMN, COLUMNS, COUNTED, CUSTOMER_COSTS, MEMO, REVENUE, UNALLOCATED
from sim.market.offers import delivered
from sim.rules.numbers import coins

if TYPE_CHECKING:
    from sim.market.firms import Firm
    from sim.market.market import Market
    from sim.runs import Numbers


def monthly_costs(firm: Firm, market: Market) -> dict[str, float]:
    """What a month costs whatever customers do, by ledger line; nothing for a firm that is not in the market."""
    if not firm.open:
        return dict.fromkeys(UNALLOCATED, 0.0)
    now = firm.now
    wage = now["costs.wage"] * market.wages * now["workforce.pay"]
    sales = now["costs.goods"] * market.last_month(firm)["sum_volume"]
    shortfall = 1.0 - now["conditions.supply"]
    costs = {f"spend_{layer}": now[f"spend.{layer}"] * firm.size for layer in LAYERS}
    costs |= {
        "advertising": now["acquisition.spend"] * firm.size + now["costs.offer"] * market.month_of(firm)["offers"],
        "wages": wage * firm.heads * (1.0 + 0.15 * now["workforce.standing"]),
        "training": now["workforce.training"] * firm.heads,
        "turnover": wage * now["costs.hiring"] * firm.leaving * firm.heads,
        "listening": 0.01 * now["listening.effort"] * market.bill * firm.size,
        "flexibility": sales
        * (0.01 * now["flexibility.stock"] + now["flexibility.allies"] * (0.005 + 0.2 * shortfall)),
        "overhead": now["costs.overhead"] * firm.size,
    }
    return {line: coins(amount) for line, amount in costs.items()}


def ledger_line(firm: Firm, market: Market, costs: dict[str, float]) -> Numbers:
    """A firm's month as one row of the ledger: (COLUMNS,)."""
    book = market.month_of(firm)
    row = np.zeros(len(COLUMNS))

    def put(name: str, value: float) -> None:
        row[COLUMN[name]] = value

    for place, count in enumerate(book["joined"]):
        row[place] = count
    for place, count in enumerate(book["left"]):
        row[len(book["joined"]) + place] = count
    for name in (*COUNTED, *REVENUE, *CUSTOMER_COSTS, *MEMO):
        put(name, book[name])
    for name, cost in costs.items():
        put(name, cost)
    earned = sum(book[name] for name in REVENUE) - sum(book[name] for name in CUSTOMER_COSTS)
    put("profit", earned - sum(costs.values()))
    _put_stocks(put, firm, book)
    return row


def _put_stocks(put, firm: Firm, book) -> None:  # type: ignore[no-untyped-def]
    held = book["customers"]
    share = 1.0 / held if held > 0 else 0.0
    put("customers", held)
    put("satisfaction", 100.0 * book["sum_satisfaction"] * share)
    layers = delivered(firm, 1.0)
    for place, layer in enumerate(LAYERS):
        seen, expected = book["sum_seen"][place] * share, book["sum_expected"][place] * share
        put(f"seen_{layer}", seen)
        put(f"expected_{layer}", expected)
        put(f"satisfaction_{layer}", min(100.0, max(0.0, 50.0 + 100.0 * (seen - expected))) if held > 0 else 0.0)
        put(f"capability_{layer}", firm.capability[place])
        put(f"delivered_{layer}", layers[place])
    put("bond", book["sum_bond"] * share)
    put("wallet", book["sum_wallet"] * share)
    put("price", firm.now["price"])
    put("heads", firm.heads)
    put("morale", firm.morale)
    put("skill", firm.skill)
    put("load", firm.load)
    put("picture", float(firm.picture.mean()))
