"""Shocks: plausible events that strike some of the worlds, each with a size and a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sim.declarations import Event, Facts, Firm, Scenario
from sim.language.messages import _, noted
from sim.scenario.filling import average_bill, firm_with_money
from sim.sweep.parameters import Parameter

SHOCKS = "shocks."
PART_OF_HORIZON = 0.8
"""Shocks begin within this part of the horizon, so that there is time for them to matter (assumption)."""
POACHER = "new_poacher"

Strike = Callable[[Scenario, float, int], Scenario]


@dataclass(frozen=True)
class Shock:
    """A plausible event: it strikes every second world, with one of its sizes, in any month of most of the horizon.

    `name` is a noun; `what` says what its size is, in per cent; `told` says it as a clause of `size` and `month`.
    Sizes and durations are assumptions.
    """

    name: str
    what: str
    told: str
    sizes: tuple[float, ...]
    strike: Strike

    @property
    def path(self) -> str:
        """Where its size stands among the unknowns."""
        return f"{SHOCKS}{self.name.replace(' ', '_')}"

    def unknowns(self, months: int) -> tuple[Parameter, Parameter]:
        """Its size (0: it does not come) and its month, over a horizon of so many months."""
        never = (0.0,) * len(self.sizes)
        meaning = _("{shock}: {meaning}", shock=_(self.name), meaning=_(self.what))
        size = unknown(self.path, meaning, "%", (*never, *self.sizes))
        last = max(1, round(PART_OF_HORIZON * months))
        meaning = _("{shock}: the month in which it begins, if it comes", shock=_(self.name))
        facts = stated(f"{self.path}.month", meaning, "month", 1, last)
        return size, Parameter(facts.path, "uncertainty", 1, last, None, facts)

    def words(self, size: float, month: int) -> str:
        """What happened."""
        return _(self.told, size=f"{size:g}", month=month)


def stated(path: str, meaning: str, unit: str, low: float, high: float) -> Facts:
    """What is to be known of a whole number that no scenario file holds; its range is an assumption."""
    span = (low, high)
    return Facts(path, meaning, unit, span, span, low, "assumption", "assumed", False, True, False, "", "", False)


def unknown(path: str, meaning: str, unit: str, values: tuple[float, ...]) -> Parameter:
    """An unknown with listed values, each as likely as the others."""
    facts = stated(path, meaning, unit, min(values), max(values))
    return Parameter(path, "uncertainty", min(values), max(values), values, facts)


def with_events(case: Scenario, events: Iterable[Event]) -> Scenario:
    """The scenario with further events."""
    return case.model_copy(update={"events": [*case.events, *events]})


def rivals(case: Scenario) -> list[str]:
    """Every firm but ours."""
    return [name for name in case.firms if name != case.us]


def price_war(case: Scenario, size: float, month: int) -> Scenario:
    """All rivals are cheaper for a year."""
    change = {"price": f"-{size:g}%"}
    return with_events(
        case,
        [Event(month=month, until=month + 11, title="Price war", firm=name, changes=change) for name in rivals(case)],
    )


def wage_rise(case: Scenario, size: float, month: int) -> Scenario:
    """Wages rise for good, for everybody."""
    return with_events(case, [Event(month=month, title="Wage rise", changes={"wages": f"+{size:g}%"})])


def recession(case: Scenario, size: float, month: int) -> Scenario:
    """Demand falls for eighteen months."""
    fall = {"demand": f"-{size:g}%"}
    return with_events(case, [Event(month=month, until=month + 17, title="Recession", changes=fall)])


def shortage(case: Scenario, size: float, month: int) -> Scenario:
    """Every firm is short of supply for half a year."""
    short = {"conditions.supply": f"-{size:g}%"}
    return with_events(case, [Event(month=month, until=month + 5, title="Shortage", firm="all", changes=short)])


def newcomer(case: Scenario, size: float, month: int) -> Scenario:
    """A firm enters that goes after so many in a hundred of others' unhappy customers a month."""
    entering = Firm(title="A new poacher", enters=month, behaviour="poacher", boldness=size / 8)
    entering = firm_with_money(entering, average_bill(case))
    return case.model_copy(update={"firms": {**case.firms, POACHER: entering}})


KNOWN = (
    Shock(
        noted("price war"),
        noted("by how much all rivals cut their prices for a year"),
        noted("a price war from month {month}, in which all rivals cut their prices by {size}% for a year"),
        (5.0, 10.0, 20.0),
        price_war,
    ),
    Shock(
        noted("wage rise"),
        noted("by how much wages rise for everybody, for good"),
        noted("a wage rise of {size}% from month {month}"),
        (5.0, 10.0, 20.0),
        wage_rise,
    ),
    Shock(
        noted("recession"),
        noted("by how much demand falls for eighteen months"),
        noted("a recession from month {month} that takes {size}% of demand for eighteen months"),
        (5.0, 10.0, 20.0),
        recession,
    ),
    Shock(
        noted("shortage"),
        noted("by how much supply falls short at every firm for half a year"),
        noted("a shortage from month {month} that takes {size}% of every firm's supply for half a year"),
        (10.0, 20.0, 30.0),
        shortage,
    ),
    Shock(
        noted("new poacher"),
        noted("share of rivals' unhappy customers that a new firm approaches a month"),
        noted("a new poacher from month {month} that approaches {size}% of rivals' unhappy customers a month"),
        (4.0, 8.0, 16.0),
        newcomer,
    ),
)
"""The events that may strike."""


def shocks_of(scenario: Scenario) -> tuple[Shock, ...]:
    """The shocks that can strike a market: without rivals there is no price war."""
    return tuple(shock for shock in KNOWN if shock.strike is not price_war or rivals(scenario))
