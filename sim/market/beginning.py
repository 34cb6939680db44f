"""How a market begins: the stage is set, firms and people come, and the opening is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.ledger import UNALLOCATED
from sim.market import opening
from sim.market.bookkeeping import ledger_line, summed
from sim.market.firms import Firm
from sim.market.offers import delivered
from sim.market.records import BOOK, SCENE
from sim.rules.month import everybody_is_counted
from sim.scenario.overlays import levers

if TYPE_CHECKING:
    from sim.market.market import Market


def set_stage(market: Market) -> None:
    """The one record that customers read, and windows on the parts of it that firms read and write."""
    case = market.case
    firms, segments = len(case.firms), len(case.segments)
    market.firm_names = tuple(case.firms)
    market.stage = np.zeros(1, SCENE)
    scene = market.stage[0]
    scene["key"], scene["since"], scene["us"], scene["firms"] = market.key, market.since, market.us, firms
    scene["repertoire"] = case.market.kind == "repertoire"
    for name, value in market.world.items():
        scene["world"][name] = value
    market.segments = scene["segments"][:segments]
    opening.describe_segments(market.segments, case)
    market.offers, market.books = scene["offers"][:firms, :segments], scene["books"][:firms, :segments]
    market.standing, market.public = scene["standing"][:firms], scene["public"][:firms]
    market.standard = scene["standard"]
    market.value, market.relationship_months = scene["value"][:firms], scene["relationship_months"][:firms]
    market.flows = scene["flows"][: firms + 1, : firms + 1]
    market.ours = np.zeros(segments, BOOK)


def bring_firms(market: Market) -> None:
    """Every firm, with its levers as declared."""
    for place, (name, declared) in enumerate(market.case.firms.items()):
        Firm(market, place, name, levers(declared, market.case.segments))
    market.firms = market.agents_by_type[Firm]
    market.by_name = {firm.name: firm for firm in market.firms}
    market.last_books = market.books.copy()
    market.sums = market.last_sums = [summed(rows) for rows in market.books]


def bring_people(market: Market) -> None:
    """The people with their first providers, what is commonly known, and the opening's own count."""
    firms = list(market.firms)
    offered = np.array([delivered(firm, 1.0) for firm in firms])
    positions = np.array([[firm.now["position_x"], firm.now["position_y"]] for firm in firms])
    market.town = opening.open_town(market.case, market.key, offered, positions, opening.opening_shares(market.case))
    market.public[:], market.standing[:] = offered, offered.mean(axis=1)
    present = np.array([firm.open for firm in firms])
    market.standard[:] = offered[present].mean(axis=0)
    market.stage[0]["usual_standing"] = market.standing[present].mean()
    everybody_is_counted(market.stage[0], market.town)
    market.sums = [summed(rows) for rows in market.books]
    for firm in firms:
        firm.set_up(market.sums[firm.place]["customers"])
    if market.since == 0:
        market.keep(np.stack([ledger_line(firm, market, dict.fromkeys(UNALLOCATED, 0.0)) for firm in firms]))
