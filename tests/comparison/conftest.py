"""Played markets made up for tests: plausible numbers whose books balance, without an engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.compare import Comparison, compare
from sim.declarations import Scenario
from sim.ledger import CHANNELS, COLUMN, COLUMNS, CUSTOMER_COSTS, REASONS, REVENUE, UNALLOCATED, VALUE_PARTS, YEARS
from sim.runs import Run
from sim.scenario.filling import filled

FIRMS = ("our_air", "red_wing", "skylark")
LEFT = {"product": 1, "systems": 1, "execution": 4, "contact": 2, "bond": 1, "price": 3, "poached": 3, "involuntary": 2}
JOINED = {"advertising": 6, "referral": 3, "poached": 2, "arrival": 3}
COSTS = {"goods": 0.45, "serving": 0.05, "recovery": 0.01, "acquisition": 0.03, "wages": 0.1, "overhead": 0.05}

PlayedRun = Callable[..., Run]


@pytest.fixture
def scenario() -> Scenario:
    """An airline with three strategies."""
    return made_up_scenario()


@pytest.fixture
def run() -> PlayedRun:
    """A maker of runs."""
    return made_up_run


@pytest.fixture
def play() -> Callable[..., dict[str, list[Run]]]:
    """A maker of plays: how many, of which strategies with which boosts."""
    return made_up_runs


@pytest.fixture
def runs() -> dict[str, list[Run]]:
    """Six plays of three strategies."""
    return made_up_runs(6)


@pytest.fixture
def comparison(scenario: Scenario, runs: dict[str, list[Run]]) -> Comparison:
    """These plays compared."""
    return compare(scenario, runs)


@pytest.fixture
def deserted() -> dict[str, list[Run]]:
    """A firm whose last customer has gone, under both strategies."""
    return {
        name: [replace(one, months=np.zeros_like(one.months), flows=np.zeros_like(one.flows),
                       value=np.zeros_like(one.value), relationship_months=np.zeros_like(one.relationship_months),
                       whale=np.zeros_like(one.whale), base_value=np.zeros_like(one.base_value)) for one in some]
        for name, some in made_up_runs(2, {"as_is": 0.0, "warm": 0.1}).items()
    }  # fmt: skip


def made_up_scenario(**changes: object) -> Scenario:
    """An airline that may buy punctuality or warmth."""
    said = Scenario.model_validate(
        {
            "title": "Late planes, warm crew",
            "question": "Should the airline spend its next 2 million on punctuality, the cabin or the miles card?",
            "story": "The crews are the warmest in the business, and the planes are late.",
            "source": "article 004, layer 1",
            "currency": "CNY",
            "segments": {"business": {"share": 0.25}, "leisure": {"share": 0.75}},
            "us": "our_air",
            "firms": {"our_air": {"title": "Our Air"}, "red_wing": {"title": "Red Wing"}, "skylark": {}},
            "strategies": {
                "as_is": {"title": "As it is"},
                "punctual": {"title": "Planes on time", "changes": {"spend.execution": "+60%"}},
                "warm": {"title": "Warmer cabin", "changes": {"spend.contact": "+80%"}},
                "card": {"title": "Miles card for everybody who flies more than twice"},
            },
            "baseline": "as_is",
        }
        | changes
    )
    return filled(said)


def made_up_runs(count: int, boosts: dict[str, float] | None = None, months: int = 60) -> dict[str, list[Run]]:
    """Plays of strategies on the same luck; a boost lifts what customers see and lowers their leaving."""
    chosen = {"as_is": 0.0, "punctual": 0.5, "warm": 0.2} if boosts is None else boosts
    return {name: [made_up_run(name, run, boost, months) for run in range(count)] for name, boost in chosen.items()}


def made_up_run(strategy: str = "as_is", run: int = 0, boost: float = 0.0, months: int = 60) -> Run:
    """One play."""
    luck = np.random.default_rng(run)
    table = np.zeros((months + 1, len(FIRMS), len(COLUMNS)))
    flows = np.zeros((len(FIRMS) + 1, len(FIRMS) + 1, len(REASONS)))
    for firm in range(len(FIRMS)):
        lift = boost if firm == 0 else 0.0
        play_firm(table[:, firm], luck, lift, 1800 - 300 * firm)
        for reason in LEFT:
            left = table[1:, firm, COLUMN[f"left_{reason}"]].sum()
            flows[firm, (firm + 1) % len(FIRMS), REASONS.index(reason)] = left
    people = np.linspace(0, 100, 101)
    whale = 1e5 * (1 + boost) * (1.9 * (1 - np.exp(-people / 22)) - 0.009 * people)
    value, relationship = customer_years(boost)
    base = np.array([9e5 * (1 + 0.4 * boost), 8e5, 7e5]) * luck.uniform(0.9, 1.1)
    return Run(
        "late_planes", strategy, run, 1, 0, FIRMS, 0.10, table, flows, value, relationship, whale,
        np.zeros((2, len(COLUMNS))), base,
    )  # fmt: skip


def play_firm(rows: np.ndarray, luck: np.random.Generator, boost: float, held: float) -> None:
    """Fills a firm's months."""
    for month in range(len(rows)):
        row = dict.fromkeys(COLUMNS, 0.0)
        ramp = boost * min(1.0, month / 24)
        row["held"] = held
        for reason, share in LEFT.items():
            row[f"left_{reason}"] = luck.binomial(int(held), 0.0012 * share * (1 - 0.5 * ramp))
        for channel, share in JOINED.items():
            row[f"joined_{channel}"] = luck.poisson(2.2 * share * (1 + (ramp if channel == "referral" else 0)))
        row["kept"] = held - sum(row[f"left_{reason}"] for reason in REASONS)
        held = row["customers"] = row["kept"] + sum(row[f"joined_{channel}"] for channel in CHANNELS)
        row["complaints"] = luck.poisson(held * 0.004)
        earn(row, held, boost, ramp)
        feel(row, ramp, luck)
        rows[month] = [row[name] for name in COLUMNS]


def earn(row: dict[str, float], held: float, boost: float, ramp: float) -> None:
    """Money of a month, with profit as what is left."""
    row["revenue_base"] = 100 * held
    row["revenue_growth"] = held * 12 * ramp
    row["revenue_premium"] = held * 4 * ramp - 300
    for line, share in COSTS.items():
        row[line] = share * row["revenue_base"]
    row["spend_execution"] = 4000 + 24000 * boost
    row["spend_product"] = 9000
    row["profit"] = sum(row[line] for line in REVENUE) - sum(row[line] for line in (*CUSTOMER_COSTS, *UNALLOCATED))


def feel(row: dict[str, float], ramp: float, luck: np.random.Generator) -> None:
    """What customers saw and expected."""
    row["satisfaction"] = 48 + 20 * ramp + luck.normal(0, 0.5)
    seen = {"product": 0.62, "systems": 0.5, "execution": 0.42 + 0.4 * ramp, "contact": 0.6, "bond": 0.3 + 0.1 * ramp}
    for layer, quality in seen.items():
        row[f"satisfaction_{layer}"] = 100 * quality
        row[f"seen_{layer}"], row[f"expected_{layer}"] = quality, 0.52 + 0.05 * ramp


def customer_years(boost: float) -> tuple[np.ndarray, np.ndarray]:
    """What customers brought by year of relationship."""
    months = 20000 * 0.8 ** np.arange(YEARS)
    value = np.zeros((YEARS, len(VALUE_PARTS)))
    years = np.arange(YEARS)
    value[0, 0] = -450
    value[:, 1] = 300
    value[:, 2], value[:, 3], value[:, 4] = 40 * years, 8 * years, (30 + 40 * boost) * years
    value[:, 5] = 10 * boost * years - 5
    return value * months[:, None] / 12, months
