"""What is computed for the debrief once the rounds are over, one thing after the other: as far as it is there."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.game.counterfactual import Undone
from sim.game.exhibits import Exhibits
from sim.game.told import ToldStory


@dataclass(frozen=True)
class Found:
    """`exhibits`: of each team, by seat; `stories`: of the customer whose first sale lost money, by seat.

    `undone`: decisions replayed so far, the largest first; `to_come`: how many more are to be; `waiting`: whether
    anything at all is still to be computed.
    """

    exhibits: dict[str, Exhibits] = field(default_factory=dict)
    stories: dict[str, ToldStory] = field(default_factory=dict)
    undone: tuple[Undone, ...] = ()
    to_come: int = 0
    waiting: bool = False

    def of(self, ours: str) -> list[Exhibits]:
        """The exhibits of one team, or of all where `ours` is empty."""
        return [one for seat, one in self.exhibits.items() if ours in ("", seat)]
