"""Money between a customer and a firm, booked on both sides at once."""

from sim.rules.kinds import Customer, Scene
from sim.rules.numbers import coins
from sim.rules.rule import rule

ACQUISITION, BASE, GROWTH, CHEAPER_SERVICE, REFERRALS, PREMIUM = range(6)


@rule
def charge(customer: Customer, scene: Scene, firm: int, amount: float) -> float:
    """A firm spends something on a customer; returns the amount in whole coins, for the firm's book."""
    cost = coins(amount)
    customer.cost += cost
    if firm == customer.provider:
        customer.month_cost += cost
    credit(customer, scene, firm, -cost)
    return cost


@rule
def credit(customer: Customer, scene: Scene, firm: int, amount: float) -> None:
    """What the customer is worth to our firm since the strategies parted, and to its holder in the run-off."""
    if firm == scene.us and scene.clock > scene.since:
        customer.earned += amount
    if customer.held_by == firm:
        scene.books[firm, customer.segment].held_profit += amount


@rule
def bear_late_cost(customer: Customer, scene: Scene) -> None:
    """What the provider spent this month and no purchase has been set against, taken from the customer's value."""
    cost = customer.month_cost
    customer.month_cost = 0.0
    customer.margin -= cost
    if scene.clock > scene.since:
        scene.value[customer.provider, year_of(scene.clock - customer.joined), BASE] -= cost


@rule
def year_of(months: int) -> int:
    """The year of a relationship, counted from 0; the last holds all later ones.

    >>> year_of(11), year_of(12), year_of(500)
    (0, 1, 9)
    """
    return min(months // 12, 9)
