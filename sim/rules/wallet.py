"""Buying: share of wallet, growth of the basket, the premium a bond allows, and bills left unpaid."""

from typing import Any

from sim.rules import journal
from sim.rules.journal import note
from sim.rules.kinds import Customer, Offer, Relation, Scene
from sim.rules.ladder import impression_of
from sim.rules.money import BASE, CHEAPER_SERVICE, GROWTH, PREMIUM, REFERRALS, charge, credit, year_of
from sim.rules.numbers import coins, grains, within
from sim.rules.rule import rule
from sim.rules.service import tier


@rule
def wallet_sought(satisfaction: float, bond: float, open_wallet: float) -> float:
    """The share of wallet a customer wants to give its provider: all of it when delighted and bound.

    >>> wallet_sought(1.0, 0.0, 0.4), wallet_sought(0.0, 0.0, 0.4)
    (1.0, 0.6)
    """
    return 1.0 - open_wallet * (1.0 - within(satisfaction + 0.5 * bond, 0.0, 1.0))


@rule
def basket_after(basket: float, satisfaction: float, rate: float, limit: float) -> float:
    """How far the basket has grown: up- and cross-buying come with satisfaction and stop with dissatisfaction.

    >>> basket_after(0.0, 1.0, 0.01, 0.8), round(basket_after(0.2, 0.2, 0.01, 0.8), 3)
    (0.01, 0.194)
    """
    pleased = 2.0 * (satisfaction - 0.5)
    if pleased > -0.2:
        return max(basket, basket + rate * (pleased + 0.2) / 1.2 * (1.0 - basket / limit)) if limit > 0.0 else 0.0
    return max(0.0, basket + rate * pleased)


@rule
def withheld(satisfaction: float, most: float, captivity: float) -> float:
    """The share of the bill a dissatisfied captive customer leaves unpaid: its only way out.

    >>> round(withheld(0.1, 0.4, 1.0), 2), withheld(0.6, 0.4, 1.0), withheld(0.1, 0.4, 0.0)
    (0.32, 0.0, 0.0)
    """
    return captivity * most * max(0.0, 1.0 - 2.0 * satisfaction)


@rule
def use_provider(customer: Customer, relation: Relation, scene: Scene, who: int) -> None:
    """A month's buying in a market of one provider at a time."""
    world = scene.world
    segment = scene.segments[customer.segment]
    sought = wallet_sought(relation.satisfaction, relation.bond, segment.open_wallet)
    customer.wallet += world.wallet_drift * (sought - customer.wallet)
    customer.basket = basket_after(customer.basket, relation.satisfaction, world.growth_rate, world.growth_limit)
    wanted = customer.spend * customer.grown * customer.wallet * scene.demand
    unpaid = withheld(relation.satisfaction, world.withheld_most, scene.captivity)
    grown = wanted * customer.basket
    pay(customer, scene, who, customer.provider, wanted, grown, customer.discount, 1.0 - unpaid)


@rule
def pay(
    customer: Customer,
    scene: Scene,
    who: int,
    firm: int,
    wanted: float,
    wanted_more: float,
    discount: float,
    paid_share: float,
) -> None:
    """Money for goods: what is wanted, as far as it can be supplied; revenue split into base, growth and premium.

    The premium is what the price lies above the rivals' mean, times the quantity; it may be negative.
    """
    offer = scene.offers[firm, customer.segment]
    book = scene.books[firm, customer.segment]
    key = tier(customer.spend * customer.grown, offer) == 1
    supplied = offer.key_supplied if key else offer.supplied
    usual, grown = wanted * supplied, wanted_more * supplied
    quantity = usual + grown
    price = offer.price * (1.0 - discount)
    base = coins(usual * offer.rivals_price * paid_share)
    growth = coins(grown * offer.rivals_price * paid_share)
    premium = coins((price - offer.rivals_price) * quantity * paid_share)
    revenue = base + growth + premium
    goods = charge(customer, scene, firm, offer.goods * quantity)
    book.goods += goods
    book.rewards += charge(customer, scene, firm, offer.reward * revenue)
    customer.paid += revenue
    credit(customer, scene, firm, revenue)
    book.revenue_base += base
    book.revenue_growth += growth
    book.revenue_premium += premium
    book.unpaid += coins(price * quantity * (1.0 - paid_share))
    book.sum_volume += coins(wanted + wanted_more)
    if key:
        book.key_accounts += charge(customer, scene, firm, key_cost(offer, revenue))
        book.sum_key_volume += coins(wanted + wanted_more)
    note_purchase(scene, who, firm, base, growth, premium)
    if firm == customer.provider:
        book.revenue_by_channel[customer.channel] += revenue
        split_value(customer, scene, firm, base, growth, premium, goods * grown / quantity if quantity > 0.0 else 0.0)


@rule
def note_purchase(scene: Scene, who: int, firm: int, base: float, growth: float, premium: float) -> None:
    """Writes a month's purchase at a firm into the journal, a line for each part there is."""
    note(scene, who, journal.BUY, firm, -1, -1, 0, base)
    if growth > 0.0:
        note(scene, who, journal.BUY, firm, -1, -1, 1, growth)
    if premium != 0.0:
        note(scene, who, journal.BUY, firm, -1, -1, 2, premium)


@rule
def key_cost(offer: Offer, revenue: float) -> float:
    """Free delivery takes two percent of a key account's bill, joint planning one."""
    return max(0.0, revenue) * (0.02 * offer.key_delivery + 0.01 * offer.key_planning)


@rule
def split_value(
    customer: Customer, scene: Scene, firm: int, base: float, growth: float, premium: float, goods_of_growth: float
) -> None:
    """Reichheld's parts of a customer's value, by year of the relationship."""
    customer.margin = base + growth + premium - customer.month_cost
    cost = customer.month_cost
    customer.month_cost = 0.0
    if scene.clock <= scene.since:
        return
    year = year_of(scene.clock - customer.joined)
    parts = scene.value[firm, year]
    saved = coins(customer.saving)
    grown = growth - coins(goods_of_growth)
    parts[BASE] += base - (cost - coins(goods_of_growth)) - saved
    parts[GROWTH] += grown
    parts[CHEAPER_SERVICE] += saved
    parts[PREMIUM] += premium
    scene.relationship_months[firm, year] += 1


@rule
def count_in(customer: Customer, relation: Relation, scene: Scene, firm: int) -> None:
    """Adds a customer's state at the end of the month to what its firm knows of its customers."""
    book = scene.books[firm, customer.segment]
    book.customers += 1
    if not scene.repertoire or customer.wallet >= 0.5:
        book.loyal += 1
    book.sum_satisfaction += grains(relation.satisfaction)
    book.sum_bond += grains(relation.bond)
    book.sum_wallet += grains(customer.wallet)
    for layer in range(5):
        book.sum_seen[layer] += grains(relation.seen[layer])
        book.sum_expected[layer] += grains(customer.expected[layer])
    book.sum_impression += grains(impression_of(customer, relation))


@rule
def bring_referral_value(customer: Customer, customers: Any, scene: Scene) -> None:
    """A memo item, to one remove: what a referred customer brings, in the year of the friend who named the firm."""
    if customer.provider < 0 or customer.referrer < 0 or scene.clock <= scene.since:
        return
    friend = customers[customer.referrer]
    if friend.provider == customer.provider:
        parts = scene.value[customer.provider, year_of(scene.clock - friend.joined)]
        parts[REFERRALS] += customer.margin
