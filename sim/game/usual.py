"""The game of a scenario that has no game file of its own: the usual rounds, stages and shocks."""

from __future__ import annotations

from sim.declarations import LAYERS, Scenario
from sim.game.declaration import GameFile, ShockFile, Stage
from sim.language.messages import noted

STAGES = (
    ("price", *(f"spend.{layer}" for layer in LAYERS)),
    ("workforce.pay", "workforce.training", "workforce.authority"),
    ("contact.frequency", "contact.answering", "contact.personal", "complaints.ease", "complaints.speed"),
    (
        "acquisition.spend",
        "acquisition.discount",
        "acquisition.referral_reward",
        "key_accounts.share",
        "key_accounts.visits",
        "key_accounts.help_to_win",
    ),
)
"""What opens in each of the first rounds: price and the five layers, then people, then contact, then growth."""

SHOCKS = {
    "recession": ShockFile(
        title=noted("Recession"),
        story=noted("Customers need an eighth less, for half a year."),
        firm="market",
        months=6,
        changes={"demand": "-12%"},
    ),
    "wage_rise": ShockFile(
        title=noted("Wages rise"),
        story=noted("Everybody pays eight percent more for people, for good."),
        firm="market",
        changes={"wages": "+8%"},
    ),
    "faults": ShockFile(
        title=noted("Three months of faults"),
        story=noted("The weather, a virus, a strike at a supplier: everybody slips more often for three months."),
        firm="all",
        months=3,
        changes={"conditions.faults": "+60%"},
    ),
    "shortage": ShockFile(
        title=noted("Shortage"),
        story=noted("For three months nobody can supply more than four fifths of what is asked for."),
        firm="all",
        months=3,
        changes={"conditions.supply": 0.8},
    ),
    "dear_goods": ShockFile(
        title=noted("Goods become dearer"),
        story=noted("What everybody buys in costs a tenth more, for good."),
        firm="all",
        changes={"costs.goods": "+10%"},
    ),
    "bad_quarter": ShockFile(
        title=noted("A bad quarter"),
        story=noted("A new system that does not work: this firm slips twice as often for three months."),
        firm="team",
        months=3,
        changes={"conditions.faults": "+100%"},
    ),
    "scandal": ShockFile(
        title=noted("A scandal"),
        story=noted("It comes out that advertising promised what nobody delivers; faults are everywhere for a month."),
        firm="team",
        months=1,
        changes={"conditions.faults": "+300%", "conditions.supply": 0.9},
    ),
}
"""What can happen anywhere, built from what is declared of a firm and of the market."""


def usual_game(scenario: Scenario, file: str) -> GameFile:
    """The usual game of a scenario in a file of this name."""
    return GameFile(
        title=scenario.title,
        story=scenario.story,
        scenario=file,
        stages=[Stage(round=number, levers=list(levers)) for number, levers in enumerate(STAGES, 1)],
        shocks=dict(SHOCKS),
    )
