"""Where customers came from and where they went in a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sim.game.outcome import Outcome
from sim.language.messages import _, noted, several
from sim.ledger import CHANNELS, REASONS
from sim.wording import in_a_row

BECAUSE = {
    "product": noted("because of the product"),
    "systems": noted("because of support systems"),
    "execution": noted("because things were not on time and without fault"),
    "contact": noted("because they were not kept in contact with"),
    "bond": noted("because they felt that nobody cared"),
    "price": noted("for the price"),
    "poached": noted("for a rival's offer"),
    "outgrown": noted("because their needs had outgrown the firm"),
    "released": noted("because the firm let them go"),
    "involuntary": noted("for reasons nobody could help"),
    "out_of_market": noted("because they left the market"),
}
"""Why customers went, as it ends a sentence."""
CAME = {
    "advertising": noted("after looking round"),
    "referral": noted("on a friend's word"),
    "poached": noted("for an offer"),
    "arrival": noted("as their first choice"),
}
"""How customers were won."""


Key = TypeVar("Key")


@dataclass(frozen=True)
class Movement:
    """Customers who came to a firm and went from it in a round: by firm (None: no firm), reason and channel."""

    came: dict[str | None, int]
    went: dict[str | None, int]
    reasons: dict[str, int]
    channels: dict[str, int]

    @property
    def won(self) -> int:
        """Customers who came."""
        return sum(self.came.values())

    @property
    def lost(self) -> int:
        """Customers who went."""
        return sum(self.went.values())

    @property
    def net(self) -> int:
        """Customers more than before."""
        return self.won - self.lost


def movement(outcome: Outcome, seat: str) -> Movement:
    """The customers a firm won and lost in the round."""
    place = outcome.place(seat)
    others: tuple[str | None, ...] = (*outcome.firms, None)
    came = {name: int(outcome.flows[row, place].sum()) for row, name in enumerate(others) if row != place}
    went = {name: int(outcome.flows[place, row].sum()) for row, name in enumerate(others) if row != place}
    reasons = np.delete(outcome.flows[place], place, axis=0).sum(axis=0)
    channels = {name: int(outcome.of_round(f"joined_{name}")[place]) for name in CHANNELS if name in CAME}
    return Movement(_largest_first(came), _largest_first(went), most_first(reasons), _largest_first(channels))


def most_first(reasons: np.ndarray) -> dict[str, int]:
    """Reasons with how many left for them, the most frequent first, those of nobody left out.

    >>> most_first(np.array([0, 0, 3, 0, 0, 9, 0, 0, 0, 0, 0]))
    {'price': 9, 'execution': 3}
    """
    return _largest_first({name: int(count) for name, count in zip(REASONS, reasons, strict=True)})


def movement_in_words(moved: Movement, names: Mapping[str, str]) -> str:
    """What customers did, in two or three sentences; `names`: what the firms are called."""
    return in_a_row((_winning(moved, names), _losing(moved, names)))


def _winning(moved: Movement, names: Mapping[str, str]) -> str:
    if not moved.won:
        return _("Nobody came to you.")
    said = several("{count:,} customer came to you", "{count:,} customers came to you", moved.won)
    rival = _first_firm(moved.came)
    if rival is not None:
        said += _(", {count:,} of them from {firm}", count=moved.came[rival], firm=names[rival])
    if moved.channels:
        channel, count = next(iter(moved.channels.items()))
        said += _("; most often {how} ({count:,})", how=_(CAME[channel]), count=count)
    return said + _(".")


def _losing(moved: Movement, names: Mapping[str, str]) -> str:
    if not moved.lost:
        return _("Nobody left you.")
    said = several("{count:,} customer left you", "{count:,} customers left you", moved.lost)
    rival = _first_firm(moved.went)
    if rival is not None:
        said += _(", {count:,} of them for {firm}", count=moved.went[rival], firm=names[rival])
    if moved.reasons:
        reason, count = next(iter(moved.reasons.items()))
        said += _("; most often {why} ({count:,})", why=_(BECAUSE[reason]), count=count)
    return said + _(".")


def _first_firm(counts: Mapping[str | None, int]) -> str | None:
    return next((name for name in counts if name is not None), None)


def _largest_first(counts: dict[Key, int]) -> dict[Key, int]:
    return {name: count for name, count in sorted(counts.items(), key=lambda item: -item[1]) if count}
