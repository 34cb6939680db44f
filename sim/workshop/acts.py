"""Everything that can happen in a workshop and is put on record: what teams and the facilitator do, one model each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from sim.declarations import Behaviour
from sim.game.history import Shock
from sim.game.information import Kind

Seat = Annotated[str, Field(max_length=80)]
Nonce = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Name = Annotated[str, Field(min_length=1, max_length=40)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Act(BaseModel):
    """Something that was done. `at`: seconds since 1970; `by`: a member, `facilitator`, or `clock`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: Number = 0.0
    by: str = "facilitator"


class Founded(Act):
    """The game as a whole, so that the record stands without the files; secrets of the facilitator and the screen.

    `name` begins the names of cookies, so that games on one machine do not meet; `solo`: one team against the computer.
    """

    kind: Literal["founded"] = "founded"
    game: dict[str, Any]
    name: str
    facilitator: str
    screen: str
    code: str
    solo: bool = False
    version: str = ""


class Joined(Act):
    """A person joins a team; `token` is the hash of what the person's browser keeps."""

    kind: Literal["joined"] = "joined"
    member: str
    token: str
    seat: Seat
    team: Name
    person: str = Field("", max_length=40)


class Dismissed(Act):
    """A person is sent out; the browser has to join again."""

    kind: Literal["dismissed"] = "dismissed"
    member: str


class Renamed(Act):
    """A team gets another name."""

    kind: Literal["renamed"] = "renamed"
    seat: Seat
    team: Name


class Vacated(Act):
    """A team gives up its seat: its people are out, the computer plays on, and another team may sit there."""

    kind: Literal["vacated"] = "vacated"
    seat: Seat


class Opened(Act):
    """A round is open for decisions.

    `deadline`: when its clock runs out, seconds since 1970; none = no clock. `by_clock`: closes then by itself;
    `when_all`: closes as soon as every team has decided.
    """

    kind: Literal["opened"] = "opened"
    round: int
    deadline: Number | None = None
    by_clock: bool = True
    when_all: bool = False


class Extended(Act):
    """The clock is set to another end; one that stands, to so many seconds left."""

    kind: Literal["extended"] = "extended"
    deadline: Number | None = None
    left: Number | None = None


class Paused(Act):
    """The clock stands, with so many seconds left."""

    kind: Literal["paused"] = "paused"
    left: Number | None


class Resumed(Act):
    """The clock goes on."""

    kind: Literal["resumed"] = "resumed"
    deadline: Number | None


class Decided(Act):
    """A team's decision in a round: the levers it changes, in the market's units; a later one replaces it."""

    kind: Literal["decided"] = "decided"
    seat: Seat
    round: int
    levers: dict[str, Number]
    nonce: Nonce


class Asked(Act):
    """Information bought in a round; what it tells is computed from the market."""

    kind: Literal["asked"] = "asked"
    seat: Seat
    round: int
    what: Kind
    price: Annotated[Number, Field(ge=0)]
    nonce: Nonce


class Closed(Act):
    """A round is closed: the market moves on."""

    kind: Literal["closed"] = "closed"
    round: int


class WentBack(Act):
    """The game returns to before round `to` was decided. `luck`: another replication's; none = the same luck."""

    kind: Literal["went_back"] = "went_back"
    to: int
    luck: Annotated[int, Field(ge=0)] | None = None


class Restarted(Act):
    """The game begins anew, in earnest or for practice; with the same luck where `luck` is none."""

    kind: Literal["restarted"] = "restarted"
    luck: Annotated[int, Field(ge=0)] | None = None
    practice: bool = False


class Struck(Act):
    """A shock that strikes at the beginning of the round at hand."""

    kind: Literal["struck"] = "struck"
    shock: Shock


class Helped(Act):
    """Money given to a team (above zero) or taken from it, in the round at hand."""

    kind: Literal["helped"] = "helped"
    seat: Seat
    money: Number
    why: str = Field("", max_length=200)


class Seated(Act):
    """The computer plays a seat or rival from the round at hand, in a way; with none, all is as it usually is."""

    kind: Literal["seated"] = "seated"
    seat: Seat
    behaviour: Behaviour | None = None


class Shown(Act):
    """What the room sees of the ranking; what is left out stays as it is."""

    kind: Literal["shown"] = "shown"
    ranking: bool | None = None
    by_profit: bool | None = None


class Said(Act):
    """A message from the facilitator to the room, or to one team."""

    kind: Literal["said"] = "said"
    text: str = Field(min_length=1, max_length=500)
    seat: Seat | None = None


class Ended(Act):
    """The rounds are over; the debrief begins."""

    kind: Literal["ended"] = "ended"


class Refused(Act):
    """Something that was asked for and not done, and why; kept so that it can be looked into."""

    kind: Literal["refused"] = "refused"
    what: str = Field(max_length=40)
    why: str = Field(max_length=300)


AnyAct = Annotated[
    Founded
    | Joined
    | Dismissed
    | Renamed
    | Vacated
    | Opened
    | Extended
    | Paused
    | Resumed
    | Decided
    | Asked
    | Closed
    | WentBack
    | Restarted
    | Struck
    | Helped
    | Seated
    | Shown
    | Said
    | Ended
    | Refused,
    Field(discriminator="kind"),
]
_any_act: TypeAdapter[AnyAct] = TypeAdapter(AnyAct)


def act_from_json(told: str | bytes) -> AnyAct:
    """An act as the record holds it; pydantic's ValidationError where it is none.

    >>> act_from_json('{"kind": "closed", "round": 2, "by": "clock"}')
    Closed(at=0.0, by='clock', kind='closed', round=2)
    """
    return _any_act.validate_json(told)
