"""A team's page: the round and its clock, what to decide, what can be bought, and how the last round went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.game.outcome import Outcome
from sim.language.messages import _
from sim.workshop.answers import Found
from sim.workshop.pages.deciding import decision_groups, later, sent_in_words
from sim.workshop.pages.informing import learned, offers
from sim.workshop.pages.looking import result_part
from sim.workshop.pages.past import history_part
from sim.workshop.pages.preview import budget_part, preview_part
from sim.workshop.pages.sight import Sight, heading
from sim.workshop.session import Member


def team_page(
    sight: Sight,
    member: Member,
    nonce: str,
    found: Sequence[Found],
    wrong: str = "",
    given: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What a member of a team sees. `nonce`: makes the next sending one of its kind; `found`: what was bought.

    `wrong`: why the fields `given`, by lever path, could not be taken; they stand in the form again.
    """
    session, outcome, seat = sight.session, sight.outcome, member.seat
    open_here = session.phase == "deciding" and session.computer(seat) is None
    return heading(sight) | {
        "team": sight.names[seat],
        "person": member.person,
        "people": [one.person or _("no name given") for one in session.people(seat)],
        "nonce": nonce,
        "wrong": wrong,
        "computer": session.computer(seat) is not None,
        "story": sight.game.file.story,
        "challenge": sight.game.file.challenge,
        "decide": decide_part(sight, outcome, seat, given) if outcome is not None and open_here else None,
        "information": information_part(sight, seat, open_here, found) if outcome is not None else None,
        "sent": sent_in_words(sight, seat),
        "result": result_part(sight, outcome, seat) if outcome is not None and outcome.round else None,
        "history": history_part(sight, seat) if outcome is not None else None,
        "messages": [said.text for said in reversed(session.messages) if said.seat in (None, seat)][:5],
        "announced": [sight.spoken(shock).title for shock in session.shocks if shock.announced],
        "currency": sight.currency,
    }


def information_part(sight: Sight, seat: str, open_here: bool, found: Sequence[Found]) -> dict[str, Any] | None:
    """What can be bought while a round is open, and what was learned; None where there is neither."""
    part = {"offers": offers(sight, seat) if open_here else [], "learned": learned(sight, found)}
    return part if part["offers"] or part["learned"] else None


def decide_part(sight: Sight, outcome: Outcome, seat: str, given: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The form of the round at hand, with the money it means: as it was last sent, or as `given` now."""
    decided = sight.session.decisions.get(seat)
    sent = budget_part(sight, outcome, seat, decided.levers if decided else {})
    shown = {"wrong": [], "budget": sent} if given is None else preview_part(sight, seat, given)
    return shown | {
        "groups": decision_groups(sight, outcome, seat, given or {}),
        "later": later(sight, outcome, seat),
    }
