"""Where the favourite loses: the regions of unknowns in which it mostly does, and the worlds in which it does worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.discovery import (
    FEWEST_CASES,
    Discovery,
    Limit,
    Region,
    called,
    discover,
    limit_in_words,
    number,
)
from sim.language.messages import _, several
from sim.robust.tornado import Bar, what_moves
from sim.robust.unknowns import Feature
from sim.runs import Numbers
from sim.wording import listed, per_cent

WORST_WORLDS = 5
PUSHES = 3
"""Numbers named of a world, those that push the favourite down most."""
OUTER = 0.3
"""A number pushes where it lies within this outer part of its range, on the side that is worse for the favourite."""


@dataclass(frozen=True)
class Losing:
    """Where something happens to the favourite; `what` says it as what the favourite does: “loses”.

    `lead`: (worlds,) how far it is from happening, in money, below zero where it does; `over` says ahead of what.
    """

    what: str
    over: str
    lead: Numbers
    found: Discovery
    features: Mapping[str, Feature]

    @property
    def when(self) -> str:
        """What the favourite does in the clearest region, as a clause; nothing where none was found."""
        return self.clause(self.found.regions[0]) if self.found.regions else ""

    @property
    def sentences(self) -> list[str]:
        """Every region with its figures, or why there is none."""
        told = [self.told(region) for region in self.found.regions]
        return told or [nowhere(self.what, self.found)]

    def clause(self, region: Region) -> str:
        """What the favourite does in a region, and the limits of the region."""
        limits = listed([limit_words(limit, self.features[limit.path]) for limit in region.limits])
        if region.density > 0.5:
            return _("{what} mostly when {limits}", what=self.what, limits=limits)
        return _("{what} more often than elsewhere when {limits}", what=self.what, limits=limits)

    def told(self, region: Region) -> str:
        """A region in words; its figures are those of worlds that had no part in finding it."""
        return _(
            "It {clause}: in {density} of such worlds ({cases:,} of {points:,} kept aside to check), against {overall} "
            "of all. {coverage} of the worlds in which it {what} lie there.",
            clause=self.clause(region),
            density=per_cent(region.density),
            cases=region.cases,
            points=region.points,
            overall=per_cent(region.overall),
            coverage=per_cent(region.coverage),
            what=self.what,
        )


def losing(what: str, over: str, features: Sequence[Feature], columns: Numbers, lead: Numbers) -> Losing:
    """The regions in which it mostly happens. `columns`: (worlds, features); `lead`: (worlds,).

    First among the features that move the lead beyond luck, since a search among few sees more; where these show no
    region, among all.
    """
    known = {one.path: one for one in features}
    found = discover(columns, lead < 0, list(known))
    clear = what_moves(features, columns, lead)
    if clear:
        among_few = discover(columns[:, clear], lead < 0, [features[at].path for at in clear])
        found = among_few if among_few.regions else found
    return Losing(what, over, lead, found, known)


def limit_words(limit: Limit, feature: Feature) -> str:
    """A limit as a clause.

    >>> recession = Feature("r", "recession: fall of demand", "%", True, 0, 20, "assumed", "a recession comes",
    ...                     "no recession comes", 5.0)
    >>> limit_words(Limit("r", 5.0, None), recession), limit_words(Limit("r", None, 0.0), recession)
    ('a recession comes', 'no recession comes')
    >>> limit_words(Limit("r", 10.0, None), recession)
    "'recession: fall of demand' is at least 10 (%)"
    """
    if feature.holds and limit.high is None and limit.low is not None and 0 < limit.low <= feature.least:
        return feature.holds
    if feature.fails and limit.low is None and limit.high is not None and limit.high < feature.least:
        return feature.fails
    return limit_in_words(limit, feature)


def nowhere(what: str, found: Discovery) -> str:
    """Why no region is named.

    >>> nowhere("loses", Discovery((), 100, 3, ""))
    'No region was found: it loses in 3 of 100 worlds, too few to say where; 20 are needed, so play more worlds.'
    """
    worlds = worlds_in_words(found.points)
    if found.cases == 0:
        return _("It {what} in none of {worlds}.", what=what, worlds=worlds)
    if found.cases == found.points:
        return _("It {what} in all {worlds}.", what=what, worlds=worlds)
    said = _("No region was found: it {what} in {cases:,} of {worlds}", what=what, cases=found.cases, worlds=worlds)
    if found.cases < FEWEST_CASES:
        return said + _(", too few to say where; {fewest} are needed, so play more worlds.", fewest=FEWEST_CASES)
    if found.points - found.cases < FEWEST_CASES:
        return said + _("; the others are too few to say where it does not; {fewest} are needed.", fewest=FEWEST_CASES)
    return said + _(", but nowhere more often than luck alone explains; more worlds may show one.")


def worlds_in_words(count: int) -> str:
    """A count of worlds.

    >>> worlds_in_words(1), worlds_in_words(128)
    ('1 world', '128 worlds')
    """
    return several("{count:,} world", "{count:,} worlds", count)


@dataclass(frozen=True)
class BadWorld:
    """A world in which the favourite gives up much: its number, to which strategy, how much, and what it is like."""

    world: int
    best: str
    regret: float
    words: tuple[str, ...]


def worst_places(short: Numbers) -> list[int]:
    """The places of the worlds with the largest regrets, the worst first.

    >>> worst_places(np.array([0.0, 5.0, 2.0]))
    [1, 2]
    """
    order = np.argsort(-short, kind="stable")[:WORST_WORLDS]
    return [int(at) for at in order if short[at] > 0]


def pushes(bars: Sequence[Bar], values: Mapping[str, float]) -> list[str]:
    """The numbers of a world that push a difference down, in clauses, the strongest first; statements are left out."""
    numbers = [bar for bar in bars if not bar.feature.holds]
    adverse = [bar for bar in numbers if against_it(bar, values[bar.feature.path])]
    return [push_words(bar.feature, values[bar.feature.path]) for bar in adverse[:PUSHES]]


def against_it(bar: Bar, value: float) -> bool:
    """Whether a value lies at the end of the range at which the difference is smaller."""
    share = (value - bar.feature.low) / (bar.feature.high - bar.feature.low)
    return share > 1 - OUTER if (bar.swing.mean or 0.0) < 0 else share < OUTER


def push_words(feature: Feature, value: float) -> str:
    """A value, and how high it is in its range."""
    value_in_words = number(value) + (f" {feature.unit}" if feature.unit else "")
    if value - feature.low > feature.high - value:
        return _("{name} is high ({value})", name=called(feature.meaning), value=value_in_words)
    return _("{name} is low ({value})", name=called(feature.meaning), value=value_in_words)
