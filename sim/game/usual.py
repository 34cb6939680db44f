"""The game of a scenario that has no game file of its own: the usual rounds, stages and shocks."""

from __future__ import annotations

from sim.declarations import LAYERS, Scenario
from sim.game.declaration import GameFile, ShockFile, Stage
from sim.language.messages import noted
from sim.market.records import MOST_FIRMS

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
    "recall": ShockFile(
        title=noted("A recall"),
        story=noted("It is in all the papers: for a month this firm slips four times as often."),
        firm="team",
        months=1,
        changes={"conditions.faults": "+300%"},
    ),
}
"""What can happen anywhere, built from what is declared of a firm and of the market."""

OPEN_DOOR = ShockFile(
    title=noted("The door opens"),
    story=noted("From now on customers may leave."),
    changes={"captivity": 0.0},
)


def usual_game(scenario: Scenario, file: str, teams: int | None = None) -> GameFile:
    """The usual game of a scenario in a file of this name: its other firms stay as rivals, as far as there is room."""
    taking_part = teams or GameFile.model_fields["teams"].default
    others = {name: firm.behaviour for name, firm in scenario.firms.items() if name != scenario.us}
    return GameFile(
        title=scenario.title,
        story=scenario.story,
        scenario=file,
        teams=taking_part,
        rivals=dict(list(others.items())[: max(0, MOST_FIRMS - taking_part)]),
        stages=[Stage(round=number, levers=list(levers)) for number, levers in enumerate(STAGES, 1)],
        shocks={**SHOCKS, **shocks_of(scenario)},
    )


def shocks_of(scenario: Scenario) -> dict[str, ShockFile]:
    """What a scenario itself lets happen to the market or to every firm; in a captive market, that the door opens."""
    told = {
        f"event_{number}": ShockFile(
            title=event.title,
            firm="market" if event.firm is None else "all",
            months=None if event.until is None else event.until - event.month + 1,
            changes=event.changes,
        )
        for number, event in enumerate(scenario.events, 1)
        if event.firm in (None, "all") and "behaviour" not in event.changes
    }
    return {**told, **({"open_door": OPEN_DOOR} if scenario.market.kind == "captive" else {})}
