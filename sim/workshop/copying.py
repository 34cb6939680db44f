"""A game duplicated for another room: the same rounds, new secrets, nobody in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from sim.workshop.acts import Act, AnyAct, Dismissed, Founded, Joined, Refused, Renamed, Said, Vacated, WentBack
from sim.workshop.record import Record
from sim.workshop.room import Room
from sim.workshop.session import Session
from sim.workshop.tokens import join_code, short_name, token

BETWEEN_PEOPLE = (Said, Refused, Renamed, Dismissed)
"""Acts that move nothing in the market; they stay in their room."""


def copied_record(room: Room) -> bytes:
    """The game as it stands as a file from which `run.py workshop --game` goes on."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.sqlite"
        with Record.begun(path, copied(room.record.acts(), room.session)):
            pass
        return path.read_bytes()


def copied(acts: Iterable[AnyAct], session: Session) -> Iterator[Act]:
    """The acts of another room's game: names and browsers left out, seats free, the open round not begun."""
    for act in acts:
        if isinstance(act, Founded):
            yield with_new_secrets(act)
        elif isinstance(act, Joined):
            yield act.model_copy(update={"token": "", "team": act.seat, "person": ""})
        elif not isinstance(act, BETWEEN_PEOPLE):
            yield act
    if session.phase == "deciding":
        yield WentBack(to=session.coming)
    for seat in session.taken:
        yield Vacated(seat=seat)


def with_new_secrets(founded: Founded) -> Founded:
    """The same game with links, code and cookies of its own."""
    secrets = {"name": short_name(), "facilitator": token(), "screen": token(), "code": join_code()}
    return founded.model_copy(update=secrets)
