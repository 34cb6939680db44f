"""What a sweep file may say: scenario, levers, uncertainties, constants, outcomes, design."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from sim.declarations import Section
from sim.declarations.scenario import Change
from sim.measures import BETTER
from sim.sweep.cells import BREAK_EVEN
from sim.sweep.designs import DesignKind

POINTS = 128
RUNS = 4


class Span(Section):
    """Over what a number is varied: a range, or a list of values."""

    low: float | None = Field(None, description="the lowest value")
    high: float | None = Field(None, description="the highest value")
    values: list[float] | None = Field(None, description="the values, instead of a range")

    @model_validator(mode="before")
    @classmethod
    def from_list(cls, given: Any) -> Any:
        """A list stands for its values."""
        return {"values": given} if isinstance(given, list) else given


class DesignFile(Section):
    """At which points the sweep plays."""

    kind: DesignKind = Field("lhs", description="how points are laid out")
    points: int = Field(
        POINTS,
        ge=1,
        le=100_000_000,
        description="points; of a Sobol design the base points, of a Morris design the trajectories, "
        "of a grid the steps along each range",
    )
    second_order: bool = Field(
        False, description="whether a Sobol design tells of pairs of parameters as well, with nearly twice the points"
    )
    file: str | None = Field(None, description="CSV or Parquet file of explicit points, beside the sweep file")


class SweepFile(Section):
    """A sweep file."""

    title: str = Field("", description="what the sweep is called")
    question: str = Field("", description="what it is to answer")
    scenario: str = Field(description="the scenario file, from where the sweep file lies")
    strategies: list[str] = Field(default_factory=list, description="the strategies to play; all where left out")
    levers: dict[str, Span] = Field(
        default_factory=dict, description="what we decide: a range or a list of values for each path"
    )
    uncertainties: Literal["all", "none"] | dict[str, Span] = Field(
        "all",
        description="what the world decides: a range or a list of values for each path; "
        "all (every assumed parameter of the world over its plausible range) or none",
    )
    constants: dict[str, Change] = Field(default_factory=dict, description="what is set otherwise everywhere, by path")
    outcomes: list[str] = Field(
        default_factory=lambda: list(BETTER), min_length=1, description="the measures to keep; all where left out"
    )
    design: DesignFile = Field(default_factory=DesignFile)
    runs: int = Field(RUNS, ge=1, le=100_000, description="runs of each strategy at each point")
    seed: int | None = Field(
        None, ge=0, le=2**31 - 1, description="seed of the luck and of the design; the scenario's where left out"
    )


def known_outcomes() -> list[str]:
    """Every outcome a sweep can keep."""
    return [*BETTER, BREAK_EVEN]
