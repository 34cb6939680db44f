"""Moments of truth: what a customer meets at the first three layers, and the slips among it."""

from sim.luck import ENCOUNTERS, SEVERITY, SHORT, SLIP, luck
from sim.rules import journal
from sim.rules.journal import note
from sim.rules.kinds import Book, Customer, Layers, Offer, Relation, Scene, Segment
from sim.rules.money import charge
from sim.rules.numbers import grains, occurrences, within
from sim.rules.rule import rule

MINOR, MAJOR = 1, 2
SYSTEMS = 1


@rule
def tier(needs: float, offer: Offer) -> int:
    """Whether a firm treats somebody with these needs as a key account (1), as usual (0) or as a small account (-1)."""
    if needs >= offer.key_from:
        return 1
    if needs < offer.small_below:
        return -1
    return 0


@rule
def fault_free(chance: float, meetings: int) -> float:
    """The chance that none of several encounters fails.

    >>> fault_free(0.1, 2)
    0.81
    """
    spared = 1.0
    for _ in range(meetings):
        spared *= 1.0 - chance
    return spared


@rule
def felt_after_slip(quality: float, low: float, sets_layer: float) -> float:
    """How a layer looks in the month of a slip: low however good the rest, as far as one slip decides (claim C8).

    >>> felt_after_slip(0.9, 0.1, 1.0), felt_after_slip(0.9, 0.1, 0.0)
    (0.1, 0.9)
    """
    return low * sets_layer + quality * (1.0 - sets_layer)


@rule
def quality_met(layer: int, standing: int, offer: Offer, segment: Segment, relation: Relation) -> float:
    """A layer as delivered to this customer: the firm's quality, its care for key accounts, its knowledge of them."""
    quality = offer.quality[layer]
    if layer == 1:
        quality += 0.1 * segment.self_service_taste * offer.self_service
    if standing == 1:
        if layer == 1:
            quality += 0.25 * offer.key_delivery * (1.0 - quality)
        elif layer == 2:
            quality += 0.25 * offer.key_planning * (1.0 - quality)
    elif standing == -1 and layer == 2:
        quality *= 0.4 + 0.6 * offer.small_attention
    if layer == 2:
        quality += 0.5 * segment.knowledge_worth * relation.knowledge * (1.0 - quality)
    return within(quality, 0.0, 1.0)


@rule
def meetings_of(customer: Customer, relation: Relation, scene: Scene, who: int) -> int:
    """How often customer and firm meet this month: by chance, or where there are many shops, for last month's buys."""
    if scene.repertoire:
        return relation.bought
    return occurrences(luck(scene.key, scene.clock, who, ENCOUNTERS), customer.rate * scene.demand)


@rule
def be_served(
    customer: Customer, relation: Relation, scene: Scene, who: int, firm: int, offset: int, felt: Layers
) -> int:
    """A month's encounters; each layer may fail, and one slip decides how it looks all month; returns how many."""
    offer = scene.offers[firm, customer.segment]
    segment = scene.segments[customer.segment]
    book = scene.books[firm, customer.segment]
    meetings = meetings_of(customer, relation, scene, who)
    standing = tier(customer.spend * customer.grown, offer)
    customer.meetings = min(127, customer.meetings + meetings)
    relation.incident = -1
    relation.severity = 0
    relation.handled = 0
    book.encounters += meetings
    if standing == -1:
        book.spared += grains(meetings * (1.0 - offer.small_attention))
    supplied = offer.key_supplied if standing == 1 else offer.supplied
    went_short = meetings > 0 and supplied < 1.0 and luck(scene.key, scene.clock, who, SHORT) > supplied
    if went_short:
        book.short += 1
    for layer in range(3):
        quality = quality_met(layer, standing, offer, segment, relation)
        felt[layer] = quality if meetings > 0 else relation.seen[layer]
        if meetings == 0:
            continue
        slipped = luck(scene.key, scene.clock, who, offset + SLIP + layer) > fault_free(offer.slip[layer], meetings)
        if slipped or (went_short and layer == SYSTEMS):
            suffer_slip(customer, relation, scene, who, firm, offset, layer, felt)
    bear_cost_of_serving(customer, segment, offer, book, scene, firm, meetings)
    return meetings


@rule
def suffer_slip(
    customer: Customer,
    relation: Relation,
    scene: Scene,
    who: int,
    firm: int,
    offset: int,
    layer: int,
    felt: Layers,
) -> None:
    """One slip, minor or major, and what it makes of the layer; the worst of a month is the month's incident."""
    world = scene.world
    book = scene.books[firm, customer.segment]
    severity = MAJOR if luck(scene.key, scene.clock, who, offset + SEVERITY + layer) < world.major_share else MINOR
    low = world.felt_major if severity == MAJOR else world.felt_minor
    felt[layer] = felt_after_slip(felt[layer], min(low, felt[layer]), world.slip_sets_layer)
    if severity == MAJOR:
        book.slips_major += 1
    else:
        book.slips_minor += 1
    if severity > relation.severity:
        relation.incident = layer
        relation.severity = severity
    note(scene, who, journal.SLIP, firm, -1, layer, severity - 1, 0.0)


@rule
def bear_cost_of_serving(
    customer: Customer, segment: Segment, offer: Offer, book: Book, scene: Scene, firm: int, meetings: int
) -> None:
    """Encounters cost less where customers help themselves and where both sides have learnt."""
    by_people = meetings * offer.encounter_cost * segment.serve_weight * (1.0 - 0.7 * offer.self_service)
    together = scene.clock - customer.joined if firm == customer.provider else 0
    saved = by_people * learnt(scene.world.learning, together)
    book.serving += charge(customer, scene, firm, by_people - saved)
    if firm == customer.provider:
        customer.saving = saved


@rule
def learnt(most: float, months: int) -> float:
    """Share of the cost to serve that so many months together save.

    >>> learnt(0.25, 24)
    0.125
    """
    return most * months / (months + 24.0)
