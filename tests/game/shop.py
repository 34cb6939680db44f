"""A game of the small market, with more customers: what the usual game makes of a scenario."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from sim.game.history import History
from sim.game.outcome import Outcome
from sim.game.reading import Game, read_game
from sim.game.table import play
from sim.scenario.altering import altered
from tests.game.games import decided, history

SHOP = Path(__file__).parents[1] / "data" / "shop.yaml"
SEAT = "team_1"


@cache
def shop_game() -> Game:
    """Three teams that start as the shop, 1,500 customers, rounds of three months."""
    game = read_game(SHOP, teams=3, rounds=4)
    return replace(game, case=altered(game.case, {"market.customers": 1500}))


def opening() -> Outcome:
    """How the market stands before the first round."""
    return play(shop_game(), History())


PARTING = history(
    decided(team_1={"price": 1.08, "spend.bond": 6.0, "spend.product": 6.0}, team_2={"price": 0.9}),
    decided(team_1={"workforce.training": 60.0}, team_2={"workforce.training": 0.0, "workforce.pay": 0.9}),
    decided(team_1={"complaints.speed": 0.8}, team_3={"spend.product": 1.0}),
)
"""Three rounds in which the teams part: dearer with care, cheaper, nearly as it was."""
