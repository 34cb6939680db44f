"""What a sample is too small or too torn for, said in sentences with what would help."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.analysis.indices import MorrisEffects, SobolIndices
from sim.analysis.table import Chosen, Table, block_of
from sim.intervals import Estimate
from sim.wording import times

POINTS_A_PARAMETER = 10
"""Points each parameter needs for its main effect to be seen (Loeppky, Sacks and Welch 2009)."""
FEWEST_TRAJECTORIES = 10
"""Trajectories of a Morris design from which on its ranking holds (Campolongo, Cariboni and Saltelli 2007)."""


def of_rows(table: Table, chosen: Chosen) -> list[str]:
    """What is missing from a sweep, and what was left out for it."""
    said = []
    if table.missing > 0:
        said.append(f"The sweep is unfinished: {table.missing:,} of {table.sweep.rows:,} rows are not there yet.")
    if table.failed:
        said.append(f"{rows_have(table.failed)} failed.")
    if table.unknown:
        said.append(f"In {times(table.unknown, 'row')} the outcome is not known.")
    if chosen.left_out:
        said.append(left_out(table, chosen))
    return said


BLOCKS = {"sobol": ("base point", "base points"), "morris": ("trajectory", "trajectories")}
"""What the blocks of a design are called, one and several."""


def rows_have(count: int) -> str:
    """How many rows.

    >>> rows_have(1), rows_have(2)
    ('1 row has', '2 rows have')
    """
    return f"{times(count, 'row')} {'has' if count == 1 else 'have'}"


def left_out(table: Table, chosen: Chosen) -> str:
    """How many points had to be left out, with their blocks where they come in blocks."""
    block = block_of(table.sweep)
    points = f"{chosen.left_out:,} of {len(table.points):,} points"
    if block == 1:
        return f"Left out: {points}, at which not everything has been played."
    one, several = BLOCKS[table.sweep.points.kind]
    blocks = chosen.left_out // block
    return (
        f"Left out: {blocks:,} {one if blocks == 1 else several} ({points}), since at "
        f"{times(chosen.incomplete, 'point')} not everything has been played and {several} count only as a whole."
    )


def of_sobol(indices: SobolIndices, blocks: int) -> list[str]:
    """Whether there are base points enough for Sobol indices: whether their intervals are narrower than they are."""
    largest = max(indices.total, key=lambda one: one.mean or 0.0)
    if width(largest) <= (largest.mean or 0.0):
        return []
    return [
        f"Too small a sample for Sobol indices: even the largest ({largest.mean:.2f}) has an interval wider than "
        f"itself. There are {times(blocks, 'base point')}; take --points {enough(largest, blocks):,}."
    ]


def enough(wide: Estimate, blocks: int) -> int:
    """Base points at which an interval would be half as wide as its index, as a power of two.

    An interval is halved by four times the points.

    >>> enough(Estimate(0.5, 0.0, 1.0), 64)
    1024
    """
    times_wider = width(wide) / max((wide.mean or 0.0) / 2, 0.05)
    return int(2 ** math.ceil(math.log2(blocks * max(2, times_wider**2))))


def width(one: Estimate) -> float:
    """How wide an interval is."""
    return (one.high or 0.0) - (one.low or 0.0)


def of_morris(effects: MorrisEffects, trajectories: int) -> list[str]:
    """Whether there are trajectories enough."""
    largest = max(effects.strength, key=lambda one: one.mean or 0.0)
    if trajectories >= FEWEST_TRAJECTORIES and width(largest) <= (largest.mean or 0.0):
        return []
    return [
        f"Too small a sample for Morris' method: {trajectories:,} trajectories, and "
        f"{FEWEST_TRAJECTORIES} to 50 are usual; take --points {max(20, 4 * trajectories):,}."
    ]


def of_other(design: str, points: int, parameters: int) -> list[str]:
    """What any other design can tell and what it cannot."""
    said = []
    if parameters > 1:
        article = "an" if design == "lhs" else "a"
        said.append(
            f"From {article} {design} design only main effects are shown: what each parameter explains by itself. For "
            "what they do together, run the sweep with --design sobol --points 256; to sort many, with --design morris "
            "--points 20."
        )
    if points < POINTS_A_PARAMETER * parameters:
        said.append(
            f"Too small a sample: {times(points, 'point')} for {times(parameters, 'parameter')}; "
            f"{POINTS_A_PARAMETER} a parameter are usual, so take {POINTS_A_PARAMETER * parameters:,}."
        )
    return said


def none_stands_out(strengths: Sequence[Estimate]) -> list[str]:
    """Whether no parameter can be told from luck."""
    if any((one.low or 0.0) > 0 for one in strengths):
        return []
    return ["No parameter's effect can be told from zero."]
