"""Contact: cards and calls, questions and answers, visits with content."""

from sim.luck import ANSWER, ASK, CARDS, TRAINING, VISIT, luck
from sim.rules import journal
from sim.rules.journal import note
from sim.rules.kinds import Customer, Layers, Relation, Scene
from sim.rules.money import charge
from sim.rules.numbers import within
from sim.rules.rule import rule
from sim.rules.service import tier

ANSWERED, UNANSWERED, UNWANTED, VISITED, TRAINED = range(5)


@rule
def warmth(contacts: float, half: float) -> float:
    """How much of what contact can do so many contacts a month do.

    >>> warmth(0.5, 0.5), warmth(0.0, 0.5)
    (0.5, 0.0)
    """
    return contacts / (contacts + half)


@rule
def contact_felt(quality: float, warm: float, sincerity: float, neutral: float) -> float:
    """The contact layer: genuine contact lifts it toward the firm's quality, silence leaves it neutral.

    Rude contact, of a quality below neutral, is worse than none.

    >>> round(contact_felt(0.8, 0.5, 1.0, 0.3), 3), round(contact_felt(0.1, 0.5, 1.0, 0.3), 3)
    (0.55, 0.2)
    """
    return neutral * (1.0 - warm) + quality * sincerity * warm


@rule
def contact_betrayed(neutral: float, warm: float, hypocrisy: float) -> float:
    """The contact layer after an unanswered plea: below neutral, and the lower the more cards came before (claim C13).

    >>> round(contact_betrayed(0.3, 0.0, 0.5), 3), contact_betrayed(0.3, 0.6, 0.5)
    (0.15, 0.0)
    """
    return max(0.0, 0.5 * neutral - hypocrisy * warm)


@rule
def stay_in_contact(
    customer: Customer, relation: Relation, scene: Scene, who: int, firm: int, offset: int, felt: Layers
) -> int:
    """A month of contact: what the firm sends, what is asked, whether anybody answers; returns the visits paid."""
    offer = scene.offers[firm, customer.segment]
    segment = scene.segments[customer.segment]
    world = scene.world
    book = scene.books[firm, customer.segment]
    sent = int(offer.frequency + luck(scene.key, scene.clock, who, offset + CARDS))
    warm = warmth(min(offer.frequency, segment.contact_tolerance), world.contact_half)
    asked = luck(scene.key, scene.clock, who, offset + ASK) < world.ask_rate
    answered = asked and luck(scene.key, scene.clock, who, offset + ANSWER) < offer.answer
    relation.asked = (2 if answered else 1) if asked else 0
    relation.sincerity += world.sincerity_hearsay * (offer.answer - relation.sincerity)
    if asked:
        relation.sincerity += world.sincerity_memory * ((1.0 if answered else 0.0) - relation.sincerity)
    felt[3] = contact_felt(offer.quality[3], warm, relation.sincerity, world.contact_neutral)
    felt[4] = offer.quality[4] * (0.3 + 0.7 * warm * relation.sincerity)
    if answered:
        felt[3] += 0.5 * (offer.quality[3] - felt[3])
    elif asked:
        felt[3] = contact_betrayed(world.contact_neutral, warm, world.hypocrisy)
        relation.bond *= 1.0 - 0.3 * world.bond_break * warm
    unwanted = max(0.0, sent - segment.contact_tolerance)
    felt[3] = max(0.0, felt[3] - world.irritation * unwanted)
    book.contacts += sent
    book.unwanted += 1 if unwanted > 0.0 else 0
    book.asked += 1 if asked else 0
    book.unanswered += 1 if asked and not answered else 0
    book.contacting += charge(
        customer, scene, firm, sent * offer.contact_cost + (offer.answer_cost if answered else 0.0)
    )
    if asked:
        note(scene, who, journal.CONTACT, firm, -1, 3, ANSWERED if answered else UNANSWERED, 0.0)
    if unwanted > 0.0:
        note(scene, who, journal.CONTACT, firm, -1, 3, UNWANTED, 0.0)
    return be_visited(customer, relation, scene, who, firm, offset, felt)


@rule
def lifted(felt: Layers, lift: float) -> float:
    """A layer after a visit that closes part of the gap to perfect.

    >>> lifted(0.6, 0.25)
    0.7
    """
    return felt + lift * (1.0 - felt)


@rule
def be_visited(
    customer: Customer, relation: Relation, scene: Scene, who: int, firm: int, offset: int, felt: Layers
) -> int:
    """Visits, technical service, training: contact with content, lifting product and execution; returns how many."""
    offer = scene.offers[firm, customer.segment]
    segment = scene.segments[customer.segment]
    standing = tier(customer.spend * customer.grown, offer)
    by_management = offer.key_visits if standing == 1 else 0.0
    attention = offer.small_attention if standing == -1 else 1.0
    if offer.technicians + by_management + offer.training <= 0.0:
        know_better(customer, relation, scene, firm, 0.0)
        return 0
    book = scene.books[firm, customer.segment]
    draw = luck(scene.key, scene.clock, who, offset + VISIT)
    visited = int(offer.technicians * attention + by_management + 1.0 - draw)
    trained = int(offer.training * attention + luck(scene.key, scene.clock, who, offset + TRAINING))
    lift = scene.world.visit_lift
    if visited > 0:
        worth = within(lift * segment.worth_of_visits, 0.0, 1.0)
        felt[2] = lifted(felt[2], worth)
        felt[3] = lifted(felt[3], worth)
        felt[0] = lifted(felt[0], 0.5 * worth)
        if draw < by_management:
            felt[4] = lifted(felt[4], worth)
        book.visits += visited
        note(scene, who, journal.CONTACT, firm, -1, 2, VISITED, 0.0)
    if trained > 0:
        worth = within(lift * segment.worth_of_training, 0.0, 1.0)
        felt[0] = lifted(felt[0], worth)
        felt[3] = lifted(felt[3], 0.5 * worth)
        book.training_days += trained
        note(scene, who, journal.CONTACT, firm, -1, 0, TRAINED, 0.0)
    visits = visited + trained
    book.visiting += charge(customer, scene, firm, visits * offer.visit_cost)
    know_better(customer, relation, scene, firm, 3.0 * visits)
    return visits


@rule
def know_better(customer: Customer, relation: Relation, scene: Scene, firm: int, visits: float) -> None:
    """The firm's people get to know the customer's own systems by working there; those who leave take it with them."""
    growth = scene.world.knowledge_growth
    leaving = scene.offers[firm, customer.segment].turnover
    met = min(relation.bought if scene.repertoire else customer.meetings, 2)
    learning = growth * (met * 0.25 + visits)
    relation.knowledge += (
        min(1.0, learning) * (1.0 - relation.knowledge) - (0.1 * growth + leaving) * relation.knowledge
    )
    relation.knowledge = within(relation.knowledge, 0.0, 1.0)
