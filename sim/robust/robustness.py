"""Robustness: everything that many plausible worlds tell of the strategies of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sim.robust.losing import BadWorld, Losing
from sim.robust.played import Failure
from sim.robust.question import Question
from sim.robust.saying import verdict
from sim.robust.standing import Share, Standing, regrets
from sim.robust.tornado import Bar, Tornado
from sim.robust.unknowns import Feature
from sim.runs import Numbers
from sim.sweep.parameters import Parameter
from sim.sweep.sweep import parameter_json


@dataclass(frozen=True)
class Robustness:
    """The strategies of a scenario over many plausible worlds.

    `points`: (worlds, unknowns), `columns`: (worlds, features) and `total_value`: (worlds, strategies) are those of the
    worlds that all strategies were played in to the end, whose numbers are `worlds`. `nobody`: worlds in which the best
    two come out exactly alike. `losing`: where the favourite is not the best, then where it is not good enough.
    """

    scenario: str
    currency: str
    baseline: str
    months: int
    customers: int
    question: Question
    unknowns: tuple[Parameter, ...]
    features: tuple[Feature, ...]
    worlds: tuple[int, ...]
    points: Numbers
    columns: Numbers
    total_value: Numbers
    strategies: Mapping[str, Standing]
    ranking: tuple[str, ...]
    nobody: Share
    tornadoes: tuple[Tornado, ...]
    losing: tuple[Losing, ...]
    worst_worlds: tuple[BadWorld, ...]
    failures: tuple[Failure, ...]

    @property
    def favourite(self) -> str:
        """The strategy that wins in most worlds."""
        return self.ranking[0]

    @property
    def regret(self) -> Numbers:
        """What each strategy is short of the best of each world: (worlds, strategies)."""
        return regrets(self.total_value)

    def title(self, strategy: str) -> str:
        """A strategy's title in quotation marks."""
        return f"“{self.strategies[strategy].title}”"

    def as_json(self) -> dict[str, Any]:
        """The contract of robustness.json (docs/robust.md)."""
        return {
            "scenario": self.scenario,
            "verdict": verdict(self),
            "favourite": self.favourite,
            "baseline": self.baseline,
            "ranking": list(self.ranking),
            "currency": self.currency,
            "months": self.months,
            "customers": self.customers,
            "asked": self.question.as_json(),
            "worlds": len(self.worlds),
            "strategies": {name: one.as_json() for name, one in self.strategies.items()},
            "nobody_wins": asdict(self.nobody),
            "tornadoes": [tornado_json(one) for one in self.tornadoes],
            "losing": [losing_json(one) for one in self.losing],
            "worst_worlds": [asdict(one) for one in self.worst_worlds],
            "failures": [asdict(one) for one in self.failures],
            "regrets": {
                "world": list(self.worlds),
                **{name: self.regret[:, at].tolist() for at, name in enumerate(self.strategies)},
            },
            "unknowns": {one.path: parameter_json(one) for one in self.unknowns},
        }


def tornado_json(one: Tornado) -> dict[str, Any]:
    """What moves a difference."""
    return {
        "strategy": one.strategy,
        "against": one.against,
        "difference": asdict(one.difference),
        "bars": [bar_json(bar) for bar in one.bars],
    }


def bar_json(bar: Bar) -> dict[str, Any]:
    """One feature of a tornado."""
    feature = {name: getattr(bar.feature, name) for name in ("path", "meaning", "unit", "low", "high", "mark")}
    swing = {"swing": bar.swing.mean, "swing_low": bar.swing.low, "swing_high": bar.swing.high}
    return {**feature, "at_low": bar.at_low, "at_high": bar.at_high, **swing, "told_apart": bar.told_apart}


def losing_json(one: Losing) -> dict[str, Any]:
    """Where the favourite loses."""
    return {"what": one.what, "sentences": one.sentences, **asdict(one.found)}
