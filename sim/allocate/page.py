"""The page of an allocation: one file that opens offline, the division first, how it was found last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.allocate.allocation import Allocation, Verified
from sim.allocate.purse import COINS
from sim.allocate.saying import AIMED, beside_today, flatness, lever_words, verdict
from sim.allocate.trying import TODAY
from sim.report.pages import embedded, templates
from sim.wording import figure, money, scale


@dataclass(frozen=True)
class Row:
    """A division in the table."""

    title: str
    amounts: list[str]
    score: str
    behind: str
    interval: str
    near: str


def page(found: Allocation, pictures: Mapping[str, bytes], versions: Mapping[str, str], folder: Path) -> str:
    """The whole page."""
    surroundings = templates(Path(__file__).parent)
    return surroundings.get_template("allocate.html").render(
        found=found,
        budget=money(found.purse.budget / COINS, found.currency),
        verdict=verdict(found),
        flatness=flatness(found),
        beside_today=beside_today(found),
        levers=[lever_words(lever) for lever in found.purse.levers],
        aimed=AIMED[found.question.aim],
        unit=unit_of(found)[1],
        rows=rows(found),
        pictures=embedded(pictures),
        versions=versions,
        folder=folder.as_posix(),
    )


def unit_of(found: Allocation) -> tuple[float, str]:
    """The unit of the table's values, as a divisor and in words."""
    divisor, word = scale(max(abs(one.score.mean or 0.0) for one in (found.best, *found.references.values())))
    return divisor, f"{word} {found.currency}".strip()


def rows(found: Allocation) -> list[Row]:
    """The best, then what it is held against, from the nearest down."""
    others = sorted(found.references.values(), key=lambda one: one.behind.mean or 0.0)
    return [row(found, one) for one in (found.best, *others)]


def row(found: Allocation, one: Verified) -> Row:
    """A division, rounded."""
    divisor, _ = unit_of(found)

    def say(amount: float | None) -> str:
        return "" if amount is None else figure(amount / divisor)

    known = one.behind.low is not None
    return Row(
        title=one.title,
        amounts=[f"{amount:,.0f}" for amount in one.amounts.values()],
        score=say(one.score.mean),
        behind=say(one.behind.mean),
        interval=f"{say(one.behind.low)} to {say(one.behind.high)}" if known else "",
        near="" if one in (found.best, found.references[TODAY]) else "yes" if one.nearly_as_good else "no",
    )
