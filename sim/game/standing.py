"""Who stands where: the ranking by total value or by profit alone, and what a firm's value is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sim.game.outcome import Outcome

Measure = Literal["total", "profit"]


@dataclass(frozen=True)
class Place:
    """A firm's place in a ranking, from 1; firms that stand equal share it. `worth`: money it is ranked by."""

    place: int
    firm: str
    worth: float


@dataclass(frozen=True)
class Split:
    """What a firm's total value is made of, in money.

    `earned`: profit of its business so far; `extra`: help, less information bought and fines; `run_off`: what the
    customers it holds are still worth.
    """

    earned: float
    extra: float
    run_off: float

    @property
    def profit(self) -> float:
        """Profit so far, with information, help and fines."""
        return self.earned + self.extra

    @property
    def total(self) -> float:
        """Total value."""
        return self.profit + self.run_off


def ranking(outcome: Outcome, firms: Iterable[str], by: Measure = "total") -> tuple[Place, ...]:
    """These firms from the best to the worst, by total value or by profit alone."""
    worths = outcome.total if by == "total" else outcome.profit
    return ranked({firm: float(worths[outcome.place(firm)]) for firm in firms})


def ranked(worths: dict[str, float]) -> tuple[Place, ...]:
    """Firms from the highest worth to the lowest; equals share a place and keep their order.

    >>> [(one.place, one.firm) for one in ranked({"a": 5.0, "b": 9.0, "c": 9.0, "d": 1.0})]
    [(1, 'b'), (1, 'c'), (3, 'a'), (4, 'd')]
    """
    ordered = sorted(worths.items(), key=lambda item: -item[1])
    above = [sum(other > worth for other in worths.values()) for _firm, worth in ordered]
    return tuple(Place(1 + better, firm, worth) for better, (firm, worth) in zip(above, ordered, strict=True))


def split(outcome: Outcome, firm: str) -> Split:
    """What a firm's total value is made of after a round."""
    at = outcome.place(firm)
    extra = float(outcome.extra[at])
    return Split(float(outcome.profit[at]) - extra, extra, float(outcome.run_off[at]))
