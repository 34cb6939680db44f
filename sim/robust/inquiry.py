"""From a question about a scenario to what many worlds tell of its strategies."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declarations import Scenario
from sim.playing import Crew, Progress
from sim.robust.judging import robustness
from sim.robust.played import PlayedWorlds, WorldPlay, play_worlds
from sim.robust.question import Question
from sim.robust.robustness import Robustness
from sim.robust.unknowns import chosen
from sim.robust.worlds import sample
from sim.sweep.parameters import Parameter


@dataclass(frozen=True)
class Inquiry:
    """A question, with the scenario as it is played and what differs from world to world."""

    case: Scenario
    question: Question
    varying: tuple[Parameter, ...]

    @property
    def pieces(self) -> int:
        """How many pieces of work `played` reports to its progress."""
        return self.question.worlds * self.question.runs

    def played(self, crew: Crew, progress: Progress = lambda done: None) -> PlayedWorlds:
        """Every strategy in every world."""
        asked = self.question
        points = sample(self.varying, asked.worlds, asked.seed)
        play = WorldPlay(self.case, asked.seed)
        return play_worlds(play, self.varying, points, tuple(self.case.strategies), asked.runs, crew, progress)

    def told(self, played: PlayedWorlds) -> Robustness:
        """What the played worlds tell; ScenarioError where none could be played to the end."""
        return robustness(self.case, self.question, self.varying, played)


def inquiry(scenario: Scenario, question: Question) -> Inquiry:
    """What is asked, checked before anything is played; ScenarioError where it names what is not there."""
    case = scenario if question.own_events else scenario.model_copy(update={"events": []})
    return Inquiry(case, question, chosen(case, question.vary, question.fix))
