"""What a firm is and what it can decide: every lever with its meaning, its cost and whether rivals can see it."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from sim.declarations.quantity import Section, lever, money, quantity

Behaviour = Literal["static", "imitator", "price_cutter", "poacher", "relationship_builder", "reactive", "satisfaction_programme"]
BEHAVIOURS: tuple[str, ...] = get_args(Behaviour)

PER_OPENING = "money per month and customer held at the opening"
AS_SPENT = "as spent"


class LayerSpend(Section):
    """Recurring service spending on the five layers."""

    product: float | None = lever(money(0.036, "spending on the product or service itself", unit=PER_OPENING), "product", AS_SPENT, visible=True)
    systems: float | None = lever(money(0.018, "spending on support systems: ordering, paying, returns", unit=PER_OPENING), "systems", AS_SPENT, visible=True)
    execution: float | None = lever(money(0.027, "spending on practised process: on time, without fault", unit=PER_OPENING), "execution", AS_SPENT)
    contact: float | None = lever(money(0.018, "spending on the ways of staying in contact", unit=PER_OPENING), "contact", AS_SPENT)
    bond: float | None = lever(money(0.008, "spending on care for customers as persons", unit=PER_OPENING), "bond", AS_SPENT)


class Workforce(Section):
    """Front-line people, who deliver execution, contact and care."""

    heads: float = lever(quantity(10.0, "front-line people", unit="per 1,000 customers held at the opening", bounds=(0, 10000), plausible=(5, 20)), "workforce", "wage x pay a head")
    follow: float = lever(quantity(1.0, "how far the number of people follows the number of customers", unit="share", bounds=(0, 1), plausible=(0.5, 1)), "workforce", "wage x pay a head")
    pay: float = lever(quantity(1.0, "pay, against what the market pays", unit="times", bounds=(0.3, 3), plausible=(0.85, 1.2)), "workforce", "wage x pay a head")
    pay_for_satisfaction: float = lever(quantity(0.0, "share of pay tied to satisfaction and complaints", unit="share", bounds=(0, 1), plausible=(0, 0.4)), "workforce", "none: it moves pay; but see abuse")
    training: float | None = lever(money(0.3, "training", unit="money per head and month"), "workforce", AS_SPENT)
    authority: float = lever(quantity(0.4, "authority of front-line people to put things right at once", unit="0 to 1", bounds=(0, 1), plausible=(0.1, 0.9)), "workforce", "dearer encounters and recoveries: goodwill is given away")
    standing: float = lever(quantity(0.5, "standing of service people in the firm: conditions, culture, opportunity", unit="0 to 1", bounds=(0, 1), plausible=(0.2, 0.8)), "workforce", "fifteen percent of wages at full standing")


class Contact(Section):
    """How the firm keeps in touch."""

    frequency: float = lever(quantity(0.5, "contacts the firm starts", unit="per customer and month", bounds=(0, 30), plausible=(0, 3)), "contact", "cost of a contact each, and people's time")
    answering: float = lever(quantity(0.85, "share of what customers ask that the firm means to answer", unit="share", bounds=(0, 1), plausible=(0.4, 1)), "contact", "cost of an answer each, and people's time")
    personal: float = lever(quantity(0.4, "how personal contact is: 0 circulars, 1 from someone who knows the customer", unit="0 to 1", bounds=(0, 1), plausible=(0.1, 0.9)), "bond", "a personal contact costs up to three times a circular")


class Complaints(Section):
    """How complaints are taken and settled."""

    ease: float = lever(quantity(0.5, "how easy it is to complain", unit="0 to 1", bounds=(0, 1), plausible=(0.1, 0.9)), "systems", "more complaints to settle", visible=True)
    speed: float = lever(quantity(0.4, "how quickly complaints are settled", unit="0 to 1", bounds=(0, 1), plausible=(0.1, 0.9)), "systems", "dearer recoveries", visible=True)


class Acquisition(Section):
    """Winning customers."""

    spend: float | None = lever(money(0.03, "advertising", unit=PER_OPENING), "commercial", AS_SPENT, visible=True)
    discount: float = lever(quantity(0.0, "discount in a new customer's first year", unit="share of price", bounds=(0, 0.9), plausible=(0, 0.3)), "commercial", "forgone revenue", visible=True)
    promise: float = lever(quantity(0.0, "how far advertising promises more than is delivered", unit="quality", bounds=(0, 0.5), plausible=(0, 0.2)), "commercial", "expectations that are not met")
    referral_reward: float | None = lever(money(0.0, "paid for a customer brought by a recommendation", unit="money per referral", plausible=(0, 1)), "commercial", AS_SPENT, visible=True)


class Poaching(Section):
    """Going after rivals' unhappy customers."""

    offers: float = lever(quantity(0.0, "share of rivals' unhappy customers approached", unit="per month", bounds=(0, 1), plausible=(0, 0.3)), "commercial", "cost of an offer each")
    discount: float = lever(quantity(0.0, "discount offered to them for a year", unit="share of price", bounds=(0, 0.9), plausible=(0, 0.3)), "commercial", "forgone revenue", visible=True)


class KeyAccounts(Section):
    """Special care for the accounts that bring most of the business."""

    share: float = lever(quantity(0.0, "share of customers, from the largest down, treated as key accounts", unit="share", bounds=(0, 1), plausible=(0, 0.3)), "commercial", "none by itself")
    priority: float = lever(quantity(0.0, "how far key accounts are supplied first in a shortage", unit="0 to 1", bounds=(0, 1)), "systems", "others go short")
    delivery: float = lever(quantity(0.0, "free delivery", unit="0 to 1", bounds=(0, 1)), "systems", "two percent of their bill at full delivery")
    visits: float = lever(quantity(0.0, "visits by management", unit="per account and month", bounds=(0, 10), plausible=(0, 0.5)), "bond", "cost of a visit each")
    planning: float = lever(quantity(0.0, "joint planning", unit="0 to 1", bounds=(0, 1)), "execution", "one percent of their bill at full planning")
    help_to_win: float | None = lever(money(0.0, "helping trusted accounts win in their own market", unit="money per trusted account and month", plausible=(0, 0.1)), "bond", AS_SPENT)
    trust: float = lever(quantity(0.3, "bond from which an account is trusted enough to be helped", unit="0 to 1", bounds=(0, 1), plausible=(0.1, 0.6)), "bond", "none by itself")


class SmallAccounts(Section):
    """What happens to the smallest accounts."""

    share: float = lever(quantity(0.0, "share of customers, from the smallest up, treated as small accounts", unit="share", bounds=(0, 1), plausible=(0, 0.3)), "commercial", "none by itself")
    attention: float = lever(quantity(1.0, "attention they get, against the usual", unit="times", bounds=(0, 1)), "execution", "saves people's time")
    release: float = lever(quantity(0.0, "chance that a small account is let go when free to leave", unit="per month", bounds=(0, 1)), "commercial", "their margin and what they would have said")


class Flexibility(Section):
    """Room to serve in shortage or surge."""

    spare: float = lever(quantity(0.0, "spare front-line capacity", unit="share of heads", bounds=(0, 1), plausible=(0, 0.3)), "execution", "wages")
    stock: float = lever(quantity(0.0, "spare stock", unit="months of sales", bounds=(0, 12), plausible=(0, 2)), "systems", "one percent of goods a month")
    allies: float = lever(quantity(0.0, "allied suppliers: how much of a shortfall they can cover", unit="share", bounds=(0, 1)), "systems", "half a percent of goods, and a fifth more for what they supply")


class Listening(Section):
    """Finding out what customers want, and acting on it."""

    effort: float = lever(quantity(0.1, "surveys, visits, small groups, complaint analysis: how carefully the firm listens", unit="0 to 1", bounds=(0, 1)), "contact", "one percent of opening sales at full effort")
    interval: int = lever(quantity(6, "months between two rounds of the satisfaction programme", unit="months", bounds=(1, 60), plausible=(3, 12)), "contact", "none by itself")
    step: float = lever(quantity(0.15, "share of layer spending the programme may move in a round", unit="share", bounds=(0, 1), plausible=(0.05, 0.3)), "contact", "none by itself")


class Terms(Section):
    """The bargain offered."""

    contract_months: int = lever(quantity(-1, "length of contract; -1 = as usual in the segment", unit="months", bounds=(-1, 120), plausible=(-1, 24)), "commercial", "fewer take it up", visible=True)
    loyalty_reward: float = lever(quantity(0.0, "share of the bill given back in miles, points, bonuses", unit="share of bill", bounds=(0, 0.5), plausible=(0, 0.1)), "commercial", "as given", visible=True)
    self_service: float = lever(quantity(0.2, "share of encounters customers settle themselves", unit="share", bounds=(0, 1), plausible=(0, 0.8)), "systems", "saves up to seven tenths of an encounter", visible=True)


class Costs(Section):
    """What things cost this firm."""

    goods: float = quantity(0.45, "goods and direct production", unit="share of spend at a price of 1", bounds=(0, 2), plausible=(0.35, 0.55))
    encounter: float | None = money(0.03, "an encounter served by people", unit="money per encounter")
    contact: float | None = money(0.008, "a contact the firm starts, as a circular", unit="money per contact")
    answer: float | None = money(0.03, "answering what a customer asks", unit="money per answer")
    visit: float | None = money(0.25, "a visit by a technician or by management, or a training day", unit="money per visit")
    complaint: float | None = money(0.10, "settling a complaint", unit="money per complaint")
    joining: float | None = money(0.30, "setting up a new customer", unit="money per customer won")
    offer: float | None = money(0.04, "approaching a rival's customer", unit="money per offer")
    wage: float | None = money(10.0, "wage of a front-line head at market pay", unit="money per head and month")
    hiring: float = quantity(3.0, "replacing somebody who leaves", unit="monthly wages", bounds=(0, 24), plausible=(1, 6))
    overhead: float | None = money(0.05, "everything else", unit=PER_OPENING)


class Conditions(Section):
    """What befalls a firm; events change these, strategies may not."""

    supply: float = quantity(1.0, "share of demand that can be supplied", unit="share", bounds=(0, 1))
    faults: float = quantity(1.0, "how many times the usual slips happen", unit="times", bounds=(0, 20))


class Opening(Section):
    """How the firm stands when the burn-in begins."""

    share: float | None = Field(None, ge=0, le=1, description="share of the market's customers; firms without one divide the rest equally")
    morale: float = quantity(0.6, "morale of front-line people", unit="0 to 1", bounds=(0, 1))
    skill: float = quantity(0.6, "skill of front-line people", unit="0 to 1", bounds=(0, 1))
    cash: float | None = money(12.0, "cash", unit="money per customer held at the opening", bounds=(-1e9, 1e9))
    credit: float | None = money(6.0, "credit line; beyond it the firm is insolvent and its customers are free", unit="money per customer held at the opening")


class Firm(Section):
    """A firm: what it decides (levers), what things cost it, how it behaves and how it starts."""

    title: str | None = Field(None, description="name in reports; the key where left out")
    behaviour: Behaviour = Field("static", description="how the firm decides: " + ", ".join(BEHAVIOURS))
    lag: int = quantity(6, "months a rival takes to see and answer what others do", unit="months", bounds=(0, 120), plausible=(3, 12))
    boldness: float = quantity(1.0, "how strongly the behaviour acts", unit="times", bounds=(0, 5), plausible=(0.5, 2))
    enters: int = Field(0, ge=0, le=1200, description="month in which the firm enters the market; 0 = there from the start")
    price: float = lever(quantity(1.0, "price, as a multiple of the category's usual price", unit="times", bounds=(0.01, 100), plausible=(0.8, 1.2)), "commercial", "forgone revenue when lowered", visible=True)
    spend: LayerSpend = Field(default_factory=LayerSpend)
    workforce: Workforce = Field(default_factory=Workforce)
    contact: Contact = Field(default_factory=Contact)
    complaints: Complaints = Field(default_factory=Complaints)
    acquisition: Acquisition = Field(default_factory=Acquisition)
    poaching: Poaching = Field(default_factory=Poaching)
    key_accounts: KeyAccounts = Field(default_factory=KeyAccounts)
    small_accounts: SmallAccounts = Field(default_factory=SmallAccounts)
    flexibility: Flexibility = Field(default_factory=Flexibility)
    listening: Listening = Field(default_factory=Listening)
    terms: Terms = Field(default_factory=Terms)
    position_x: float = lever(quantity(0.5, "where the offer lies on the first dimension of taste", unit="0 to 1", bounds=(0, 1)), "product", "none by itself", visible=True)
    position_y: float = lever(quantity(0.5, "where the offer lies on the second dimension of taste", unit="0 to 1", bounds=(0, 1)), "product", "none by itself", visible=True)
    technicians: dict[str, float] = Field(default_factory=dict, description="technicians' visits per customer and month, by segment; each costs a visit and people's time")
    training: dict[str, float] = Field(default_factory=dict, description="training days per customer and month, by segment; each costs a visit and people's time")
    attention: dict[str, float] = Field(default_factory=dict, description="service attention by segment, 1 = the usual; more takes more of people's time")
    targeting: dict[str, float] = Field(default_factory=dict, description="weight of a segment in advertising and offers, 1 = the usual")
    discount: dict[str, float] = Field(default_factory=dict, description="discount by segment, share of price")
    costs: Costs = Field(default_factory=Costs)
    conditions: Conditions = Field(default_factory=Conditions)
    opening: Opening = Field(default_factory=Opening)


BY_SEGMENT = {
    "technicians": quantity(0.0, "technicians' visits", unit="per customer of the segment and month", bounds=(0, 10), plausible=(0, 0.5)),
    "training": quantity(0.0, "training days for customers", unit="per customer of the segment and month", bounds=(0, 10), plausible=(0, 0.5)),
    "attention": quantity(1.0, "service attention, against the usual", unit="times", bounds=(0, 5), plausible=(0.5, 2)),
    "targeting": quantity(1.0, "weight in advertising and offers, against the usual", unit="times", bounds=(0, 10), plausible=(0, 3)),
    "discount": quantity(0.0, "discount", unit="share of price", bounds=(0, 0.9), plausible=(0, 0.2)),
}
for _name, _group, _cost, _visible in (
    ("technicians", "execution", "cost of a visit each, and people's time", False),
    ("training", "contact", "cost of a visit each, and people's time", False),
    ("attention", "execution", "people's time", False),
    ("targeting", "commercial", "none by itself: it shifts advertising", False),
    ("discount", "commercial", "forgone revenue", True),
):
    lever(BY_SEGMENT[_name], _group, _cost, visible=_visible)
