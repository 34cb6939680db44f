"""Seats and rivals that the computer plays: a behaviour of the market, for the months of a round.

A behaviour moves the levers that a firm has set; they are then the seat's levers, and a team that takes the seat again
goes on from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.declarations import Event
from sim.game.history import Round

if TYPE_CHECKING:
    from sim.game.reading import Game

BY_PEOPLE = "static"
"""The behaviour of a firm that changes nothing of its own accord: people decide for it."""


def usual_behaviour(game: Game, seat: str) -> str:
    """How the computer plays a seat that no team takes: the game's behaviours in turn."""
    behaviours = game.file.computers
    return behaviours[game.seats.index(seat) % len(behaviours)]


def behaviours(closed: Round, rivals: tuple[str, ...]) -> dict[str, str]:
    """Who plays what otherwise than always in a round: seats that the computer plays, rivals that people play.

    >>> closed = Round(computers=(("team_2", "imitator"),), decisions=(("skylark", (("price", 0.9),)),))
    >>> behaviours(closed, ("skylark",))
    {'skylark': 'static', 'team_2': 'imitator'}
    """
    return {**{rival: BY_PEOPLE for rival in rivals if closed.of(rival)}, **dict(closed.computers)}


def behaviour_events(closed: Round, rivals: tuple[str, ...], month: int, until: int) -> list[Event]:
    """The same as events of a round's months."""
    return [
        Event(month=month, until=until, title=f"{firm}: {behaviour}", firm=firm, changes={"behaviour": behaviour})
        for firm, behaviour in behaviours(closed, rivals).items()
    ]
