"""Which acts a session allows: the sentence that says why not, where it does not."""

from __future__ import annotations

from functools import singledispatch

from sim.language.messages import _
from sim.workshop.acts import (
    Act,
    Asked,
    Closed,
    Decided,
    Dismissed,
    Ended,
    Extended,
    Founded,
    Helped,
    Joined,
    Opened,
    Paused,
    Renamed,
    Restarted,
    Resumed,
    Said,
    Seated,
    Struck,
    Vacated,
    WentBack,
)
from sim.workshop.session import Session

MOST_PEOPLE = 30
"""People in a team."""
MOST_MONEY = 1e12
MOST_STORIES = 5
"""Customers' stories that a team can buy in a round."""


def objection(session: Session, act: Act) -> str:
    """Why an act cannot be done now, as a sentence in the language spoken; empty where it can."""
    return _objection(act, session)


@singledispatch
def _objection(act: Act, session: Session) -> str:
    return ""


@_objection.register
def _to_founding(act: Founded, session: Session) -> str:
    return _("This game has begun already.")


@_objection.register
def _to_joining(act: Joined, session: Session) -> str:
    if act.seat not in session.rules.seats:
        return _("There is no seat {seat} in this game.", seat=act.seat)
    if act.member in session.members:
        return _("You have joined already.")
    others = (name for seat, name in session.names.items() if seat != act.seat)
    if act.seat not in session.names and same_name(act.team, *others):
        return _("Another team is called that.")
    if len(session.people(act.seat)) >= MOST_PEOPLE:
        return _("This team is full; form another.")
    return ""


@_objection.register
def _to_dismissing(act: Dismissed, session: Session) -> str:
    return "" if act.member in session.members else _("This person is not here.")


@_objection.register
def _to_renaming(act: Renamed, session: Session) -> str:
    if act.seat not in session.names:
        return _("No team sits there.")
    others = (name for seat, name in session.names.items() if seat != act.seat)
    return _("Another team is called that.") if same_name(act.team, *others) else ""


@_objection.register
def _to_vacating(act: Vacated, session: Session) -> str:
    return "" if act.seat in session.names else _("No team sits there.")


@_objection.register
def _to_opening(act: Opened, session: Session) -> str:
    if session.phase == "deciding":
        return _("Round {round} is open already.", round=session.coming)
    if act.round != session.coming:
        return _("Round {round} comes next.", round=session.coming)
    if act.round > session.last:
        if session.practising:
            return _("Practice is over; make a fresh start.")
        return _("All rounds have been played; go back, make a fresh start or begin the debrief.")
    return ""


@_objection.register(Extended)
@_objection.register(Paused)
@_objection.register(Resumed)
@_objection.register(Closed)
def _to_a_clock(act: Extended | Paused | Resumed | Closed, session: Session) -> str:
    if session.phase != "deciding":
        return _("No round is open.")
    if isinstance(act, Closed) and act.round != session.coming:
        return _("Round {round} is open now, not round {other}.", round=session.coming, other=act.round)
    if isinstance(act, Paused) and session.clock.paused:
        return _("The clock stands already.")
    if isinstance(act, Resumed) and not session.clock.paused:
        return _("The clock is running.")
    return ""


@_objection.register
def _to_deciding(act: Decided, session: Session) -> str:
    if session.phase != "deciding" or act.round != session.coming:
        return _("Round {round} is closed; this decision came too late and does not count.", round=act.round)
    if act.seat not in session.names:
        return _("No team sits there.")
    if act.seat not in session.deciding_seats:
        return _("The computer plays for your team in this round; ask the facilitator.")
    return ""


@_objection.register
def _to_asking(act: Asked, session: Session) -> str:
    if session.phase not in ("deciding", "looking") or act.round != session.coming or act.round > session.last:
        return _("Information can be bought only for the round at hand.")
    if act.seat not in session.names:
        return _("No team sits there.")
    had = [asked.what for asked in session.bought_by(act.seat, act.round)]
    if act.what in had and act.what != "customer":
        return _("Your team has bought this already in this round; it tells nothing new.")
    if had.count("customer") >= MOST_STORIES:
        return _("Your team has heard {most} customers in this round; no more have time.", most=MOST_STORIES)
    return ""


@_objection.register
def _to_going_back(act: WentBack, session: Session) -> str:
    first = 1 if session.practising else len(session.rules.played) + 1
    latest = session.coming if session.phase == "deciding" else session.closed
    if not first <= act.to <= latest:
        if latest < first:
            return _("No round has been played yet.")
        return _("Go back to a round from {first} to {last}.", first=first, last=latest)
    return ""


@_objection.register
def _to_restarting(act: Restarted, session: Session) -> str:
    return _("This game has no practice rounds.") if act.practice and not session.rules.practice else ""


@_objection.register
def _to_striking(act: Struck, session: Session) -> str:
    if act.shock.firm not in (None, "all", *session.rules.seats, *session.rules.rivals):
        return _("There is no seat {seat} in this game.", seat=act.shock.firm)
    return no_round_to_come(session)


@_objection.register
def _to_helping(act: Helped, session: Session) -> str:
    if act.seat not in session.rules.seats:
        return _("There is no seat {seat} in this game.", seat=act.seat)
    if act.money == 0 or abs(act.money) > MOST_MONEY:
        return _("Give an amount of money other than zero.")
    return no_round_to_come(session)


@_objection.register
def _to_seating(act: Seated, session: Session) -> str:
    if act.seat not in (*session.rules.seats, *session.rules.rivals):
        return _("There is no seat {seat} in this game.", seat=act.seat)
    return ""


@_objection.register
def _to_saying(act: Said, session: Session) -> str:
    if act.seat is not None and act.seat not in session.rules.seats:
        return _("There is no seat {seat} in this game.", seat=act.seat)
    return ""


@_objection.register
def _to_ending(act: Ended, session: Session) -> str:
    return _("The debrief has begun already.") if session.phase == "debrief" else ""


def no_round_to_come(session: Session) -> str:
    """What is said where nothing is left that money or a shock could count in."""
    return _("All rounds have been played.") if session.coming > session.last else ""


def same_name(name: str, *others: str) -> bool:
    """Whether people would take a name for one of the others.

    >>> same_name("The Larks", "the  larks"), same_name("Larks", "Owls")
    (True, False)
    """
    plain = " ".join(name.split()).casefold()
    return any(plain == " ".join(other.split()).casefold() for other in others)
