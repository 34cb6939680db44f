"""A claim, and what testing it came to: the figure, where it holds, one picture, one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.intervals import Estimate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Origin = Literal["emergent", "built_in", "identity"]
Verdict = Literal["holds", "holds when", "fails", "cannot be tested here"]
"""How a claim stands; the sentence of the finding says the rest."""


@dataclass(frozen=True)
class Claim:
    """What is claimed, by whom, where it comes from in the model, and how it is tested here.

    `origin`: "emergent" where nobody put it in; "built_in" where the model had to be given it (then it is judged by its
    consequences in money, and tested again with the mechanism neutralised); "identity" where it is arithmetic.
    """

    id: str
    title: str
    says: str
    source: str
    origin: Origin
    tested: str


@dataclass(frozen=True)
class Condition:
    """One scenario or setting in which the claim was tried: what came out, and whether it held there."""

    where: str
    scenario: str
    holds: bool | None
    measured: Estimate
    unit: str
    says: str = ""


@dataclass(frozen=True)
class Finding:
    """What testing a claim came to.

    `sentence` says the verdict as a person would; `measured` is the one figure to remember, in `unit`, and `figure_is`
    says of what; `scenario` is where it was measured; `picture` is drawn to be projected (16 by 9).
    """

    verdict: Verdict
    sentence: str
    figure_is: str
    measured: Estimate
    unit: str
    scenario: str
    picture: Figure
    conditions: tuple[Condition, ...] = ()
