"""How firms decide of their own accord: each behaviour reads public information and returns levers to set."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim import luck
from sim.declarations import LAYERS
from sim.ledger import CUSTOMER_COSTS
from sim.market.wages import wage_bill

if TYPE_CHECKING:
    from sim.market.firms import Firm
    from sim.market.market import Market

Decisions = dict[str, float]

COPIED = (
    "price", "spend.product", "spend.systems", "complaints.ease", "complaints.speed", "terms.self_service",
    "terms.loyalty_reward", "acquisition.discount",
)  # fmt: skip
"""What a rival can see and match: price, product, published systems and service standards."""


def decisions_of(firm: Firm, market: Market) -> Decisions:
    """What a firm decides this month, by its behaviour."""
    behaviour: dict[str, Callable[[Firm, Market], Decisions]] = {
        "imitator": imitate,
        "price_cutter": undercut,
        "poacher": poach,
        "relationship_builder": build_relationships,
        "reactive": react,
        "satisfaction_programme": pursue_satisfaction,
    }
    act = behaviour.get(firm.behaviour)
    return act(firm, market) if act else {}


def public_month(market: Market, lag: int) -> dict[str, dict[str, float]]:
    """What was public of every firm so many months before last month; the oldest known where records begin later."""
    return market.record[max(0, len(market.record) - 1 - lag)] if market.record else {}


def own_history(firm: Firm, market: Market, months: int) -> list[tuple[float, float]]:
    """A firm's prices and volumes, month by month."""
    return [
        (line[firm.name]["price"], line[firm.name]["volume"]) for line in market.record[-months:] if firm.name in line
    ]


def imitate(firm: Firm, market: Market) -> Decisions:
    """Matches the visible acts of the best-reputed rival, as they were `lag` months ago, a third of the way a month.

    It sees what is public; contact, care and people it cannot see. Only price is also followed downward.
    """
    past = public_month(market, int(firm.now["lag"]))
    rivals = [name for name in past if name != firm.name]
    if not rivals:
        return {}
    leader = max(rivals, key=lambda name: past[name]["standing"])
    if firm.name in past and past[firm.name]["standing"] >= past[leader]["standing"]:
        return {}
    pace = min(1.0, firm.now["boldness"] / 3)
    wanted = {}
    for path in COPIED:
        gap = past[leader][path] - firm.base[path]
        if gap > 0 or (path == "price" and gap < 0):
            wanted[path] = firm.base[path] + pace * gap
    return wanted


def undercut(firm: Firm, market: Market) -> Decisions:
    """Cuts its price below the cheapest rival while it loses customers, never below cost; recovers slowly else.

    Cost is goods plus a tenth.
    """
    now, before = public_month(market, 0), public_month(market, max(int(firm.now["lag"]), 1))
    rivals = [line["price"] for name, line in now.items() if name != firm.name]
    if not rivals or firm.name not in before:
        return {}
    floor = 1.1 * firm.now["costs.goods"]
    losing = now[firm.name]["customers"] < before[firm.name]["customers"]
    if losing:
        aim = max(floor, 0.98 * min(rivals))
        if aim < firm.base["price"]:
            return {"price": max(aim, firm.base["price"] * (1 - 0.02 * firm.now["boldness"]))}
        return {}
    usual = firm.first["price"]
    return {"price": min(usual, firm.base["price"] * 1.002)} if firm.base["price"] < usual else {}


def poach(firm: Firm, market: Market) -> Decisions:
    """Goes after rivals' unhappy customers, harder while it has fewer customers than it had."""
    now, before = public_month(market, 0), public_month(market, 12)
    hungry = firm.name in before and now[firm.name]["customers"] <= before[firm.name]["customers"]
    offers = max(firm.first["poaching.offers"], 0.08 * firm.now["boldness"]) * (1.5 if hungry else 1.0)
    return {"poaching.offers": offers, "poaching.discount": max(firm.first["poaching.discount"], 0.08)}


def build_relationships(firm: Firm, market: Market) -> Decisions:
    """Moves two percent of product and systems spending a month to contact and care, up to a third of all spending."""
    spends = {layer: firm.base[f"spend.{layer}"] for layer in LAYERS}
    total = sum(spends.values())
    if total <= 0 or spends["contact"] + spends["bond"] >= 0.35 * total:
        return {}
    moved = 0.02 * firm.now["boldness"] * (spends["product"] + spends["systems"])
    return {
        "spend.product": spends["product"] * (1 - 0.02 * firm.now["boldness"]),
        "spend.systems": spends["systems"] * (1 - 0.02 * firm.now["boldness"]),
        "spend.contact": spends["contact"] + 0.6 * moved,
        "spend.bond": spends["bond"] + 0.4 * moved,
        "contact.personal": raised(firm, "contact.personal", 0.01 * firm.now["boldness"], 0.9),
        "contact.frequency": raised(firm, "contact.frequency", 0.02, 1.5),
    }


def raised(firm: Firm, path: str, step: float, limit: float) -> float:
    """A lever a step higher, up to a limit; what is above the limit already stays."""
    return max(firm.base[path], min(limit, firm.base[path] + step))


def react(firm: Firm, market: Market) -> Decisions:
    """Each quarter estimates its own demand from two years of prices and sales, and moves toward more profit.

    A small see-saw of price keeps the estimate alive. The mark-up that maximises profit under a constant elasticity e
    is e / (e - 1) over unit cost; the firm goes at most three percent toward it.
    """
    seesaw = 0.01 if (market.month // 3) % 2 else -0.01
    if market.month % 3:
        return {}
    price = firm.memory.setdefault("price", firm.base["price"])
    elasticity = estimated_elasticity(own_history(firm, market, 24))
    if elasticity < -1.05:
        aim = unit_cost(firm, market) * elasticity / (elasticity + 1)
    else:
        aim = price * 1.03
    limit = 0.03 * firm.now["boldness"]
    price *= 1 + float(np.clip(aim / price - 1, -limit, limit))
    floor, ceiling = 1.05 * firm.now["costs.goods"], 1.5 * firm.first["price"]
    firm.memory["price"] = float(np.clip(price, floor, ceiling))
    return {"price": firm.memory["price"] * (1 + seesaw)}


def unit_cost(firm: Firm, market: Market) -> float:
    """What a unit sold costs the firm: everything customers cause, and wages."""
    book = market.last_month(firm)
    caused = sum(book[line] for line in CUSTOMER_COSTS) + wage_bill(firm, market)
    return float(caused / book["sum_volume"]) if book["sum_volume"] > 0 else firm.now["costs.goods"]


def estimated_elasticity(history: list[tuple[float, float]]) -> float:
    """The elasticity of sales to one's own price, from (price, volume) month by month; -4 where nothing can be learnt.

    The estimate is drawn halfway toward -4, a usual figure for competitive markets (assumption).

    >>> round(estimated_elasticity([(1.0, 100.0), (0.9, 123.4568), (1.0, 100.0), (0.9, 123.4568)] * 3), 2)
    -3.0
    """
    if len(history) < 12:
        return -4.0
    prices, volumes = np.log(np.maximum(np.array(history), 1e-9)).T
    spread = prices - prices.mean()
    if float((spread**2).sum()) < 1e-8:
        return -4.0
    slope = float((spread * volumes).sum() / (spread**2).sum())
    return 0.5 * float(np.clip(slope, -10.0, 0.0)) - 2.0


def pursue_satisfaction(firm: Firm, market: Market) -> Decisions:
    """The satisfaction programme: conviction, measuring, focus, system, culture (article 001's five steps).

    Every `listening.interval` months it surveys its customers, finds the layer with the largest weighted gap to what
    is expected and to the best rival, and moves spending there from the layer with the smallest.
    """
    if (market.month - 1) % max(1, int(firm.now["listening.interval"])):
        return {}
    gaps = measured_gaps(firm, market)
    focus, source = int(np.argmax(gaps)), int(np.argmin(gaps))
    wanted: Decisions = {
        "listening.effort": max(0.5, firm.base["listening.effort"]),
        "complaints.ease": raised(firm, "complaints.ease", 0.1, 0.8),
        "workforce.standing": raised(firm, "workforce.standing", 0.05, 0.8),
    }
    spends = [firm.base[f"spend.{layer}"] for layer in LAYERS]
    moved = min(firm.now["listening.step"] * sum(spends), 0.4 * spends[source])
    if LAYERS[focus] == "contact":
        wanted["contact.answering"] = raised(firm, "contact.answering", 0.05, 0.95)
    if gaps[focus] > 0 and focus != source:
        wanted[f"spend.{LAYERS[focus]}"] = spends[focus] + moved
        wanted[f"spend.{LAYERS[source]}"] = spends[source] - moved
    return wanted


def measured_gaps(firm: Firm, market: Market) -> list[float]:
    """Layer by layer, what is missing to expectation and to the best rival, weighted by importance, as surveyed.

    The sample grows with listening effort from 50 to 1,000 customers; the survey errs accordingly.
    """
    book = market.last_month(firm)
    held = max(book["customers"], 1.0)
    error = 0.2 / (50.0 + 950.0 * firm.now["listening.effort"]) ** 0.5
    weights = believed_importance(firm, market)
    best = best_rival_layers(firm, market)
    gaps = []
    for layer in range(len(LAYERS)):
        noise = error * float(
            luck.normal(np.array([luck.luck(market.key, market.clock, firm.place, luck.SURVEY + layer)]))[0]
        )
        seen = book["sum_seen"][layer] / held + noise
        wanted = max(book["sum_expected"][layer] / held, float(best[layer]))
        gaps.append(float(weights[layer] * (wanted - seen)))
    return gaps


def believed_importance(firm: Firm, market: Market) -> npt.NDArray[np.float64]:
    """What the firm believes matters, layer by layer: today's wants as far as it listens, else those of the opening."""
    case = market.case
    shares = np.array([segment.share for segment in case.segments.values()])
    declared = np.array(
        [[getattr(segment.importance, layer) for layer in LAYERS] for segment in case.segments.values()]
    )
    told = firm.now["listening.effort"]
    wants = declared * (1.0 + told * (market.segments["tilt"] - 1.0))
    weights = shares @ (wants / np.maximum(wants.sum(axis=1, keepdims=True), 1e-12))
    return np.asarray(weights)


def best_rival_layers(firm: Firm, market: Market) -> npt.NDArray[np.float64]:
    """Each layer as the best rival's customers see it; nothing where there is no rival."""
    rivals = [other.place for other in market.firms if other.open and other.place != firm.place]
    return np.asarray(market.public[rivals].max(axis=0)) if rivals else np.zeros(len(LAYERS))
