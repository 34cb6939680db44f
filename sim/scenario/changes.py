"""Whether the changes that strategies and events make can be made: known levers, of our firm, within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from sim.declarations import BEHAVIOURS, Event, Scenario
from sim.scenario.declared import changeable, find, market_wide, number_text
from sim.scenario.errors import Fault, Key, did_you_mean, shown
from sim.scenario.overlays import (
    Overlay,
    Shift,
    effective,
    event_overlays,
    facts_at,
    levers,
    market_numbers,
    strategy_overlays,
)

NOT_OURS = ("costs.", "conditions.")


def change_faults(scenario: Scenario) -> Iterator[Fault]:
    """Everything wrong with the changes of strategies and events."""
    for name, strategy in scenario.strategies.items():
        earlier: list[Overlay] = []
        for at, laid in enumerate(strategy_overlays(scenario.us, strategy)):
            key: Key = ("strategies", name, "phases", at - 1) if at else ("strategies", name)
            yield from overlay_faults(scenario, key, laid, earlier, deciding=True)
            earlier.append(laid)
    yield from event_faults(scenario)


def event_faults(scenario: Scenario) -> Iterator[Fault]:
    """Everything wrong with the changes events make."""
    earlier: list[Overlay] = []
    for at, event in enumerate(scenario.events):
        yield from one_event(scenario, ("events", at), event, earlier)
        earlier.extend(event_overlays(scenario, event))


def one_event(scenario: Scenario, key: Key, event: Event, earlier: Iterable[Overlay]) -> Iterator[Fault]:
    """What is wrong with an event; a fault all firms share is told once."""
    told: set[Key] = set()
    for laid in event_overlays(scenario, event):
        for fault in overlay_faults(scenario, key, laid, earlier, deciding=False):
            if fault.key not in told:
                told.add(fault.key)
                yield fault


def overlay_faults(
    scenario: Scenario, key: Key, laid: Overlay, earlier: Iterable[Overlay], *, deciding: bool
) -> Iterator[Fault]:
    """What is wrong with the changes of one overlay, made on top of earlier ones; `deciding` for a strategy's."""
    firm = scenario.firms[laid.firm] if laid.firm else None
    own = levers(firm, scenario.segments) if firm else market_numbers(scenario.market)
    for path, change in laid.changes.items():
        text = refused_path(scenario, path, laid.firm, own, deciding=deciding)
        if not text and path == "behaviour":
            text = refused_behaviour(change)
        elif not text:
            text = refused_change(change, effective(own[path], path, laid.start, earlier, laid.firm), path, laid.firm)
        if text:
            yield Fault((*key, "changes", path), text)


def refused_behaviour(change: Shift | str) -> str:
    """Why a behaviour cannot be taken up, or nothing."""
    if change in BEHAVIOURS:
        return ""
    value = change if isinstance(change, str) else change.amount
    return f"{shown(value)} is not a behaviour{did_you_mean(value, BEHAVIOURS)}"


def refused_change(change: Shift | str, before: float, path: str, firm: str | None) -> str:
    """Why a number cannot be changed so, or nothing."""
    known = facts_at(path, firm)
    wanted = number_text("a whole number" if known.whole else "a number", *known.bounds)
    if isinstance(change, str):
        return f"{shown(change)} is neither a number nor a percentage; expected {wanted} or a share such as '+20%'"
    if change.relative and before == 0:
        return f"it is 0 before, and 0 {100 * change.amount:+.6g}% is still 0; give {wanted}"
    after = change.applied(before)
    low, high = known.bounds
    if not low <= after <= high:
        sum_up = (
            f"{before:.6g} {100 * change.amount:+.6g}% is {after:.6g}" if change.relative else f"{after:.6g} is given"
        )
        return f"{sum_up}; expected {wanted}"
    if known.whole and not change.relative and after != int(after):
        return f"{after:.6g} is given; expected {wanted}"
    return ""


def refused_path(scenario: Scenario, path: str, firm: str | None, own: dict[str, float], *, deciding: bool) -> str:
    """Why a quantity cannot be changed here, or nothing."""
    if firm is None:
        return "" if path in own else not_of_market(path)
    allowed = [name for name in (*own, "behaviour") if not (deciding and name.startswith(NOT_OURS))]
    if path in allowed:
        return ""
    if path in own:
        return "this befalls a firm and is not decided by it; a strategy changes levers, an event may change this"
    named, _, lever = path.removeprefix("firms.").partition(".")
    if named in scenario.firms:
        return with_firm_named(named, lever, firm, deciding=deciding)
    return not_a_lever(path, allowed, list(scenario.segments), deciding=deciding)


def with_firm_named(named: str, lever: str, firm: str, *, deciding: bool) -> str:
    """The remedy for a change whose path names a firm."""
    if named == firm:
        return f"leave the firm's name out; write {lever or 'a lever such as price'}"
    if deciding:
        return f"a strategy cannot change a rival, only {firm}; an event with `firm: {named}` may"
    return f"leave the firm's name out and set `firm: {named}` in the event"


def not_of_market(path: str) -> str:
    """The remedy for a change the market as a whole does not know."""
    if path == "behaviour" or {path, f"{path.partition('.')[0]}.*"} & set(changeable()):
        return "this belongs to a firm; say which with `firm:`, or `firm: all`"
    return f"nothing of the market has this name{did_you_mean(path, market_wide())}"


def not_a_lever(path: str, allowed: list[str], segments: list[str], *, deciding: bool) -> str:
    """The remedy for a change of something a firm does not decide."""
    head, _, rest = path.partition(".")
    if rest and f"{head}.*" in changeable():
        return not_a_segment(head, rest, segments)
    if path.removeprefix("market.") in market_wide():
        return f"this belongs to the market; {'only ' if deciding else ''}an event without `firm:` changes it"
    inside = named_inside(path, allowed)
    if inside:
        return f"there is no such lever; did you mean {' or '.join(inside[:3])}?"
    if find(f"firms.*.{path}") or any(item.path.startswith(("world", "segments", "market")) for item in find(path)):
        return "this is not a lever and cannot change during a run; set it where it is declared in the file"
    return f"there is no such lever{did_you_mean(path, allowed) or '; `python run.py explain firms` lists them'}"


def named_inside(path: str, allowed: list[str]) -> list[str]:
    """The levers in the group of that name, or with that name in some group."""
    return [name for name in allowed if name.startswith(f"{path}.") or name.endswith(f".{path}")]


def not_a_segment(lever: str, segment: str, segments: list[str]) -> str:
    """The remedy where a lever is set by segment."""
    near = (get_close_matches(segment, segments, n=1) or segments)[0]
    return f"{shown(segment)} is not a segment; did you mean {lever}.{near}?"
