"""By levers and by layers: what a strategy done in part is worth under the same luck, shared out by Shapley."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.declarations import Scenario
from sim.language.messages import _, noted
from sim.measures import total_value
from sim.reasons import LAYER_WORDS
from sim.runs import Numbers
from sim.scenario.overlays import facts_at
from sim.simulate import simulate_all
from sim.why.levers import DECISIONS, Coalition, groups_of, levers_of, with_coalitions
from sim.why.shapley import Order, Set, all_sets, drawn_orders, sets_along, shares, shares_along
from sim.why.split import Split, split
from sim.wording import capitalised

Worth = dict[Coalition, float]
GROUP_WORDS = {
    **LAYER_WORDS,
    "workforce": noted("the workforce"),
    "commercial": noted("price, offers and advertising"),
    DECISIONS: noted("how the firm decides"),
}


@dataclass(frozen=True)
class Depth:
    """How thoroughly to share out: exact up to so many players, beyond that so many pairs of orders in each run."""

    exact: int
    pairs: int
    layers: bool


PLAIN = Depth(exact=3, pairs=1, layers=False)
THOROUGH = Depth(exact=6, pairs=4, layers=True)


@dataclass(frozen=True)
class Game:
    """Players and the levers each of them brings in."""

    players: Mapping[str, Coalition]

    def orders(self, depth: Depth, seed: int, run: int) -> list[Order] | None:
        """The orders drawn for a run; none where the split is exact."""
        names = tuple(self.players)
        return None if len(names) <= depth.exact else drawn_orders(names, depth.pairs, seed, run)

    def sets(self, orders: Sequence[Order] | None) -> list[Set]:
        """The sets of players whose worth is needed."""
        return all_sets(tuple(self.players)) if orders is None else sets_along(orders)

    def levers(self, players: Iterable[str]) -> Coalition:
        """What some players bring in together."""
        return frozenset().union(*(self.players[player] for player in players))

    def shared(self, orders: Sequence[Order] | None, worth: Worth) -> dict[str, float]:
        """What each player adds."""
        by_set = {some: worth[self.levers(some)] for some in self.sets(orders)}
        return shares(tuple(self.players), by_set) if orders is None else shares_along(orders, by_set)


@dataclass(frozen=True)
class Ends:
    """A run that has been played: what the baseline and the whole strategy are worth in it."""

    run: int
    baseline: float
    strategy: float


def games_of(scenario: Scenario, strategy: str, depth: Depth) -> dict[str, Game]:
    """The levers of a strategy as players, and, where asked for, the groups in which they are declared."""
    levers = levers_of(scenario, strategy)
    games = {"levers": Game({lever: frozenset([lever]) for lever in levers})}
    return games | ({"layers": Game(groups_of(levers, scenario.us))} if depth.layers else {})


def shared_out_in(scenario: Scenario, depth: Depth, seed: int, job: tuple[str, Ends]) -> dict[str, dict[str, float]]:
    """One run of one strategy: what each lever and each layer adds, from plays of the strategy done in part."""
    strategy, ends = job
    games = games_of(scenario, strategy, depth)
    orders = {kind: game.orders(depth, seed, ends.run) for kind, game in games.items()}
    met = [game.levers(some) for kind, game in games.items() for some in game.sets(orders[kind])]
    known: dict[Coalition, float] = {
        frozenset(): ends.baseline,
        frozenset(levers_of(scenario, strategy)): ends.strategy,
    }
    worth = known | worths(scenario, strategy, [one for one in dict.fromkeys(met) if one not in known], ends.run, seed)
    return {kind: game.shared(orders[kind], worth) for kind, game in games.items()}


def worths(scenario: Scenario, strategy: str, coalitions: Sequence[Coalition], run: int, seed: int) -> Worth:
    """The total value of doing only some of a strategy, for each of these sets of levers, in one run."""
    if not coalitions:
        return {}
    wider, named = with_coalitions(scenario, strategy, coalitions)
    played = simulate_all(wider, named.values(), run, seed)
    return {coalition: total_value(one) for coalition, one in zip(named, played, strict=True)}


def split_of(
    scenario: Scenario, game: Game, depth: Depth, total: Numbers, found: Sequence[Mapping[str, float]]
) -> Split:
    """What all runs found, with words for the players."""
    names = tuple(game.players)
    parts = {name: np.array([one[name] for one in found]) for name in names}
    sampled = len(names) > depth.exact
    return split(total, parts, {name: title_of(scenario, name) for name in names}, 2 * depth.pairs if sampled else None)


def title_of(scenario: Scenario, player: str) -> str:
    """A lever or a group in words."""
    if player in GROUP_WORDS:
        return capitalised(_(GROUP_WORDS[player]))
    if player == "behaviour":
        return capitalised(_(GROUP_WORDS[DECISIONS]))
    lever = capitalised(re.split("[:,：，]", _(facts_at(player, scenario.us).meaning))[0])
    segment = player.partition(".")[2]
    if segment not in scenario.segments:
        return lever
    return _("{lever}, {segment}", lever=lever, segment=scenario.title_of("segments", segment))
