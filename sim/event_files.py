"""Event files: everything that happened to every customer, as the estimators of the field read it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import luck
from sim.declarations import LAYERS
from sim.ledger import CHANNELS, REASONS
from sim.market.market import Market
from sim.market.records import EVENT, Records
from sim.results import check_folder, write_results
from sim.rules import journal as lines

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
EVENT_FILE = "events.parquet"
"""What tells a folder of event files from any other."""
QUESTIONS = (
    ("quality", 0), ("value_for_money", 0), ("ordering", 1), ("complaints", 1), ("on_time", 2), ("fault_free", 2),
    ("informed", 3), ("listened_to", 3), ("cared_for", 4),
)  # fmt: skip
"""The nine questions of the survey, each about a layer (0 to 4)."""


def write_event_files(market: Market, folder: Path) -> list[Path]:
    """Plays a market to its horizon and writes events, customers and yearly surveys; returns the files.

    Raises ResultsError where the folder cannot be written; it is written whole or not at all.
    """
    check_folder(folder, EVENT_FILE)
    opening = opening_events(market)
    surveys = [survey(market, np.zeros(0, dtype=np.int64), 0)]
    while market.month < market.case.market.months:
        market.step()
        if market.month % 12 == 0:
            surveys.append(survey(market, np.flatnonzero(market.town.customers["provider"] >= 0), market.month // 12))
    tables = {
        "events": events_table(np.concatenate([opening, market.journal.events()]), market.firm_names),
        "customers": customers_table(market),
        "survey": _stacked(surveys),
    }
    write_results(folder, {f"{name}.parquet": parquet(table) for name, table in tables.items()})
    return [folder / f"{name}.parquet" for name in tables]


def opening_events(market: Market) -> Records:
    """A line for everybody who is somebody's customer when the events begin: joined so many months before."""
    people = market.town.customers
    held = np.flatnonzero(people["provider"] >= 0)
    events = np.zeros(len(held), EVENT)
    events["month"] = people["joined"][held] - market.since
    events["customer"], events["event"], events["firm"] = held, lines.JOIN, people["provider"][held]
    events["other"] = events["layer"] = -1
    return events


def events_table(events: Records, firms: tuple[str, ...]) -> pa.Table:
    """The journal with names for numbers: month, customer, event, firm, other, layer, outcome, amount."""
    import pyarrow as pa

    outcome = np.full(len(events), "", dtype=object)
    for kind, words in OUTCOMES.items():
        chosen = events["event"] == kind
        outcome[chosen] = np.array(words, dtype=object)[events["outcome"][chosen]]
    names = np.array([*firms, ""], dtype=object)
    other = np.array([str(one) if one >= 0 else "" for one in events["other"]], dtype=object)
    by_friend = CHANNELS.index("referral")
    to_firm = (events["event"] == lines.LEAVE) | ((events["event"] == lines.JOIN) & (events["outcome"] != by_friend))
    other[to_firm] = names[np.maximum(events["other"][to_firm], -1)]
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


def survey(market: Market, who: Any, year: int) -> dict[str, Any]:
    """A year's survey: each of these customers answers once, from 1 to 5, with the noise surveys have."""
    people = market.town.customers
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

    return pa.table({name: np.concatenate([one[name] for one in surveys]) for name in surveys[0]})


def parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file."""
    import pyarrow.parquet as pq

    file = BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()
