"""What is asked of a budget on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sim.scenario.errors import ScenarioError

Per = Literal["month", "horizon"]
Aim = Literal["mean", "cvar", "regret"]


@dataclass(frozen=True)
class Question:
    """Which budget is to be divided, within which limits, to which end and with how much work.

    `budget`: money of the firm as a whole, per month or for all months of the horizon; `least` and `most`: by lever,
    in the same money or as a share of the budget (`20%`); `levers`: those that take part beside the five layers;
    `trials`: divisions tried at most; `runs`: replications of those that come through, and of the verification;
    `worlds`: plausible worlds beside the scenario's own, for regret.
    """

    budget: float
    strategy: str
    per: Per = "month"
    least: Mapping[str, str] = field(default_factory=dict)
    most: Mapping[str, str] = field(default_factory=dict)
    levers: tuple[str, ...] = ()
    aim: Aim = "mean"
    trials: int = 60
    runs: int = 20
    worlds: int = 5

    def as_json(self) -> dict[str, Any]:
        """As `allocation.json` and the manifest hold it."""
        return {
            "budget": self.budget,
            "per": self.per,
            "strategy": self.strategy,
            "min": dict(self.least),
            "max": dict(self.most),
            "levers": list(self.levers),
            "objective": self.aim,
            "trials": self.trials,
            "runs": self.runs,
        }


def limits(option: str, given: Sequence[str]) -> dict[str, str]:
    """What `lever=amount` says, option by option.

    >>> limits("--min", ["spend.bond=500", "spend.contact=20%"])
    {'spend.bond': '500', 'spend.contact': '20%'}
    """
    found: dict[str, str] = {}
    for text in given:
        lever, sign, amount = text.partition("=")
        if not sign:
            raise ScenarioError(f"{option}: {text!r} is given; write a lever and an amount, such as spend.bond=500")
        if lever.strip() in found:
            raise ScenarioError(f"{option}: {lever.strip()} is given twice; keep one")
        found[lever.strip()] = amount
    return found
