"""The page of an analysis: one file that opens offline, the finding first, how it was found last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.analysis.analysis import Analysis, Answer
from sim.analysis.discovery import Region, limit_in_words
from sim.analysis.influence import Influence
from sim.analysis.pictures import key
from sim.analysis.sentences import (
    STRENGTH,
    headline,
    known,
    rests_on,
    unit_in,
    varied,
    what_matters,
    when_it_happens,
    where_it_wins,
)
from sim.analysis.subject import currency, title_of
from sim.analysis.units import Unit, words_of
from sim.analysis.winners import Win
from sim.intervals import Estimate
from sim.report.pages import embedded, templates
from sim.sweep.parameters import Parameter
from sim.wording import per_cent

ALT = {
    "wins": "The share of points at which each strategy is best",
    "influences": "How much each parameter matters, with intervals",
    "curves": "How the outcome moves with each of the strongest parameters",
    "map": "The outcome by two parameters",
}
"""What each picture shows, for those who cannot see it."""
DESIGNS = {
    "grid": "every combination of a few values",
    "lhs": "a Latin hypercube",
    "sobol": "Saltelli's sample for Sobol indices",
    "morris": "Morris' trajectories",
    "random": "random points",
    "table": "points given in a table",
}


@dataclass(frozen=True)
class InfluenceRow:
    """A parameter in the table."""

    parameter: Parameter
    varied: str
    rests_on: str
    strength: str
    interval: str
    alone: str
    change: str


@dataclass(frozen=True)
class RegionRow:
    """A region in a table: its limits as clauses with their paths, its figures."""

    limits: list[tuple[str, str]]
    density: str
    overall: str
    coverage: str
    counted: str


@dataclass(frozen=True)
class Part:
    """An answer as the page shows it."""

    key: str
    answer: Answer
    headline: str
    matters: str
    sentences: list[str]
    strength: str
    unit: str
    rows: list[InfluenceRow]
    regions: list[RegionRow]
    pairs: list[tuple[str, str, str, str]]


def page(analysis: Analysis, pictures: Mapping[str, bytes], versions: Mapping[str, str]) -> str:
    """The whole page."""
    surroundings = templates(Path(__file__).parent)
    return surroundings.get_template("analysis.html").render(
        analysis=analysis,
        sweep=analysis.sweep,
        outcome=words_of(analysis.outcome),
        currency=currency(analysis.sweep),
        design=DESIGNS[analysis.sweep.points.kind],
        parts=[part(analysis, answer) for answer in analysis.answers],
        wins=[win_row(analysis, win) for win in analysis.wins if 0 < win.share < 1],
        level=per_cent(analysis.level) if analysis.level else "",
        pictures=embedded(pictures),
        alt=ALT,
        versions=versions,
    )


def win_row(analysis: Analysis, win: Win) -> tuple[str, str, list[RegionRow], str]:
    """A strategy's title, the share of points at which it wins, where, or why that cannot be said."""
    title, regions = title_of(analysis.sweep, win.strategy), region_rows(analysis, win.where.regions)
    return title, per_cent(win.share), regions, where_it_wins(analysis, win)


def part(analysis: Analysis, answer: Answer) -> Part:
    """An answer, in words and rows."""
    unit = unit_in(answer)
    pairs = [pair for pair in answer.influences.pairs if (pair[2].low or 0.0) > 0]
    return Part(
        key=key(answer),
        answer=answer,
        headline=headline(answer),
        matters=what_matters(answer),
        sentences=when_it_happens(analysis, answer),
        strength=STRENGTH[answer.influences.method],
        unit=unit.word,
        rows=[influence_row(answer, one, unit) for one in answer.influences.ranked],
        regions=region_rows(analysis, answer.cases.found.regions),
        pairs=[(first, second, per_cent(value.mean or 0.0), interval(value, None)) for first, second, value in pairs],
    )


def influence_row(answer: Answer, one: Influence, unit: Unit) -> InfluenceRow:
    """A parameter's influence, rounded."""
    measured = unit if answer.influences.method == "morris" else None
    return InfluenceRow(
        parameter=one.parameter,
        varied=varied(one.parameter),
        rests_on=rests_on(one.parameter),
        strength=amount(max(0.0, one.strength.mean or 0.0), measured),
        interval=interval(one.strength, measured),
        alone="" if one.alone is None else amount(max(0.0, one.alone.mean or 0.0), None),
        change=unit.shown(one.change),
    )


def amount(value: float | None, unit: Unit | None) -> str:
    """An amount in a unit, or a share in per cent.

    >>> amount(0.314, None), amount(-0.02, None), amount(2_500_000, Unit(1e6, "million"))
    ('31%', '-2%', '2.50')
    """
    if unit is not None:
        return unit.shown(value)
    return "–" if value is None else f"{100 * value:.0f}%".replace("-0%", "0%")


def interval(value: Estimate, unit: Unit | None) -> str:
    """Both ends of an interval."""
    return f"{amount(value.low, unit)} to {amount(value.high, unit)}"


def region_rows(analysis: Analysis, regions: tuple[Region, ...]) -> list[RegionRow]:
    """Regions as rows."""
    parameters = known(analysis)
    return [
        RegionRow(
            limits=[(limit_in_words(limit, parameters[limit.path]), limit.path) for limit in region.limits],
            density=per_cent(region.density),
            overall=per_cent(region.overall),
            coverage=per_cent(region.coverage),
            counted=f"{region.cases:,} of {region.points:,}",
        )
        for region in regions
    ]
