"""What a firm holds out: from levers, capabilities and people to what a customer of a segment meets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.market.records import Records
from sim.rules.capability import care_quality, execution_quality, shares_filled, slip_chance, supply_after_flexibility
from sim.rules.workforce import people_quality, strain

if TYPE_CHECKING:
    from sim.market.firms import Firm
    from sim.market.market import Market


def delivered(firm: Firm, attention: float) -> list[float]:
    """The five layers as the firm delivers them to customers who get so much attention."""
    world, now = firm.model.world, firm.now
    effort = world["effort"] * now["workforce.pay_for_satisfaction"]
    people = people_quality(firm.skill, firm.morale, firm.load, effort)
    product, systems, process, contact, care = firm.capability
    attended = min(1.0, people * attention**0.3)
    return [
        product,
        systems,
        execution_quality(process, attended),
        execution_quality(contact, attended),
        care_quality(care, attended, now["contact.personal"]),
    ]


def offers_of(firm: Firm, market: Market, offers: Records) -> None:
    """Fills a firm's row of offers: (segments,)."""
    now = firm.now
    common = {**_terms(firm), **_service(firm), **_accounts(firm, market), **_unit_costs(firm)}
    for place, name in enumerate(market.case.segments):
        offer = offers[place]
        for field, value in common.items():
            offer[field] = value
        attention = now[f"attention.{name}"]
        behind = market.segments["needs"][place] - firm.picture[place]
        quality = [max(0.0, met - max(0.0, late)) for met, late in zip(delivered(firm, attention), behind, strict=True)]
        offer["quality"] = quality
        faults = now["conditions.faults"]
        offer["slip"] = [slip_chance(met, market.world["slip_worst"], faults) for met in quality[:3]]
        offer["technicians"], offer["training"] = now[f"technicians.{name}"], now[f"training.{name}"]
        offer["attention"] = attention
        before = float(offer["price"])
        offer["price"] = now["price"] * (1.0 - now[f"discount.{name}"])
        offer["log_price"] = math.log(offer["price"])
        offer["price_rise"] = max(0.0, math.log(offer["price"] / before)) if before > 0 else 0.0
        aimed = aim(firm, market, name)
        offer["presence"] = presence(firm, market, aimed)
        offer["poaching"] = min(1.0, now["poaching.offers"] * aimed)
        declared = market.case.segments[name].contract_months
        own = now["terms.contract_months"]
        offer["contract_months"] = declared if own < 0 else own


def aim(firm: Firm, market: Market, segment: str) -> float:
    """A segment's weight in advertising and offers, against the mean over all: targeting shifts, it does not add."""
    segments = market.case.segments
    mean = sum(one.share * firm.now[f"targeting.{name}"] for name, one in segments.items())
    return firm.now[f"targeting.{segment}"] / mean if mean > 0 else 0.0


def presence(firm: Firm, market: Market, targeting: float) -> float:
    """The chance that somebody who looks thinks of the firm: it is known, or its advertising reaches them."""
    reach = firm.now["acquisition.spend"] * targeting
    heard = reach / (reach + market.world["half_reach"])
    known = 1.0 - (1.0 - market.world["known_by_all"]) ** (market.share_of(firm) * market.open_firms())
    return 1.0 - (1.0 - heard) * (1.0 - known)


def _terms(firm: Firm) -> dict[str, float]:
    now = firm.now
    return {
        "open": 1 if firm.open else 0,
        "joining_discount": now["acquisition.discount"],
        "poaching_discount": now["poaching.discount"],
        "promise": now["acquisition.promise"],
        "referral_reward": now["acquisition.referral_reward"],
        "reward": now["terms.loyalty_reward"],
        "self_service": now["terms.self_service"],
        "turnover": firm.leaving,
        "x": now["position_x"],
        "y": now["position_y"],
    }


def _service(firm: Firm) -> dict[str, float]:
    """Contact and complaint handling, as far as people have the time."""
    now, world = firm.now, firm.model.world
    slack = strain(firm.load)
    tempted = world["abuse"] * now["workforce.pay_for_satisfaction"]
    authority = now["workforce.authority"]
    return {
        "frequency": now["contact.frequency"],
        "answer": now["contact.answering"] * min(1.0, 1.0 / max(firm.load, 1e-9)),
        "ease": now["complaints.ease"] * (1.0 - tempted),
        "settled": min(1.0, (0.25 + 0.5 * authority + 0.25 * firm.skill) * slack),
        "quick": min(1.0, now["complaints.speed"] * (0.5 + 0.5 * authority) * slack * 1.4),
    }


def _accounts(firm: Firm, market: Market) -> dict[str, float]:
    """Large and small accounts, and the division of scarce supply among them."""
    now = firm.now
    supply = supply_after_flexibility(now["conditions.supply"], now["flexibility.stock"], now["flexibility.allies"])
    book = market.last_month(firm)
    key_supplied, supplied = shares_filled(
        supply, book["sum_key_volume"], book["sum_volume"], now["key_accounts.priority"]
    )
    key_from, small_below = market.account_bounds.of(firm, market)
    return {
        "key_from": key_from,
        "small_below": small_below,
        "key_supplied": key_supplied,
        "supplied": supplied,
        "key_visits": now["key_accounts.visits"],
        "key_delivery": now["key_accounts.delivery"],
        "key_planning": now["key_accounts.planning"],
        "key_help": now["key_accounts.help_to_win"],
        "key_trust": now["key_accounts.trust"],
        "small_attention": now["small_accounts.attention"],
        "release": now["small_accounts.release"],
    }


def _unit_costs(firm: Firm) -> dict[str, float]:
    now = firm.now
    authority, speed = now["workforce.authority"], now["complaints.speed"]
    return {
        "goods": now["costs.goods"],
        "encounter_cost": now["costs.encounter"] * (0.9 + 0.25 * authority),
        "contact_cost": now["costs.contact"] * (1.0 + 2.0 * now["contact.personal"]),
        "answer_cost": now["costs.answer"],
        "visit_cost": now["costs.visit"],
        "complaint_cost": now["costs.complaint"] * (0.7 + 1.0 * authority + 0.5 * speed),
        "joining_cost": now["costs.joining"],
    }
