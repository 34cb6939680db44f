"""From worlds that were played to what they tell of the strategies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from sim.declarations import Scenario
from sim.language.messages import _
from sim.robust.losing import BadWorld, Losing, losing, pushes, worst_places
from sim.robust.played import PlayedWorlds
from sim.robust.question import Question
from sim.robust.robustness import Robustness
from sim.robust.standing import nobody_wins, ranking, regrets, share_of, standings
from sim.robust.tornado import Bar, Tornado, tornado
from sim.robust.unknowns import features
from sim.robust.worlds import columns, words_of
from sim.runs import Numbers
from sim.scenario.errors import ScenarioError
from sim.sweep.parameters import Parameter


def robustness(
    scenario: Scenario, question: Question, varying: Sequence[Parameter], played: PlayedWorlds
) -> Robustness:
    """What the played worlds tell; ScenarioError where no world could be played to the end."""
    there = played.complete
    if not there.any():
        raise ScenarioError(f"no world could be played to the end; the first error: {played.failures[0].error}")
    names = tuple(scenario.strategies)
    titles = {name: scenario.title_of("strategies", name) for name in names}
    values, points, numbers = played.total_value[there], played.points[there], played.numbers.tolist()
    found = standings(titles, values, played.customers[there], numbers, scenario.baseline, question.threshold)
    ranked = ranking(found, scenario.baseline)
    seen = Seen(scenario, names, ranked, varying, points, values, numbers)
    return Robustness(
        scenario=scenario.title,
        currency=scenario.currency,
        baseline=scenario.baseline,
        months=scenario.market.months,
        customers=scenario.market.customers,
        question=question,
        unknowns=tuple(varying),
        features=seen.features,
        worlds=tuple(numbers),
        points=points,
        columns=seen.columns,
        total_value=values,
        strategies=found,
        ranking=ranked,
        nobody=share_of(nobody_wins(values)),
        tornadoes=seen.tornadoes,
        losing=seen.losing(question.threshold),
        worst_worlds=seen.worst(),
        failures=played.failures,
    )


class Seen:
    """The complete worlds seen from the favourite."""

    def __init__(
        self,
        scenario: Scenario,
        names: Sequence[str],
        ranked: Sequence[str],
        varying: Sequence[Parameter],
        points: Numbers,
        values: Numbers,
        numbers: Sequence[int],
    ) -> None:
        self.scenario, self.ranked, self.varying = scenario, ranked, varying
        self.points, self.numbers, self.names = points, numbers, names
        self.features, self.columns = features(scenario, varying), columns(varying, points)
        self.values = {name: values[:, at] for at, name in enumerate(names)}
        self.short = dict(zip(names, regrets(values).T, strict=True))
        self.best = [names[at] for at in values.argmax(axis=1)]

    @cached_property
    def tornadoes(self) -> tuple[Tornado, ...]:
        """The favourite against the runner-up, and against the baseline."""
        favourite, *others = self.ranked
        against = dict.fromkeys((*others[:1], *(name for name in others if name == self.scenario.baseline)))
        return tuple(
            tornado(favourite, name, self.features, self.columns, self.values[favourite] - self.values[name])
            for name in against
        )

    def losing(self, threshold: float | None) -> tuple[Losing, ...]:
        """Where the favourite loses to any other, to the runner-up, and where it is not good enough.

        What happens in the very same worlds is told once.
        """
        found: list[Losing] = []
        for what, over, lead in self.leads(threshold):
            if not any(((lead < 0) == (one.lead < 0)).all() for one in found):
                found.append(losing(what, over, self.features, self.columns, lead))
        return tuple(found)

    def leads(self, threshold: float | None) -> Iterator[tuple[str, str, Numbers]]:
        """What may happen to the favourite, ahead of what it is then no longer, and how far ahead: (worlds,)."""
        favourite, *others = self.ranked
        own = self.values[favourite]
        if others:
            yield _("loses"), _("the best other strategy"), own - np.max([self.values[name] for name in others], axis=0)
        for name in others:
            if name == others[0] or (name == self.scenario.baseline and threshold is None):
                title = f"“{self.scenario.title_of('strategies', name)}”"
                yield _("is worth less than {strategy}", strategy=title), title, own - self.values[name]
        if threshold is not None:
            yield _("is worth less than the threshold"), _("the threshold"), own - threshold

    def worst(self) -> tuple[BadWorld, ...]:
        """The worlds in which the favourite gives up most."""
        short = self.short[self.ranked[0]]
        bars = self.tornadoes[0].clear if self.tornadoes else ()
        return tuple(
            BadWorld(int(self.numbers[at]), self.best[at], float(short[at]), self.words(at, bars))
            for at in worst_places(short)
        )

    def words(self, at: int, bars: Sequence[Bar]) -> tuple[str, ...]:
        """What a world is like."""
        values = dict(zip((one.path for one in self.varying), self.points[at].tolist(), strict=True))
        told = dict(zip((one.path for one in self.features), self.columns[at].tolist(), strict=True))
        return *words_of(self.scenario, values), *pushes(bars, told)
