"""Repertoire markets: several shops, each purchase a choice; the provider is the shop with the largest share."""

import math

from sim.luck import CONSIDER, PURCHASE, PURCHASES, luck
from sim.rules.choice import felt_price_sensitivity, fit_of, noise, poached_by, price_appeal
from sim.rules.kinds import Customer, Layers, Relation, Relations, Scene
from sim.rules.money import bear_late_cost, year_of
from sim.rules.numbers import occurrences, within
from sim.rules.rule import rule
from sim.rules.switching import OUT_OF_MARKET, channel_of, join, leave, reason_for_leaving
from sim.rules.wallet import basket_after, pay

FORGOTTEN = 11.0 / 12.0
"""What is left of a purchase's weight a month later: a memory of twelve months."""


@rule
def appeal_of_shop(
    customer: Customer, relation: Relation, belief: float, scene: Scene, firm: int, poacher: int
) -> float:
    """A shop's appeal: own experience where there is any, hearsay where not, habit, price and fit."""
    world = scene.world
    offer = scene.offers[firm, customer.segment]
    sensitivity = felt_price_sensitivity(customer, relation.bond, world.bond_premium)
    appeal = fit_of(customer, offer, world.fit_pull) + world.reward_pull * offer.reward
    discount = customer.discount if firm == customer.provider else offer.joining_discount
    if poacher == firm:
        discount = max(discount, offer.poaching_discount)
    appeal += price_appeal(offer.log_price + math.log(1.0 - discount), sensitivity, world.price_pull)
    if customer.told_of == firm:
        appeal += world.recommendation_pull * customer.told_strength
    if relation.last_bought < 0:
        return appeal + world.belief_pull * (belief + 0.5 * offer.promise - scene.usual_standing)
    return (
        appeal
        + world.satisfaction_pull * (relation.satisfaction - 0.5)
        + world.belief_pull * (seen_on_average(relation) - scene.usual_standing)
        + world.bond_pull * relation.bond
        - world.grievance_push * relation.grievance
        + world.habit_pull * relation.habit / (relation.habit + 6.0 * customer.rate)
    )


@rule
def seen_on_average(relation: Relation) -> float:
    """The plain mean of the layers as this customer sees them."""
    total = 0.0
    for layer in range(5):
        total += relation.seen[layer]
    return total / 5.0


@rule
def comes_to_mind(customer: Customer, relation: Relation, scene: Scene, who: int, firm: int, poacher: int) -> bool:
    """A shop is thought of when bought at before, advertised, named by a friend or when it calls."""
    offer = scene.offers[firm, customer.segment]
    if not offer.open:
        return False
    if relation.last_bought >= 0 or customer.told_of == firm or poacher == firm:
        return True
    return luck(scene.key, scene.clock, who, CONSIDER + firm) < offer.presence


@rule
def shop(customer: Customer, relations: Relations, scene: Scene, who: int, appeals: Layers) -> None:
    """A month's purchases, each at the shop with the greatest appeal that day."""
    poacher = poached_by(customer, relations[max(customer.provider, 0)].satisfaction, scene, who)
    for firm in range(scene.firms):
        relation = relations[firm]
        relation.bought = 0
        relation.habit *= FORGOTTEN
        appeals[firm] = -1e9
        if comes_to_mind(customer, relation, scene, who, firm, poacher):
            appeals[firm] = appeal_of_shop(customer, relation, customer.beliefs[firm], scene, firm, poacher)
    purchases = occurrences(luck(scene.key, scene.clock, who, PURCHASES), customer.rate * scene.demand)
    for purchase in range(purchases):
        firm = shop_chosen(scene, who, purchase, appeals, scene.firms)
        if firm >= 0:
            if relations[firm].last_bought < 0:
                believe_promise(customer, scene.offers[firm, customer.segment].promise)
            relations[firm].bought += 1
            relations[firm].habit += 1.0
            relations[firm].last_bought = scene.clock
    settle_provider(customer, relations, scene, who, poacher)
    pay_shops(customer, relations, scene, who, poacher)


@rule
def believe_promise(customer: Customer, promise: float) -> None:
    """A first purchase is made on the shop's promises, and raises what is expected by half of them."""
    for layer in range(5):
        customer.expected[layer] = within(customer.expected[layer] + 0.5 * promise, 0.0, 1.0)


@rule
def shop_chosen(scene: Scene, who: int, purchase: int, appeals: Layers, firms: int) -> int:
    """The shop of one purchase, or -1 to go without."""
    size = scene.world.choice_noise
    best = scene.outside + noise(luck(scene.key, scene.clock, who, PURCHASE + 16 * purchase + 15), size)
    chosen = -1
    for firm in range(firms):
        if appeals[firm] <= -1e9:
            continue
        appeal = appeals[firm] + noise(luck(scene.key, scene.clock, who, PURCHASE + 16 * purchase + firm), size)
        if appeal > best:
            best = appeal
            chosen = firm
    return chosen


@rule
def settle_provider(customer: Customer, relations: Relations, scene: Scene, who: int, poacher: int) -> None:
    """The provider is the shop with the largest share over twelve months; a year without a purchase is leaving."""
    main = -1
    most = 0.0
    for firm in range(scene.firms):
        if (
            scene.clock - relations[firm].last_bought < 12
            and relations[firm].last_bought >= 0
            and relations[firm].habit > most
        ):
            main = firm
            most = relations[firm].habit
    old = customer.provider
    if main == old:
        return
    if old >= 0:
        reason = OUT_OF_MARKET
        if main >= 0:
            reason = reason_for_leaving(customer, relations[old], scene, who, old, main, poacher)
        leave(customer, relations[old], scene, who, main, reason)
    if main >= 0:
        join(customer, relations[main], scene, who, old, main, channel_of(customer, main, poacher))


@rule
def pay_shops(customer: Customer, relations: Relations, scene: Scene, who: int, poacher: int) -> None:
    """Pays for the month's purchases; the basket grows at the provider's, a poacher's offer is honoured at once."""
    each = customer.spend / customer.rate * customer.grown
    world = scene.world
    if scene.clock - customer.joined >= 12:
        customer.discount = 0.0
    total, main = 0.0, 0.0
    for firm in range(scene.firms):
        relation = relations[firm]
        total += relation.habit
        basket, discount = 0.0, 0.0
        if firm == customer.provider:
            main = relation.habit
            discount = customer.discount
            grown = basket_after(customer.basket, relation.satisfaction, world.growth_rate, world.growth_limit)
            customer.basket = grown
            basket = grown
        if firm == poacher:
            discount = max(discount, scene.offers[firm, customer.segment].poaching_discount)
        if relation.bought > 0:
            wanted = each * relation.bought
            pay(customer, scene, who, firm, wanted, wanted * basket, discount, 1.0)
    customer.wallet = main / total if total > 0.0 else 0.0
    if customer.provider >= 0 and relations[customer.provider].bought == 0:
        pass_without_purchase(customer, scene)


@rule
def pass_without_purchase(customer: Customer, scene: Scene) -> None:
    """A month in which the main shop sold nothing: what it spent on the customer counts all the same."""
    bear_late_cost(customer, scene)
    if scene.clock > scene.since:
        scene.relationship_months[customer.provider, year_of(scene.clock - customer.joined)] += 1
