"""Shocks: what the facilitator lets happen, as events of the market for the months they last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.declarations import Event
from sim.game.history import Shock
from sim.scenario.errors import ScenarioError, did_you_mean

if TYPE_CHECKING:
    from sim.game.reading import Game


def shock_of(game: Game, name: str, firm: str | None = None, announced: bool = True) -> Shock:
    """A shock of the game's list, ready to strike. `firm`: the seat, where it strikes a team.

    ScenarioError where there is no such shock, or a team's shock names no seat.
    """
    if name not in game.file.shocks:
        raise ScenarioError(f"there is no shock {name!r}{did_you_mean(name, game.file.shocks)}")
    file = game.file.shocks[name]
    if file.firm == "team" and firm not in game.seats:
        raise ScenarioError(f"{name} strikes one team: {firm!r} is none{did_you_mean(firm, game.seats)}")
    struck = {"market": None, "all": "all", "team": firm}[file.firm]
    return Shock(name, file.title, struck, tuple(file.changes.items()), file.months, announced)


def struck(entry: str | dict[str, str]) -> list[tuple[str, str | None]]:
    """The shocks that an entry of a played round names, each with the seat it strikes.

    >>> struck("recession"), struck({"bad_quarter": "team_2"})
    ([('recession', None)], [('bad_quarter', 'team_2')])
    """
    return [(entry, None)] if isinstance(entry, str) else list(entry.items())


def event_of(shock: Shock, month: int) -> Event:
    """The shock as an event that begins in a month.

    >>> event_of(Shock("fog", "Fog", "all", (("conditions.faults", 1.6),), 3), 7).until
    9
    """
    until = None if shock.months is None else month + shock.months - 1
    return Event(month=month, until=until, title=shock.title, firm=shock.firm, changes=dict(shock.changes))
