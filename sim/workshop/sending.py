"""What members send: joining, decisions, questions; read from forms, checked, and done."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sim.game.budget import consequences, over_budget
from sim.game.controls import controls, read_values
from sim.game.information import OFFERED, price
from sim.language.messages import _
from sim.scenario.errors import shown
from sim.workshop.acts import Asked, Decided, Joined, Restarted
from sim.workshop.allowing import objection, same_name
from sim.workshop.facilitating import luck_of, name_of, whole
from sim.workshop.room import RefusalError, Room
from sim.workshop.session import Member
from sim.workshop.tokens import hashed, short_name, token

Fields = Mapping[str, str]
NONCE = re.compile(r"[A-Za-z0-9_-]{1,64}")
NO_LEVERS = ("round", "nonce")
"""Fields of a decision that are no levers."""


def join(room: Room, fields: Fields) -> str:
    """Takes a person into a team, by its name a new one or one that is here; the token for the person's browser.

    The code is for the caller to check.
    """
    team = name_of(fields.get("team", ""))
    person = fields.get("person", "").strip()
    secret = token()
    room.do(
        Joined(
            at=room.now(),
            by="guest",
            member=short_name(),
            token=hashed(secret),
            seat=seat_for(room, team),
            team=team,
            person=name_of(person) if person else "",
        )
    )
    return secret


def seat_for(room: Room, team: str) -> str:
    """The seat of a team of this name, or else a free one."""
    session = room.session
    seats = ("team_1",) if session.rules.solo else session.rules.seats
    for seat, name in session.names.items():
        if same_name(name, team):
            return seat
    free = [seat for seat in seats if seat not in session.names]
    if not free:
        here = ", ".join(session.names.values())
        raise RefusalError(_("All seats are taken; join one of these teams: {teams}.", teams=here))
    return free[0]


def decide(room: Room, member: Member, fields: Fields) -> None:
    """Puts a team's decision on record, or says why it cannot be."""
    check_pace(room, member)
    nonce = fresh_nonce(room, fields)
    number = whole(fields.get("round", ""))
    given = {path: text for path, text in fields.items() if path not in NO_LEVERS}
    refuse_at_once(room, Decided(seat=member.seat, round=number, levers={}, nonce=nonce))
    levers = levers_given(room, member.seat, given)
    room.do(Decided(at=room.now(), by=member.member, seat=member.seat, round=number, levers=levers, nonce=nonce))
    room.tick()


def levers_given(room: Room, seat: str, given: Fields) -> dict[str, float]:
    """The levers a form changes, within their bounds and the budget; RefusalError where they are not."""
    outcome = room.standing()
    every = controls(room.game, float(outcome.sizes[outcome.place(seat)]))
    levers, wrong = read_values(every, given, outcome.levers[seat], room.session.coming)
    if wrong:
        raise RefusalError(" ".join(wrong[:5]), 422)
    found = consequences(room.game, room.outcomes[0], outcome, seat, levers, room.session.given(seat))
    if levers and over_budget(found.planned, found.budget):
        raise RefusalError(found.sentences(room.game.case.currency)[0], 422)
    return levers


def ask(room: Room, member: Member, fields: Fields) -> None:
    """Buys information for a team, or says why it cannot be had."""
    check_pace(room, member)
    nonce = fresh_nonce(room, fields)
    what = fields.get("what", "")
    number = whole(fields.get("round", ""))
    if what not in OFFERED:
        raise RefusalError(_("There is no information called {what}.", what=shown(what)), 400)
    room.standing()
    asked = {"at": room.now(), "by": member.member, "seat": member.seat, "round": number, "what": what, "nonce": nonce}
    cost = price(room.game, room.outcomes[0], what)
    room.do(Asked.model_validate(asked | {"price": cost}))


def start_again(room: Room, member: Member, fields: Fields) -> None:
    """A fresh start for somebody who plays alone."""
    if not room.session.rules.solo:
        raise RefusalError(_("Only the facilitator can start the game again."), 403)
    room.do(Restarted(at=room.now(), by=member.member, luck=luck_of(room, fields)))


def check_pace(room: Room, member: Member) -> None:
    """Nobody sends faster than people do: what is sent stays on record for good."""
    if not room.pace.allows(member.member):
        raise RefusalError(_("Too much was sent from this device; wait a little and try again."), 429)


def fresh_nonce(room: Room, fields: Fields) -> str:
    """The nonce of a form; RefusalError where it is none or was sent before."""
    nonce = fields.get("nonce", "")
    if not NONCE.fullmatch(nonce):
        raise RefusalError(_("This form is incomplete; load the page again."), 400)
    if room.session.has_heard(nonce):
        raise RefusalError(_("This is here already; it counts once."))
    return nonce


def refuse_at_once(room: Room, act: Decided) -> None:
    """RefusalError where an act could not be done whatever it says."""
    sentence = objection(room.session, act)
    if sentence:
        raise RefusalError(sentence)
