"""Our firm's levers as they are pulled: in groups, each with what it means, what it costs and how far it goes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sim.declarations import Facts, Scenario
from sim.declarations.firm import BY_SEGMENT
from sim.game.controls import game_range, plain_number
from sim.game.shown import GROUPS, Group, shown_as
from sim.language.messages import _
from sim.scenario.filling import average_bill
from sim.scenario.overlays import facts_at, levers
from sim.wording import capitalised


@dataclass(frozen=True)
class Lever:
    """A number our firm decides. `least`, `most`, `step`: of its slider, in the unit declared; `today`: as it stands.

    `segment` is the title of the segment of a lever by segment, else empty.
    """

    path: str
    facts: Facts
    segment: str
    today: float
    least: float
    most: float
    step: float

    @property
    def group(self) -> Group:
        """What it stands under."""
        return shown_as(self.path).group

    @property
    def label(self) -> str:
        """What it is called."""
        name = _(shown_as(self.path).label)
        return _("{lever}, {segment}", lever=name, segment=self.segment) if self.segment else name

    @property
    def meaning(self) -> str:
        """What it means, its unit and what it costs."""
        told = {"unit": _(self.facts.unit), "meaning": _(self.facts.meaning), "cost": _(self.facts.cost)}
        return capitalised(_("{meaning} ({unit}). Cost: {cost}", **told))


def levers_of(scenario: Scenario) -> list[Lever]:
    """Every lever of our firm, in the order declared."""
    firm = scenario.firms[scenario.us]
    return [lever(scenario, path, today) for path, today in levers(firm, scenario.segments).items() if is_ours(path)]


def is_ours(path: str) -> bool:
    """Whether the firm decides a number; what things cost it and how it behaves it does not set here."""
    return facts_at(path, "us").lever


def lever(scenario: Scenario, path: str, today: float) -> Lever:
    """One lever with the range of its slider."""
    facts = facts_at(path, scenario.us)
    least, most, step = game_range(facts, 1.0, today, average_bill(scenario))
    name, _dot, segment = path.partition(".")
    title = scenario.title_of("segments", segment) if name in BY_SEGMENT and segment else ""
    return Lever(path, facts, title, today, least, most, step)


def grouped(all_levers: list[Lever]) -> Iterator[tuple[str, list[Lever]]]:
    """The levers under their headings, in the order of the page; groups with nothing in them are left out."""
    for group, heading in GROUPS.items():
        inside = [one for one in all_levers if one.group == group]
        if inside:
            yield _(heading), inside


def in_figures(value: float) -> str:
    """A lever's value as it stands in its field: six digits, no commas.

    >>> in_figures(31.200000000000003), in_figures(1250000.0), in_figures(0.05)
    ('31.2', '1250000', '0.05')
    """
    return plain_number(float(f"{value:.6g}")) if math.isfinite(value) else ""
