"""The ladder: how five layers, climbed in order, make satisfaction."""

import math

from sim.rules.kinds import Customer, Layers, Relation, Scene
from sim.rules.numbers import within
from sim.rules.rule import rule


@rule
def response(surprise: float, zone: float, steepness: float, loss_aversion: float) -> float:
    """How strongly a gap to expectation is felt: not at all inside the zone of tolerance, exponentially beyond (C7).

    >>> response(0.05, 0.06, 2.5, 2.0)
    0.0
    >>> round(response(0.26, 0.06, 2.5, 2.0), 4), round(response(-0.26, 0.06, 2.5, 2.0), 4)
    (0.2595, -0.519)
    """
    beyond = abs(surprise) - zone
    if beyond <= 0.0:
        return 0.0
    felt = (math.exp(steepness * beyond) - 1.0) / steepness if steepness > 1e-9 else beyond
    return felt if surprise > 0.0 else -loss_aversion * felt


@rule
def opening(seen: float, floor: float, steepness: float) -> float:
    """How far a layer opens the way to the next: a soft step at the customer's own floor.

    >>> round(opening(0.35, 0.35, 12.0), 2), round(opening(0.7, 0.35, 12.0), 2)
    (0.5, 0.99)
    """
    return 1.0 / (1.0 + math.exp(-steepness * (seen - floor)))


@rule
def counted(appraisal: float, gate: float) -> float:
    """Good news counts as far as the gate is open; bad news in full.

    >>> counted(0.4, 0.5), counted(-0.4, 0.5)
    (0.2, -0.4)
    """
    return gate * appraisal if appraisal > 0.0 else appraisal


@rule
def satisfaction_from(appraisal: float, scale: float) -> float:
    """Satisfaction between 0 and 1; one half is as expected.

    >>> satisfaction_from(0.0, 3.5)
    0.5
    """
    return 1.0 / (1.0 + math.exp(min(500.0, max(-500.0, -scale * appraisal))))


@rule
def impression_of(customer: Customer, relation: Relation) -> float:
    """How good a firm is in a customer's eyes: the layers as seen, weighted by what matters to the customer."""
    impression, weights = 0.0, 0.0
    for layer in range(5):
        impression += customer.importance[layer] * relation.seen[layer]
        weights += customer.importance[layer]
    return impression / weights


@rule
def weigh_layers(customer: Customer, relation: Relation, scene: Scene, felt: Layers) -> tuple[float, float]:
    """The month's appraisal over all layers; returns it with the last gate."""
    world = scene.world
    segment = scene.segments[customer.segment]
    appraisal, weights = 0.0, 0.0
    gate = 1.0
    for layer in range(5):
        weight = customer.importance[layer] * segment.tilt[layer]
        value = felt[layer] - scene.standard[layer]
        surprise = felt[layer] - customer.expected[layer]
        reaction = response(surprise, world.tolerance_zone, world.steepness, world.loss_aversion)
        appraisal += weight * counted(world.value_weight * value + world.surprise_weight * reaction, gate)
        weights += weight
        if layer < 4:
            open_now = opening(relation.seen[layer], customer.floor, world.gate_steepness)
            gate *= 1.0 - world.ladder * (1.0 - open_now)
    return appraisal / max(weights, 1e-12), gate


@rule
def settle_impressions(
    customer: Customer, relation: Relation, scene: Scene, firm: int, meetings: int, felt: Layers
) -> None:
    """Impressions follow what was felt; expectations follow impressions part of the way.

    For the rest they follow what the market offers and the best that friends tell of.
    """
    world = scene.world
    segment = scene.segments[customer.segment]
    for layer in range(5):
        felt[layer] = within(felt[layer], 0.0, 1.0)
        if layer >= 3 or meetings > 0:
            relation.seen[layer] += world.memory * (felt[layer] - relation.seen[layer])
        if firm != customer.provider:
            continue
        known = within(scene.standard[layer] + segment.needs[layer] + customer.aspiration, 0.0, 1.0)
        anchor = world.own_experience * relation.seen[layer] + (1.0 - world.own_experience) * known
        customer.expected[layer] += world.expectation_drift * (anchor - customer.expected[layer])
