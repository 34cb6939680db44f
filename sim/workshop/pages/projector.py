"""The projector's page: the clock, the way in, the market, the ranking and the round's story, for a whole room."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from sim.game.outcome import Outcome
from sim.game.shown import SHOWN
from sim.language.messages import _
from sim.market.behaviours import COPIED
from sim.web.charts import Bar, bars
from sim.workshop.pages.ranking import ranking_chart
from sim.workshop.pages.sight import Invitation, Sight, heading
from sim.workshop.pages.story import leading, story


def projector_page(sight: Sight, invitation: Invitation) -> dict[str, Any]:
    """What the room sees."""
    session, outcome = sight.session, sight.outcome
    shown = outcome is not None and session.ranking_shown and session.closed > 0
    return heading(sight) | {
        "invitation": invitation,
        "teams": [{"name": session.names[seat], "sent": seat in session.decisions} for seat in session.taken],
        "story": sight.game.file.story,
        "challenge": sight.game.file.challenge,
        "decided": sum(seat in session.decisions for seat in session.deciding_seats),
        "deciding": len(session.deciding_seats),
        "market": market_chart(sight, outcome) if outcome is not None else "",
        "ranking": ranking_chart(sight, outcome) if outcome is not None and shown else "",
        "told": told(sight) if outcome is not None else [],
        "announced": [sight.spoken(shock).title for shock in session.shocks if shock.announced],
        "messages": [said.text for said in session.messages if said.seat is None][-2:],
    }


def market_chart(sight: Sight, outcome: Outcome) -> Markup:
    """Who holds how many customers."""
    held = outcome.now("customers")
    order = sorted(outcome.firms, key=lambda firm: -held[outcome.place(firm)])
    rows = [Bar(sight.names[firm], (float(held[outcome.place(firm)]),)) for firm in order]
    return bars(_("Customers, by firm"), rows, say=lambda count: f"{count:,.0f}")


def told(sight: Sight) -> list[str]:
    """The story of the last round, with who is ahead where that is shown."""
    played = sight.closed_round(sight.session.closed)
    if played is None:
        return []
    said = story(sight.played, sight.names, [sight.spoken(one) for one in played.shocks], visible_levers())
    if sight.session.ranking_shown:
        said.append(leading(sight.played[-1], sight.names, sight.currency))
    return said


def visible_levers() -> dict[str, str]:
    """What rivals can see and match, by path, as it is called."""
    return {path: _(SHOWN[path].label) for path in COPIED}
