"""How each strategy stands over all worlds: how often it wins, what it gives up, how often it is good enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy import stats

from sim.analysis.peeling import Flags
from sim.analysis.winners import LEVEL, winners
from sim.intervals import CONFIDENCE, Estimate, estimate
from sim.runs import Numbers

NINETIETH = 0.9


@dataclass(frozen=True)
class Share:
    """In how many of all worlds something is so, as a share with its 95% interval (Wilson 1927)."""

    worlds: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Regret:
    """What a strategy gives up against the best strategy of each world, in money.

    `mean` over worlds; `ninetieth`: in nine worlds of ten it is no more; `worst`, in the world numbered `world`.
    """

    mean: Estimate
    ninetieth: float
    worst: float
    world: int


@dataclass(frozen=True)
class Standing:
    """One strategy over all worlds. `good_enough`: none for the baseline where it is what others are held against.

    `total_value`: mean; `least` and `most`: over worlds; `without_customers`: worlds in which nobody is left.
    """

    title: str
    wins: Share
    regret: Regret
    good_enough: Share | None
    total_value: Estimate
    least: float
    most: float
    without_customers: int

    def as_json(self) -> dict[str, Any]:
        """All figures."""
        return asdict(self)


def share_of(flags: Flags) -> Share:
    """The share of worlds in which something is so.

    >>> share = share_of(np.array([True, True, False, False]))
    >>> share.worlds, share.share, round(share.low, 2), round(share.high, 2)
    (2, 0.5, 0.15, 0.85)
    """
    count = int(flags.sum())
    ends = stats.binomtest(count, len(flags)).proportion_ci(CONFIDENCE, method="wilson")
    return Share(count, count / len(flags), float(ends.low), float(ends.high))


def regrets(values: Numbers) -> Numbers:
    """What each strategy is short of the best of its world. `values`: (worlds, strategies).

    >>> regrets(np.array([[3.0, 5.0], [4.0, 4.0]])).tolist()
    [[2.0, 0.0], [0.0, 0.0]]
    """
    return np.asarray(values.max(axis=1, keepdims=True) - values)


def standings(
    titles: Mapping[str, str],
    values: Numbers,
    customers: Numbers,
    numbers: Sequence[int],
    baseline: str,
    threshold: float | None,
) -> dict[str, Standing]:
    """Every strategy over all worlds. `values` and `customers`: (worlds, strategies) in the order of `titles`."""
    best, short = winners(values), regrets(values)
    today = list(titles).index(baseline)
    enough = values >= (values[:, [today]] if threshold is None else threshold)
    return {
        name: Standing(
            title=title,
            wins=share_of(best == at),
            regret=regret_of(short[:, at], numbers),
            good_enough=None if threshold is None and at == today else share_of(enough[:, at]),
            total_value=estimate(values[:, at]),
            least=float(values[:, at].min()),
            most=float(values[:, at].max()),
            without_customers=int((customers[:, at] == 0).sum()),
        )
        for at, (name, title) in enumerate(titles.items())
    }


def regret_of(short: Numbers, numbers: Sequence[int]) -> Regret:
    """What one strategy gives up, world by world."""
    at = int(short.argmax())
    return Regret(estimate(short), float(np.quantile(short, NINETIETH)), float(short[at]), int(numbers[at]))


def nobody_wins(values: Numbers) -> Flags:
    """In which worlds two strategies are best to the last digit: (worlds,)."""
    return np.asarray(winners(values) == LEVEL)


def ranking(standings: Mapping[str, Standing], baseline: str) -> tuple[str, ...]:
    """Strategies from the one that wins most worlds down; of equals, the one that gives up less, then the baseline."""

    def place(name: str) -> tuple[int, float, bool]:
        one = standings[name]
        return -one.wins.worlds, one.regret.mean.mean or 0.0, name != baseline

    return tuple(sorted(standings, key=place))


def leads(first: Share, second: Share) -> bool:
    """Whether one wins more worlds than another beyond luck (sign test over the worlds that either of them wins)."""
    either = first.worlds + second.worlds
    return either > 0 and float(stats.binomtest(first.worlds, either).pvalue) <= 1 - CONFIDENCE
