"""Shapley values: what each of several causes adds, on average over the orders in which they may be brought in.

Nothing is left over: the parts sum to the whole; what never matters gets nothing, what matters alike gets alike
(Shapley 1953). Beyond a few causes orders are drawn, each together with its reverse (Castro, Gomez & Tejada 2009,
doi:10.1016/j.cor.2008.04.004; Mitchell et al. 2022 on the pairs); the parts of every single order sum to the whole too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, combinations
from math import factorial

from sim import luck

Player = str
Set = frozenset[Player]
Order = tuple[Player, ...]
ORDERS = 40000
"""Draws of orders: a decision that no customer takes, in month 0."""


def all_sets(players: Sequence[Player]) -> list[Set]:
    """Every set of players, from none to all."""
    return [frozenset(some) for size in range(len(players) + 1) for some in combinations(players, size)]


def sets_along(orders: Iterable[Order]) -> list[Set]:
    """The sets met when players come in in these orders, each once.

    >>> [sorted(some) for some in sets_along([("a", "b"), ("b", "a")])]
    [[], ['a'], ['a', 'b'], ['b']]
    """
    met = (frozenset(order[:place]) for order in orders for place in range(len(order) + 1))
    return list(dict.fromkeys(met))


def shares(players: Sequence[Player], worth: Mapping[Set, float]) -> dict[Player, float]:
    """Each player's exact share, from the worth of every set of players.

    >>> worth = {frozenset(): 0.0, frozenset("a"): 1.0, frozenset("b"): 3.0, frozenset("ab"): 6.0}
    >>> shares("ab", worth)
    {'a': 2.0, 'b': 4.0}
    """
    return {player: _share(player, players, worth) for player in players}


def _share(player: Player, players: Sequence[Player], worth: Mapping[Set, float]) -> float:
    others = [other for other in players if other != player]
    return sum(_weight(len(some), len(players)) * (worth[some | {player}] - worth[some]) for some in all_sets(others))


@cache
def _weight(before: int, players: int) -> float:
    return factorial(before) * factorial(players - 1 - before) / factorial(players)


def shares_along(orders: Sequence[Order], worth: Mapping[Set, float]) -> dict[Player, float]:
    """Each player's share as the mean over some orders of what it adds when its turn comes.

    >>> shares_along([("a", "b")], {frozenset(): 0.0, frozenset("a"): 1.0, frozenset("ab"): 6.0})
    {'a': 1.0, 'b': 5.0}
    """
    added = [_added(order, worth) for order in orders]
    return {player: sum(one[player] for one in added) / len(orders) for player in orders[0]}


def _added(order: Order, worth: Mapping[Set, float]) -> dict[Player, float]:
    return {
        player: worth[frozenset(order[: place + 1])] - worth[frozenset(order[:place])]
        for place, player in enumerate(order)
    }


def drawn_orders(players: Sequence[Player], pairs: int, seed: int, run: int) -> list[Order]:
    """Orders drawn at random, each followed by its reverse: the same for the same seed and run.

    >>> first, second = drawn_orders("abcd", 1, 1, 0)
    >>> sorted(first), second == first[::-1]
    (['a', 'b', 'c', 'd'], True)
    """
    key = luck.key_of(seed, run)
    keys = [[luck.luck(key, 0, pair, ORDERS + place) for place in range(len(players))] for pair in range(pairs)]
    drawn = [tuple(players[place] for place in sorted(range(len(players)), key=row.__getitem__)) for row in keys]
    return list(chain.from_iterable((order, order[::-1]) for order in drawn))
