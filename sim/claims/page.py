"""The page of exhibits: one file that opens offline, is projected, reads on a phone and prints a claim a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.claims.claim import Claim
from sim.claims.exhibits import Exhibit
from sim.claims.figures import figure_in_unit, interval
from sim.report.pages import embedded, templates

ORIGINS = {
    "emergent": "Nobody put this into the market: what is shown came out of how its customers and firms behave.",
    "built_in": "This had to be put into the market, so it is judged by what it does to money, "
    "and tried again with it taken out.",
    "identity": "This is arithmetic: it must come out to the last unit.",
}
"""Where what is shown comes from, in words."""
VERDICTS = {
    "holds": "Holds",
    "holds when": "Holds when …",
    "fails": "Fails",
    "cannot be tested here": "Cannot be tested here",
}
"""How a claim stands, as the page shows it."""
HELD = {True: "holds", False: "fails", None: "–"}


def page(exhibits: Sequence[Exhibit], claims: Sequence[Claim], made_with: Mapping[str, Any]) -> str:
    """The whole page; claims without an exhibit are named in the overview only."""
    surroundings = templates(Path(__file__).parent)
    surroundings.filters.update(figure=figure_in_unit, interval=interval)
    return surroundings.get_template("claims.html").render(
        exhibits=[one.told for one in exhibits],
        pictures=embedded({one.id: one.picture for one in exhibits}),
        overview=overview(exhibits, claims),
        tally=tally(exhibits),
        origins=ORIGINS,
        verdicts=VERDICTS,
        held=HELD,
        runs=made_with["runs"],
        versions=made_with["versions"],
        sources=made_with["sources"],
    )


def overview(exhibits: Sequence[Exhibit], claims: Sequence[Claim]) -> list[dict[str, str]]:
    """A row for every claim there is."""
    told = {one.id: one.told for one in exhibits}
    return [row(claim, told.get(claim.id)) for claim in claims]


def row(claim: Claim, told: Mapping[str, Any] | None) -> dict[str, str]:
    """A claim in the overview: its verdict and figure where it has been tested."""
    known = {"id": claim.id, "title": claim.title, "verdict": "", "figure": "", "figure_is": ""}
    if told is None:
        return known
    return known | {
        "title": str(told["title"]),
        "verdict": str(told["verdict"]),
        "figure": figure_in_unit(told),
        "figure_is": str(told["figure_is"]),
    }


def tally(exhibits: Sequence[Exhibit]) -> list[tuple[str, int]]:
    """How many claims hold, hold at times, fail and cannot be tested; those with none left out."""
    counts = {verdict: sum(one.told["verdict"] == verdict for one in exhibits) for verdict in VERDICTS}
    return [(verdict, count) for verdict, count in counts.items() if count]
