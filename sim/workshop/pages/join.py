"""The first page: join a team by the room's code."""

from __future__ import annotations

from typing import Any

from sim.workshop.pages.sight import Sight, heading


def join_page(sight: Sight, code: str = "", wrong: str = "", team: str = "", person: str = "") -> dict[str, Any]:
    """What the first page shows. `code`: as the address brought it; `wrong`: what was wrong with the last attempt."""
    session = sight.session
    taken = [session.names[seat] for seat in session.taken]
    return heading(sight) | {
        "code": code,
        "wrong": wrong,
        "team": team,
        "person": person,
        "teams": taken,
        "free": len(sight.game.seats) - len(taken),
        "story": sight.game.file.story,
    }
