"""Joining and leaving: what changes hands, and for which reason."""

import math

from sim.rules import journal
from sim.rules.choice import felt_price_sensitivity, is_let_go
from sim.rules.journal import note
from sim.rules.kinds import Customer, Offer, Relation, Scene
from sim.rules.ladder import impression_of
from sim.rules.money import ACQUISITION, bear_late_cost, charge
from sim.rules.numbers import within
from sim.rules.rule import rule

ADVERTISING, REFERRAL, POACHED, ARRIVAL = 1, 2, 3, 4
PRICE, BY_POACHER, OUTGROWN, RELEASED = 5, 6, 7, 8
INVOLUNTARY, OUT_OF_MARKET = 9, 10
NOBODY = -1


@rule
def worst_layer(customer: Customer, relation: Relation, scene: Scene) -> tuple[int, float]:
    """The layer that weighs most against a firm, and by how much (zero or more)."""
    worst, burden = 0, 0.0
    segment = scene.segments[customer.segment]
    weights = 0.0
    for layer in range(5):
        weights += customer.importance[layer] * segment.tilt[layer]
    weights = max(weights, 1e-12)
    for layer in range(5):
        missing = max(customer.expected[layer], scene.standard[layer]) - relation.seen[layer]
        weight = customer.importance[layer] * segment.tilt[layer] / weights
        if missing * weight > burden:
            worst, burden = layer, missing * weight
    return worst, burden


@rule
def reason_for_leaving(
    customer: Customer, relation: Relation, scene: Scene, who: int, old: int, new: int, poacher: int
) -> int:
    """The largest negative part: a layer, price, a poacher's offer, needs outgrown, or being let go."""
    world = scene.world
    offer = scene.offers[old, customer.segment]
    if offer.open and is_let_go(customer, scene, who, offer):
        return RELEASED
    if customer.outgrowing > 0:
        return OUTGROWN
    layer, burden = worst_layer(customer, relation, scene)
    felt = burden * (world.value_weight + world.loss_aversion * world.surprise_weight) * world.satisfaction_pull
    sensitivity = felt_price_sensitivity(customer, relation.bond, world.bond_premium) * world.price_pull
    dearer = offer.log_price + math.log(1.0 - customer.discount)
    lured = 0.0
    if new >= 0:
        dearer -= scene.offers[new, customer.segment].log_price
        if poacher == new:
            lured = -math.log(1.0 - scene.offers[new, customer.segment].poaching_discount) * sensitivity + 0.1
    by_price = max(dearer, 0.0) * sensitivity
    if lured >= by_price and lured >= felt and lured > 0.0:
        return BY_POACHER
    return PRICE if by_price > felt else layer


@rule
def remember(customer: Customer, relation: Relation, firm: int) -> None:
    """A former provider lives on as reputation, and as an old grievance."""
    feeling = 0.3 * (relation.satisfaction - 0.5)
    customer.beliefs[firm] = within(impression_of(customer, relation) + feeling - 0.3 * relation.grievance, 0.0, 1.0)


@rule
def leave(customer: Customer, relation: Relation, scene: Scene, who: int, new: int, reason: int) -> None:
    """Ends with the present firm; what was built up there is lost."""
    old = customer.provider
    book = scene.books[old, customer.segment]
    scene.flows[old, new if new >= 0 else scene.firms, reason] += 1
    if customer.held_by == old:
        customer.held_by = -1
        book.held_left += 1
    book.left[reason] += 1
    if reason >= INVOLUNTARY:
        note(scene, who, journal.EXIT, old, -1, -1, reason - INVOLUNTARY, 0.0)
    else:
        note(scene, who, journal.LEAVE, old, new, reason if reason < 5 else -1, reason, 0.0)
    remember(customer, relation, old)
    bear_late_cost(customer, scene)
    customer.provider = NOBODY
    customer.contract_left = 0


@rule
def join(customer: Customer, relation: Relation, scene: Scene, who: int, old: int, new: int, channel: int) -> None:
    """Starts with a firm: first impressions come from belief, expectations from its promises, costs from its offers."""
    offer = scene.offers[new, customer.segment]
    book = scene.books[new, customer.segment]
    if old < 0:
        scene.flows[scene.firms, new, OUT_OF_MARKET] += 1
    if scene.repertoire:
        customer.basket = 0.0
    else:
        begin_with(customer, relation, scene, new, offer)
    customer.provider = new
    customer.joined = scene.clock
    customer.channel = channel
    customer.referrer = customer.told_by if channel == REFERRAL else -1
    customer.contract_left = max(0, int(offer.contract_months) - 1)
    discount = offer.poaching_discount if channel == POACHED else 0.0
    customer.discount = max(discount, offer.joining_discount)
    cost = offer.joining_cost
    if channel == REFERRAL:
        cost += offer.referral_reward
        note(scene, customer.told_by, journal.REFER, new, who, -1, 0, offer.referral_reward)
    cost = charge(customer, scene, new, cost)
    customer.month_cost = 0.0
    customer.saving = 0.0
    book.acquisition += cost
    book.joined[channel] += 1
    scene.value[new, 0, ACQUISITION] -= cost if scene.clock > scene.since else 0.0
    note(scene, who, journal.JOIN, new, customer.referrer if channel == REFERRAL else old, -1, channel, cost)


@rule
def begin_with(customer: Customer, relation: Relation, scene: Scene, new: int, offer: Offer) -> None:
    """A new relation: impressions from hearsay, no bond, no grievance."""
    beyond = customer.beliefs[new] - scene.standing[new]
    for layer in range(5):
        relation.seen[layer] = within(scene.public[new, layer] + beyond, 0.0, 1.0)
        promised = within(relation.seen[layer] + offer.promise, 0.0, 1.0)
        customer.expected[layer] = max(promised, 0.5 * (promised + customer.expected[layer]))
    relation.satisfaction = 0.5
    relation.bond = 0.0
    relation.grievance = 0.0
    relation.sincerity = 1.0
    relation.knowledge = 0.0
    customer.basket = 0.0
    customer.wallet = 1.0 - 0.5 * scene.segments[customer.segment].open_wallet


@rule
def channel_of(customer: Customer, new: int, poacher: int) -> int:
    """How a new customer came: poached, by a friend's recommendation, as a newcomer to the market, or by advertising.

    A recommendation counts where a friend named this firm in the same month.
    """
    if poacher == new:
        return POACHED
    if customer.told_of == new:
        return REFERRAL
    return ARRIVAL if customer.channel < 0 else ADVERTISING


@rule
def move(customer: Customer, relation: Relation, scene: Scene, who: int, choice: int, poacher: int) -> None:
    """Carries out a decision to change firm, to go without, or to start."""
    old = customer.provider
    if old >= 0:
        reason = reason_for_leaving(customer, relation, scene, who, old, choice, poacher)
        if choice < 0 and reason != RELEASED:
            reason = OUT_OF_MARKET
        leave(customer, relation, scene, who, choice, reason)
    if choice >= 0:
        join(customer, relation, scene, who, old, choice, channel_of(customer, choice, poacher))
