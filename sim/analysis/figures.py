"""Everything that was found, as analysis.json holds it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from sim.analysis.analysis import Analysis, Answer
from sim.analysis.discovery import Discovery
from sim.analysis.effects import HeatMap
from sim.analysis.influence import Influence
from sim.analysis.pictures import key
from sim.analysis.subject import currency
from sim.intervals import Estimate
from sim.runs import Numbers
from sim.sweep.sweep import parameter_json


def as_json(analysis: Analysis) -> dict[str, Any]:
    """All figures; what is not known is null."""
    sweep = analysis.sweep
    return {
        "sweep": sweep.name,
        "design": sweep.points.kind,
        "outcome": analysis.outcome,
        "currency": currency(sweep),
        "runs": sweep.runs,
        "baseline": sweep.baseline,
        "parameters": {parameter.path: parameter_json(parameter) for parameter in sweep.parameters},
        "constants": sweep.constants,
        **{key(answer): answer_json(answer) for answer in analysis.answers},
        "points_compared": analysis.points_compared,
        "nobody_wins": analysis.level,
        "wins": {win.strategy: {"share": win.share, **discovery_json(win.where)} for win in analysis.wins},
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer."""
    found = answer.influences
    low, high = answer.spread
    return {
        "subject": answer.subject.words,
        "strategy": answer.subject.strategy,
        "against": answer.subject.against,
        "points": answer.points,
        "mean": answer.mean,
        "fifth_percentile": low,
        "ninety_fifth_percentile": high,
        "share_above_zero": answer.above,
        "method": found.method,
        "influences": {one.parameter.path: influence_json(one) for one in found.ranked},
        "pairs": [{"paths": [first, second], **estimate_json(value)} for first, second, value in found.pairs],
        "map": None if answer.map is None else {"paths": answer.pair, **map_json(answer.map)},
        "cases": {
            "what": answer.cases.what,
            "threshold": answer.cases.threshold,
            **discovery_json(answer.cases.found),
        },
        "remarks": list(answer.remarks),
    }


def influence_json(one: Influence) -> dict[str, Any]:
    """A parameter's influence."""
    return {
        "strength": estimate_json(one.strength),
        "alone": None if one.alone is None else estimate_json(one.alone),
        "spread": one.spread,
        "change": one.change,
        "curve": [
            {
                "low": step.low,
                "high": step.high,
                "middle": step.middle,
                "points": step.points,
                **estimate_json(step.outcome, "outcome_"),
            }
            for step in one.curve
        ],
    }


def estimate_json(value: Estimate, before: str = "") -> dict[str, float | None]:
    """A number and its interval.

    >>> estimate_json(Estimate(1.0, 0.5, 1.5), "outcome_")
    {'outcome_mean': 1.0, 'outcome_low': 0.5, 'outcome_high': 1.5}
    """
    return {f"{before}{end}": number for end, number in asdict(value).items()}


def discovery_json(found: Discovery) -> dict[str, Any]:
    """Regions; their figures are those of the points kept aside."""
    return asdict(found)


def map_json(found: HeatMap) -> dict[str, Any]:
    """A heat map, row by row from the lowest value of the second parameter."""
    return {
        "across": found.across.tolist(),
        "upwards": found.upwards.tolist(),
        "means": known(found.means),
        "points": found.points.tolist(),
    }


def known(means: Numbers) -> list[list[float | None]]:
    """Means, and nothing where no point lies.

    >>> known(np.array([[1.0, float("nan")]]))
    [[1.0, None]]
    """
    return [[float(mean) if np.isfinite(mean) else None for mean in row] for row in means]
