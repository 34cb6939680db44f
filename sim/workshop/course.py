"""The course of a workshop: how each act moves the session on."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from sim.game.history import History
from sim.workshop.acts import (
    Act,
    Asked,
    Closed,
    Decided,
    Dismissed,
    Ended,
    Extended,
    Helped,
    Joined,
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
from sim.workshop.session import Clock, Member, Session, begun

MESSAGES_KEPT = 50


def after(session: Session, act: Act) -> Session:
    """The session after an act that it allows; acts that change nothing in the room leave it as it is."""
    return _after(act, session)


@singledispatch
def _after(act: Act, session: Session) -> Session:
    return session


@_after.register
def _joined(act: Joined, session: Session) -> Session:
    member = Member(act.member, act.token, act.seat, act.person)
    members = {**session.members, act.member: member}
    if act.seat in session.names:
        return replace(session, members=members)
    computers = {seat: behaviour for seat, behaviour in session.computers.items() if seat != act.seat}
    return replace(session, members=members, names={**session.names, act.seat: act.team}, computers=computers)


@_after.register
def _dismissed(act: Dismissed, session: Session) -> Session:
    return replace(session, members={key: one for key, one in session.members.items() if key != act.member})


@_after.register
def _renamed(act: Renamed, session: Session) -> Session:
    return replace(session, names={**session.names, act.seat: act.team})


@_after.register
def _vacated(act: Vacated, session: Session) -> Session:
    return replace(
        session,
        members={key: one for key, one in session.members.items() if one.seat != act.seat},
        names={seat: name for seat, name in session.names.items() if seat != act.seat},
        decisions={seat: decided for seat, decided in session.decisions.items() if seat != act.seat},
    )


@_after.register
def _opened(act: Opened, session: Session) -> Session:
    clock = Clock(deadline=act.deadline, by_clock=act.by_clock, when_all=act.when_all)
    return replace(session, phase="deciding", clock=clock, decisions={}, nonces=frozenset())


@_after.register
def _extended(act: Extended, session: Session) -> Session:
    return replace(session, clock=replace(session.clock, deadline=act.deadline, left=act.left))


@_after.register
def _paused(act: Paused, session: Session) -> Session:
    return replace(session, clock=replace(session.clock, deadline=None, left=act.left, paused=True))


@_after.register
def _resumed(act: Resumed, session: Session) -> Session:
    return replace(session, clock=replace(session.clock, deadline=act.deadline, left=None, paused=False))


@_after.register
def _decided(act: Decided, session: Session) -> Session:
    return replace(session, decisions={**session.decisions, act.seat: act}, nonces=session.nonces | {act.nonce})


@_after.register
def _asked(act: Asked, session: Session) -> Session:
    return replace(session, bought=(*session.bought, act), nonces=session.nonces | {act.nonce})


@_after.register
def _closed(act: Closed, session: Session) -> Session:
    history = session.history.followed_by(session.at_hand())
    return replace(put_away(session), phase="looking", history=history)


@_after.register
def _went_back(act: WentBack, session: Session) -> Session:
    kept = act.to - 1
    lucks = session.lucks if act.luck is None else session.lucks[:kept] + (act.luck,) * (len(session.lucks) - kept)
    return replace(
        put_away(session),
        phase="looking",
        history=session.history.before(act.to),
        lucks=lucks,
        freshest_luck=max(session.freshest_luck, act.luck or 0),
        bought=tuple(asked for asked in session.bought if asked.round < act.to),
        helps=tuple(item for item in session.helps if item[0] < act.to),
        lines=session.lines + 1,
    )


@_after.register
def _restarted(act: Restarted, session: Session) -> Session:
    fresh = begun(session.rules)
    played = 0 if act.practice else len(session.rules.played)
    lucks = session.lucks if act.luck is None else fresh.lucks[:played] + (act.luck,) * (len(fresh.lucks) - played)
    return replace(
        put_away(session),
        phase="lobby",
        practising=act.practice,
        history=History() if act.practice else session.rules.played,
        lucks=lucks,
        freshest_luck=max(session.freshest_luck, act.luck or 0),
        bought=(),
        helps=(),
        lines=session.lines + 1,
    )


@_after.register
def _struck(act: Struck, session: Session) -> Session:
    return replace(session, shocks=(*session.shocks, act.shock))


@_after.register
def _helped(act: Helped, session: Session) -> Session:
    return replace(session, helps=(*session.helps, (session.coming, act)))


@_after.register
def _seated(act: Seated, session: Session) -> Session:
    others = {seat: behaviour for seat, behaviour in session.computers.items() if seat != act.seat}
    return replace(session, computers=others | ({act.seat: act.behaviour} if act.behaviour else {}))


@_after.register
def _shown(act: Shown, session: Session) -> Session:
    return replace(
        session,
        ranking_shown=session.ranking_shown if act.ranking is None else act.ranking,
        by_profit=session.by_profit if act.by_profit is None else act.by_profit,
    )


@_after.register
def _said(act: Said, session: Session) -> Session:
    return replace(session, messages=(*session.messages, act)[-MESSAGES_KEPT:])


@_after.register
def _ended(act: Ended, session: Session) -> Session:
    return replace(put_away(session), phase="debrief")


def put_away(session: Session) -> Session:
    """The session without what belongs to an open round only; its nonces stay, since a browser may send again."""
    return replace(session, clock=Clock(), decisions={}, shocks=())
