"""A firm as a Mesa agent: it decides, builds what it can do, leads its people, and holds out its offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.declarations import LAYERS
from sim.market.agents import MarketAgent
from sim.market.behaviours import decisions_of
from sim.market.bookkeeping import monthly_costs
from sim.market.offers import offers_of
from sim.rules.capability import capability_after, capability_sought
from sim.rules.workforce import load_of, morale_after, skill_after, turnover_after
from sim.scenario.overlays import Shift, bounded, facts_at

if TYPE_CHECKING:
    from sim.market.market import Market

CAPABILITIES = ("product", "systems", "process", "contact", "care")
"""What the five kinds of spending build, layer by layer."""


class Firm(MarketAgent):
    """One firm: its levers `first` at the opening, `base` as it has set them, `now` with strategies and events."""

    def __init__(self, market: Market, place: int, name: str, base: dict[str, float]) -> None:
        super().__init__(market)
        declared = market.case.firms[name]
        self.place, self.name = place, name
        self.first, self.base, self.now = dict(base), base, dict(base)
        self.behaviour = "static"
        self.enters = declared.enters
        self.open = declared.enters == 0
        self.size = 0.0
        self.morale, self.skill = declared.opening.morale, declared.opening.skill
        self.load, self.heads, self.leaving = market.world["ordinary_load"], 0.0, 0.0
        self.cash = self.credit = 0.0
        self.picture = np.zeros((len(market.case.segments), 5))
        self.capability = [
            capability_sought(base[f"spend.{layer}"], market.world[f"half_{stock}"])
            for layer, stock in zip(LAYERS, CAPABILITIES, strict=True)
        ]
        self.memory: dict[str, float] = {}

    def take(self, values: Mapping[str, float]) -> None:
        """Sets levers, each kept within its bounds; they hold until set anew."""
        for path, value in values.items():
            self.base[path] = bounded(value, facts_at(path, self.name))

    def set_up(self, customers: float) -> None:
        """Takes its size, its people and its cash from the customers it opens with."""
        served = self.model.case.market.customers * self.model.case.market.served
        self.size = customers if customers > 0 else served / len(self.model.case.firms) or 1.0
        declared = self.model.case.firms[self.name].opening
        self.cash, self.credit = (declared.cash or 0.0) * self.size, (declared.credit or 0.0) * self.size

    def enter_when_due(self, market: Market) -> None:
        """A new entrant opens in its month."""
        if self.enters and market.month == self.enters:
            self.open = True

    def decide(self) -> None:
        """Decides on last month's public information; then what strategies and events change is laid over."""
        self.behaviour = self.model.behaviour_of(self)
        if self.model.month >= 1 and self.open:
            self.take(decisions_of(self, self.model))
        self.lay_over()

    def lay_over(self) -> None:
        """The levers as they stand: what the firm has set, with what strategies and events change."""
        self.now = dict(self.base)
        for overlay in self.model.laid_over(self.name):
            for path, change in overlay.changes.items():
                if isinstance(change, Shift):
                    self.now[path] = bounded(change.applied(self.now[path]), facts_at(path, self.name))

    def invest(self) -> None:
        """Capabilities move with spending; recorded complaints teach."""
        world, now = self.model.world, self.now
        for place, (layer, stock) in enumerate(zip(LAYERS, CAPABILITIES, strict=True)):
            spend, half, speed = now[f"spend.{layer}"], world[f"half_{stock}"], world[f"{stock}_speed"]
            self.capability[place] = capability_after(self.capability[place], spend, half, speed)
        self.capability[2] += self.lessons() * (1.0 - self.capability[2])
        self.learn_wants()

    def lessons(self) -> float:
        """What last month's recorded complaints taught: process improves where complaints are heard."""
        book = self.model.last_month(self)
        held = max(book["customers"], 1.0)
        return min(0.05, self.model.world["lesson"] * 100.0 * book["complaints"] / held)

    def learn_wants(self) -> None:
        """The firm's picture of what is needed follows the truth: fast where it listens, slowly where it does not."""
        world = self.model.world
        speed = min(1.0, world["picture_drift"] + world["picture_listening"] * self.now["listening.effort"])
        self.picture += speed * (self.model.segments["needs"] - self.picture)

    def lead_people(self) -> None:
        """Heads follow customers, load follows work, morale its causes, turnover morale, skill turnover."""
        now, world = self.now, self.model.world
        book = self.model.last_month(self)
        grown = now["workforce.follow"] * (book["customers"] - self.size)
        served = max(0.0, self.size + grown)
        self.heads = now["workforce.heads"] / 1000.0 * served * (1.0 + now["flexibility.spare"])
        self.load = load_of(self.work_done(), self.heads, self.skill, self.model.capacity)
        self.morale = morale_after(self.morale, self.causes_of_morale(), world["morale_drift"])
        self.leaving = turnover_after(self.morale, world["turnover"], world["turnover_slope"])
        training = now["workforce.training"] / (now["workforce.training"] + world["half_training"])
        self.skill = skill_after(self.skill, self.leaving, world["newcomer_skill"], world["skill_growth"], training)

    def causes_of_morale(self) -> float:
        """Pay, authority, training, standing, customers' satisfaction mirrored, and overload."""
        now, world = self.now, self.model.world
        book = self.model.last_month(self)
        held = book["customers"]
        pleased = book["sum_satisfaction"] / held - 0.5 if held > 0 else 0.0
        training = now["workforce.training"] / (now["workforce.training"] + world["half_training"])
        return float(
            0.6
            + world["pay_lifts"] * (now["workforce.pay"] - 1.0)
            + world["authority_lifts"] * (now["workforce.authority"] - 0.4)
            + world["training_lifts"] * (2.0 * training - 1.0)
            + world["standing_lifts"] * (2.0 * now["workforce.standing"] - 1.0)
            + (world["mirror_lifts"] + now["workforce.pay_for_satisfaction"]) * pleased
            - world["overload_wears"] * min(1.0, max(0.0, self.load - 1.0))
        )

    def work_done(self) -> float:
        """Last month's work in encounters: those served, complaints (3 each), questions, contacts, visits (6 each)."""
        now, books = self.now, self.model.last_books[self.place]
        self_service = 1.0 - 0.8 * now["terms.self_service"]
        work = 0.0
        for segment, book in zip(self.model.case.segments, books, strict=True):
            attention = now[f"attention.{segment}"]
            work += float(book["encounters"] - book["spared"]) * attention * self_service
            work += 3.0 * float(book["complaints"]) + float(book["asked"] - book["unanswered"])
            work += 0.3 * now["contact.personal"] * float(book["contacts"])
            work += 6.0 * float(book["visits"] + book["training_days"])
        return work

    def hold_out_offers(self) -> None:
        """Writes what the customers of each segment will find this month."""
        offers_of(self, self.model, self.model.offers[self.place])

    def settle_accounts(self) -> dict[str, float]:
        """The month's unallocated costs, by ledger line; an insolvent firm closes and its customers are free."""
        return monthly_costs(self, self.model)

    def bank(self, profit: float) -> None:
        """Adds the month's profit to cash; beyond the credit line the firm is insolvent."""
        self.cash += profit
        if self.open and self.cash < -self.credit:
            self.open = False
