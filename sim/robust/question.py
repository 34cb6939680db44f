"""What is asked of the worlds: how many, what differs between them, and what counts as good enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

WORLDS = 128
RUNS = 2


@dataclass(frozen=True)
class Question:
    """`runs`: replications in each world, with the same luck in all worlds and for all strategies.

    `vary` and `fix`: names as `sim.robust.unknowns.chosen` takes them. `own_events`: whether the scenario's own events
    happen as well. `threshold`: the total value that is good enough; the baseline's in the same world where none.
    """

    worlds: int = WORLDS
    runs: int = RUNS
    seed: int = 1
    vary: tuple[str, ...] = ()
    fix: tuple[str, ...] = ()
    own_events: bool = True
    threshold: float | None = None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Question:
        """A question as a file holds it; ValueError or TypeError where it is none."""
        found = cls(**{**told, "vary": tuple(told["vary"]), "fix": tuple(told["fix"])})
        if not (isinstance(found.worlds, int) and isinstance(found.runs, int) and min(found.worlds, found.runs) >= 1):
            raise ValueError(f"worlds {found.worlds!r} and runs {found.runs!r}; expected whole numbers from 1")
        return found

    def as_json(self) -> dict[str, Any]:
        """As files hold it."""
        return asdict(self)
