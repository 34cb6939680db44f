"""What a game file may say: the market, the rounds, which decisions open when, the budget, what information costs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.declarations import Section
from sim.declarations.firm import Behaviour
from sim.declarations.scenario import Change

MOST_TEAMS = 10
EVERY_TEAM = "teams"
"""Who decided, where all teams decided alike in a round already played."""
COMPUTERS: tuple[Behaviour, ...] = (
    "imitator",
    "relationship_builder",
    "price_cutter",
    "satisfaction_programme",
)
"""How the computer plays seats that no team takes, in turn, where a game says nothing of it."""


class Stage(Section):
    """Levers that teams may decide on from a round on."""

    round: int = Field(ge=1, le=40, description="the first round in which they are open")
    levers: list[str] = Field(min_length=1, description="levers of a firm by dotted path")


class Prices(Section):
    """What information costs a team, as shares of a firm's sales in an opening round."""

    survey: float = Field(0.004, ge=0, le=1, description="a survey of one's own customers, layer by layer")
    leavers: float = Field(0.003, ge=0, le=1, description="why customers left, and where they went")
    rivals: float = Field(0.003, ge=0, le=1, description="rivals' prices and reputations")
    customer: float = Field(0.001, ge=0, le=1, description="the story of a single customer")


class ShockFile(Section):
    """Something the facilitator can let happen."""

    title: str = Field(description="what happened, in words")
    story: str = Field("", description="what is told to the room")
    firm: Literal["market", "all", "team"] = Field(
        "market", description="whom it strikes: the market as a whole, every firm, or a team the facilitator names"
    )
    months: int | None = Field(None, ge=1, le=240, description="how long it lasts; left out = for good")
    changes: dict[str, Change] = Field(min_length=1, description="what changes, as in a scenario's events")


class PlayedRound(Section):
    """A round already played when a game begins: a half-played challenge."""

    decisions: dict[str, dict[str, float]] = Field(
        default_factory=dict,
        description="what was decided, by lever; who: `teams` (all alike), a seat (`team_1` ...), a rival's key",
    )
    computers: dict[str, Behaviour] = Field(
        default_factory=dict, description="how the computer played a seat, or a rival, in it"
    )
    shocks: list[str | dict[str, str]] = Field(
        default_factory=list, description="shocks of the list that struck in it; a team's as `{shock: team_1}`"
    )


class GameFile(Section):
    """A game: a scenario's market with teams in place of its firms, played in rounds."""

    title: str = Field(description="what the game is called")
    story: str = Field("", description="the situation, told to the teams")
    scenario: str = Field(description="the scenario file, from where the game file lies")
    changes: dict[str, Change] = Field(default_factory=dict, description="numbers of the scenario set otherwise")
    firm: str = Field("", description="the firm that every team starts as; the scenario's own where left out")
    rivals: dict[str, Behaviour] = Field(
        default_factory=dict, description="firms of the scenario that stay in the market, played by the computer"
    )
    computers: list[Behaviour] = Field(
        default_factory=lambda: list(COMPUTERS),
        min_length=1,
        description="how the computer plays seats that no team takes, in turn",
    )
    teams: int = Field(6, ge=1, le=MOST_TEAMS, description="teams that take part")
    rounds: int = Field(8, ge=1, le=40, description="rounds")
    months: int = Field(3, ge=1, le=12, description="months in a round")
    minutes: float = Field(8.0, gt=0, le=240, description="minutes to decide")
    practice: int = Field(0, ge=0, le=5, description="practice rounds before the fresh start")
    stages: list[Stage] = Field(min_length=1, description="which decisions open when")
    budget: float = Field(1.15, gt=0, le=10, description="what may be planned, against the opening's plan")
    information: Prices = Field(default_factory=Prices)
    shocks: dict[str, ShockFile] = Field(default_factory=dict, description="what the facilitator can let happen")
    played: list[PlayedRound] = Field(default_factory=list, description="rounds already played: a challenge")
    challenge: str = Field("", description="of a half-played game, what the teams are asked to do")
    words: dict[Literal["zh"], dict[str, str]] = Field(
        default_factory=dict,
        description="the words of this file and of its scenario in another language, by dotted path",
    )
