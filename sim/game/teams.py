"""The teams' firms: copies of one firm of a scenario, equal at the start, beside the rivals that stay."""

from __future__ import annotations

from typing import Any

from sim.declarations import Scenario
from sim.game.declaration import GameFile
from sim.scenario.altering import altered

AS_THEY_DECIDE = "as_they_decide"
"""The one strategy of a game's market: nothing is laid over what the teams decide."""


def seat(number: int) -> str:
    """A team's firm in the market, by its number from 1.

    >>> seat(3)
    'team_3'
    """
    return f"team_{number}"


def seats_of(teams: int) -> tuple[str, ...]:
    """The seats of so many teams.

    >>> seats_of(2)
    ('team_1', 'team_2')
    """
    return tuple(seat(number) for number in range(1, teams + 1))


def case_of(file: GameFile, scenario: Scenario) -> Scenario:
    """The market that a game plays: the scenario's people and trends, the teams' firms and the rivals that stay.

    All firms open with the same share of the customers. Of the scenario's own strategies, events and known figures
    nothing stays, since they are told of firms that are no longer there. ScenarioError where a change cannot be made.
    """
    us = file.firm or scenario.us
    scenario = altered(scenario.model_copy(update={"us": us}), file.changes)
    told = scenario.model_dump(by_alias=True)
    told["market"] |= {"known": {}, "months": file.rounds * file.months}
    told["firms"] = firms_of(file, told["firms"], us)
    told |= {"title": file.title, "us": seat(1), "baseline": AS_THEY_DECIDE}
    told |= {"strategies": {AS_THEY_DECIDE: {"title": "As the teams decide"}}, "events": []}
    return Scenario.model_validate(told)


def firms_of(file: GameFile, firms: dict[str, Any], us: str) -> dict[str, Any]:
    """Who sells: a copy of our firm for every seat, then the rivals, each with an equal share of the opening."""
    there = {"opening": {**firms[us]["opening"], "share": None}, "behaviour": "static", "enters": 0}
    teams = {
        name: {**firms[us], **there, "title": f"Team {number}"} for number, name in enumerate(seats_of(file.teams), 1)
    }
    rivals = {
        name: {**firms[name], "behaviour": behaviour, "opening": {**firms[name]["opening"], "share": None}}
        for name, behaviour in file.rivals.items()
    }
    return {**teams, **rivals}
