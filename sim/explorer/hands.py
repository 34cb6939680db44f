"""What is done in the processes beside the page: openings and baselines are kept there, one process for each share."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from dataclasses import replace

from sim.declarations import Scenario, Strategy
from sim.language.messages import speaking
from sim.market.market import Market
from sim.market.saving import Saved
from sim.runs import Run
from sim.simulate import opened, played
from sim.why.following import followed
from sim.why.stories import Chosen, Story, chosen_of, story_of

_openings: dict[int, Saved] = {}


def opening(scenario: Scenario, run: int) -> Run:
    """Plays the burn-in of a run and keeps it, then the baseline from there."""
    _openings[run] = opened(scenario, run)
    base = played(Market.restore(_openings[run], scenario.baseline))
    _put_aside()
    return base


def run_of(key: str, strategy: Strategy, run: int) -> Run:
    """One run of a strategy, from the opening that is kept."""
    finished = played(Market.restore(_with(key, strategy, run), key))
    gc.collect()
    return finished


def persons(scenario: Scenario, key: str, strategy: Strategy) -> list[Chosen]:
    """The three customers of the first run whose lives the strategy changes, chosen by the rules of `sim.why`."""
    _give_way()
    kept = _first(scenario, key, strategy)
    return chosen_of(followed(kept.case, key, 0, opening=kept))


def lives(scenario: Scenario, key: str, strategy: Strategy, chosen: Sequence[Chosen], language: str) -> list[Story]:
    """The lives of these customers in both worlds, in words."""
    kept = _first(scenario, key, strategy)
    with speaking(language):
        return [story_of(kept.case, kept.seed, 0, key, one, opening=kept) for one in chosen]


def _first(scenario: Scenario, key: str, strategy: Strategy) -> Saved:
    """The opening of the first run, in which this strategy can be played."""
    if 0 not in _openings:
        _openings[0] = opened(scenario, 0)
    return _with(key, strategy, 0)


def _with(key: str, strategy: Strategy, run: int) -> Saved:
    """The opening of a run, in which this strategy can be played."""
    kept = _openings[run]
    strategies = {kept.case.baseline: kept.case.strategies[kept.case.baseline], key: strategy}
    return replace(kept, case=kept.case.model_copy(update={"strategies": strategies}))


def _give_way() -> None:
    """Lets those go first who play runs, where the system can."""
    if hasattr(os, "nice") and os.nice(0) == 0:
        os.nice(10)


def _put_aside() -> None:
    """What has been made so far stays: collecting garbage looks through it no more, and happens between runs only."""
    gc.disable()
    gc.collect()
    gc.freeze()
