"""Looking and choosing: when a customer looks round, whom it considers, and whom it takes."""

import math

from sim.luck import CONSIDER, LOOK, NOISE, NOISE_OUTSIDE, POACH, RELEASE, luck
from sim.rules.kinds import Customer, Offer, Relation, Scene
from sim.rules.numbers import within
from sim.rules.rule import rule
from sim.rules.service import tier

STAY, OUTSIDE = -10, -1


@rule
def either(one: float, other: float) -> float:
    """The chance that at least one of two independent things happens.

    >>> either(0.5, 0.5)
    0.75
    """
    return one + other - one * other


@rule
def unrest_from(satisfaction: float, point: float, most: float) -> float:
    """The chance of looking round that dissatisfaction brings: none above the threshold, `most` at the bottom.

    >>> unrest_from(0.4, 0.3, 0.6), unrest_from(0.15, 0.3, 0.6), unrest_from(0.0, 0.3, 0.6)
    (0.0, 0.3, 0.6)
    """
    if satisfaction >= point:
        return 0.0
    return most * (point - satisfaction) / point


@rule
def noise(draw: float, size: float) -> float:
    """What a choice leaves unexplained (Gumbel: the logit's own).

    >>> round(noise(0.5, 1.0), 4)
    0.3665
    """
    return -size * math.log(-math.log(draw))


@rule
def fit_of(customer: Customer, offer: Offer, pull: float) -> float:
    """What an offer gains by lying near the customer's taste.

    A taste at (0.5, 0.5) fits an offer at (0.5, 0.5) fully: appeal 0, the most; away from it appeal falls.
    """
    across, along = customer.taste_x - offer.x, customer.taste_y - offer.y
    return -pull * (across * across + along * along)


@rule
def price_appeal(log_price: float, sensitivity: float, pull: float) -> float:
    """What a price adds to appeal: nothing at the usual price, less above it.

    >>> price_appeal(0.0, 1.0, 5.0) == 0.0, price_appeal(0.1, 1.0, 5.0)
    (True, -0.5)
    """
    return -pull * sensitivity * log_price


@rule
def felt_price_sensitivity(customer: Customer, bond: float, bond_premium: float) -> float:
    """A bond dulls the eye for price."""
    return customer.price_sensitivity * (1.0 - bond_premium * bond)


@rule
def appeal_of_staying(customer: Customer, relation: Relation, scene: Scene, firm: int, sensitivity: float) -> float:
    """The present firm's appeal: satisfaction, bond, knowledge of each other, the trouble of leaving, price, fit."""
    world = scene.world
    offer = scene.offers[firm, customer.segment]
    segment = scene.segments[customer.segment]
    return (
        world.satisfaction_pull * (relation.satisfaction - 0.5)
        + world.bond_pull * relation.bond
        + world.knowledge_pull * relation.knowledge * segment.knowledge_worth
        + world.reward_pull * offer.reward
        - world.grievance_push * relation.grievance
        + customer.switching
        + fit_of(customer, offer, world.fit_pull)
        + price_appeal(offer.log_price + math.log(1.0 - customer.discount), sensitivity, world.price_pull)
    )


@rule
def appeal_of(customer: Customer, scene: Scene, firm: int, sensitivity: float, poached: bool) -> float:
    """Another firm's appeal: believed reputation, a friend's word, fit, promise and price with any offer."""
    world = scene.world
    offer = scene.offers[firm, customer.segment]
    told = customer.told_strength if customer.told_of == firm else 0.0
    discount = max(offer.joining_discount, offer.poaching_discount if poached else 0.0)
    return (
        world.belief_pull * (customer.beliefs[firm] + 0.5 * offer.promise - scene.usual_standing)
        + world.recommendation_pull * told
        - world.contract_shyness * offer.contract_months / 12.0
        + 0.5 * world.reward_pull * offer.reward
        + fit_of(customer, offer, world.fit_pull)
        + price_appeal(offer.log_price + math.log(1.0 - discount), sensitivity, world.price_pull)
    )


@rule
def poached_by(customer: Customer, satisfaction: float, scene: Scene, who: int) -> int:
    """The rival whose offer reaches an unhappy customer this month, or -1; of several the one that reached it best."""
    caller = -1
    if customer.provider < 0:
        return caller
    unhappy = within(2.0 * (0.6 - satisfaction), 0.0, 1.0)
    nearest = 1.0
    for firm in range(scene.firms):
        offer = scene.offers[firm, customer.segment]
        if not offer.open or offer.poaching <= 0.0 or firm == customer.provider:
            continue
        draw = luck(scene.key, scene.clock, who, POACH + firm)
        if draw < offer.poaching * unhappy:
            scene.books[firm, customer.segment].offers += 1
            if draw < nearest:
                nearest = draw
                caller = firm
    return caller


@rule
def chance_of_looking(customer: Customer, relation: Relation, scene: Scene, offer: Offer, risen: float) -> float:
    """How likely a customer of a firm is to look round of its own accord this month."""
    world = scene.world
    if customer.contract_left > 0:
        return 0.0
    months = offer.contract_months
    usual = customer.restlessness * (months if months > 1.0 else 1.0)
    looking = either(min(1.0, usual), unrest_from(relation.satisfaction, world.unrest_point, world.unrest))
    looking = either(looking, world.friend_calls * customer.told_strength)
    looking = either(looking, min(1.0, world.price_wakes * (offer.price_rise + risen)))
    if customer.outgrowing > 0:
        looking = either(looking, 0.5)
    return looking


@rule
def end_of_discount(customer: Customer, scene: Scene) -> float:
    """Ends a welcome discount after a year, or when the contract does; returns the price's rise, as a logarithm."""
    if customer.discount <= 0.0 or scene.clock - customer.joined < 12 or customer.contract_left > 0:
        return 0.0
    risen = -math.log(1.0 - customer.discount)
    customer.discount = 0.0
    return risen


@rule
def is_let_go(customer: Customer, scene: Scene, who: int, offer: Offer) -> bool:
    """Whether the firm lets a small account go this month; a shop cannot."""
    if offer.release <= 0.0 or customer.contract_left > 0 or scene.repertoire:
        return False
    return (
        tier(customer.spend * customer.grown, offer) == -1
        and luck(scene.key, scene.clock, who, RELEASE) < offer.release
    )


@rule
def best_choice(customer: Customer, relation: Relation, scene: Scene, who: int, poacher: int, may_stay: bool) -> int:
    """The firm with the greatest appeal among those the customer thinks of; OUTSIDE is to go without."""
    world = scene.world
    bond = relation.bond if customer.provider >= 0 else 0.0
    sensitivity = felt_price_sensitivity(customer, bond, world.bond_premium)
    choice = OUTSIDE
    best = scene.outside + noise(luck(scene.key, scene.clock, who, NOISE_OUTSIDE), world.choice_noise)
    for firm in range(scene.firms):
        offer = scene.offers[firm, customer.segment]
        if not offer.open:
            continue
        if firm == customer.provider:
            if not may_stay:
                continue
            appeal = appeal_of_staying(customer, relation, scene, firm, sensitivity)
        else:
            comes_to_mind = luck(scene.key, scene.clock, who, CONSIDER + firm) < offer.presence
            if not (comes_to_mind or customer.told_of == firm or poacher == firm):
                continue
            appeal = appeal_of(customer, scene, firm, sensitivity, poacher == firm)
        appeal += noise(luck(scene.key, scene.clock, who, NOISE + firm), world.choice_noise)
        if appeal > best:
            best = appeal
            choice = firm
    return choice


@rule
def decide(customer: Customer, relation: Relation, scene: Scene, who: int, risen: float) -> tuple[int, int]:
    """Stay, or look round and choose: returns the firm taken, OUTSIDE or STAY, and the poacher who called (or -1)."""
    provider = customer.provider
    draw = luck(scene.key, scene.clock, who, LOOK)
    if provider < 0:
        looking = either(scene.world.prospect_looks, scene.world.friend_calls * customer.told_strength)
        if draw >= looking:
            return STAY, -1
        return best_choice(customer, relation, scene, who, -1, False), -1
    offer = scene.offers[provider, customer.segment]
    closed = not offer.open or is_let_go(customer, scene, who, offer)
    poacher = poached_by(customer, relation.satisfaction, scene, who) if customer.contract_left <= 0 else -1
    looking = 1.0 if closed else chance_of_looking(customer, relation, scene, offer, risen) * (1.0 - scene.captivity)
    if poacher >= 0:
        looking = either(looking, (1.0 - 0.7 * relation.bond) * (1.0 - scene.captivity))
    if draw >= looking:
        return STAY, -1
    choice = best_choice(customer, relation, scene, who, poacher, not closed)
    return (STAY if choice == provider else choice), poacher
