"""What the facilitator asks for on the page, as acts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sim.declarations import BEHAVIOURS
from sim.game.controls import number
from sim.game.shocks import shock_of
from sim.language.messages import _
from sim.scenario.errors import ScenarioError, shown
from sim.workshop.acts import (
    Act,
    Closed,
    Dismissed,
    Ended,
    Extended,
    Helped,
    Opened,
    Paused,
    Renamed,
    Restarted,
    Resumed,
    Said,
    Seated,
    Shown,
    Struck,
    Vacated,
    WentBack,
)
from sim.workshop.room import RefusalError, Room

Fields = Mapping[str, str]
YES = "yes"
LONGEST = 24 * 60.0
"""Minutes that a clock may run."""
LONGEST_MESSAGE = 500


def act_of(room: Room, kind: str, fields: Fields) -> Act:
    """The act that a form of the facilitator's page asks for; RefusalError where it makes no sense."""
    if kind not in ACTS:
        raise RefusalError(_("There is nothing called {kind} to do.", kind=shown(kind)), 400)
    return ACTS[kind](room, fields)


def opened(room: Room, fields: Fields) -> Opened:
    """A round opened, with a clock where minutes are given; not before the last one is played."""
    room.standing()
    minutes = fields.get("minutes", "").strip()
    deadline = room.now() + 60.0 * minutes_of(minutes) if minutes else None
    return Opened(
        at=room.now(),
        round=room.session.coming,
        deadline=deadline,
        by_clock=fields.get("by_clock") == YES,
        when_all=fields.get("when_all") == YES,
    )


def closed(room: Room, fields: Fields) -> Closed:
    """The open round closed; a page that shows another round closes nothing."""
    return Closed(at=room.now(), round=whole(fields.get("round") or str(room.session.coming)))


def extended(room: Room, fields: Fields) -> Extended:
    """Minutes more on the clock, be it running or not; where there is none, a clock of so many minutes."""
    left = (room.clock or 0.0) + 60.0 * minutes_of(fields.get("minutes", ""))
    if room.session.clock.paused:
        return Extended(at=room.now(), left=left)
    return Extended(at=room.now(), deadline=room.now() + left)


def paused(room: Room, fields: Fields) -> Paused:
    """The clock stopped."""
    return Paused(at=room.now(), left=room.clock)


def resumed(room: Room, fields: Fields) -> Resumed:
    """The clock goes on with what was left."""
    left = room.clock
    return Resumed(at=room.now(), deadline=None if left is None else room.now() + left)


def went_back(room: Room, fields: Fields) -> WentBack:
    """Back to before a round was decided."""
    return WentBack(at=room.now(), to=whole(fields.get("to", "")), luck=luck_of(room, fields))


def restarted(room: Room, fields: Fields) -> Restarted:
    """A fresh start."""
    return Restarted(at=room.now(), luck=luck_of(room, fields), practice=fields.get("practice") == YES)


def struck(room: Room, fields: Fields) -> Struck:
    """A shock from the game's list."""
    try:
        shock = shock_of(
            room.game, fields.get("shock", ""), fields.get("seat") or None, announced=fields.get("announced") == YES
        )
    except ScenarioError as error:
        raise RefusalError(str(error), 400) from None
    return Struck(at=room.now(), shock=shock)


def helped(room: Room, fields: Fields) -> Helped:
    """Help for a team, or a fine."""
    money = number(fields.get("money", ""))
    if math.isnan(money) or money <= 0:
        raise RefusalError(_("Give an amount of money above zero."), 400)
    sign = -1.0 if fields.get("sign") == "fine" else 1.0
    return Helped(at=room.now(), seat=fields.get("seat", "")[:80], money=sign * money, why=fields.get("why", "")[:200])


def seated(room: Room, fields: Fields) -> Seated:
    """Who plays a seat or a rival."""
    behaviour = fields.get("behaviour") or None
    if behaviour not in (None, *BEHAVIOURS):
        raise RefusalError(_("There is nothing called {kind} to do.", kind=shown(behaviour)), 400)
    return Seated.model_validate({"at": room.now(), "seat": fields.get("seat", "")[:80], "behaviour": behaviour})


def shown_to_room(room: Room, fields: Fields) -> Shown:
    """What the room sees of the ranking."""
    return Shown(
        at=room.now(),
        ranking=fields["ranking"] == YES if "ranking" in fields else None,
        by_profit=fields["by_profit"] == YES if "by_profit" in fields else None,
    )


def said(room: Room, fields: Fields) -> Said:
    """A message to the room or a team."""
    text = fields.get("text", "").strip()
    if not 0 < len(text) <= LONGEST_MESSAGE:
        raise RefusalError(_("Write a message of at most {most} letters.", most=LONGEST_MESSAGE), 400)
    return Said(at=room.now(), text=text, seat=(fields.get("seat") or None) and fields["seat"][:80])


def ended(room: Room, fields: Fields) -> Ended:
    """The debrief begins."""
    return Ended(at=room.now())


def dismissed(room: Room, fields: Fields) -> Dismissed:
    """A person is sent out."""
    return Dismissed(at=room.now(), member=fields.get("member", ""))


def renamed(room: Room, fields: Fields) -> Renamed:
    """A team gets another name."""
    return Renamed(at=room.now(), seat=fields.get("seat", "")[:80], team=name_of(fields.get("team", "")))


def vacated(room: Room, fields: Fields) -> Vacated:
    """A seat freed."""
    return Vacated(at=room.now(), seat=fields.get("seat", "")[:80])


ACTS: dict[str, Callable[[Room, Fields], Act]] = {
    "opened": opened,
    "closed": closed,
    "extended": extended,
    "paused": paused,
    "resumed": resumed,
    "went_back": went_back,
    "restarted": restarted,
    "struck": struck,
    "helped": helped,
    "seated": seated,
    "shown": shown_to_room,
    "said": said,
    "ended": ended,
    "dismissed": dismissed,
    "renamed": renamed,
    "vacated": vacated,
}
"""How a form of the facilitator's page becomes an act, by its kind."""


def luck_of(room: Room, fields: Fields) -> int | None:
    """A luck not had before, where it is asked for; else none, the same."""
    return room.session.freshest_luck + 1 if fields.get("luck") == "new" else None


def minutes_of(text: str) -> float:
    """Minutes for a clock."""
    minutes = number(text)
    if math.isnan(minutes) or not 0 < minutes <= LONGEST:
        raise RefusalError(_("Give minutes above zero, at most {most}.", most=f"{LONGEST:g}"), 400)
    return minutes


def whole(text: str) -> int:
    """A whole number, such as a round's."""
    value = number(text)
    if math.isnan(value) or value != math.floor(value) or abs(value) > 1e6:
        raise RefusalError(_("{given} is not the number of a round.", given=shown(text)), 400)
    return int(value)


def name_of(text: str, most: int = 40) -> str:
    """A name that people typed, on one line, without signs that cannot be seen.

    >>> name_of("  The   Larks\\n")
    'The Larks'
    """
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not 0 < len(name) <= most:
        raise RefusalError(_("Give a name of at most {most} letters.", most=most), 400)
    return name
