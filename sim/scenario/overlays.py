"""What strategies and events lay over a firm's or the market's own numbers, and for which months."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from sim.declarations import Event, Facts, Firm, Market, Scenario, Strategy
from sim.declarations.scenario import Change, Phase
from sim.scenario.declared import changeable, market_wide

PERCENT = re.compile(r"([+\-\u2212])\s*(\d{1,9}(?:\.\d{1,9})?)\s*%")
ALL = "all"


@dataclass(frozen=True)
class Shift:
    """A change of a number: to an amount, or by a share of what it is."""

    amount: float
    relative: bool

    def applied(self, value: float) -> float:
        """The number after the change.

        >>> Shift(0.2, relative=True).applied(50), Shift(40, relative=False).applied(50)
        (60.0, 40)
        """
        return value * (1 + self.amount) if self.relative else self.amount


@dataclass(frozen=True)
class Overlay:
    """Changes of one firm, or of the market where `firm` is None, from a month to a month, both included."""

    firm: str | None
    start: int
    end: int | None
    changes: dict[str, Shift | str]

    def active(self, month: int) -> bool:
        """Whether the changes hold in a month.

        >>> [Overlay(None, 3, 4, {}).active(month) for month in (2, 3, 4, 5)]
        [False, True, True, False]
        """
        return self.start <= month and (self.end is None or month <= self.end)


def shift(change: Change) -> Shift | str:
    """What a change in the file stands for; text that is no percentage stays text.

    >>> shift("-15%"), shift(40.0), shift("poacher")
    (Shift(amount=-0.15, relative=True), Shift(amount=40.0, relative=False), 'poacher')
    """
    if not isinstance(change, str):
        return Shift(float(change), relative=False)
    found = PERCENT.fullmatch(change.strip())
    if not found:
        return change
    return Shift((1 if found[1] == "+" else -1) * float(found[2]) / 100, relative=True)


def overlay(firm: str | None, start: int, part: Strategy | Phase | Event) -> Overlay:
    """The overlay of one part of the file."""
    return Overlay(firm, start, part.until, {path: shift(change) for path, change in part.changes.items()})


def overlays(scenario: Scenario, strategy_name: str) -> tuple[Overlay, ...]:
    """Everything that is laid over the market's own numbers under a strategy: it, its phases, then the events."""
    ours = strategy_overlays(scenario.us, scenario.strategies[strategy_name])
    return (*ours, *(laid for event in scenario.events for laid in event_overlays(scenario, event)))


def strategy_overlays(us: str, strategy: Strategy) -> list[Overlay]:
    """The overlays of a strategy: its own, then one a phase."""
    later = [overlay(us, phase.from_, phase) for phase in strategy.phases]
    return [overlay(us, strategy.from_, strategy), *later]


def event_overlays(scenario: Scenario, event: Event) -> Iterator[Overlay]:
    """The overlays of an event: one, or one a firm where it strikes all."""
    struck = scenario.firms if event.firm == ALL else [event.firm]
    return (overlay(firm, event.month, event) for firm in struck)


def effective(base: float, path: str, month: int, laid: Iterable[Overlay], firm: str | None = None) -> float:
    """A number of a firm, or of the market, with all that is laid over it in a month; never beyond its bounds.

    >>> cheaper, dearer = Shift(-0.1, relative=True), Shift(500, relative=False)
    >>> laid = [Overlay("us", 2, 4, {"price": cheaper}), Overlay("us", 4, None, {"price": dearer})]
    >>> [effective(1.0, "price", month, laid, "us") for month in (1, 2, 4)]
    [1.0, 0.9, 100.0]
    >>> effective(1.0, "price", 2, laid, "rival")
    1.0
    """
    value = base
    for one in laid:
        change = one.changes.get(path)
        if one.firm == firm and one.active(month) and isinstance(change, Shift):
            value = change.applied(value)
    return bounded(value, facts_at(path, firm))


def behaviour(base: str, month: int, laid: Iterable[Overlay], firm: str) -> str:
    """How a firm decides in a month, with all that is laid over it.

    >>> behaviour("static", 3, [Overlay("us", 2, None, {"behaviour": "poacher"})], "us")
    'poacher'
    """
    changes = [one.changes.get("behaviour") for one in laid if one.firm == firm and one.active(month)]
    return next((change for change in reversed(changes) if isinstance(change, str)), base)


def bounded(value: float, known: Facts) -> float:
    """A number kept within its bounds, and whole where it has to be."""
    low, high = known.bounds
    kept = min(max(value, low), high)
    return float(round(kept) if known.whole else kept)


def facts_at(path: str, firm: str | None) -> Facts:
    """What is declared of a number that can change: of a firm, or of the market where there is no firm.

    >>> facts_at("price", "our_air").bounds, facts_at("demand", None).bounds, facts_at("discount.leisure", "any").bounds
    ((0.01, 100), (0, 10), (0, 0.9))
    """
    if firm is None:
        return market_wide()[path]
    return changeable().get(path) or changeable()[f"{path.partition('.')[0]}.*"]


def levers(firm: Firm, segments: Iterable[str]) -> dict[str, float]:
    """Every number of a firm that can change during a run, by its path; the scenario's money is filled in.

    >>> from sim.scenario.filling import firm_with_money
    >>> values = levers(firm_with_money(Firm(price=0.9, discount={"leisure": 0.1}), 100.0), ["business", "leisure"])
    >>> values["price"], values["spend.product"], values["discount.leisure"], values["attention.business"]
    (0.9, 3.6, 0.1, 1.0)
    """
    values: dict[str, float] = {}
    names = tuple(segments)
    for path, known in changeable().items():
        if path.endswith(".*"):
            lever = path.removesuffix(".*")
            given: dict[str, float] = getattr(firm, lever)
            values |= {f"{lever}.{name}": given.get(name, known.default) for name in names}
        else:
            values[path] = float(reduce(getattr, path.split("."), firm))  # type: ignore[arg-type]
    return values


def market_numbers(market: Market) -> dict[str, float]:
    """Every number of the market that events can change."""
    return {name: float(getattr(market, name)) for name in market_wide()}
