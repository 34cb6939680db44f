"""Small games to test with, and an outcome as bytes."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import numpy as np

from sim.game.history import History, Levers, Round, Shock
from sim.game.outcome import Outcome
from sim.game.reading import Game, read_game
from sim.game.table import Table

DATA = Path(__file__).parents[1] / "data"
STREET = DATA / "street.yaml"


@cache
def street() -> Game:
    """Three teams and a rival, 300 customers, four rounds of two months."""
    return read_game(STREET)


@cache
def table() -> Table:
    """The table at which most tests play the street."""
    return Table(street())


def decided(**levers: dict[str, float]) -> Round:
    """A round in which seats decide."""
    return Round(decisions=tuple((seat, told(values)) for seat, values in levers.items()))


def told(values: dict[str, float]) -> Levers:
    """Levers as a history holds them."""
    return tuple(values.items())


def history(*rounds: Round) -> History:
    """A history of these rounds."""
    return History(rounds)


def with_shock(closed: Round, shock: Shock) -> Round:
    """A round in which a shock strikes as well."""
    return replace(closed, shocks=(*closed.shocks, shock))


def as_bytes(outcome: Outcome) -> bytes:
    """All that an outcome holds, as bytes."""
    values = [getattr(outcome, field.name) for field in fields(outcome)]
    return b"".join(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode() for value in values)


LIVELY = history(
    decided(team_1={"price": 0.92}, team_2={"spend.bond": 6.0, "spend.contact": 4.0}, team_3={"spend.product": 1.0}),
    replace(
        decided(team_1={"workforce.pay": 1.1}, team_3={"price": 1.05}),
        bought=(("team_1", 120.0),),
        given=(("team_2", 500.0), ("team_3", -80.0)),
        shocks=(Shock("fog", "Fog", "all", (("conditions.faults", 2.0),), 2),),
        computers=(("team_2", "price_cutter"),),
    ),
    decided(team_1={"discount.guests": 0.2}, team_2={"key_accounts.share": 0.1, "key_accounts.visits": 0.2}),
)
"""Three rounds in which something of everything happens."""
