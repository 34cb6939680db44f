"""A scenario file: the market, its customers, its firms, the strategies to compare and what befalls them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from sim.declarations.firm import Firm
from sim.declarations.quantity import Section, quantity
from sim.declarations.segment import Segment
from sim.declarations.world import World

Change = float | str


class Known(Section):
    """What everybody in the market knows of a firm: figures the opening should come out with."""

    churn: float | None = Field(None, ge=0, le=1, description="share of customers lost a year")
    share: float | None = Field(None, ge=0, le=1, description="share of the market's customers")
    complaints_per_1000: float | None = Field(None, ge=0, le=1e5, description="recorded complaints per 1,000 customers and year")
    satisfaction: float | None = Field(None, ge=0, le=100, description="mean satisfaction, 0 to 100, 50 = as expected")
    satisfaction_product: float | None = Field(None, ge=0, le=100, description="the same of layer 1")
    satisfaction_systems: float | None = Field(None, ge=0, le=100, description="the same of layer 2")
    satisfaction_execution: float | None = Field(None, ge=0, le=100, description="the same of layer 3")
    satisfaction_contact: float | None = Field(None, ge=0, le=100, description="the same of layer 4")
    satisfaction_bond: float | None = Field(None, ge=0, le=100, description="the same of layer 5")


class Market(Section):
    """The market as a whole."""

    kind: Literal["subscription", "repertoire", "captive"] = Field("subscription", description="one provider at a time; several shops at will; or customers who cannot leave")
    customers: int = quantity(5000, "customers in the market at the opening", unit="customers", bounds=(1, 5_000_000), plausible=(2000, 20000))
    months: int = quantity(60, "horizon", unit="months", bounds=(1, 600), plausible=(36, 84))
    burn_in: int = quantity(24, "months under today's policy before the strategies part", unit="months", bounds=(0, 240), plausible=(12, 36))
    run_off: int = quantity(60, "months over which the customer base left behind is valued", unit="months", bounds=(0, 240), plausible=(36, 84))
    discount_rate: float = quantity(0.10, "discount rate", unit="per year", bounds=(0, 1), plausible=(0.06, 0.15))
    served: float = quantity(0.9, "share of the market's people who are somebody's customer at the opening", unit="share", bounds=(0, 1), plausible=(0.7, 1))
    entry: float = quantity(0.03, "new people entering the market", unit="per year, of the opening's", bounds=(0, 1), plausible=(0, 0.06))
    outside: float = quantity(-1.5, "appeal of going without, or of whatever else there is", unit="utility", bounds=(-20, 20), plausible=(-3, 0))
    community: int = quantity(50, "people in a circle of friends and acquaintances", unit="people", bounds=(2, 5000), plausible=(25, 100))
    rewiring: float = quantity(0.1, "share of close ties that lead out of the near neighbourhood", unit="share", bounds=(0, 1), plausible=(0.05, 0.2), source="small world (Watts & Strogatz 1998); size assumed")
    captivity: float = quantity(1.0, "in captive markets, how firmly the door is closed; events open it", unit="0 to 1", bounds=(0, 1))
    demand: float = quantity(1.0, "demand, against the usual; events change it (recession)", unit="times", bounds=(0, 10))
    wages: float = quantity(1.0, "wage level; events change it (wage rise)", unit="times", bounds=(0.1, 10))
    known: dict[str, Known] = Field(default_factory=dict, description="known figures by firm (`us` or its key); `check` sets the opening beside them")


class Strategy(Section):
    """What our firm does differently."""

    title: str | None = Field(None, description="name in reports; the key where left out")
    story: str | None = Field(None, description="what it means in practice")
    from_: int = Field(1, alias="from", ge=1, le=1200, description="first month of the changes")
    until: int | None = Field(None, ge=1, le=1200, description="last month of the changes; left out = for good")
    changes: dict[str, Change] = Field(default_factory=dict, description="levers of our firm by dotted path; '+20%' is relative, a number absolute")
    phases: list[Phase] = Field(default_factory=list, description="further changes with months of their own")


class Phase(Section):
    """Changes that begin or end later than the strategy itself."""

    from_: int = Field(1, alias="from", ge=1, le=1200, description="first month of the changes")
    until: int | None = Field(None, ge=1, le=1200, description="last month of the changes; left out = for good")
    changes: dict[str, Change] = Field(default_factory=dict, description="levers of our firm by dotted path")


class Event(Section):
    """Something that befalls the market or a firm."""

    month: int = Field(ge=1, le=1200, description="month it strikes")
    until: int | None = Field(None, ge=1, le=1200, description="last month; left out = for good")
    title: str = Field(description="what happened, in words")
    firm: str | None = Field(None, description="whom it strikes; left out = the market, `all` = every firm")
    changes: dict[str, Change] = Field(description="what changes, by dotted path: of the firm, or of the market")


class Trend(Section):
    """A slow change of what customers want."""

    title: str = Field(description="the trend, in words")
    from_: int = Field(1, alias="from", ge=1, le=1200, description="first month")
    until: int | None = Field(None, ge=1, le=1200, description="last month; left out = to the end")
    segment: str | None = Field(None, description="whose wants change; left out = everybody's")
    importance: dict[str, float] = Field(default_factory=dict, description="growth of a layer's importance per year, as a share (0.2 = a fifth more a year)")
    needs: dict[str, float] = Field(default_factory=dict, description="rise per year of what is needed at a layer (quality, 0 to 1), which only who listens sees in time")


class Scenario(Section):
    """A market, the firm we run in it, and the strategies we compare."""

    title: str = Field(description="what the scenario is called")
    question: str = Field("", description="the decision it is about")
    story: str = Field("", description="the situation, for somebody who manages service")
    source: str = Field("", description="where it comes from")
    currency: str = Field("units", description="what money is counted in")
    seed: int = Field(1, ge=0, le=2**31 - 1, description="seed of the luck")
    market: Market = Field(default_factory=Market)
    world: World = Field(default_factory=World)
    segments: dict[str, Segment] = Field(description="who buys")
    us: str = Field(description="the firm whose strategies are compared")
    firms: dict[str, Firm] = Field(description="who sells")
    strategies: dict[str, Strategy] = Field(description="what our firm might do")
    baseline: str = Field(description="the strategy the others are compared with: today's")
    events: list[Event] = Field(default_factory=list, description="what befalls the market")
    trends: list[Trend] = Field(default_factory=list, description="how wants drift")

    def title_of(self, kind: str, name: str) -> str:
        """The name to print of a firm, a segment or a strategy."""
        things: dict[str, Any] = getattr(self, kind)
        return things[name].title or name.replace("_", " ")


Strategy.model_rebuild()
