"""What is looked at: an outcome of one strategy, or its difference between two, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.units import Unit, unit_of, words_of
from sim.runs import Numbers
from sim.sweep.sweep import Sweep

LONGEST = 40
"""Letters of a strategy's title that fit into a sentence."""


@dataclass(frozen=True)
class Subject:
    """An outcome of a strategy, or how much more of it there is than under another."""

    sweep: Sweep
    outcome: str
    strategy: str
    against: str | None = None

    @property
    def strategies(self) -> list[str]:
        """The strategies that have a part in it."""
        return [self.strategy, self.against] if self.against else [self.strategy]

    def values(self, means: Numbers) -> Numbers:
        """One number a point. `means`: (points, strategies), in the order of `strategies`."""
        return means[:, 0] - means[:, 1] if self.against else means[:, 0]

    @property
    def words(self) -> str:
        """What it is called."""
        what, one = words_of(self.outcome), quoted(self.sweep, self.strategy)
        if self.against is None:
            return f"{what} under {one}"
        return f"difference in {what} between {one} and {quoted(self.sweep, self.against)}"

    def below(self, threshold: float, unit: Unit, turned: bool = False) -> str:
        """The clause that it is below a threshold, or, turned round, that it is not."""
        if self.against is None or threshold:
            amount = unit.told(threshold)
            return f"The {self.words} is {f'{amount} or more' if turned else f'below {amount}'}"
        one, other = quoted(self.sweep, self.strategy), quoted(self.sweep, self.against)
        smaller = "at least as large" if turned else "smaller"
        return f"The {words_of(self.outcome)} is {smaller} under {one} {'as' if turned else 'than'} under {other}"

    def unit(self, largest: float) -> Unit:
        """The unit in which values up to this are given."""
        return unit_of(self.outcome, currency(self.sweep), largest)


def quoted(sweep: Sweep, strategy: str) -> str:
    """A strategy's title in quotation marks; a short one is kept on one line, a long one is cut."""
    title = title_of(sweep, strategy)
    if len(title) <= LONGEST // 2:
        title = title.replace(" ", "\N{NO-BREAK SPACE}")
    return f"“{title}”" if len(title) <= LONGEST else f"“{title[: LONGEST - 1].rstrip()}…”"


def title_of(sweep: Sweep, strategy: str) -> str:
    """What people call a strategy."""
    return sweep.scenario.title_of("strategies", strategy) if sweep.scenario else strategy.replace("_", " ")


def currency(sweep: Sweep) -> str:
    """The currency of a sweep's money; nothing where no market was played."""
    return sweep.scenario.currency if sweep.scenario else ""
