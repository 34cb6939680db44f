"""Seats and rivals that the computer plays: a behaviour of the market, for the months of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.declarations import Event
from sim.game.history import Round

if TYPE_CHECKING:
    from sim.game.reading import Game

NOBODY = "static"
"""The behaviour of a firm that changes nothing of its own accord: people decide for it."""


def usual_behaviour(game: Game, seat: str) -> str:
    """How the computer plays a seat that no team takes: the game's behaviours in turn."""
    behaviours = game.file.computers
    return behaviours[game.seats.index(seat) % len(behaviours)]


def played_by(closed: Round, firm: str) -> str | None:
    """Who plays a firm in a round: a behaviour, `static` where people decided; None where it is as always."""
    named = dict(closed.computers).get(firm)
    return named or (NOBODY if closed.of(firm) else None)


def behaviour_events(game: Game, closed: Round, month: int) -> list[Event]:
    """Who plays which firm in a round that begins in a month, as events of that round's months."""
    until = month + game.file.months - 1
    playing = {firm: played_by(closed, firm) for firm in (*game.seats, *game.rivals)}
    return [
        Event(month=month, until=until, title=f"{firm} is played", firm=firm, changes={"behaviour": behaviour})
        for firm, behaviour in playing.items()
        if behaviour
    ]
