"""Complaint and recovery: who speaks up after a failure, and what the firm makes of it."""

from sim.luck import COMPLAIN, SETTLE, luck
from sim.rules import journal
from sim.rules.journal import note
from sim.rules.kinds import Customer, Layers, Relation, Scene
from sim.rules.money import charge
from sim.rules.numbers import within
from sim.rules.rule import rule
from sim.rules.service import MAJOR

SILENT, UNRESOLVED, RESOLVED, QUICK = 1, 2, 3, 4


@rule
def chance_of_complaint(usual: float, ease: float, readiness: float, voice: float, bond: float) -> float:
    """Complaints come more readily where complaining is easy (claim C17), and from customers who care for the firm.

    >>> round(chance_of_complaint(0.4, 0.5, 1.0, 1.0, 0.0), 3)
    0.4
    >>> round(chance_of_complaint(0.4, 0.25, 1.0, 1.0, 0.0), 3)
    0.2
    """
    return min(0.95, usual * 2.0 * ease * readiness * (1.0 + voice * bond))


@rule
def hurt_left(harm: float, handled: int, failed_recovery: float, resolved_heals: float, quick_heals: float) -> float:
    """The grievance a failure leaves, by how it was handled; a failed recovery hurts more than the failure.

    >>> [round(hurt_left(1.0, handled, 1.35, 0.6, 0.95), 2) for handled in (1, 2, 3, 4)]
    [1.0, 1.35, 0.4, 0.05]
    """
    if handled == 2:
        return harm * failed_recovery
    if handled == 3:
        return harm * (1.0 - resolved_heals)
    if handled == 4:
        return harm * (1.0 - quick_heals)
    return harm


@rule
def handling(customer: Customer, relation: Relation, scene: Scene, who: int, firm: int, offset: int) -> int:
    """How an incident was handled: silent (1), unresolved (2), resolved (3) or resolved quickly (4)."""
    world = scene.world
    offer = scene.offers[firm, customer.segment]
    usual = world.complain_major if relation.severity == MAJOR else world.complain_minor
    chance = chance_of_complaint(usual, offer.ease, customer.readiness, world.voice, relation.bond)
    if luck(scene.key, scene.clock, who, offset + COMPLAIN) >= chance:
        return SILENT
    settling = luck(scene.key, scene.clock, who, offset + SETTLE)
    if settling >= offer.settled:
        return UNRESOLVED
    return QUICK if settling < offer.settled * offer.quick else RESOLVED


@rule
def complain(
    customer: Customer, relation: Relation, scene: Scene, who: int, firm: int, offset: int, felt: Layers
) -> None:
    """Whoever suffered complains or keeps silent; what is put right quickly is nearly as good as no failure."""
    relation.grievance *= 1.0 - scene.world.grievance_fade
    if relation.incident < 0:
        return
    world = scene.world
    book = scene.books[firm, customer.segment]
    handled = handling(customer, relation, scene, who, firm, offset)
    relation.handled = handled
    harm = world.grievance_major if relation.severity == MAJOR else world.grievance_minor
    harm *= 1.0 - world.bond_softens * relation.bond
    left = hurt_left(harm, handled, world.failed_recovery, world.resolved_heals, world.quick_heals)
    relation.grievance = within(relation.grievance + left, 0.0, 1.0)
    if handled == SILENT:
        book.silent += 1
        return
    settle_complaint(customer, relation, scene, who, firm, felt)


@rule
def settle_complaint(customer: Customer, relation: Relation, scene: Scene, who: int, firm: int, felt: Layers) -> None:
    """A recorded complaint: its cost, and what recovery makes good; a major failure left unresolved is a betrayal."""
    world = scene.world
    offer = scene.offers[firm, customer.segment]
    book = scene.books[firm, customer.segment]
    layer = relation.incident
    handled = relation.handled
    cost = charge(customer, scene, firm, offer.complaint_cost * (1.0 + 0.5 * (handled - 2)))
    book.complaints += 1
    book.recovery += cost
    if handled == UNRESOLVED:
        book.unresolved += 1
        if relation.severity == MAJOR:
            relation.bond *= 1.0 - world.bond_break
            customer.betrayed = int(world.betrayed_months)
            customer.betrayed_by = firm
    elif handled == RESOLVED:
        book.resolved += 1
        felt[layer] += world.resolved_heals * (offer.quality[layer] - felt[layer])
    else:
        book.quick += 1
        felt[layer] += world.quick_heals * (offer.quality[layer] - felt[layer])
    note(scene, who, journal.COMPLAIN, firm, -1, layer, 0, cost)
    note(scene, who, journal.RESOLVE, firm, -1, layer, handled - 2, cost)
