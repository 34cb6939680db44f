"""Decisions undone: where a team would stand had it left something as it was, all else held as it happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from sim.game.shown import GROUPS, Group, shown_as
from sim.game.table import play
from sim.language.messages import _, noted, several
from sim.marginal.levers import plausible_width
from sim.scenario.overlays import facts_at, levers
from sim.wording import money, uncapitalised

if TYPE_CHECKING:
    from sim.game.history import History
    from sim.game.reading import Game

MOST_POINTS = 60
"""Decisions tried at most in the debrief of a game, the largest changes first."""

OF_GROUPS: dict[Group, str] = {
    "price": noted("price and terms"),
    "layers": noted("the five layers"),
    "people": noted("what you do for your people"),
    "contact": noted("contact"),
    "complaints": noted("how you take complaints"),
    "growth": noted("how you win customers"),
    "key_accounts": noted("what you do for key accounts"),
    "other": noted("everything else"),
}
"""What several levers of a group are called within a sentence."""

HELD = noted(
    "Each time one decision is undone and the game played again with the same luck. All other decisions, this team's "
    "and the others', are held as they were, though the others might have answered otherwise; only firms that the "
    "computer plays answer."
)
"""What the reader of a counterfactual has to know."""


@dataclass(frozen=True)
class TurningPoint:
    """A decision that can be undone: levers of one group that a seat changed in a round.

    `size`: how far they were moved, in widths of their plausible ranges, the largest of them.
    """

    seat: str
    round: int
    group: Group
    paths: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Undone:
    """What undoing a decision would have changed, at the last round's end.

    `worth`: by how much more total value the team would have (below zero: the decision was a good one); `customers`:
    how many more would be its own; `value`: its total value as played.
    """

    point: TurningPoint
    worth: float
    customers: float
    value: float

    @property
    def seat(self) -> str:
        """Whose decision it was."""
        return self.point.seat

    @property
    def round(self) -> int:
        """The round it was made in."""
        return self.point.round


def turning_points(game: Game, history: History, most: int = MOST_POINTS) -> list[TurningPoint]:
    """The decisions worth undoing, at most so many: every team's largest change, then every team's second, and so on.

    A decision that set a lever to what it already was is none, and so is one of a round that was played before the
    game began.
    """
    teams = [sorted(points_of(game, history, seat), key=lambda point: -point.size) for seat in game.seats]
    ranks = [sorted(filter(None, rank), key=lambda point: -point.size) for rank in zip_longest(*teams)]
    return [point for rank in ranks for point in rank][:most]


def points_of(game: Game, history: History, seat: str) -> Iterator[TurningPoint]:
    """What a seat changed, round by round and group by group."""
    standing = levers(game.case.firms[seat], game.case.segments)
    for number, closed in enumerate(history.rounds, 1):
        decided = closed.of(seat)
        moved = {path: abs(value - standing[path]) for path, value in decided.items() if value != standing[path]}
        for group in GROUPS if number > len(game.file.played) else ():
            paths = tuple(path for path in moved if shown_as(path).group == group)
            if paths:
                size = max(moved[path] / plausible_width(facts_at(path, seat), game.case) for path in paths)
                yield TurningPoint(seat, number, group, paths, size)
        standing |= decided


def undone(game: Game, history: History, point: TurningPoint) -> Undone:
    """Where the seat would stand had it left these levers alone in that round, all other decisions held."""
    played = play(game, history)
    otherwise = play(game, history.without(point.seat, point.round, point.paths))
    place = played.place(point.seat)
    return Undone(
        point,
        worth=float(otherwise.total[place] - played.total[place]),
        customers=float(otherwise.now("customers")[place] - played.now("customers")[place]),
        value=float(played.total[place]),
    )


def best_and_worst(found: Iterable[Undone]) -> tuple[Undone | None, Undone | None]:
    """Of one team's decisions the one that gained most and the one that cost most; None where none gained or cost."""
    ordered = sorted(found, key=lambda one: one.worth)
    best = ordered[0] if ordered and ordered[0].worth < 0 else None
    return best, ordered[-1] if ordered and ordered[-1].worth > 0 else None


def sentence(found: Undone, currency: str) -> str:
    """An undone decision in words, to the team whose it was."""
    what, amount = words(found.point), money(abs(found.worth), currency)
    given = {"what": what, "round": found.round, "amount": amount}
    if found.worth < 0:
        stand = _("Had you left {what} unchanged in round {round}, you would stand {amount} lower; ", **given)
    else:
        stand = _("Had you left {what} unchanged in round {round}, you would stand {amount} higher; ", **given)
    return stand + in_customers(round(found.customers))


def in_customers(difference: int) -> str:
    """How many customers more or fewer, as the sentence ends.

    >>> in_customers(312), in_customers(-1), in_customers(0)
    ('312 more customers would be yours.', '1 customer fewer would be yours.', 'as many customers would be yours.')
    """
    if not difference:
        return _("as many customers would be yours.")
    if difference > 0:
        return several(
            "{count:,} more customer would be yours.", "{count:,} more customers would be yours.", difference
        )
    fewer = -difference
    return several("{count:,} customer fewer would be yours.", "{count:,} customers fewer would be yours.", fewer)


def words(point: TurningPoint) -> str:
    """What was decided on, within a sentence: the one lever, or the group where several were changed."""
    if len(point.paths) > 1:
        return _(OF_GROUPS[point.group])
    return uncapitalised(_(shown_as(point.paths[0]).label))
