"""Designs: at which points a sweep plays, given out in blocks so that a long design need not be held in memory."""

from __future__ import annotations

import math
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, Literal, get_args

import numpy as np

from sim.runs import Numbers
from sim.scenario.errors import ScenarioError, did_you_mean
from sim.sweep.parameters import Parameter, scaled

DesignKind = Literal["grid", "lhs", "sobol", "morris", "random", "table"]
KINDS: tuple[str, ...] = get_args(DesignKind)
MOST_POINTS = 1_000_000_000
BLOCK = 1024
"""Points worked out at a time; where blocks begin changes no point."""
LEVELS = 4
"""Levels of a Morris design (Morris 1991; four are usual)."""

Stretch = Callable[[int, int], Numbers]
"""The points from one place to before another: (points, parameters)."""


class Design:
    """A list of points in a fixed order: `points` of them, in parameters' own units.

    `stretch` gives any part of the list by itself, so that a sweep can go on from anywhere.
    """

    def __init__(self, points: int, stretch: Stretch) -> None:
        if points > MOST_POINTS:
            raise ScenarioError(f"the design has more than {MOST_POINTS:,} points; vary fewer numbers, or take lhs")
        self.points = points
        self._block = lru_cache(maxsize=2)(lambda at: stretch(at * BLOCK, min((at + 1) * BLOCK, points)))

    def between(self, first: int, last: int) -> Numbers:
        """The points from `first` to before `last`: (last - first, parameters)."""
        blocks = [self._block(at) for at in range(first // BLOCK, math.ceil(last / BLOCK))]
        begun = first // BLOCK * BLOCK
        return np.concatenate(blocks)[first - begun : last - begun]

    def blocks(self) -> Iterator[Numbers]:
        """All points in order, a block at a time."""
        for first in range(0, self.points, BLOCK):
            yield self.between(first, min(first + BLOCK, self.points))


def design(
    kind: str, parameters: Sequence[Parameter], points: int, seed: int = 1, second_order: bool = False
) -> Design:
    """The points of a design.

    `points` are the points of a Latin hypercube or a random design; of a grid the values along each range (parameters
    with listed values keep these); of a Sobol design the base points, a power of two, each of which stands for
    parameters + 2 points (twice parameters + 2 with `second_order`); of a Morris design the trajectories, each of
    parameters + 1 points. The same arguments give the same points. ScenarioError says what cannot be.
    """
    if points < 1:
        raise ScenarioError(f"points: {points} is given; expected 1 or more")
    if not parameters:
        return Design(1, lambda first, last: np.zeros((last - first, 0)))
    if kind == "grid":
        return grid(parameters, points)
    if kind == "lhs":
        return latin_hypercube(parameters, points, seed)
    if kind == "random":
        return random(parameters, points, seed)
    if kind == "sobol":
        return saltelli(parameters, points, seed, second_order)
    if kind == "morris":
        return morris(parameters, points, seed)
    raise ScenarioError(f"design: {kind!r} cannot be made from ranges{did_you_mean(kind, KINDS[:-1])}")


def points_in(kind: str, parameters: Sequence[Parameter], points: int, second_order: bool = False) -> int:
    """How many points a design comes to.

    >>> two = [Parameter("a", "lever", 0, 1), Parameter("b", "lever", 0, 1, (0.0, 0.5, 1.0))]
    >>> [points_in(kind, two, 8) for kind in ("random", "lhs", "grid", "sobol", "morris")]
    [8, 8, 24, 32, 24]
    >>> points_in("sobol", two, 8, second_order=True)
    48
    """
    many = len(parameters)
    if not many:
        return 1
    if kind == "grid":
        return math.prod(len(parameter.values or range(points)) for parameter in parameters)
    return points * {"sobol": 2 * many + 2 if second_order else many + 2, "morris": many + 1}.get(kind, 1)


def grid(parameters: Sequence[Parameter], points: int) -> Design:
    """Every combination of the values; a parameter without listed values takes `points` even steps over its range."""
    values = [along(parameter, points) for parameter in parameters]
    shape = tuple(len(some) for some in values)
    count = points_in("grid", parameters, points)

    def stretch(first: int, last: int) -> Numbers:
        places = np.unravel_index(np.arange(first, last), shape)
        return np.column_stack([some[place] for some, place in zip(values, places, strict=True)])

    return Design(count, stretch)


def along(parameter: Parameter, points: int) -> Numbers:
    """The values of one parameter of a grid.

    >>> along(Parameter("a", "lever", 0, 1), 3).tolist(), along(Parameter("a", "lever", 1, 4, (1.0, 4.0)), 3).tolist()
    ([0.0, 0.5, 1.0], [1.0, 4.0])
    """
    if parameter.values is not None:
        return np.array(parameter.values, dtype=float)
    return parameter.at(np.linspace(0.0, 1.0, points) if points > 1 else np.array([0.5]))


def latin_hypercube(parameters: Sequence[Parameter], points: int, seed: int) -> Design:
    """A Latin hypercube (McKay, Beckman & Conover 1979): each parameter once in every `points`-th of its range.

    Its columns are drawn one after the other (a hypercube is as many independent one-dimensional ones) and kept in a
    temporary file, so that memory holds one column, not all.
    """
    from scipy.stats import qmc

    columns = tempfile.TemporaryFile(prefix="design-")  # noqa: SIM115, kept open for as long as the design is
    for place in range(len(parameters)):
        one = qmc.LatinHypercube(1, rng=np.random.default_rng([seed, place]))
        columns.write(np.ascontiguousarray(one.random(points)).tobytes())
    columns.flush()
    shares = np.memmap(columns, dtype=float, mode="r", shape=(len(parameters), points))
    return Design(points, lambda first, last: scaled(parameters, np.array(shares[:, first:last]).T))


def random(parameters: Sequence[Parameter], points: int, seed: int) -> Design:
    """Independent uniform points (PCG64, moved on to wherever a block begins)."""

    def stretch(first: int, last: int) -> Numbers:
        bits = np.random.PCG64(seed)
        bits.advance(first * len(parameters))
        return scaled(parameters, np.random.Generator(bits).random((last - first, len(parameters))))

    return Design(points, stretch)


def saltelli(parameters: Sequence[Parameter], points: int, seed: int, second_order: bool) -> Design:
    """Saltelli's sample (2002, SALib) on a scrambled Sobol sequence: what Sobol indices are estimated from."""
    if points & (points - 1):
        near = 2 ** round(math.log2(points))
        raise ScenarioError(f"points: {points} is given; a Sobol design needs a power of two; did you mean {near}?")
    sample = from_salib("sobol")
    unit = unit_problem(parameters)
    group = points_in("sobol", parameters, 1, second_order)

    def stretch(first: int, last: int) -> Numbers:
        begun, ended = first // group, math.ceil(last / group)
        with warnings.catch_warnings():
            # Blocks begin anywhere in the sequence; all blocks together are a power of two.
            warnings.simplefilter("ignore")
            found = sample(unit, ended - begun, calc_second_order=second_order, skip_values=begun, seed=seed)
        return scaled(parameters, found[first - begun * group : last - begun * group])

    return Design(points * group, stretch)


def morris(parameters: Sequence[Parameter], points: int, seed: int) -> Design:
    """Morris' trajectories (1991, SALib): one parameter moves at a time; each trajectory has luck of its own."""
    sample = from_salib("morris")
    unit = unit_problem(parameters)
    group = len(parameters) + 1

    def stretch(first: int, last: int) -> Numbers:
        begun, ended = first // group, math.ceil(last / group)
        draws = (np.random.default_rng([seed, trajectory]) for trajectory in range(begun, ended))
        found = np.concatenate([sample(unit, 1, num_levels=LEVELS, seed=luck) for luck in draws])
        return scaled(parameters, found[first - begun * group : last - begun * group])

    return Design(points * group, stretch)


def unit_problem(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The unit cube as SALib names it."""
    names = [parameter.path for parameter in parameters]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def from_salib(name: str) -> Callable[..., Numbers]:
    """A sampling function of SALib, or a sentence where SALib is missing."""
    try:
        from SALib.sample import morris, sobol
    except ImportError:
        raise ScenarioError(
            f"design: {name} needs SALib, which is not installed: pip install 'loyalty-ladder[sweep]'; "
            "lhs, random and grid do without"
        ) from None
    return partial({"sobol": sobol, "morris": morris}[name].sample)
