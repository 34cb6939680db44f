"""Where a workshop stands: nothing but what follows from its acts, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sim.game.history import History, Levers, Round, Shock
from sim.workshop.acts import Asked, Decided, Helped, Said

Phase = Literal["lobby", "deciding", "looking", "debrief"]


@dataclass(frozen=True)
class Rules:
    """What of a game its course depends on. `behaviours`: how the computer plays a seat that no team takes."""

    seats: tuple[str, ...]
    rivals: tuple[str, ...]
    behaviours: dict[str, str]
    rounds: int
    practice: int = 0
    minutes: float = 8.0
    played: History = field(default_factory=History)
    solo: bool = False


@dataclass(frozen=True)
class Member:
    """A person at a browser. `token`: the hash of what the browser keeps."""

    member: str
    token: str
    seat: str
    person: str


@dataclass(frozen=True)
class Clock:
    """The clock of an open round. `deadline`: seconds since 1970; `left`: seconds where it is paused; none = no clock.

    `by_clock`: the round closes by itself when it runs out; `when_all`: as soon as every team has decided.
    """

    deadline: float | None = None
    left: float | None = None
    paused: bool = False
    by_clock: bool = True
    when_all: bool = False

    def seconds(self, now: float) -> float | None:
        """Seconds left, not below zero.

        >>> Clock(deadline=100.0).seconds(40.0), Clock(left=30.0, paused=True).seconds(40.0), Clock().seconds(40.0)
        (60.0, 30.0, None)
        """
        left = self.left if self.paused else None if self.deadline is None else self.deadline - now
        return None if left is None else max(left, 0.0)

    def run_out(self, now: float) -> bool:
        """Whether the round is to be closed by the clock."""
        return self.by_clock and not self.paused and self.deadline is not None and now >= self.deadline


@dataclass(frozen=True)
class Session:
    """A workshop as it stands.

    `history`: the rounds closed on the present line; going back cuts it. `lucks`: the luck of every round, played or
    to come. `names`: the team at each seat that has one. `computers`: how the computer plays seats and rivals that the
    facilitator gave to it. `decisions`, `shocks`: of the round at hand, not closed yet. `bought`: information of all
    rounds of the line; `helps`: help and fines of the line, with their round. `lines`: how often the game began or
    went back, the first time included.
    """

    rules: Rules
    phase: Phase = "lobby"
    practising: bool = False
    history: History = field(default_factory=History)
    lucks: tuple[int, ...] = ()
    freshest_luck: int = 0
    members: dict[str, Member] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    computers: dict[str, str] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    decisions: dict[str, Decided] = field(default_factory=dict)
    nonces: frozenset[str] = frozenset()
    bought: tuple[Asked, ...] = ()
    shocks: tuple[Shock, ...] = ()
    helps: tuple[tuple[int, Helped], ...] = ()
    messages: tuple[Said, ...] = ()
    ranking_shown: bool = True
    by_profit: bool = False
    lines: int = 1

    @property
    def closed(self) -> int:
        """Rounds closed on this line."""
        return len(self.history)

    @property
    def coming(self) -> int:
        """The round at hand: open, or the next to be opened."""
        return self.closed + 1

    @property
    def round(self) -> int:
        """The round that is open, or else the last one closed."""
        return self.coming if self.phase == "deciding" else self.closed

    @property
    def last(self) -> int:
        """The last round of this line."""
        return max(1, self.rules.practice) if self.practising else self.rules.rounds

    @property
    def taken(self) -> tuple[str, ...]:
        """Seats with a team."""
        return tuple(seat for seat in self.rules.seats if seat in self.names)

    @property
    def deciding_seats(self) -> tuple[str, ...]:
        """Seats whose teams are to decide: taken, and not left to the computer."""
        return tuple(seat for seat in self.taken if self.computer(seat) is None)

    @property
    def all_have_decided(self) -> bool:
        """Whether every team that is to decide has done so."""
        return bool(self.deciding_seats) and all(seat in self.decisions for seat in self.deciding_seats)

    def due(self, now: float) -> bool:
        """Whether the round is to be closed without anybody's doing."""
        everybody = self.clock.when_all and self.all_have_decided
        return self.phase == "deciding" and (everybody or self.clock.run_out(now))

    @property
    def waits_for_nobody(self) -> bool:
        """Whether the next step is taken without a facilitator: somebody plays alone, and is here."""
        return self.rules.solo and bool(self.members) and self.phase in ("lobby", "looking")

    def computer(self, seat: str) -> str | None:
        """How the computer plays a seat or rival in the round at hand; none for a team, and for a rival as always."""
        usual = None if seat in self.names else self.rules.behaviours.get(seat)
        return self.computers.get(seat, usual)

    def given(self, seat: str) -> float:
        """Help (above zero) and fines of the round at hand."""
        return sum(helped.money for number, helped in self.helps if number == self.coming and helped.seat == seat)

    def spent(self, seat: str) -> float:
        """Money a seat paid for information in the round at hand."""
        return sum(asked.price for asked in self.bought_by(seat, self.coming))

    def bought_by(self, seat: str, number: int) -> tuple[Asked, ...]:
        """What a seat bought in a round."""
        return tuple(asked for asked in self.bought if asked.seat == seat and asked.round == number)

    def has_heard(self, nonce: str) -> bool:
        """Whether something with this nonce has been sent and taken before."""
        return nonce in self.nonces or any(asked.nonce == nonce for asked in self.bought)

    def people(self, seat: str) -> tuple[Member, ...]:
        """The members of a team."""
        return tuple(member for member in self.members.values() if member.seat == seat)

    def at_hand(self) -> Round:
        """The round at hand as it would be closed now."""
        playing = self.deciding_seats
        everybody = (*self.rules.seats, *self.rules.rivals)
        computers = ((seat, self.computer(seat)) for seat in everybody)
        return Round(
            decisions=tuple((seat, levers_of(self.decisions[seat])) for seat in playing if seat in self.decisions),
            computers=tuple((seat, behaviour) for seat, behaviour in computers if behaviour is not None),
            shocks=self.shocks,
            bought=tuple((seat, self.spent(seat)) for seat in self.rules.seats if self.spent(seat)),
            given=tuple((seat, self.given(seat)) for seat in self.rules.seats if self.given(seat)),
            luck=self.lucks[self.closed],
        )


def levers_of(decided: Decided) -> Levers:
    """A decision's levers in the order of their paths."""
    return tuple(sorted(decided.levers.items()))


def begun(rules: Rules) -> Session:
    """A workshop at its beginning: everybody in the lobby, played rounds behind it."""
    lucks = tuple(closed.luck for closed in rules.played.rounds)
    rounds = max(rules.rounds, rules.practice)
    return Session(
        rules,
        practising=rules.practice > 0,
        history=History() if rules.practice else rules.played,
        lucks=lucks + (0,) * (rounds - len(lucks)),
    )
