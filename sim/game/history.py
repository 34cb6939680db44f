"""What has been done in a game, round by round: data from which the market can be played again to the byte."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

Levers = tuple[tuple[str, float], ...]
"""Levers with their values, in the order of their paths: only what a team changed."""


@dataclass(frozen=True)
class Shock:
    """Something that strikes at the beginning of a round. `firm`: a seat, `all`, or None for the market as a whole."""

    name: str
    title: str
    firm: str | None
    changes: tuple[tuple[str, float | str], ...]
    months: int | None = None
    announced: bool = True


@dataclass(frozen=True)
class Round:
    """A round as it was closed.

    `decisions`: levers newly set, by seat; `computers`: how the computer played a seat, by seat, in this round;
    `bought`: money a seat paid for information; `given`: help (above zero) and fines (below), by seat.
    `luck`: the replication whose luck the round is played with.
    """

    decisions: tuple[tuple[str, Levers], ...] = ()
    computers: tuple[tuple[str, str], ...] = ()
    shocks: tuple[Shock, ...] = ()
    bought: tuple[tuple[str, float], ...] = ()
    given: tuple[tuple[str, float], ...] = ()
    luck: int = 0

    def of(self, seat: str) -> dict[str, float]:
        """What a seat newly decided."""
        return dict(dict(self.decisions).get(seat, ()))


@dataclass(frozen=True)
class History:
    """All rounds so far; the same history is the same market."""

    rounds: tuple[Round, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.rounds)

    def followed_by(self, closed: Round) -> History:
        """The history with one more round.

        >>> len(History().followed_by(Round()))
        1
        """
        return History((*self.rounds, closed))

    def before(self, number: int) -> History:
        """What had happened when round `number` (from 1) began.

        >>> history = History().followed_by(Round(luck=1)).followed_by(Round(luck=2))
        >>> [one.luck for one in history.before(2).rounds]
        [1]
        """
        return History(self.rounds[: number - 1])

    def without(self, seat: str, number: int, paths: tuple[str, ...]) -> History:
        """The history in which a seat had not touched these levers in round `number`; all else as it was.

        >>> history = History().followed_by(Round(decisions=(("team_1", (("price", 0.9), ("spend.bond", 5.0))),)))
        >>> history.without("team_1", 1, ("price",)).rounds[0].of("team_1")
        {'spend.bond': 5.0}
        """
        played = self.rounds[number - 1]
        kept = tuple(
            (name, tuple(item for item in levers if name != seat or item[0] not in paths))
            for name, levers in played.decisions
        )
        return History((*self.rounds[: number - 1], replace(played, decisions=kept), *self.rounds[number:]))
