"""Worlds whose payoffs are known: they go the whole way of `robust`, but no market is played."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sim.declarations import Scenario
from sim.playing import Crew
from sim.robust.judging import robustness
from sim.robust.played import play_worlds
from sim.robust.question import Question
from sim.robust.robustness import Robustness
from sim.robust.unknowns import chosen
from sim.robust.worlds import sample
from sim.scenario.scenario import read

SHOP = read("tests/data/shop.yaml")
MEMORY, VOICE = "world.memory", "world.voice"
FEW = (MEMORY, VOICE, "world.felt_minor", "world.irritation", "world.unrest", "rivals", "recession")


@dataclass(frozen=True)
class Known:
    """Payoffs of strategies by a rule."""

    rule: Callable[[Mapping[str, float]], dict[str, float | Exception]]

    def __call__(self, values: Mapping[str, float], run: int) -> dict[str, Mapping[str, float] | Exception]:
        return {
            name: worth if isinstance(worth, Exception) else {"total_value": worth, "customers": 100.0}
            for name, worth in self.rule(values).items()
        }


def judged(
    rule: Callable[[Mapping[str, float]], dict[str, float | Exception]],
    worlds: int = 256,
    scenario: Scenario = SHOP,
    vary: tuple[str, ...] = FEW,
    threshold: float | None = None,
) -> Robustness:
    """What is found of known payoffs."""
    question = Question(worlds, 1, 1, vary, threshold=threshold)
    varying = chosen(scenario, vary, ())
    points = sample(varying, worlds, question.seed)
    with Crew(1) as crew:
        played = play_worlds(Known(rule), varying, points, tuple(scenario.strategies), 1, crew)
    return robustness(scenario, question, varying, played)


def of_strategies(scenario: Scenario, *names: str) -> Scenario:
    """A scenario with some of its strategies only."""
    return scenario.model_copy(update={"strategies": {name: scenario.strategies[name] for name in names}})
