"""What a scenario must keep as a whole: shares that add up, names that exist, months in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sim.declarations import LAYERS, Facts, Scenario
from sim.declarations.firm import BY_SEGMENT
from sim.scenario.declared import changeable, number_text
from sim.scenario.errors import Fault, Key, did_you_mean, shown
from sim.scenario.filling import average_bill

MOST = 12
NAME = re.compile(r"[a-z0-9_]{1,60}")
TOLERANCE = 1e-6
LARGEST_BILL = 5e7
"""Above it the sums of money derived from the bill would leave their bounds."""


def faults(scenario: Scenario) -> Iterator[Fault]:
    """Everything wrong with a scenario whose single values are right, short of its changes."""
    yield from names(scenario)
    yield from references(scenario)
    yield from shares(scenario)
    yield from wants(scenario)
    yield from by_segment(scenario)
    yield from months(scenario)
    yield from trends(scenario)


def names(scenario: Scenario) -> Iterator[Fault]:
    """Firms, segments and strategies: there is one, there are not too many, their names are simple."""
    for kind in ("firms", "segments", "strategies"):
        things: dict[str, object] = getattr(scenario, kind)
        if not things:
            yield Fault((kind,), f"there is none; give at least one of the {kind}")
        if len(things) > MOST and kind != "strategies":
            yield Fault((kind,), f"there are {len(things)}; at most {MOST} {kind} are played")
        for name in things:
            if not NAME.fullmatch(name):
                text = f"{shown(name)} is not a simple name; use a to z, 0 to 9 and _, and put other words in title"
                yield Fault((kind, name), text)
    reserved = ["all"] if scenario.us == "us" else ["all", "us"]
    for name in (name for name in reserved if name in scenario.firms):
        yield Fault(("firms", name), f"{shown(name)} has a meaning of its own; call the firm something else")


def references(scenario: Scenario) -> Iterator[Fault]:
    """Names that must be those of something in the file."""
    yield from absent(("us",), scenario.us, scenario.firms, "a firm")
    yield from absent(("baseline",), scenario.baseline, scenario.strategies, "a strategy")
    for name in scenario.market.known:
        yield from absent(("market", "known", name), name, ["us", *scenario.firms], "a firm")
    for at, event in enumerate(scenario.events):
        if event.firm is not None:
            yield from absent(("events", at, "firm"), event.firm, ["all", *scenario.firms], "a firm")
    ours = scenario.firms.get(scenario.us)
    if ours and ours.enters:
        text = f"{ours.enters} is given; our own firm is there from the start, so expected 0"
        yield Fault(("firms", scenario.us, "enters"), text)


def absent(key: Key, name: str, known: Collection[str], what: str) -> Iterator[Fault]:
    """A fault where a name is not known."""
    if name not in known:
        yield Fault(key, f"{shown(name)} is not {what}{did_you_mean(name, known)}")


def shares(scenario: Scenario) -> Iterator[Fault]:
    """Segments make up the market, and firms' opening shares fit into it."""
    total = sum(segment.share for segment in scenario.segments.values())
    if scenario.segments and abs(total - 1) > TOLERANCE:
        yield Fault(("segments",), f"the segments' shares sum to {total:.7g}; expected 1")
    given = [firm.opening.share for firm in scenario.firms.values() if firm.enters == 0]
    held = sum(share for share in given if share is not None)
    if held > 1 + TOLERANCE:
        yield Fault(("firms",), f"the firms' opening shares sum to {held:.7g}; expected at most 1")
    elif given and None not in given and held < 1 - TOLERANCE:
        yield Fault(("firms",), f"the firms' opening shares sum to {held:.7g}; expected 1, or leave one firm's out")
    bill = average_bill(scenario)
    if bill > LARGEST_BILL:
        text = f"the average monthly bill is {bill:.6g}; expected at most {LARGEST_BILL:.0f}; count money in thousands"
        yield Fault(("segments",), text)


def wants(scenario: Scenario) -> Iterator[Fault]:
    """Segments want something, and their taste lies on the map."""
    for name, segment in scenario.segments.items():
        if not any(getattr(segment.importance, layer) for layer in LAYERS):
            text = "nothing matters to this segment; give one layer a number above 0"
            yield Fault(("segments", name, "importance"), text)
        if not all(0 <= place <= 1 for place in segment.taste):
            text = f"{list(segment.taste)} is given; expected two numbers from 0 to 1"
            yield Fault(("segments", name, "taste"), text)


def by_segment(scenario: Scenario) -> Iterator[Fault]:
    """What firms set by segment: for segments that exist, within bounds."""
    for firm_name, firm in scenario.firms.items():
        for lever in BY_SEGMENT:
            for segment, value in getattr(firm, lever).items():
                key = ("firms", firm_name, lever, segment)
                yield from absent(key, segment, scenario.segments, "a segment")
                yield from beyond(key, value, changeable()[f"{lever}.*"])


def beyond(key: Key, value: float, known: Facts) -> Iterator[Fault]:
    """A fault where a number lies outside its bounds."""
    low, high = known.bounds
    if not low <= value <= high:
        yield Fault(key, f"{value:g} is given; expected {number_text('a number', low, high)}")


def months(scenario: Scenario) -> Iterator[Fault]:
    """Whatever ends does not end before it begins."""
    for at, event in enumerate(scenario.events):
        yield from ended_early(("events", at), event.month, event.until)
    for at, trend in enumerate(scenario.trends):
        yield from ended_early(("trends", at), trend.from_, trend.until)
    for name, strategy in scenario.strategies.items():
        yield from ended_early(("strategies", name), strategy.from_, strategy.until)
        for at, phase in enumerate(strategy.phases):
            yield from ended_early(("strategies", name, "phases", at), phase.from_, phase.until)


def ended_early(key: Key, first: int, last: int | None) -> Iterator[Fault]:
    """A fault where the last month comes before the first."""
    if last is not None and last < first:
        yield Fault((*key, "until"), f"month {last} comes before the first month, {first}; give {first} or later")


def trends(scenario: Scenario) -> Iterator[Fault]:
    """Trends are about segments and layers that exist, and are not absurd."""
    for at, trend in enumerate(scenario.trends):
        if trend.segment is not None:
            yield from absent(("trends", at, "segment"), trend.segment, scenario.segments, "a segment")
        for kind, low, high in (("importance", -1, 10), ("needs", -1, 1)):
            for layer, value in getattr(trend, kind).items():
                key = ("trends", at, kind, layer)
                yield from absent(key, layer, LAYERS, "a layer")
                if not low <= value <= high:
                    yield Fault(key, f"{value:g} is given; expected a number from {low} to {high}")
