"""The facilitator's page: the next step, who has decided, the clock, and everything that can be done to the game."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sim.declarations.firm import BEHAVIOURS
from sim.game.history import Shock
from sim.language.messages import _, noted
from sim.wording import capitalised, in_brackets, money
from sim.workshop.acts import Said
from sim.workshop.pages.next_step import next_step
from sim.workshop.pages.projector import told
from sim.workshop.pages.ranking import places
from sim.workshop.pages.sight import Invitation, Sight, heading

WAYS = {
    "static": noted("keeps everything as it is"),
    "imitator": noted("copies what rivals show"),
    "price_cutter": noted("cuts prices"),
    "poacher": noted("goes after rivals' customers"),
    "relationship_builder": noted("builds relationships"),
    "reactive": noted("answers when customers leave"),
    "satisfaction_programme": noted("moves money to where customers are unhappy"),
}
"""How the computer can play a firm, in words."""


def facilitator_page(sight: Sight, invitation: Invitation) -> dict[str, Any]:
    """What the facilitator sees and can do."""
    session, outcome = sight.session, sight.outcome
    return heading(sight) | {
        "next": next_step(sight),
        "invitation": invitation,
        "minutes_shown": f"{sight.game.file.minutes:g}",
        "teams": [team(sight, seat) for seat in sight.game.seats],
        "rivals": [rival(sight, key) for key in sight.game.rivals],
        "decided": sum(seat in session.decisions for seat in session.deciding_seats),
        "deciding": len(session.deciding_seats),
        "places": places(sight, outcome) if outcome is not None and session.closed else None,
        "ranking_shown": session.ranking_shown,
        "by_profit": session.by_profit,
        "told": told(sight) if outcome is not None else [],
        "shocks": shocks(sight),
        "struck": [struck_in_words(sight, shock) for shock in session.shocks],
        "helps": helps(sight),
        "earlier": list(range(session.closed, 0, -1)),
        "ways": [(way, capitalised(_(WAYS[way]))) for way in BEHAVIOURS],
        "messages": [message(sight, said) for said in reversed(session.messages)],
        "currency": sight.currency,
    }


def team(sight: Sight, seat: str) -> dict[str, Any]:
    """A seat as the facilitator sees it: who sits there and whether it has decided."""
    session = sight.session
    decided, computer = session.decisions.get(seat), session.computer(seat)
    return {
        "seat": seat,
        "name": sight.names[seat],
        "taken": seat in session.names,
        "people": [{"member": one.member, "name": one.person or _("no name given")} for one in session.people(seat)],
        "computer": "" if computer is None else _(WAYS[computer]),
        "sent": decided is not None and computer is None,
        "changes": len(decided.levers) if decided else 0,
        "at": clock_time(decided.at) if decided else "",
        "waiting": session.phase == "deciding" and seat in session.deciding_seats and decided is None,
    }


def rival(sight: Sight, key: str) -> dict[str, Any]:
    """A rival that the computer plays."""
    way = sight.session.computer(key) or sight.game.file.rivals.get(key)
    return {"seat": key, "name": sight.names[key], "computer": _(WAYS[way]) if way else ""}


def shocks(sight: Sight) -> list[dict[str, Any]]:
    """What the facilitator can let happen."""
    return [
        {"key": key, "title": _(shock.title), "story": _(shock.story), "team": shock.firm == "team"}
        for key, shock in sight.game.file.shocks.items()
    ]


def struck_in_words(sight: Sight, shock: Shock) -> str:
    """A shock that will strike in the round at hand."""
    whom = sight.names.get(shock.firm or "", "")
    told_to = _("announced") if shock.announced else _("not announced")
    if whom:
        return _("{what}, {firm} ({told})", what=sight.spoken(shock).title, firm=whom, told=told_to)
    return _("{what} ({told})", what=sight.spoken(shock).title, told=told_to)


def helps(sight: Sight) -> list[str]:
    """Help and fines of this line of the game, the latest first."""
    return [
        _(
            "Round {round}: {team}, {what} {amount}",
            round=number,
            team=sight.names[helped.seat],
            what=_("help") if helped.money >= 0 else _("fine"),
            amount=money(abs(helped.money), sight.currency),
        )
        + in_brackets(helped.why)
        for number, helped in reversed(sight.session.helps)
    ]


def message(sight: Sight, said: Said) -> dict[str, str]:
    """A message and to whom it went."""
    to = sight.names[said.seat] if said.seat else _("the room")
    return {"text": said.text, "to": to, "at": clock_time(said.at)}


def clock_time(at: float) -> str:
    """The time of day of this machine, from seconds since 1970."""
    return f"{datetime.fromtimestamp(at):%H:%M}"
