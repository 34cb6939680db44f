"""A row of the validation: what was published, what came out here, and which null models give it as well."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from sim.validation.target import UNJUDGED, Band, Kind


@dataclass(frozen=True)
class Row:
    """One target in one scenario. `measured` is the median over replications, `low` and `high` the 5 to 95% range.

    `null_models` says for each null model whether it meets the target too; one that has nothing to say is left out.
    """

    pattern: str
    target: str
    source: str
    kind: Kind
    scenario: str
    unit: str
    published: str
    measured: float
    low: float
    high: float
    band: Band
    null_models: dict[str, bool] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the figure measured lies in the band."""
        return self.band.holds(self.measured)

    @property
    def judged(self) -> bool:
        """Whether anything published judges it; the others are shown beside one that is."""
        return self.band != UNJUDGED

    def as_json(self) -> dict[str, Any]:
        """As the file holds it; an open end of a band, and what could not be measured, are null."""
        numbers = {name: known(getattr(self, name)) for name in ("measured", "low", "high")}
        words = {name: getattr(self, name) for name in ("pattern", "target", "source", "kind", "scenario", "unit")}
        return {
            **words,
            "published": self.published,
            **numbers,
            "band": [known(self.band.low), known(self.band.high)],
            "passed": self.passed if self.judged else None,
            "null_models": self.null_models,
        }


def known(value: float) -> float | None:
    """A number for a file, or null.

    >>> known(1.5), known(float("inf"))
    (1.5, None)
    """
    return float(value) if isfinite(value) else None
