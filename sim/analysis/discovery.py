"""When something happens: the regions of a space of parameters in which it mostly does, in plain words.

Scenario discovery (Bryant and Lempert 2010): PRIM boxes found on one half of the points and checked on the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sim.analysis.peeling import Box, Flags, Places, best_box
from sim.language.messages import _
from sim.runs import Numbers
from sim.wording import in_brackets, listed, per_cent, times

FEWEST_CASES = 20
"""Cases, and other points, that are needed before a region is looked for."""
DOUBT = 0.01
"""How easily luck may make cases as dense, on points that had no part in finding the region."""
SHUFFLES = 999
"""Shuffles of the points kept aside, each a draw of what luck alone makes."""
MOST_REGIONS = 3
MOST_POINTS = 20_000
"""Points drawn from a larger table; more would take long and say the same."""


class Quantity(Protocol):
    """What has to be known of a parameter to speak of it."""

    @property
    def meaning(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def whole(self) -> bool: ...


@dataclass(frozen=True)
class Limit:
    """Between which values a parameter lies in a region, both included; nothing where that end is open."""

    path: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Region:
    """Where cases are dense; counted on the points that had no part in finding it.

    `coverage`: share of all cases that lie in it; `density`: share of its points that are cases; `overall`: share of
    all points that are; `doubt`: the p-value, how easily luck makes cases as dense.
    """

    limits: tuple[Limit, ...]
    points: int
    cases: int
    coverage: float
    density: float
    overall: float
    doubt: float


@dataclass(frozen=True)
class Discovery:
    """The regions in the order found, the one that tells most first; or in `remark`, to be said of what happens,
    why there are none."""

    regions: tuple[Region, ...]
    points: int
    cases: int
    remark: str


def discover(
    points: Numbers,
    cases: Flags,
    paths: Sequence[str],
    blocks: Places | None = None,
    seed: int = 1,
    most: int = MOST_REGIONS,
) -> Discovery:
    """The regions in which a case is much likelier than elsewhere, up to `most` of them.

    `points`: (points, parameters), `cases`: (points,) whether it happens there, `paths`: the parameters' names.
    `blocks`: (points,) which points were drawn together (a trajectory of a Morris design, a base sample of Saltelli's),
    each block as long as the others and in the same order; each point on its own where left out. The same seed gives
    the same regions.
    """
    count = int(cases.sum())
    if min(count, len(cases) - count) < FEWEST_CASES:
        return Discovery((), len(cases), count, too_few(count, len(cases)))
    order = by_block(blocks, len(cases))
    generator = np.random.default_rng(seed)
    shuffled = generator.permutation(order)[: max(2, MOST_POINTS // order.shape[1])]
    finding, checking = np.array_split(shuffled, 2)
    regions = search(Half(points, cases, finding), Half(points, cases, checking), paths, generator, most)
    nowhere = f"happens at {count:,} of {times(len(cases), 'point')}, but nowhere more often than luck alone explains"
    return Discovery(tuple(regions), len(cases), count, "" if regions else nowhere)


@dataclass(frozen=True)
class Half:
    """Half of the points. `rows`: (blocks, points in a block), the places of its points in the table."""

    all_points: Numbers
    all_cases: Flags
    rows: Places

    @property
    def points(self) -> Numbers:
        """Their parameters, block by block."""
        return self.all_points[self.rows.ravel()]

    @property
    def cases(self) -> Flags:
        """Which of them are cases, block by block."""
        return np.asarray(self.all_cases[self.rows.ravel()])


def by_block(blocks: Places | None, count: int) -> Places:
    """The places of the points in a table, a row for each block.

    >>> by_block(np.array([0, 0, 4, 4]), 4).tolist(), by_block(None, 2).tolist()
    ([[0, 1], [2, 3]], [[0], [1]])
    """
    if blocks is None:
        return np.arange(count)[:, None]
    return np.argsort(blocks, kind="stable").reshape(len(np.unique(blocks)), -1)


def too_few(cases: int, points: int) -> str:
    """Why nothing is looked for, to be said of what happens.

    >>> too_few(0, 100), too_few(100, 100)
    ('happens at none of 100 points', 'happens at all 100 points')
    >>> too_few(3, 100)
    'happens at 3 of 100 points, too few to say where (20 are needed)'
    >>> too_few(95, 100)
    'happens at 95 of 100 points; the others are too few to say where it does not (20 are needed)'
    """
    if cases == 0:
        return f"happens at none of {times(points, 'point')}"
    if cases == points:
        return f"happens at all {times(points, 'point')}"
    where = "; the others are too few to say where it does not" if cases > points / 2 else ", too few to say where"
    return f"happens at {cases:,} of {times(points, 'point')}{where} ({FEWEST_CASES} are needed)"


def search(
    finding: Half, checking: Half, paths: Sequence[str], generator: np.random.Generator, most: int
) -> list[Region]:
    """Box after box, each among the points outside those before, until luck explains the next."""
    regions: list[Region] = []
    points, cases = finding.points, finding.cases
    blocks = np.repeat(np.arange(len(finding.rows)), finding.rows.shape[1])
    free = np.ones(len(checking.cases), dtype=bool)
    while len(regions) < most and min(cases.sum(), (~cases).sum()) >= FEWEST_CASES / 4:
        box = best_box(points, cases, blocks)
        inside = box.holds(checking.points) & free
        doubt = luck_alone(inside, checking.cases, checking.rows.shape[1], generator)
        if not box.limits() or doubt > DOUBT:
            break
        regions.append(region(box, inside, checking.cases, paths, doubt))
        left = ~box.holds(points)
        points, cases, blocks, free = points[left], cases[left], blocks[left], free & ~inside
    return regions


def luck_alone(inside: Flags, cases: Flags, block: int, generator: np.random.Generator) -> float:
    """How easily luck puts as many cases in a box: the share of shuffles of whole blocks that do (permutation test).

    Blocks are shuffled whole, since the points of one are alike in most parameters and so in what happens.
    """
    happened = cases.reshape(-1, block)
    held = inside.reshape(-1, block)
    seen = int((held & happened).sum())
    draws = (int((held & happened[generator.permutation(len(happened))]).sum()) for _ in range(SHUFFLES))
    return (1 + sum(drawn >= seen for drawn in draws)) / (1 + SHUFFLES)


def region(box: Box, inside: Flags, cases: Flags, paths: Sequence[str], doubt: float) -> Region:
    """A box with its figures on the points kept aside."""
    within = cases[inside]
    return Region(
        limits=limits_of(box, paths),
        points=int(inside.sum()),
        cases=int(within.sum()),
        coverage=float(within.sum() / cases.sum()),
        density=float(within.mean()),
        overall=float(cases.mean()),
        doubt=doubt,
    )


def limits_of(box: Box, paths: Sequence[str]) -> tuple[Limit, ...]:
    """The limits of a box by parameter, in the parameters' order."""
    limited = sorted({at for at, _ in box.limits()})
    return tuple(Limit(paths[at], end(float(box.low[at])), end(float(box.high[at]))) for at in limited)


def end(value: float) -> float | None:
    """An end of a limit; nothing where it is open."""
    return value if np.isfinite(value) else None


def limit_in_words(limit: Limit, quantity: Quantity) -> str:
    """A limit as a clause.

    >>> from sim.declarations import Facts
    >>> lag = Facts("lag", "months until a rival copies", "months", (0, 24), (0, 12), 6, "", "assumed", False, True,
    ...             False, "", "", False)
    >>> limit_in_words(Limit("lag", None, 4.0), lag)
    "'months until a rival copies' is at most 4 (months)"
    """
    low, high = (None if value is None else number(value) for value in (limit.low, limit.high))
    if low is not None and high is not None:
        words = _("is between {low} and {high}", low=low, high=high) if low != high else _("is {value}", value=low)
    else:
        words = _("is at least {value}", value=low) if high is None else _("is at most {value}", value=high)
    return _("{name} {words}", name=called(quantity.meaning), words=words + in_brackets(quantity.unit))


def called(meaning: str) -> str:
    """What something is called, in quotation marks.

    >>> called("shared memory; a longer one")
    "'shared memory'"
    """
    return _("'{name}'", name=short(meaning))


def number(value: float) -> str:
    """A number to three digits.

    >>> number(0.00412), number(4.0), number(12345.6)
    ('0.00412', '4', '12,300')
    """
    return f"{float(f'{value:.3g}'):,.10g}"


def short(meaning: str) -> str:
    """A meaning up to its first stop.

    >>> short("what a lower price adds to appeal; ten percent adds a tenth")
    'what a lower price adds to appeal'
    """
    return re.split(r";| \(|；|（", meaning, maxsplit=1)[0]


def region_in_words(what: str, found: Region, quantities: Mapping[str, Quantity]) -> str:
    """A region as a sentence, its figures those of the points kept aside. `what` says what happens, as a clause."""
    when = listed([limit_in_words(limit, quantities[limit.path]) for limit in found.limits])
    return (
        f"{what} when {when}: in {per_cent(found.density)} of such points ({found.cases:,} of {found.points:,} kept "
        f"aside to check), against {per_cent(found.overall)} of all; {per_cent(found.coverage)} of all such cases "
        "lie here."
    )
