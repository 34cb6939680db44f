"""How levers are shown to the teams: what each is called, in which unit, in which group, and what it does, in brief."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sim.language.messages import noted

Group = Literal["price", "layers", "people", "contact", "complaints", "growth", "key_accounts", "other"]

GROUPS: dict[Group, str] = {
    "price": noted("Price and terms"),
    "layers": noted("The five layers"),
    "people": noted("Your people"),
    "contact": noted("Contact"),
    "complaints": noted("Complaints"),
    "growth": noted("Winning customers"),
    "key_accounts": noted("Key accounts"),
    "other": noted("Everything else"),
}
"""Groups of decisions in the order of the page."""

A_ROUND = noted("money a round")
PER_CENT = noted("%")
OF_100 = noted("0 to 100")
PER_100 = noted("per 100 customers a month")


class Shown(NamedTuple):
    """A lever as a team sees it."""

    label: str
    group: Group
    unit: str
    help: str


SHOWN: dict[str, Shown] = {
    "price": Shown(
        noted("Price"),
        "price",
        noted("% of the usual price"),
        noted("Lower wins and keeps those who count every coin, and costs the difference on every sale."),
    ),
    "discount.*": Shown(
        noted("Discount"), "price", PER_CENT, noted("Off the price for every customer of this segment.")
    ),
    "terms.loyalty_reward": Shown(
        noted("Loyalty reward"), "price", noted("% of the bill"), noted("Given back in points and bonuses.")
    ),
    "terms.contract_months": Shown(
        noted("Contract"),
        "price",
        noted("months; -1 as usual"),
        noted("Longer holds customers; fewer take it up."),
    ),
    "terms.self_service": Shown(
        noted("Self-service"),
        "price",
        noted("% of encounters"),
        noted("Settled by customers themselves: cheaper, and not to everybody's taste."),
    ),
    "spend.product": Shown(
        noted("Layer 1: product"), "layers", A_ROUND, noted("The product or service itself. Rivals see and copy it.")
    ),
    "spend.systems": Shown(
        noted("Layer 2: support systems"), "layers", A_ROUND, noted("Ordering, paying, returns. Rivals see it.")
    ),
    "spend.execution": Shown(
        noted("Layer 3: execution"),
        "layers",
        A_ROUND,
        noted("Practised process: on time, without fault. Grows slowly and needs good people."),
    ),
    "spend.contact": Shown(
        noted("Layer 4: contact"),
        "layers",
        A_ROUND,
        noted("The ways of staying in contact. Grows slowly and needs good people."),
    ),
    "spend.bond": Shown(
        noted("Layer 5: bond"),
        "layers",
        A_ROUND,
        noted("Care for customers as persons. Slowest to grow, hardest to copy."),
    ),
    "workforce.heads": Shown(
        noted("Front-line people"),
        "people",
        noted("per 1,000 customers"),
        noted("Too few are overworked: quality falls, then morale, then people leave."),
    ),
    "workforce.follow": Shown(
        noted("People follow customers"),
        "people",
        PER_CENT,
        noted("At 100 the number of people rises and falls with your customers."),
    ),
    "workforce.pay": Shown(
        noted("Pay"), "people", noted("% of what the market pays"), noted("Morale follows pay; fewer leave.")
    ),
    "workforce.pay_for_satisfaction": Shown(
        noted("Pay tied to satisfaction"),
        "people",
        noted("% of pay"),
        noted("Draws out effort, and tempts people to talk customers out of complaining."),
    ),
    "workforce.training": Shown(
        noted("Training"),
        "people",
        noted("money a person and round"),
        noted("Builds skill and morale; pays off over many rounds."),
    ),
    "workforce.authority": Shown(
        noted("Authority to put things right"),
        "people",
        OF_100,
        noted("More is settled at once, and goodwill is given away."),
    ),
    "workforce.standing": Shown(
        noted("Standing of service people"),
        "people",
        OF_100,
        noted("Conditions, culture, opportunity: at 100 it adds 15% to wages."),
    ),
    "contact.frequency": Shown(
        noted("Contacts you start"),
        "contact",
        PER_100,
        noted("Genuine contact warms; too many annoy, and people need time for them."),
    ),
    "contact.answering": Shown(
        noted("Questions answered"),
        "contact",
        noted("% of questions"),
        noted("Cards without answers turn against you."),
    ),
    "contact.personal": Shown(
        noted("How personal"),
        "contact",
        OF_100,
        noted("0 circulars, 100 from someone who knows the customer, at three times the cost."),
    ),
    "technicians.*": Shown(
        noted("Technicians' visits"), "contact", PER_100, noted("To customers of this segment: lifts execution.")
    ),
    "training.*": Shown(
        noted("Training days for customers"), "contact", PER_100, noted("For customers of this segment.")
    ),
    "listening.effort": Shown(
        noted("Listening"), "contact", OF_100, noted("Surveys, visits, complaint analysis: seeing what changes.")
    ),
    "listening.interval": Shown(
        noted("Satisfaction programme, every"), "other", noted("months"), noted("Only for the computer's programme.")
    ),
    "listening.step": Shown(
        noted("Satisfaction programme moves"),
        "other",
        noted("% of layer spending"),
        noted("Only for the computer's programme."),
    ),
    "complaints.ease": Shown(
        noted("Ease of complaining"),
        "complaints",
        OF_100,
        noted("More complaints to settle, fewer silent grievances, and lessons for execution."),
    ),
    "complaints.speed": Shown(
        noted("Speed of settling"), "complaints", OF_100, noted("Quickly settled is nearly as good as no fault.")
    ),
    "acquisition.spend": Shown(
        noted("Advertising"), "growth", A_ROUND, noted("More people who look round think of you.")
    ),
    "acquisition.discount": Shown(
        noted("New customers' discount"),
        "growth",
        noted("% in the first year"),
        noted("Wins those who come for the price and leave for it."),
    ),
    "acquisition.promise": Shown(
        noted("Promising more than you deliver"),
        "growth",
        OF_100,
        noted("Expectations rise, and disappointment with them."),
    ),
    "acquisition.referral_reward": Shown(
        noted("Referral reward"),
        "growth",
        noted("money a referral"),
        noted("Paid to a customer whose recommendation brings another."),
    ),
    "poaching.offers": Shown(
        noted("Offers to rivals' unhappy customers"),
        "growth",
        noted("% approached a month"),
        noted("Each offer costs, taken or not."),
    ),
    "poaching.discount": Shown(
        noted("Discount in these offers"), "growth", noted("% for a year"), noted("Rivals see it.")
    ),
    "targeting.*": Shown(
        noted("Weight in advertising"),
        "growth",
        noted("% of the usual"),
        noted("Shifts advertising and offers to this segment."),
    ),
    "key_accounts.share": Shown(
        noted("Key accounts"),
        "key_accounts",
        noted("% of customers"),
        noted("From the largest down. By itself it does nothing: what you do for them follows."),
    ),
    "key_accounts.visits": Shown(
        noted("Visits by management"), "key_accounts", noted("a year to each"), noted("Knows them, and warms the bond.")
    ),
    "key_accounts.delivery": Shown(
        noted("Free delivery"), "key_accounts", OF_100, noted("At 100 it costs 2% of their bills.")
    ),
    "key_accounts.planning": Shown(
        noted("Joint planning"), "key_accounts", OF_100, noted("At 100 it costs 1% of their bills.")
    ),
    "key_accounts.priority": Shown(
        noted("Supplied first"), "key_accounts", OF_100, noted("In a shortage; the others go short.")
    ),
    "key_accounts.help_to_win": Shown(
        noted("Helping them win"),
        "key_accounts",
        noted("money a round for each trusted one"),
        noted("What helps them grow in their own market grows their business with you."),
    ),
    "key_accounts.trust": Shown(
        noted("Trusted from a bond of"), "key_accounts", OF_100, noted("Only accounts with such a bond are helped.")
    ),
    "small_accounts.share": Shown(
        noted("Small accounts"),
        "other",
        noted("% of customers"),
        noted("From the smallest up. By itself it does nothing."),
    ),
    "small_accounts.attention": Shown(
        noted("Attention to small accounts"), "other", noted("% of the usual"), noted("Less saves people's time.")
    ),
    "small_accounts.release": Shown(
        noted("Small accounts let go"), "other", noted("% a month"), noted("And whatever they will say of you.")
    ),
    "flexibility.spare": Shown(
        noted("Spare people"), "people", PER_CENT, noted("Room for surges and bad months; costs their wages.")
    ),
    "flexibility.stock": Shown(
        noted("Spare stock"), "other", noted("months of sales"), noted("Supply goes on in a shortage.")
    ),
    "flexibility.allies": Shown(
        noted("Allied suppliers"), "other", noted("% of a shortfall"), noted("What others can supply for you.")
    ),
    "position_x": Shown(noted("Where the offer lies, first taste"), "other", OF_100, noted("Near to whom.")),
    "position_y": Shown(noted("Where the offer lies, second taste"), "other", OF_100, noted("Near to whom.")),
    "attention.*": Shown(
        noted("Service attention"), "people", noted("% of the usual"), noted("For this segment; takes people's time.")
    ),
}  # fmt: skip
"""Every lever, by its path; of levers by segment one for all segments."""


def shown_as(path: str) -> Shown:
    """How a lever is shown to the teams.

    >>> shown_as("price").label, shown_as("training.leisure").group
    ('Price', 'contact')
    """
    return SHOWN.get(path) or SHOWN[f"{path.partition('.')[0]}.*"]
