"""The opening: the people of a market before its first month, drawn once and the same in every strategy."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from sim import luck
from sim.declarations import LAYERS, Scenario, Segment
from sim.market.records import CUSTOMER, RELATION, SEGMENT, WORLD, Records, Town
from sim.market.ties import circle_order, small_world
from sim.rules.comings import NOT_YET, PROSPECT

Numbers = npt.NDArray[np.float64]


def people_in(scenario: Scenario) -> int:
    """Everybody who is or will be in the market: those at the opening, and those who enter by the horizon."""
    market = scenario.market
    years = (market.burn_in + market.months) / 12
    return market.customers + math.ceil(market.customers * market.entry * years)


def world_of(scenario: Scenario) -> dict[str, float]:
    """The parameters of the world, by name."""
    return {name: float(getattr(scenario.world, name)) for name in WORLD.names or ()}


def describe_segments(records: Records, scenario: Scenario) -> None:
    """Writes what the members of each segment share: (segments,)."""
    for record, segment in zip(records, scenario.segments.values(), strict=True):
        for name in SEGMENT.names or ():
            if hasattr(segment, name):
                record[name] = getattr(segment, name)
        record["leaving"] = 1 - (1 - segment.involuntary) ** (1 / 12)
        record["explode"] = 1 - (1 - segment.explode) ** (1 / 12)
        record["tilt"] = 1.0


def opening_shares(scenario: Scenario) -> Numbers:
    """The market's customers by firm: as declared, the rest divided equally; nothing for firms that enter later."""
    there = {name: firm for name, firm in scenario.firms.items() if firm.enters == 0}
    declared = {name: firm.opening.share for name, firm in there.items() if firm.opening.share is not None}
    left = max(0.0, 1.0 - sum(declared.values()))
    others = len(there) - len(declared)
    each = left / others if others else 0.0
    return np.array([declared.get(name, each) if name in there else 0.0 for name in scenario.firms])


def work_capacity(scenario: Scenario) -> float:
    """The work, in encounters a month, that a fully skilled head can do.

    Set so that ten heads per 1,000 customers, of a skill of 0.6, carry the ordinary load under ordinary policies.
    """
    meetings = sum(segment.share * segment.rate.mean for segment in scenario.segments.values())
    usual = 0.84 * meetings + 0.9 * scenario.world.ask_rate + 0.3 * 0.4 * 0.5
    return usual * 1000.0 / 10.0 / 0.6 / scenario.world.ordinary_load


def open_town(scenario: Scenario, key: np.uint64, offered: Numbers, positions: Numbers, shares: Numbers) -> Town:
    """The people, their ties and their first providers.

    `offered`: (firms, 5) layers as delivered; `positions`: (firms, 2) in the space of tastes; `shares`: (firms,) of
    the market's customers, 0 for firms that enter later.
    """
    people, firms = people_in(scenario), len(shares)
    customers = np.zeros(people, CUSTOMER)
    _give_traits(customers, scenario, key)
    _give_entry(customers, scenario, key)
    _give_provider(customers, scenario, key, positions, shares)
    repertoire = scenario.market.kind == "repertoire"
    relations = np.zeros((people, firms if repertoire else 1), RELATION)
    _give_history(customers, relations, scenario, key, offered)
    customers["beliefs"][:, :firms] = offered.mean(axis=1)
    segments = list(scenario.segments.values())
    strong = np.array([segment.strong_ties for segment in segments])[customers["segment"]]
    weak = np.array([segment.weak_ties for segment in segments])[customers["segment"]]
    ties = small_world(key, strong, weak, scenario.market.community, scenario.market.rewiring)
    said, said_of = np.zeros(people, np.int8), np.zeros(people, np.int16)
    return Town(customers, relations, ties.start, ties.to, ties.close, said, said_of)


def _draw(key: np.uint64, decision: int, people: int) -> Numbers:
    return np.asarray(luck.draws(key, 0, luck.OPENING + decision, people))


def _give_traits(customers: Records, scenario: Scenario, key: np.uint64) -> None:
    """Who people are: every trait is drawn round its segment's mean."""
    people = len(customers)
    bounds = np.cumsum([segment.share for segment in scenario.segments.values()])
    customers["segment"] = np.minimum(np.searchsorted(bounds, _draw(key, 0, people), side="right"), len(bounds) - 1)
    circle = np.empty(people, dtype=np.int64)
    circle[circle_order(key, people)] = np.arange(people) // scenario.market.community
    circle_taste = [luck.normal(_draw(key, 20 + axis, int(circle.max()) + 1))[circle] for axis in (0, 1)]
    for place, segment in enumerate(scenario.segments.values()):
        members = np.flatnonzero(customers["segment"] == place)
        if len(members):
            _give_segment_traits(customers, members, segment, key, [taste[members] for taste in circle_taste])


def _give_segment_traits(
    customers: Records, members: npt.NDArray[np.intp], segment: Segment, key: np.uint64, circle_taste: list[Numbers]
) -> None:
    people = len(customers)

    def normal(decision: int) -> Numbers:
        return luck.normal(_draw(key, decision, people)[members])

    def gamma(decision: int, shape: float) -> Numbers:
        return luck.gamma(_draw(key, decision, people)[members], shape)

    def lognormal(decision: int, spread: float) -> Numbers:
        return np.exp(spread * normal(decision) - spread**2 / 2)

    weights = np.array([getattr(segment.importance, layer) for layer in LAYERS])
    shares = weights / max(weights.sum(), 1e-12)
    with np.errstate(under="ignore"):  # What next to nobody cares for may come out smaller than any number.
        drawn = np.stack(
            [
                luck.gamma(_draw(key, 1 + layer, people)[members], max(share * segment.importance_concentration, 1e-3))
                * share
                for layer, share in enumerate(shares)
            ],
            axis=1,
        )
        customers["importance"][members] = drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1e-12)
    customers["spend"][members] = segment.spend.mean * lognormal(6, segment.spend.spread)
    customers["rate"][members] = np.clip(segment.rate.mean * gamma(7, segment.rate.shape), 1e-3, 50.0)
    customers["price_sensitivity"][members] = segment.price_sensitivity * lognormal(8, segment.price_spread)
    customers["switching"][members] = segment.switching.mean * lognormal(9, segment.switching.spread)
    restless = segment.restlessness.mean * gamma(10, segment.restlessness.shape)
    customers["restlessness"][members] = np.minimum(restless, 1.0)
    customers["floor"][members] = np.clip(segment.floor + segment.floor_spread * normal(11), 0.0, 1.0)
    customers["readiness"][members] = segment.complaint_propensity * lognormal(12, 0.5)
    for axis, name in enumerate(("taste_x", "taste_y")):
        own = 0.8 * circle_taste[axis] + 0.6 * normal(13 + axis)
        customers[name][members] = np.clip(segment.taste[axis] + segment.taste_spread * own, 0.0, 1.0)


def _give_entry(customers: Records, scenario: Scenario, key: np.uint64) -> None:
    """When people come into the market: most are there from the start, the rest spread over the months."""
    market = scenario.market
    late = len(customers) - market.customers
    customers["grown"] = 1.0
    customers["held_by"] = customers["channel"] = customers["referrer"] = customers["told_of"] = -1
    if late > 0:
        draw = _draw(key, 30, len(customers))
        newcomers = np.argsort(draw, kind="stable")[:late]
        months = market.burn_in + market.months
        customers["enters"][newcomers] = 1 + (_draw(key, 31, len(customers))[newcomers] * months).astype(np.int16)


def _give_provider(customers: Records, scenario: Scenario, key: np.uint64, positions: Numbers, shares: Numbers) -> None:
    """Who is whose customer: shares as declared, each firm's customers nearer to its taste than others."""
    people, firms = len(customers), len(shares)
    taste = np.stack([customers["taste_x"], customers["taste_y"]], axis=1)
    appeal = -scenario.world.fit_pull * ((taste[:, None, :] - positions[None, :, :]) ** 2).sum(axis=2)
    noise = np.stack([_draw(key, 50 + firm, people) for firm in range(firms)], axis=1)
    appeal += scenario.world.choice_noise * -np.log(-np.log(noise))
    there = customers["enters"] == 0
    lean = np.where(shares > 0, 0.0, -1e9)
    for _ in range(40 if (shares > 0).sum() > 1 else 0):
        got = np.bincount(np.argmax(appeal[there] + lean, axis=1), minlength=firms) / max(there.sum(), 1)
        lean += np.where(shares > 0, 0.3 * np.log(np.maximum(shares, 1e-9) / np.maximum(got, 1e-6)), 0.0)
    customers["provider"] = np.argmax(appeal + lean, axis=1)
    served = _draw(key, 32, people) < scenario.market.served
    customers["provider"][~served] = PROSPECT
    customers["provider"][~there] = NOT_YET


def _give_history(customers: Records, relations: Records, scenario: Scenario, key: np.uint64, offered: Numbers) -> None:
    """How long people have been with their firm, and what that has left behind."""
    people = len(customers)
    months = np.minimum(-36.0 * np.log(_draw(key, 33, people)), 240.0)
    segments = list(scenario.segments.values())
    contract = np.array([segment.contract_months for segment in segments])[customers["segment"]]
    held = customers["provider"] >= 0
    customers["joined"] = np.where(held, -months, 0).astype(np.int16)
    customers["channel"][held] = 0
    customers["contract_left"] = np.where(held, (_draw(key, 34, people) * contract).astype(np.int16), 0)
    customers["mood"] = 0.5
    first = offered[np.maximum(customers["provider"], 0)]
    customers["expected"] = np.where(held[:, None], first, offered.mean(axis=0)[None, :])
    customers["wallet"] = 1.0 - 0.5 * np.array([segment.open_wallet for segment in segments])[customers["segment"]]
    relations["satisfaction"] = 0.5
    relations["sincerity"] = 1.0
    relations["last_bought"] = -1
    relations["seen"] = first[:, None, :] if relations.shape[1] == 1 else offered[None, :, :]
    # Where bonds do not grow (a world with them switched off) nobody has one to begin with.
    bond = 0.35 * (1 - np.exp(-months / 24.0)) * (scenario.world.bond_growth > 0)
    slots = np.zeros(people, dtype=np.int64) if relations.shape[1] == 1 else np.maximum(customers["provider"], 0)
    rows = np.flatnonzero(held)
    relations["bond"][rows, slots[rows]] = bond[rows]
    relations["last_bought"][rows, slots[rows]] = 0
    relations["habit"][rows, slots[rows]] = 6.0 * customers["rate"][rows]
