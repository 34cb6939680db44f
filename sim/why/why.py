"""Why strategies differ from the baseline: by lever, by layer, by what happened to customers, and in three lives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from sim.declarations import Scenario
from sim.language.messages import in_same_language
from sim.measures import total_value
from sim.playing import Crew, Progress
from sim.runs import Run
from sim.simulate import opened
from sim.why.customers import CustomerSplit, customer_split
from sim.why.following import Followed, followed
from sim.why.games import PLAIN, THOROUGH, Depth, Ends, games_of, shared_out_in, split_of
from sim.why.sentences import customer_sentence, lever_sentence
from sim.why.split import Split
from sim.why.stories import Story, chosen_of, story_of

STORIES = 3
Played = Mapping[str, Sequence[Run]]


@dataclass(frozen=True)
class Why:
    """The reasons found, by strategy; `layers`, `customers` and `stories` only where they were asked for.

    `told`: the strategy the stories are of.
    """

    levers: Mapping[str, Split] = field(default_factory=dict)
    layers: Mapping[str, Split] = field(default_factory=dict)
    customers: Mapping[str, CustomerSplit] = field(default_factory=dict)
    told: str | None = None
    stories: tuple[Story, ...] = ()

    def sentences(self, scenario: Scenario, strategy: str) -> list[str]:
        """What a person would say of one strategy."""
        title, currency = f"“{scenario.title_of('strategies', strategy)}”", scenario.currency
        said = []
        if strategy in self.customers:
            said.append(customer_sentence(self.customers[strategy], currency))
        if strategy in self.levers:
            said.append(lever_sentence(self.levers[strategy], title, currency))
        return [sentence for sentence in said if sentence]

    def as_json(self, scenario: Scenario) -> dict[str, Any]:
        """The keys `attribution` and `stories` of `comparison.json`."""
        splits = {name: self.of(scenario, name) for name in self.levers}
        stories = [{"strategy": self.told, **story.as_json()} for story in self.stories]
        return {"attribution": splits} | ({"stories": stories} if self.stories else {})

    def of(self, scenario: Scenario, name: str) -> dict[str, Any]:
        """One strategy's splits, and what they come to in words."""
        told: dict[str, Any] = {"levers": self.levers[name].as_json(), "sentences": self.sentences(scenario, name)}
        if name in self.layers:
            told["layers"] = self.layers[name].as_json()
        if name in self.customers:
            told["customers"] = self.customers[name].as_json()
        return told


def why_by_lever(scenario: Scenario, runs: Played, strategies: Sequence[str], crew: Crew, progress: Progress) -> Why:
    """What each lever of some strategies adds: exact up to three levers, from a pair of orders a run beyond."""
    return Why(splits(scenario, runs, strategies, PLAIN, crew, progress)["levers"])


def why(scenario: Scenario, runs: Played, told: str, crew: Crew, progress: Progress) -> Why:
    """Everything there is to say of why: every strategy by lever, by layer and by customers; stories of one."""
    others = [name for name in runs if name != scenario.baseline]
    found = splits(scenario, runs, others, THOROUGH, crew, progress)
    lives = followed_in_all(scenario, runs, others, crew, progress)
    first = lives[told][0]
    tell = in_same_language(partial(story_of, scenario, seed_of(runs), first.run, told))
    stories = crew.share_out(tell, chosen_of(first), progress)
    customers = {name: customer_split(scenario, some) for name, some in lives.items()}
    return Why(found["levers"], found["layers"], customers, told, tuple(stories))


def pieces_of_why(scenario: Scenario, runs: int) -> int:
    """How many pieces of work `why` reports to its progress."""
    return len(scenario.strategies) * runs + STORIES


def splits(
    scenario: Scenario, runs: Played, strategies: Sequence[str], depth: Depth, crew: Crew, progress: Progress
) -> dict[str, dict[str, Split]]:
    """By lever and, where the depth asks for it, by layer: every strategy."""
    totals = {name: np.array([total_value(run) for run in some]) for name, some in runs.items()}
    numbers = [run.run for run in runs[scenario.baseline]]
    base = totals[scenario.baseline]
    jobs = [
        (name, Ends(run, float(before), float(after)))
        for name in strategies
        for run, before, after in zip(numbers, base, totals[name], strict=True)
    ]
    results = crew.share_out(partial(shared_out_in, scenario, depth, seed_of(runs)), jobs, progress)
    found: dict[str, dict[str, Split]] = {"levers": {}, "layers": {}}
    for at, name in enumerate(strategies):
        mine = results[at * len(numbers) : (at + 1) * len(numbers)]
        for kind, game in games_of(scenario, name, depth).items():
            shares = [one[kind] for one in mine]
            found[kind][name] = split_of(scenario, game, depth, totals[name] - base, shares)
    return found


def followed_in_all(
    scenario: Scenario, runs: Played, strategies: Sequence[str], crew: Crew, progress: Progress
) -> dict[str, list[Followed]]:
    """Everybody followed through every run of every strategy."""
    numbers = [run.run for run in runs[scenario.baseline]]
    each = crew.share_out(partial(followed_in, scenario, strategies, seed_of(runs), numbers[0]), numbers, progress)
    return {name: [one[name] for one in each] for name in strategies}


def followed_in(scenario: Scenario, strategies: Sequence[str], seed: int, told: int, run: int) -> dict[str, Followed]:
    """One run of every strategy; the people one by one are handed on only of the run of which stories are told."""
    opening = opened(scenario, run, seed)
    found = {name: followed(scenario, name, run, seed, opening) for name in strategies}
    return found if run == told else {name: replace(one, **WITHOUT_PEOPLE) for name, one in found.items()}


WITHOUT_PEOPLE: dict[str, Any] = {"gains": np.zeros(0), "standing": np.zeros(0, dtype=np.int8)}


def seed_of(runs: Played) -> int:
    """The seed with which runs were played."""
    return next(iter(runs.values()))[0].seed
