"""Comings and goings: newcomers, people who leave for reasons nobody could have served, needs that explode."""

from sim.luck import EXPLODE, LEAVE_MARKET, luck
from sim.rules.kinds import Customer, Relation, Scene
from sim.rules.money import bear_late_cost, charge
from sim.rules.rule import rule
from sim.rules.service import tier
from sim.rules.switching import INVOLUNTARY, leave

PROSPECT, NOT_YET, GONE = -1, -2, -3
"""Providers of people who are nobody's customer: looking, not yet in the market, out of it for good."""


@rule
def enter(customer: Customer, scene: Scene) -> None:
    """Comes into the market when the time has come, as a prospect."""
    if customer.provider == NOT_YET and customer.enters <= scene.clock:
        customer.provider = PROSPECT


@rule
def helped_growth(most: float, spend: float, half: float) -> float:
    """Monthly growth of an account whose own market the firm helps to win, with diminishing returns.

    >>> helped_growth(0.02, 10.0, 10.0)
    0.01
    """
    return most * spend / (spend + half)


@rule
def thrive(customer: Customer, relation: Relation, scene: Scene) -> None:
    """A trusted key account that is helped to win in its own market grows, and its business with it."""
    offer = scene.offers[customer.provider, customer.segment]
    if offer.key_help <= 0.0 or relation.bond < offer.key_trust:
        return
    if tier(customer.spend * customer.grown, offer) != 1:
        return
    world = scene.world
    if customer.grown >= world.help_limit:
        return
    customer.grown *= 1.0 + helped_growth(world.help_growth, offer.key_help, world.half_help)
    spent = charge(customer, scene, customer.provider, offer.key_help)
    scene.books[customer.provider, customer.segment].key_accounts += spent
    bear_late_cost(customer, scene)


@rule
def come_and_go(customer: Customer, relation: Relation, scene: Scene, who: int) -> None:
    """The month's end: some leave the market for good, some needs explode."""
    segment = scene.segments[customer.segment]
    if customer.outgrowing > 0:
        customer.outgrowing -= 1
    if luck(scene.key, scene.clock, who, LEAVE_MARKET) < segment.leaving and customer.joined < scene.clock:
        if customer.provider >= 0:
            leave(customer, relation, scene, who, -1, INVOLUNTARY)
        customer.provider = GONE
        return
    may_explode = segment.explode > 0.0 and customer.exploded == 0
    if may_explode and luck(scene.key, scene.clock, who, EXPLODE) < segment.explode:
        customer.grown *= scene.world.explode_factor
        customer.exploded = 1
        customer.outgrowing = 6
    if customer.provider >= 0:
        thrive(customer, relation, scene)
