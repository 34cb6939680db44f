"""Levers that cost money: what each is now, what a step more of it is, and which lines of the ledger pay for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sim.declarations import LAYERS, Facts, Scenario
from sim.declarations.firm import BY_SEGMENT
from sim.declarations.scenario import Phase, Strategy
from sim.language.messages import _
from sim.scenario.filling import average_bill
from sim.scenario.overlays import effective, facts_at, levers, strategy_overlays

SPENDING = tuple(f"spend.{layer}" for layer in LAYERS)

OWN_LINES: dict[str, tuple[str, ...]] = {
    **{f"spend.{layer}": (f"spend_{layer}",) for layer in LAYERS},
    **{f"workforce.{lever}": ("wages",) for lever in ("heads", "follow", "pay", "standing")},
    "workforce.training": ("training",),
    **{f"contact.{lever}": ("contacting",) for lever in ("frequency", "answering", "personal")},
    "acquisition.spend": ("advertising",),
    "acquisition.referral_reward": ("acquisition",),
    "poaching.offers": ("advertising",),
    "key_accounts.visits": ("visiting",),
    **{f"key_accounts.{lever}": ("key_accounts",) for lever in ("delivery", "planning", "help_to_win")},
    "flexibility.spare": ("wages",),
    **{f"flexibility.{lever}": ("flexibility",) for lever in ("stock", "allies")},
    "listening.effort": ("listening",),
    "terms.loyalty_reward": ("rewards",),
    **{f"{lever}.*": ("visiting",) for lever in ("technicians", "training")},
}
"""The lines of the ledger in which a lever's own cost is booked; of other levers no line shows it by itself."""

RANGE_STEP = 0.1
"""A step of a lever that buys nothing by itself, or of which there is none yet: a share of its plausible range."""


@dataclass(frozen=True)
class Lever:
    """A lever of our firm under a strategy: its value `now` (in the last month) and `then`, a step on.

    `lines`: where the ledger books its own cost; none for levers such as a price, whose cost is no spending.
    """

    path: str
    group: str
    meaning: str
    unit: str
    lines: tuple[str, ...]
    now: float
    then: float

    def moved(self, then: float) -> Lever:
        """The same lever, moved to another value, free of the dust of binary fractions."""
        return replace(self, then=float(f"{then:.12g}"))

    @property
    def words(self) -> str:
        """What the lever is called in a report: what it means, in brief."""
        lever = re.split("[:,：，]", _(self.meaning))[0]
        group, _dot, segment = self.path.partition(".")
        return _("{lever}, {segment}", lever=lever, segment=segment) if group in BY_SEGMENT else lever

    @property
    def version(self) -> str:
        """What the strategy with this step is called."""
        return f"{self.path} {self.then!r}"

    @property
    def change(self) -> str | float:
        """The step as a strategy writes it: relative, so that it holds in every month, wherever there is something."""
        return f"{100 * (self.then / self.now - 1):+.9f}%" if self.now > 0 else self.then


def levers_that_cost(scenario: Scenario, strategy: str, step: float) -> tuple[Lever, ...]:
    """Every lever of our firm that is declared to cost something, and how a step raises it, in the order declared.

    `step`: the share by which spending rises. A lever already at its most is lowered by a step instead. Levers in
    whole numbers (months of contract, of a programme's rounds) are left out: there is no small step of them.
    """
    return tuple(lever for path in levers_of(scenario) for lever in found(scenario, strategy, path, step))


def levers_of(scenario: Scenario) -> dict[str, float]:
    """Our firm's levers as the scenario declares them."""
    return levers(scenario.firms[scenario.us], scenario.segments)


def found(scenario: Scenario, strategy: str, path: str, step: float) -> Iterator[Lever]:
    """The lever at a path, where it costs something and can be moved by a step."""
    facts = facts_at(path, scenario.us)
    if not facts.lever or facts.whole or facts.cost.startswith("none"):
        return
    lever = as_it_is(scenario, strategy, path)
    spending = bool(lever.lines) and lever.now > 0
    stride = step * lever.now if spending else RANGE_STEP * plausible_width(facts, scenario)
    low, high = facts.bounds
    then = min(lever.now + stride, high) if lever.now < high else max(lever.now - stride, low)
    if then != lever.now:
        yield lever.moved(then)


def as_it_is(scenario: Scenario, strategy: str, path: str) -> Lever:
    """A lever as it is under a strategy."""
    facts = facts_at(path, scenario.us)
    lines = OWN_LINES.get(path) or OWN_LINES.get(f"{path.partition('.')[0]}.*", ())
    now = value_under(scenario, strategy, path)
    return Lever(path, facts.group, facts.meaning, facts.unit, lines, now, now)


def value_under(scenario: Scenario, strategy: str, path: str) -> float:
    """What a lever is in the last month under a strategy, without what events do."""
    laid = strategy_overlays(scenario.us, scenario.strategies[strategy])
    return effective(levers_of(scenario)[path], path, scenario.market.months, laid, scenario.us)


def plausible_width(facts: Facts, scenario: Scenario) -> float:
    """How wide a lever's plausible range is, in its own unit."""
    low, high = facts.plausible
    return (high - low) * (average_bill(scenario) if facts.of_bill else 1.0)


def laid_over(strategy: Strategy, change: dict[str, str | float]) -> Strategy:
    """The strategy with a change from the first month on, on top of everything else it does."""
    last = Phase.model_validate({"changes": change})
    return strategy.model_copy(update={"phases": [*strategy.phases, last]})


def with_versions(scenario: Scenario, strategy: str, levers: Iterable[Lever]) -> Scenario:
    """The scenario with a strategy in further versions, one for each lever that moves."""
    own = scenario.strategies[strategy]
    versions = {lever.version: laid_over(own, {lever.path: lever.change}) for lever in levers}
    return scenario.model_copy(update={"baseline": strategy, "strategies": {strategy: own, **versions}})
