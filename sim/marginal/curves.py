"""Response curves: what a layer's customers answer to little and to much spending on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from sim.declarations import LAYERS, Scenario
from sim.intervals import Estimate, estimate
from sim.marginal.account import Account
from sim.marginal.levers import Lever, as_it_is
from sim.marginal.returns import brought_back, difference, spending
from sim.scenario.filling import average_bill
from sim.scenario.overlays import facts_at

LEVELS = (0.0, 0.5, 1.0, 1.5, 2.0)
"""Spending on a layer as a multiple of today's."""


@dataclass(frozen=True)
class Curve:
    """One layer spent on more or less than now, everything else as it was; one entry for each level.

    `spend`: money per month and customer held at the opening; `monthly`: the same for the firm as a whole; `value`:
    total value more than now; `brings_back`: what each unit brings back between a level and the next (one fewer).
    """

    layer: str
    now: float
    spend: tuple[float, ...]
    monthly: tuple[float, ...]
    value: tuple[Estimate, ...]
    brings_back: tuple[Estimate, ...]

    def as_json(self) -> dict[str, Any]:
        """As `comparison.json` holds it."""
        return {
            "now": self.now,
            "spend": list(self.spend),
            "monthly": list(self.monthly),
            "value": [asdict(one) for one in self.value],
            "brings_back": [asdict(one) for one in self.brings_back],
        }


def levels_of(scenario: Scenario, strategy: str, levels: Sequence[float]) -> dict[str, tuple[Lever, ...]]:
    """What is tried of each layer: multiples of what it gets now or, where that is nothing, of what is usual."""
    tried = {}
    for layer in LAYERS:
        lever = as_it_is(scenario, strategy, f"spend.{layer}")
        usual = facts_at(lever.path, scenario.us).default * average_bill(scenario)
        amounts = {lever.now, *(level * (lever.now or usual) for level in levels)}
        tried[layer] = tuple(lever.moved(amount) for amount in sorted(amounts))
    return tried


def curve_of(layer: str, size: float, tried: Sequence[Lever], played: Sequence[Sequence[Account]]) -> Curve:
    """A layer's curve from plays at each level, paired by run; `size`: customers held at the opening."""
    now = tried[0].now
    # What is written into a scenario is rounded, so look for the nearest level.
    here = played[min(range(len(tried)), key=lambda at: abs(tried[at].then - now))]
    value = [difference([one.total_value for one in some], [one.total_value for one in here]) for some in played]
    spent = [spending(tried[0].lines, some, here) for some in played]
    steps = pairwise(zip(value, spent, strict=True))
    slopes = [brought_back(after[0] - before[0], after[1] - before[1]) for before, after in steps]
    return Curve(
        layer,
        now,
        spend=tuple(lever.then for lever in tried),
        monthly=tuple(size * lever.then for lever in tried),
        value=tuple(map(estimate, value)),
        brings_back=tuple(map(estimate, slopes)),
    )
