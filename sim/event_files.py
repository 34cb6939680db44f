"""Event files: everything that happened to every customer, as the estimators of the field read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import luck
from sim.declarations import LAYERS, Scenario
from sim.ledger import CHANNELS, REASONS
from sim.market.journal import EVERYBODY
from sim.market.market import Market
from sim.market.records import Records
from sim.rules import journal as lines
from sim.simulate import opened

if TYPE_CHECKING:
    import pyarrow as pa

EVENTS = ("join", "buy", "slip", "complain", "resolve", "contact", "talk", "refer", "leave", "exit")
OUTCOMES: dict[int, tuple[str, ...]] = {
    lines.JOIN: CHANNELS,
    lines.BUY: ("base", "growth", "premium"),
    lines.SLIP: ("minor", "major"),
    lines.COMPLAIN: ("recorded",),
    lines.RESOLVE: ("unresolved", "resolved", "quick"),
    lines.CONTACT: ("answered", "unanswered", "unwanted", "visit", "training"),
    lines.TALK: ("good", "bad"),
    lines.REFER: ("",),
    lines.LEAVE: REASONS,
    lines.EXIT: ("involuntary", "out_of_market"),
}
FIRM_IN_OTHER = (lines.LEAVE,)
"""Events whose `other` is a firm; elsewhere it is a customer."""
QUESTIONS = (
    ("quality", 0), ("value_for_money", 0), ("ordering", 1), ("complaints", 1), ("on_time", 2), ("fault_free", 2),
    ("informed", 3), ("listened_to", 3), ("cared_for", 4),
)  # fmt: skip
"""The nine questions of the survey, each about a layer (0 to 4)."""


def write_events_of(scenario: Scenario, strategy: str, run: int, seed: int | None, folder: Path) -> list[Path]:
    """Plays a strategy once, noting everything from month 1 to the horizon."""
    return write_event_files(Market.restore(opened(scenario, run, seed), strategy, watch=EVERYBODY), folder)


def write_event_files(market: Market, folder: Path) -> list[Path]:
    """Plays a market to its horizon and writes events, customers and yearly surveys; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    surveys = []
    while market.month < market.case.market.months:
        market.step()
        if market.month % 12 == 0:
            surveys.append(survey(market, market.month // 12))
    tables = {
        "events": events_table(market.journal.events(), market.firm_names),
        "customers": customers_table(market),
        "survey": _stacked(surveys),
    }
    return [_written(table, folder / f"{name}.parquet") for name, table in tables.items()]


def events_table(events: Records, firms: tuple[str, ...]) -> pa.Table:
    """The journal with names for numbers: month, customer, event, firm, other, layer, outcome, amount."""
    import pyarrow as pa

    outcome = np.full(len(events), "", dtype=object)
    for kind, words in OUTCOMES.items():
        chosen = events["event"] == kind
        outcome[chosen] = np.array(words, dtype=object)[events["outcome"][chosen]]
    names = np.array([*firms, ""], dtype=object)
    other = np.array([str(one) if one >= 0 else "" for one in events["other"]], dtype=object)
    to_firm = np.isin(events["event"], FIRM_IN_OTHER)
    other[to_firm] = names[events["other"][to_firm]]
    joined = (events["event"] == lines.JOIN) & (events["other"] < 0)
    other[joined] = ""
    return pa.table(
        {
            "month": events["month"],
            "customer": events["customer"],
            "event": np.array(EVENTS, dtype=object)[events["event"]],
            "firm": names[events["firm"]],
            "other": other,
            "layer": np.array([*LAYERS, ""], dtype=object)[events["layer"]],
            "outcome": outcome,
            "amount": events["amount"],
        }
    )


def customers_table(market: Market) -> pa.Table:
    """Who they are: segment, traits, ties, and since when they have been with their present firm."""
    import pyarrow as pa

    people = market.town.customers
    segments = np.array(list(market.case.segments), dtype=object)
    firms = np.array([*market.firm_names, "", "", ""], dtype=object)
    columns: dict[str, Any] = {
        "customer": np.arange(len(people)),
        "segment": segments[people["segment"]],
        "firm": firms[people["provider"]],
        "joined_month": np.where(people["provider"] >= 0, people["joined"] - market.since, 0),
        "ties": np.diff(market.town.tie_start),
    }
    for trait in ("spend", "rate", "price_sensitivity", "switching", "restlessness", "floor", "taste_x", "taste_y"):
        columns[trait] = people[trait]
    for place, layer in enumerate(LAYERS):
        columns[f"importance_{layer}"] = people["importance"][:, place]
    return pa.table(columns)


def survey(market: Market, year: int) -> dict[str, Any]:
    """A year's survey: everybody with a firm answers once, from 1 to 5, with the noise surveys have."""
    people = market.town.customers
    who = np.flatnonzero(people["provider"] >= 0)
    slots = people["provider"][who] if market.town.relations.shape[1] > 1 else np.zeros(len(who), dtype=np.int64)
    relation = market.town.relations[who, slots]
    gaps = relation["seen"] - people["expected"][who]
    answers = {"score": _answers(market, 0, who, 1 + 4 * relation["satisfaction"])}
    for place, (question, layer) in enumerate(QUESTIONS):
        answers[question] = _answers(market, place + 1, who, 3.4 + 6.0 * gaps[:, layer])
    firms = np.array(market.firm_names, dtype=object)[people["provider"][who]]
    return {"customer": who, "year": np.full(len(who), year), "firm": firms, **answers}


def _answers(market: Market, question: int, who: Any, meant: Any) -> Any:
    """Answers on a scale of five: what is meant, off by half a point as a rule, rounded."""
    draws = luck.draws(market.key, market.clock, luck.SURVEY + 100 + question, len(market.town.customers))[who]
    return np.clip(np.rint(meant + 0.5 * luck.normal(draws)), 1, 5).astype(np.int8)


def _stacked(surveys: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    columns = surveys[0] if surveys else {}
    return pa.table({name: np.concatenate([one[name] for one in surveys]) for name in columns})


def _written(table: pa.Table, path: Path) -> Path:
    import pyarrow.parquet as pq

    pq.write_table(table, path, compression="zstd")
    return path
