"""The same month in idiomatic Mesa: one object a customer, plain attributes and lists, the same three acts.

Rules are the simulator's own, run as ordinary Python. The simulator's luck, which wraps around in 64 bits, would be
slow that way; `plain_luck` gives the same draws in whole numbers of Python's own, so that the toy lives the same month
to the last coin. With `luck=None` it draws from the model's `random` instead, as Mesa models do.
"""

from __future__ import annotations

import types
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
from numba.core.dispatcher import Dispatcher

from sim.market.market import Market
from sim.rules import month

ACTS = ("meet_firms", "hear_friends", "choose_and_buy")
WIDE = 0xFFFFFFFFFFFFFFFF


def plain_luck(key: int, clock: int, who: int, decision: int) -> float:
    """The simulator's luck, written for ordinary Python."""
    x = y = (((clock << 48) | (who << 16) | decision) * key) & WIDE
    z = (y + key) & WIDE
    x = (x * x + y) & WIDE
    x = (x >> 32) | ((x << 32) & WIDE)
    x = (x * x + z) & WIDE
    x = (x >> 32) | ((x << 32) & WIDE)
    x = (x * x + y) & WIDE
    x = (x >> 32) | ((x << 32) & WIDE)
    t = x = (x * x + z) & WIDE
    x = (x >> 32) | ((x << 32) & WIDE)
    bits = t ^ (((x * x + y) & WIDE) >> 32)
    return (bits >> 11) * 1.1102230246251565e-16 + 5.551115123125783e-17


class Thing:
    """Something with plain attributes."""

    def __init__(self, record: np.void) -> None:
        for name in record.dtype.names or ():
            setattr(self, name, plain_value(record[name]))


class Values(dict[tuple[int, int], list[float]]):
    """Money by firm and year of relationship; a third index is one part of it."""

    def __getitem__(self, place: tuple[int, ...]) -> Any:
        parts = dict.__getitem__(self, place[:2])
        return parts if len(place) == 2 else parts[place[2]]

    def __setitem__(self, place: tuple[int, ...], value: Any) -> None:
        if len(place) == 3:
            dict.__getitem__(self, place[:2])[place[2]] = value
        else:
            dict.__setitem__(self, place, value)


class Town:
    """The people as lists."""


class ToyCustomer(mesa.Agent):
    """One customer: its traits and state are attributes of its own."""

    def __init__(self, model: ToyMarket, who: int, record: np.void) -> None:
        super().__init__(model)
        self.who = who
        for name in record.dtype.names or ():
            setattr(self, name, plain_value(record[name]))

    def meet_firms(self) -> None:
        """Moments of truth, complaints, contact, satisfaction and bond."""
        self.model.acts["meet_firms"](self.model.scene, self.model.town, self.who)

    def hear_friends(self) -> None:
        """Word of mouth."""
        self.model.acts["hear_friends"](self.model.scene, self.model.town, self.who)

    def choose_and_buy(self) -> None:
        """Looking, choosing and buying."""
        self.model.acts["choose_and_buy"](self.model.scene, self.model.town, self.who)


class ToyMarket(mesa.Model):
    """A subscription market taken over from the simulator, as a plain Mesa model of its customers."""

    def __init__(self, market: Market, luck: Callable[..., float] | None = plain_luck) -> None:
        super().__init__(rng=1)
        draw = self.random.random
        known: dict[Any, Any] = {}
        source = luck or (lambda key, clock, who, decision: draw() or 0.5)
        self.acts = {name: with_other_luck(getattr(month, name), source, known) for name in ACTS}
        self.scene = scene_of(market)
        self.town = Town()
        self.people = [ToyCustomer(self, who, record) for who, record in enumerate(market.town.customers)]
        self.town.customers = self.people
        self.town.relations = {(who, 0): Thing(row[0]) for who, row in enumerate(market.town.relations)}
        for name in ("tie_start", "tie_to", "close", "said", "said_of"):
            setattr(self.town, name, getattr(market.town, name).tolist())

    def step(self) -> None:
        """The three acts, everybody in turn."""
        self.scene.clock += 1
        self.agents.do("meet_firms")
        self.agents.do("hear_friends")
        self.agents.do("choose_and_buy")


def scene_of(market: Market) -> Thing:
    """What customers find around them, as objects, lists and dictionaries."""
    record = market.stage[0]
    scene = Thing.__new__(Thing)
    for name in ("clock", "since", "us", "firms", "repertoire", "captivity", "demand", "outside", "usual_standing"):
        setattr(scene, name, record[name].item())
    scene.key, scene.watch, scene.written = int(record["key"]), -2, 0
    scene.standing, scene.standard = record["standing"].tolist(), record["standard"].tolist()
    scene.felt, scene.appeals = [0.0] * 5, [0.0] * len(record["appeals"])
    scene.world = Thing(record["world"])
    scene.segments = [Thing(row) for row in market.segments]
    firms, segments = market.offers.shape
    places = [(firm, segment) for firm in range(firms) for segment in range(segments)]
    scene.offers = {place: Thing(market.offers[place]) for place in places}
    scene.books = {place: Thing(market.books[place]) for place in places}
    scene.public = {(firm, layer): float(market.public[firm, layer]) for firm in range(firms) for layer in range(5)}
    scene.flows = defaultdict(int)
    scene.value = Values({(firm, year): [0.0] * 6 for firm in range(firms) for year in range(10)})
    scene.relationship_months = defaultdict(int)
    return scene


def plain_value(value: Any) -> Any:
    """A number or a list of numbers."""
    return value.tolist() if isinstance(value, np.ndarray) else value.item()


def with_other_luck(rule: Dispatcher, luck: Callable[..., float], known: dict[Any, Any]) -> Callable[..., Any]:
    """A rule as ordinary Python calling ordinary Python, with another source of luck."""
    if rule not in known:
        function = rule.py_func
        around = {"__builtins__": __builtins__}
        known[rule] = types.FunctionType(function.__code__, around, function.__name__, function.__defaults__)
        for name in function.__code__.co_names:
            value = function.__globals__.get(name)
            if name == "luck":
                around[name] = luck
            elif isinstance(value, Dispatcher):
                around[name] = with_other_luck(value, luck, known)
            elif name in function.__globals__:
                around[name] = value
    return known[rule]
