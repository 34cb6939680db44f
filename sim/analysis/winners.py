"""Which strategy wins where: the share of all points, and the regions in which each does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.discovery import Discovery, discover
from sim.analysis.peeling import Places
from sim.runs import Numbers

LEVEL = -1
"""Where two strategies are best to the last digit and nobody wins."""


@dataclass(frozen=True)
class Win:
    """One strategy: at which share of the points it is best, and in which regions more often than elsewhere."""

    strategy: str
    share: float
    where: Discovery


def winners(means: Numbers) -> Places:
    """Which strategy is best at each point. `means`: (points, strategies), more is better.

    >>> winners(np.array([[1.0, 3.0], [5.0, 2.0], [4.0, 4.0]])).tolist()
    [1, 0, -1]
    """
    best = means.max(axis=1, keepdims=True)
    return np.where((means == best).sum(axis=1) == 1, means.argmax(axis=1), LEVEL)


def wins(
    points: Numbers,
    means: Numbers,
    strategies: Sequence[str],
    paths: Sequence[str],
    blocks: Places | None = None,
) -> tuple[Win, ...]:
    """How often and where each strategy wins, the most frequent winner first.

    `points`: (points, parameters); `means`: (points, strategies); `blocks` as in `discover`.
    """
    best = winners(means)
    all_wins = [
        Win(name, float((best == place).mean()), discover(points, best == place, paths, blocks))
        for place, name in enumerate(strategies)
    ]
    return tuple(sorted(all_wins, key=lambda win: -win.share))


def level(means: Numbers) -> float:
    """The share of points at which nobody wins.

    >>> level(np.array([[1.0, 1.0], [2.0, 1.0]]))
    0.5
    """
    return float((winners(means) == LEVEL).mean())
