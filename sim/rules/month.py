"""A customer's month, act by act; each act reads what the last one left and writes only the customer's own records."""

from sim.luck import A_FIRM
from sim.rules.bond import bond_after, presence_of
from sim.rules.choice import STAY, decide, end_of_discount
from sim.rules.comings import come_and_go, enter
from sim.rules.contact import stay_in_contact, warmth
from sim.rules.kinds import Customer, Events, Layers, Relation, Scene, Town
from sim.rules.ladder import satisfaction_from, settle_impressions, weigh_layers
from sim.rules.recovery import complain
from sim.rules.rule import act, rule
from sim.rules.service import be_served
from sim.rules.shopping import shop
from sim.rules.switching import move
from sim.rules.wallet import bring_referral_value, count_in, use_provider
from sim.rules.word_of_mouth import campaigns, forget_recommendations, hear, is_heard, settle_beliefs, talk


@rule
def moves_most(customer: Customer, scene: Scene, firm: int, mood: float) -> bool:
    """Whether a firm is what a customer will talk of: the one that moved it most; of equals its own."""
    if not scene.repertoire:
        return True
    this, other = abs(mood - 0.5), abs(customer.mood - 0.5)
    return this > other or (this == other and firm == customer.provider)


@rule
def live_with(
    customer: Customer, relation: Relation, scene: Scene, who: int, firm: int, offset: int, felt: Layers
) -> None:
    """Moments of truth, complaint, contact, satisfaction and bond with one firm (phases 5 to 9)."""
    world = scene.world
    meetings = be_served(customer, relation, scene, who, firm, offset, felt)
    complain(customer, relation, scene, who, firm, offset, felt)
    meetings += stay_in_contact(customer, relation, scene, who, firm, offset, felt)
    appraisal, gate = weigh_layers(customer, relation, scene, felt)
    settle_impressions(customer, relation, scene, firm, meetings, felt)
    mood = satisfaction_from(appraisal, world.satisfaction_scale)
    relation.satisfaction += world.satisfaction_memory * (mood - relation.satisfaction)
    if moves_most(customer, scene, firm, mood):
        customer.mood = mood
        customer.mood_about = firm
    offer = scene.offers[firm, customer.segment]
    tolerated = min(offer.frequency, scene.segments[customer.segment].contact_tolerance)
    genuine = relation.sincerity * warmth(tolerated, world.contact_half)
    present = presence_of(relation.asked == 2, genuine)
    delight = max(0.0, mood - 0.5)
    relation.bond = bond_after(relation.bond, felt[4], delight, gate, present, world.bond_growth, world.bond_fade)


@act
def meet_firms(scene: Scene, town: Town, who: int) -> None:
    """What the month brings from the customer's firm or firms, and what the customer will say of it."""
    customer = town.customers[who]
    town.said[who] = 0
    enter(customer, scene)
    customer.meetings = 0
    customer.month_cost = 0.0
    customer.margin = 0.0
    customer.saving = 0.0
    if customer.provider < -1:
        return
    if scene.repertoire:
        visit_shops(scene, town, who)
    elif customer.provider >= 0 and scene.offers[customer.provider, customer.segment].open:
        live_with(customer, town.relations[who, 0], scene, who, customer.provider, 0, scene.felt)
    speak(scene, town, who)


@act
def visit_shops(scene: Scene, town: Town, who: int) -> None:
    """In repertoire markets the month is lived with every shop bought at within a year."""
    customer = town.customers[who]
    customer.mood = 0.5
    customer.mood_about = customer.provider
    for firm in range(scene.firms):
        relation = town.relations[who, firm]
        remembered = relation.last_bought >= 0 and scene.clock - relation.last_bought < 12
        if remembered and scene.offers[firm, customer.segment].open:
            live_with(customer, relation, scene, who, firm, A_FIRM * firm, scene.felt)


@act
def speak(scene: Scene, town: Town, who: int) -> None:
    """What the customer will say this month, and of which firm; a campaign against a betrayer drowns all else."""
    customer = town.customers[who]
    about = customer.mood_about
    if campaigns(customer, scene):
        town.said[who] = -100
        town.said_of[who] = customer.betrayed_by
    elif customer.provider >= 0 and about >= 0:
        slot = about if scene.repertoire else 0
        town.said[who] = talk(customer, town.relations[who, slot], scene, who, about)
        town.said_of[who] = about


@act
def hear_friends(scene: Scene, town: Town, who: int) -> None:
    """Listening to friends, and beliefs settling (phase 10)."""
    customer = town.customers[who]
    if customer.provider < -1:
        return
    relation = town.relations[who, max(customer.provider, 0) if scene.repertoire else 0]
    forget_recommendations(customer)
    first = town.tie_start[who]
    for tie in range(town.tie_start[who + 1] - first):
        friend = town.tie_to[first + tie]
        strong = tie < town.close[who]
        if town.said[friend] != 0 and is_heard(scene, who, tie, strong):
            hear(customer, relation, scene, who, friend, town.said_of[friend], town.said[friend] / 100.0, strong)
    settle_beliefs(customer, scene)


@act
def choose_and_buy(scene: Scene, town: Town, who: int) -> None:
    """Looking and choosing, buying, coming and going (phases 11, 12 and 14)."""
    customer = town.customers[who]
    if customer.provider < -1:
        return
    if scene.repertoire:
        shop(customer, town.relations[who], scene, who, scene.appeals)
        relation = town.relations[who, max(customer.provider, 0)]
    else:
        relation = town.relations[who, 0]
        risen = end_of_discount(customer, scene)
        choice_made, poacher = decide(customer, relation, scene, who, risen)
        if choice_made != STAY:
            move(customer, relation, scene, who, choice_made, poacher)
        elif customer.provider >= 0:
            renew(customer, scene)
        if customer.provider >= 0:
            use_provider(customer, relation, scene, who)
    come_and_go(customer, relation, scene, who)
    be_counted(scene, town, who)


@rule
def renew(customer: Customer, scene: Scene) -> None:
    """A contract runs down a month; one that has ended is renewed by staying."""
    if customer.contract_left > 0:
        customer.contract_left -= 1
    else:
        customer.contract_left = max(0, int(scene.offers[customer.provider, customer.segment].contract_months) - 1)


@act
def be_counted(scene: Scene, town: Town, who: int) -> None:
    """The customer is counted where it stands, for what its firm knows of its customers."""
    customer = town.customers[who]
    if customer.provider >= 0:
        slot = customer.provider if scene.repertoire else 0
        count_in(customer, town.relations[who, slot], scene, customer.provider)


@act
def remember_referral(scene: Scene, town: Town, who: int) -> None:
    """What a referred customer brought this month is remembered in the friend's favour (a memo item)."""
    bring_referral_value(town.customers[who], town.customers, scene)


@rule
def file_page(scene: Scene, log: Events, filed: int) -> int:
    """Moves the events of the customer in hand to the month's log; returns how many lines that then has."""
    for line in range(min(scene.written, len(scene.page))):
        if filed < len(log):
            log[filed] = scene.page[line]
        filed += 1
    filed += max(0, scene.written - len(scene.page))
    scene.written = 0
    return filed


@rule
def everybody_meets_firms(scene: Scene, town: Town, log: Events, filed: int) -> int:
    """The first act, for every row."""
    for who in range(len(town.customers)):
        meet_firms(scene, town, who)
        if scene.written:
            filed = file_page(scene, log, filed)
    return filed


@rule
def everybody_hears_friends(scene: Scene, town: Town, log: Events, filed: int) -> int:
    """The second act, for every row."""
    for who in range(len(town.customers)):
        hear_friends(scene, town, who)
        if scene.written:
            filed = file_page(scene, log, filed)
    return filed


@rule
def everybody_chooses_and_buys(scene: Scene, town: Town, log: Events, filed: int) -> int:
    """The third act, for every row."""
    for who in range(len(town.customers)):
        choose_and_buy(scene, town, who)
        if scene.written:
            filed = file_page(scene, log, filed)
    return filed


@rule
def everybody_remembers_referrals(scene: Scene, town: Town, log: Events, filed: int) -> int:
    """The fourth act, for every row."""
    for who in range(len(town.customers)):
        remember_referral(scene, town, who)
    return filed


@rule
def everybody_is_counted(scene: Scene, town: Town) -> None:
    """Counts all customers where they stand, as at the opening."""
    for who in range(len(town.customers)):
        be_counted(scene, town, who)
