"""The page of the validation: what is met, what is missed, and how much it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from sim.report.pages import embedded, templates
from sim.validation.row import Row
from sim.validation.target import UNJUDGED, Band, Pattern
from sim.validation.validating import UNCHANGING
from sim.wording import figure

KINDS = {
    "emergent": "Nobody put this in.",
    "preset": "The scenario is set up to show this; meeting it says that it can be.",
    "built_in": "A rule of the market says this in the small; here is what it comes to in the large.",
    "input": "This is given to the market; here is whether it comes out again.",
}


def page(
    rows: Sequence[Row],
    patterns: Sequence[Pattern],
    pictures: Mapping[str, bytes],
    versions: Mapping[str, str],
    runs: int,
    quick: bool,
) -> str:
    """The whole page."""
    surroundings = templates(Path(__file__).parent)
    surroundings.filters |= {"number": number, "band": band_words, "exact": exact, "nulls": nulls_met}
    identities, drawn = [row for row in rows if row.kind == "identity"], embedded(pictures)
    return surroundings.get_template("validation.html").render(
        verdict=verdict(rows),
        missed=missed(rows),
        telling=telling(rows),
        patterns=[shown(pattern, rows, drawn) for pattern in patterns],
        identities=identities,
        identities_met=all(row.passed for row in identities),
        kinds=KINDS,
        versions=versions,
        runs=runs,
        quick=quick,
    )


def shown(pattern: Pattern, rows: Sequence[Row], pictures: Mapping[str, str]) -> dict[str, Any]:
    """A pattern with its rows and its picture."""
    return {
        "title": pattern.title,
        "how": pattern.how,
        "kind": pattern.kind,
        "unit": pattern.unit,
        "source": pattern.source,
        "rows": [row for row in rows if row.pattern == pattern.title],
        "picture": pictures.get(pattern.title, ""),
    }


def verdict(rows: Sequence[Row]) -> str:
    """The validation in two sentences."""
    exact_rows = [row for row in rows if row.kind == "identity"]
    others = [row for row in rows if row.kind != "identity" and row.judged]
    met = sum(row.passed for row in others)
    identities = (
        "Every identity holds"
        if all(row.passed for row in exact_rows)
        else f"{sum(not row.passed for row in exact_rows)} of {len(exact_rows)} identities do not hold"
    )
    return (
        f"{identities}; {met} of {len(others)} figures of behaviour lie in their published bands, "
        f"{len(others) - met} do not. What is missed is named below, and nothing is put in to meet it."
    )


def missed(rows: Sequence[Row]) -> list[str]:
    """What is missed, a line for each target, with the scenarios in which it is."""
    found: dict[tuple[str, str, Band], list[str]] = {}
    for row in rows:
        if not row.passed:
            where = f"{number(row.measured)} in {row.scenario}" if row.scenario else number(row.measured)
            found.setdefault((row.pattern, row.target, row.band), []).append(where)
    return [
        f"{pattern}: {target}: {', '.join(places)}; expected {band_words(band)}"
        for (pattern, target, band), places in found.items()
    ]


def telling(rows: Sequence[Row]) -> dict[str, int]:
    """How many figures met are met by null models as well."""
    met = [row for row in rows if row.kind != "identity" and row.judged and row.passed]
    return {
        "tested": len(met),
        "unchanging": sum(row.null_models.get(UNCHANGING, False) for row in met),
        "needed": sum(not all(row.null_models.values()) for row in met),
    }


def number(value: float) -> str:
    """A figure in the table; one that was not measured is a dash."""
    return figure(value) if isfinite(value) else "–"


def exact(value: float) -> str:
    """A figure to the places that an identity is judged by."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def band_words(band: Band) -> str:
    """A band in words.

    >>> band_words(Band(2, 5)), band_words(Band(5, 100)), band_words(Band(1e-9, 100)), band_words(UNJUDGED)
    ('2 to 5', 'at least 5', 'above 0', '')
    """
    if band == UNJUDGED:
        return ""
    if band.high >= 100:
        return "above 0" if band.low < 1e-6 else f"at least {band.low:g}"
    return f"{band.low:.4g} to {band.high:.4g}"


def nulls_met(row: Row) -> str:
    """The null models that meet a target too, in words."""
    if not row.null_models:
        return "have nothing to say"
    return ", ".join(name for name, met in row.null_models.items() if met) or "none"
