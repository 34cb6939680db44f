"""The leaky bucket: how much of what was won only filled the hole, and why customers left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.game.exhibits import Bucket, Exhibits
from sim.language.messages import _, noted
from sim.reasons import REASON_WORDS
from sim.web.charts import Line, flows, lines
from sim.wording import capitalised, in_a_row
from sim.workshop.debrief.slide import Slide, Table
from sim.workshop.pages.movements import BECAUSE
from sim.workshop.pages.sight import Sight

CHANNELS = {
    "advertising": noted("Looked round"),
    "referral": noted("Friend's word"),
    "poached": noted("An offer"),
    "arrival": noted("First choice"),
}
"""How customers were won, in brief."""


@dataclass(frozen=True)
class Whole:
    """A team's customers over the whole game: at its beginning and end, who came how, who left why, most first."""

    seat: str
    before: int
    after: int
    joined: dict[str, int]
    left: dict[str, int]

    @property
    def won(self) -> int:
        """All who came."""
        return sum(self.joined.values())

    @property
    def lost(self) -> int:
        """All who left."""
        return sum(self.left.values())

    @property
    def leaked(self) -> int | None:
        """How many left for every 100 who came; none where nobody came.

        >>> Whole("team_1", 100, 80, {"referral": 20}, {"price": 40}).leaked
        200
        """
        return round(100 * self.lost / self.won) if self.won else None


def bucket(sight: Sight, found: Sequence[Exhibits], ours: str = "") -> Slide:
    """The team that leaked most, or one team, and a table of all."""
    wholes = [whole(one.seat, one.buckets) for one in found]
    leakiest = max(wholes, key=lambda one: one.lost / max(1, one.before + one.won))
    rounds = next(one.buckets for one in found if one.seat == leakiest.seat)
    return Slide(
        "leaky-bucket",
        _("The leaky bucket"),
        leak_in_words(sight, leakiest),
        _("What would it have cost to keep one of those who left, and what did it cost to win one instead?"),
        (flow_chart(sight, leakiest), *((round_chart(rounds),) if ours else ())),
        None if ours else bucket_table(sight, wholes),
    )


def whole(seat: str, rounds: Sequence[Bucket]) -> Whole:
    """All rounds together."""
    joined, left = (added([getattr(one, way) for one in rounds]) for way in ("joined", "left"))
    return Whole(seat, rounds[0].before, rounds[-1].after, joined, left)


def added(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    """Counts by word added up, the largest first.

    >>> added([{"price": 1, "bond": 2}, {"price": 3}])
    {'price': 4, 'bond': 2}
    """
    words = dict.fromkeys(word for one in counts for word in one)
    sums = {word: sum(one.get(word, 0) for one in counts) for word in words}
    return dict(sorted(sums.items(), key=lambda item: -item[1]))


def leak_in_words(sight: Sight, one: Whole) -> str:
    """What a team won and lost, what of it only filled the hole, and why most left."""
    said = _("{firm} won {won:,} customers and lost {lost:,}.", firm=sight.names[one.seat], won=one.won, lost=one.lost)
    more = []
    if one.leaked is not None:
        more.append(_("For every 100 who came, {count:,} left.", count=one.leaked))
    if one.left:
        reason, count = next(iter(one.left.items()))
        more.append(_("Most often they left {why} ({count:,}).", why=_(BECAUSE[reason]), count=count))
    return in_a_row((said, *more))


def flow_chart(sight: Sight, one: Whole) -> Markup:
    """Where a team's customers came from and why they left."""
    return flows(
        sight.names[one.seat],
        [(_(CHANNELS.get(channel, channel)), float(count)) for channel, count in one.joined.items()],
        [(capitalised(_(REASON_WORDS[reason])), float(count)) for reason, count in one.left.items()],
        float(one.before),
        float(one.after),
    )


def round_chart(rounds: Sequence[Bucket]) -> Markup:
    """Won and lost, round by round."""
    won = Line(_("won"), [float(sum(one.joined.values())) for one in rounds])
    lost = Line(_("lost"), [float(sum(one.left.values())) for one in rounds])
    across = [str(one.round) for one in rounds]
    return lines(_("Customers won and lost, round by round"), [won, lost], across, in_whole, from_zero=True)


def in_whole(count: float) -> str:
    """A count as a chart says it."""
    return f"{count:,.0f}"


def bucket_table(sight: Sight, wholes: Sequence[Whole]) -> Table:
    """Every team's customers over the game."""
    rows = []
    for one in wholes:
        counts = (f"{count:,}" for count in (one.before, one.won, one.lost, one.after))
        rows.append((sight.names[one.seat], *counts, "–" if one.leaked is None else f"{one.leaked:,}"))
    headings = (_("Team"), _("At the start"), _("Won"), _("Lost"), _("At the end"), _("Left for every 100 won"))
    return Table(headings, tuple(rows))
