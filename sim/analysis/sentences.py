"""What was found, in sentences that need no statistics."""

from __future__ import annotations

from sim.analysis.analysis import Analysis, Answer
from sim.analysis.discovery import limit_in_words, number, region_in_words, short
from sim.analysis.influence import Influence, Method
from sim.analysis.subject import quoted
from sim.analysis.units import Unit, words_of
from sim.analysis.winners import Win
from sim.sweep.parameters import Parameter
from sim.wording import listed, per_cent, times

NAMED = 3
"""How many of the strongest parameters a sentence names."""
STRENGTH: dict[Method, str] = {
    "sobol": "Share of the differences between points in which a parameter has a part",
    "morris": "How far the outcome moves over a parameter's whole range",
    "main effect": "Share of the differences between points that a parameter explains by itself",
}
"""What the strength of a parameter is, by method."""


def unit_in(answer: Answer) -> Unit:
    """The unit of an answer's figures."""
    return answer.subject.unit(max(map(abs, (*answer.spread, answer.mean))))


def headline(answer: Answer) -> str:
    """What an answer comes to, over all points."""
    unit, what = unit_in(answer), answer.subject
    low, high = (unit.told(value) for value in answer.spread)
    told = f"{unit.told(answer.mean)} on average; nine points in ten lie between {low} and {high}."
    if what.against is None:
        return f"Over {times(answer.points, 'point')} the {what.words} is {told}"
    more, less = quoted(what.sweep, what.strategy), quoted(what.sweep, what.against)
    return (
        f"The {words_of(what.outcome)} is larger under {more} than under {less} at "
        f"{share_of(answer.above, answer.points)}. The difference is {told}"
    )


def share_of(share: float, points: int) -> str:
    """A share of the points.

    >>> share_of(1.0, 40), share_of(0.25, 40), share_of(0.0, 40)
    ('all 40 points', '25% of 40 points', 'none of 40 points')
    """
    if share in (0.0, 1.0):
        return f"{'all' if share else 'none of'} {times(points, 'point')}"
    return f"{per_cent(share)} of {times(points, 'point')}"


def what_matters(answer: Answer) -> str:
    """The parameters that matter most, of those that can be told from nothing."""
    clear = [one for one in answer.influences.ranked if (one.strength.low or 0.0) > 0][:NAMED]
    if not clear:
        return ""
    return f"What matters most: {listed([named(one) for one in clear])}."


def named(one: Influence) -> str:
    """A parameter by its meaning, with the word that it is assumed where it is."""
    return f"'{short(one.parameter.meaning)}'" + (" (assumed)" if is_assumed(one.parameter) else "")


def mark_of(parameter: Parameter) -> str:
    """Whether what is declared of a parameter is published, claimed or assumed; nothing where nothing is declared."""
    return parameter.facts.mark if parameter.facts else ""


def is_assumed(parameter: Parameter) -> bool:
    """Whether a parameter is an assumption about the world; what a firm sets itself is none."""
    return parameter.kind != "lever" and mark_of(parameter) == "assumed"


def rests_on(parameter: Parameter) -> str:
    """What a parameter's range rests on."""
    return "ours to set" if parameter.kind == "lever" else mark_of(parameter) or "–"


def varied(parameter: Parameter) -> str:
    """The range over which a parameter was varied."""
    return f"{number(parameter.low)} to {number(parameter.high)}"


def known(analysis: Analysis) -> dict[str, Parameter]:
    """The parameters by path."""
    return {parameter.path: parameter for parameter in analysis.sweep.parameters}


def when_it_happens(analysis: Analysis, answer: Answer) -> list[str]:
    """The regions in which the outcome is below its threshold, or why there are none."""
    found = answer.cases.found
    if not found.regions:
        return [f"That {answer.cases.what[0].lower()}{answer.cases.what[1:]} {found.remark}."]
    return [region_in_words(answer.cases.what, region, known(analysis)) for region in found.regions]


def where_it_wins(analysis: Analysis, win: Win) -> str:
    """Where a strategy wins, or why that cannot be said; nothing where it always or never does."""
    if win.share in (0.0, 1.0):
        return ""
    if not win.where.regions and win.share > 0.5:
        return "In no region more than elsewhere: it wins wherever no other does."
    if not win.where.regions:
        return f"This {win.where.remark}."
    clauses = []
    for region in win.where.regions:
        limits = listed([limit_in_words(limit, known(analysis)[limit.path]) for limit in region.limits])
        clauses.append(f"when {limits}, where it wins at {per_cent(region.density)} of the points")
    return "More often " + "; also ".join(clauses) + "."
