"""A workshop on this machine: for itself or for a classroom's network, with the links and the picture to join by."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from shlex import quote

from sim.language.messages import ENGLISH, _, speaking
from sim.scenario.errors import ScenarioError
from sim.workshop.founding import Wanted, record_of
from sim.workshop.pages.sight import Invitation
from sim.workshop.record import Record
from sim.workshop.room import Room

HERE = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
CLASSROOM = "classroom"
"""What --lan says without an address: find it."""


@dataclass(frozen=True)
class Place:
    """Where the server listens, the address it is reached at, and its names. `others`: more addresses it could have."""

    listening: str
    reached: str
    names: tuple[str, ...]
    others: tuple[str, ...] = ()


class Entrance:
    """The way in: the links of a room, once it is known at which address it is served."""

    def __init__(self, room: Room, place: Place) -> None:
        self.room = room
        self.place = place
        self.address = ""

    @property
    def join_link(self) -> str:
        """Where the picture leads: the first page with the code filled in."""
        return f"{self.address}/?code={self.room.founded.code}"

    @property
    def facilitator_link(self) -> str:
        """The facilitator's private link."""
        return f"{self.address}/facilitator/{self.room.founded.facilitator}"

    @property
    def screen_link(self) -> str:
        """The projector's link."""
        return f"{self.address}/projector/{self.room.founded.screen}"

    def invitation(self) -> Invitation:
        """How to join, for pages."""
        from sim.web.qr import qr_picture

        picture = qr_picture(self.join_link, _("The address at which teams join"))
        return Invitation(self.address, self.room.founded.code, picture, self.screen_link, tuple(self.other_ways()))

    def other_ways(self) -> Iterator[str]:
        """How to go on with the same game in another network of this machine, command by command."""
        for address in self.place.others:
            yield f"python run.py workshop --game {quote(str(self.room.record.path))} --lan {address}"


def hold(wanted: Wanted, host: str, lan: str | None, port: int, language: str | None) -> None:
    """Holds a workshop until Ctrl-C. `host`, `lan`: as the command line has them; `language`: of the house."""
    from sim.web.serving import listener

    with speaking(language or ENGLISH):
        place = place_of(host, lan)
        listener(place.listening, port).close()
        with record_of(wanted, datetime.now(), print) as record:
            serve_room(record, place, port, language)


def serve_room(record: Record, place: Place, port: int, language: str | None) -> None:
    """Serves the room of a record until Ctrl-C."""
    from sim.web.serving import serve
    from sim.workshop.app import application

    room = Room(record)
    entrance = Entrance(room, place)
    app = application(room, entrance.invitation, place.names, language)

    def announce(address: str) -> None:
        entrance.address = address.replace(place.listening, place.reached)
        with speaking(language or ENGLISH):
            print(announcement(entrance), flush=True)

    also = [] if place.listening in (HERE, EVERYWHERE) else [HERE]
    serve(app, place.listening, port, announce, also)


def announcement(entrance: Entrance) -> str:
    """What is printed when the server is up."""
    from sim.web.network import firewall_hint, network_hint
    from sim.web.qr import qr_text

    room, place = entrance.room, entrance.place
    port = int(entrance.address.rpartition(":")[2])
    lines = [
        "",
        room.sight().game.file.title,
        _("The game is kept in {file}; go on with --game {file}", file=room.record.path),
        "",
        _("Facilitator, private: {link}", link=entrance.facilitator_link),
        _("Projector: {link}", link=entrance.screen_link),
        _("Teams join at {address} with the code {code}", address=entrance.address, code=room.founded.code),
        "",
        qr_text(entrance.join_link),
    ]
    if place.reached == HERE:
        lines.append(_("Only this machine is served. For a classroom, start with --lan."))
    else:
        lines += [firewall_hint(sys.platform, port), network_hint()]
        lines += [_("In another network: {command}", command=way) for way in entrance.other_ways()]
    lines.append(_("Stop with Ctrl-C; nothing is lost."))
    return "\n".join(lines)


def place_of(host: str, lan: str | None) -> Place:
    """Where to listen: on this machine only, on an address that is named, or in the classroom's network."""
    from sim.web.network import addresses

    here = [one.ip for one in addresses()] if lan or host != HERE else []
    if lan is None:
        reached = (here or [HERE])[0] if host == EVERYWHERE else host
        return Place(host, reached, names(host, *here), tuple(ip for ip in here if ip != reached))
    if not here:
        raise ScenarioError(_("--lan: this machine stands in no network; join one, or open a phone's hotspot"))
    if lan not in (CLASSROOM, *here):
        raise ScenarioError(
            _("--lan {given}: this machine has no such address; it has {known}", given=lan, known=", ".join(here))
        )
    chosen = here[0] if lan == CLASSROOM else lan
    return Place(chosen, chosen, names(chosen), tuple(ip for ip in here if ip != chosen))


def names(*known: str) -> tuple[str, ...]:
    """Names under which the server may be called."""
    return tuple(dict.fromkeys((*known, HERE, "localhost")))
