"""Who buys: a segment of customers and how its members differ."""

from __future__ import annotations

from pydantic import Field

from sim.declarations.quantity import Section, quantity


class Importance(Section):
    """What matters, relative to each other; members of a segment differ round this mean (Dirichlet)."""

    product: float = quantity(3.0, "importance of the product itself", unit="relative", bounds=(0, 100), plausible=(1, 5))
    systems: float = quantity(2.0, "importance of ordering, paying, returning", unit="relative", bounds=(0, 100), plausible=(1, 5))
    execution: float = quantity(3.0, "importance of delivery on time and without fault", unit="relative", bounds=(0, 100), plausible=(1, 5))
    contact: float = quantity(1.5, "importance of two-way contact", unit="relative", bounds=(0, 100), plausible=(0.5, 4))
    bond: float = quantity(1.0, "importance of being known and cared for", unit="relative", bounds=(0, 100), plausible=(0.5, 4))


class Meaning(Section):
    """What each layer means to the members of a segment, in words; used in stories and reports."""

    product: str = Field("the product", description="what layer 1 is for this segment")
    systems: str = Field("ordering and paying", description="what layer 2 is for this segment")
    execution: str = Field("delivery", description="what layer 3 is for this segment")
    contact: str = Field("being in touch", description="what layer 4 is for this segment")
    bond: str = Field("being cared for", description="what layer 5 is for this segment")


class Spending(Section):
    """What a customer's needs are worth a month, at a price of 1."""

    mean: float = quantity(100.0, "mean monthly spend on the category at a price of 1", unit="money per month", bounds=(0.01, 1e9), plausible=(50, 200))
    spread: float = quantity(0.6, "spread of spend between customers (log standard deviation)", unit="log", bounds=(0, 3), plausible=(0.3, 1.0))


class Rate(Section):
    """How often a customer buys or meets the firm."""

    mean: float = quantity(1.0, "mean purchases or encounters", unit="per month", bounds=(0.01, 30), plausible=(0.5, 2))
    shape: float = quantity(2.0, "gamma shape of that rate across customers; small = very unequal", unit="shape", bounds=(0.1, 100), plausible=(1, 5))


class Switching(Section):
    """What it takes to leave a firm."""

    mean: float = quantity(1.5, "mean effort and risk of changing firm", unit="utility", bounds=(0, 20), plausible=(0.5, 3))
    spread: float = quantity(0.5, "spread of that effort (log standard deviation)", unit="log", bounds=(0, 2), plausible=(0.2, 0.8))


class Restlessness(Section):
    """How often a customer looks round for no particular reason."""

    mean: float = quantity(0.05, "chance of looking round", unit="per month", bounds=(0, 1), plausible=(0.02, 0.12))
    shape: float = quantity(1.0, "gamma shape of that chance across customers; small = a few look all the time, most never", unit="shape", bounds=(0.1, 100), plausible=(0.5, 3))


class Segment(Section):
    """A group of customers who want and spend alike, up to their personal differences."""

    title: str | None = Field(None, description="name in reports; the key where left out")
    meaning: Meaning = Field(default_factory=Meaning)
    share: float = quantity(1.0, "share of the market's customers", unit="share", bounds=(0, 1))
    spend: Spending = Field(default_factory=Spending)
    rate: Rate = Field(default_factory=Rate)
    importance: Importance = Field(default_factory=Importance)
    importance_concentration: float = quantity(40.0, "how alike the members' importances are", unit="Dirichlet concentration", bounds=(1, 10000), plausible=(10, 200))
    price_sensitivity: float = quantity(1.0, "weight of price, times the market's", unit="relative", bounds=(0, 10), plausible=(0.5, 2))
    price_spread: float = quantity(0.3, "spread of price sensitivity (log standard deviation)", unit="log", bounds=(0, 2), plausible=(0.1, 0.6))
    contract_months: int = quantity(0, "length of a contract; 0 = free to leave any month", unit="months", bounds=(0, 120), plausible=(0, 24))
    switching: Switching = Field(default_factory=Switching)
    restlessness: Restlessness = Field(default_factory=Restlessness)
    strong_ties: int = quantity(4, "close ties of a customer", unit="people", bounds=(0, 50), plausible=(2, 8))
    weak_ties: int = quantity(4, "acquaintances of a customer", unit="people", bounds=(0, 50), plausible=(2, 12))
    complaint_propensity: float = quantity(1.0, "readiness to complain, times the usual", unit="relative", bounds=(0, 5), plausible=(0.5, 2))
    talkativeness: float = quantity(1.0, "readiness to talk about a firm, times the usual", unit="relative", bounds=(0, 10), plausible=(0.5, 3))
    contact_tolerance: float = quantity(2.0, "contacts a month above which they annoy", unit="contacts per month", bounds=(0, 30), plausible=(1, 4))
    floor: float = quantity(0.35, "how good a layer must be before the next one counts", unit="0 to 1", bounds=(0, 1), plausible=(0.25, 0.5))
    floor_spread: float = quantity(0.08, "spread of that floor between customers", unit="0 to 1", bounds=(0, 0.5), plausible=(0.03, 0.15))
    worth_of_visits: float = quantity(1.0, "what a technician's visit is worth here, against the usual", unit="relative", bounds=(0, 5), plausible=(0.3, 2))
    worth_of_training: float = quantity(1.0, "what a training day is worth here, against the usual", unit="relative", bounds=(0, 5), plausible=(0.3, 2))
    knowledge_worth: float = quantity(0.3, "how much better service gets when the firm's people know the customer's own systems", unit="share", bounds=(0, 1), plausible=(0, 0.6))
    self_service_taste: float = quantity(0.0, "liking (+1) or dislike (-1) of doing it oneself", unit="-1 to 1", bounds=(-1, 1), plausible=(-0.5, 0.5))
    involuntary: float = quantity(0.03, "customers leaving the market for reasons nobody could have served", unit="per year", bounds=(0, 1), plausible=(0.01, 0.06))
    explode: float = quantity(0.0, "chance that needs grow many times over", unit="per year", bounds=(0, 1), plausible=(0, 0.05))
    serve_weight: float = quantity(1.0, "cost of one encounter here, times the usual", unit="relative", bounds=(0, 100), plausible=(0.5, 2))
    open_wallet: float = quantity(0.4, "share of the wallet that a customer is free to place elsewhere (subscription markets)", unit="share", bounds=(0, 1), plausible=(0.2, 0.6))
    taste: tuple[float, float] = Field((0.5, 0.5), description="where the segment's taste lies, between (0, 0) and (1, 1)")
    taste_spread: float = quantity(0.25, "how tastes differ between circles of friends", unit="0 to 1", bounds=(0, 1), plausible=(0.1, 0.4))
