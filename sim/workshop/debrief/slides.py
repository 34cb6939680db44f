"""The debrief as a sequence: for the room, and for each team."""

from __future__ import annotations

from collections.abc import Iterator

from sim.workshop.debrief.bucket import bucket
from sim.workshop.debrief.claims import claim_slides
from sim.workshop.debrief.first_sale import first_sale
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.lead import lead
from sim.workshop.debrief.own_game import own_accounts, round_by_round
from sim.workshop.debrief.slide import Slide
from sim.workshop.debrief.spiral import spiral
from sim.workshop.debrief.turning import own_turning, turning
from sim.workshop.debrief.value import value
from sim.workshop.debrief.whales import whales
from sim.workshop.debrief.winners import winners
from sim.workshop.pages.sight import Sight


def room_slides(sight: Sight, found: Found) -> tuple[Slide, ...]:
    """What the projector shows, from who won to the claims; nothing before a round is closed."""
    return (*played_slides(sight, found), *claim_slides()) if len(sight.played) > 1 else ()


def team_slides(sight: Sight, found: Found, seat: str) -> tuple[Slide, ...]:
    """What a team's page shows: the same, seen from its seat."""
    return tuple(played_slides(sight, found, seat)) if len(sight.played) > 1 else ()


def played_slides(sight: Sight, found: Found, ours: str = "") -> Iterator[Slide]:
    """What this very game showed."""
    yield winners(sight, ours)
    yield value(sight, ours)
    exhibits = found.of(ours)
    if exhibits:
        yield lead(sight, exhibits, ours)
        yield whales(sight, exhibits, ours)
        yield bucket(sight, exhibits, ours)
        yield spiral(sight, exhibits, ours)
        yield first_sale(sight, found, ours)
    if ours:
        yield own_turning(sight, found, ours)
        yield round_by_round(sight, ours)
        yield own_accounts(sight, ours)
    else:
        yield turning(sight, found)
        yield from (own_turning(sight, found, seat) for seat in sight.session.taken)
