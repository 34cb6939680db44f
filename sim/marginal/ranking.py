"""A ranking that says what cannot be told apart: letters shared by all that may be equal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from string import ascii_letters

from sim.intervals import CONFIDENCE, doubt, holm
from sim.runs import Numbers

Pair = frozenset[str]


def told_apart(values: Mapping[str, Numbers]) -> set[Pair]:
    """The pairs whose paired differences luck alone does not explain (Holm over all pairs at 5%).

    >>> import numpy as np
    >>> far, near = np.array([9.0, 8.0, 9.0, 8.5]), np.array([1.0, 2.0, 1.0, 1.5])
    >>> sorted(map(sorted, told_apart({"a": far, "b": near, "c": near})))
    [['a', 'b'], ['a', 'c']]
    """
    doubts = {",".join(pair): doubt(values[pair[0]] - values[pair[1]]) for pair in combinations(values, 2)}
    return {frozenset(pair.split(",")) for pair, value in holm(doubts).items() if value <= 1 - CONFIDENCE}


def letters(ranked: Sequence[str], apart: Iterable[Pair]) -> dict[str, str]:
    """The compact letter display (Piepho 2004, doi:10.1198/1061860043515): two share a letter unless told apart.

    >>> letters(["a", "b", "c"], [frozenset("ac")])
    {'a': 'a', 'b': 'ab', 'c': 'b'}
    >>> letters(["a", "b"], [])
    {'a': 'a', 'b': 'a'}
    """
    groups = [frozenset(ranked)]
    for pair in sorted(apart, key=sorted):
        split = [part for group in groups for part in ([group - {one} for one in pair] if pair <= group else [group])]
        groups = [group for group in dict.fromkeys(split) if not any(group < other for other in split)]
    groups.sort(key=lambda group: sorted(ranked.index(name) for name in group))
    named = list(zip(ascii_letters, groups, strict=False))
    return {name: "".join(letter for letter, group in named if name in group) for name in ranked}
