"""Strategies set side by side: their measures, their paired differences from the baseline, the verdict and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from sim.declarations.scenario import Scenario
from sim.intervals import Estimate, estimate, share_better
from sim.language.messages import _, several
from sim.measures import BETTER, Better, break_even_month, measures, total_value
from sim.reasons import COSTS, line_differences, reasons
from sim.runs import Numbers, Run
from sim.sequential import Decision, Plan, decided
from sim.verdict import BreakEven, Race, enough, verdict

Played = Mapping[str, Sequence[Run]]


@dataclass(frozen=True)
class Measured:
    """One measure of one strategy; the difference from the baseline is paired run by run."""

    value: Estimate
    difference: Estimate
    probability_better: float | None

    def as_json(self) -> dict[str, float | None]:
        """The seven numbers of the contract."""
        return {
            **asdict(self.value),
            "difference": self.difference.mean,
            "difference_low": self.difference.low,
            "difference_high": self.difference.high,
            "probability_better": self.probability_better,
        }


@dataclass(frozen=True)
class Outcome:
    """How one strategy did; `lines` is what each line of the ledger adds to its profit beyond the baseline's."""

    title: str
    measures: Mapping[str, Measured]
    break_even: BreakEven
    lines: Mapping[str, float]

    def as_json(self) -> dict[str, Any]:
        """Title and measures, flat."""
        unpaired = dict.fromkeys(("difference", "difference_low", "difference_high", "probability_better"))
        months = self.break_even
        back = {**asdict(months.months), **unpaired, "median": months.median, "share_of_runs": months.share}
        return {
            "title": self.title,
            **{name: measured.as_json() for name, measured in self.measures.items()},
            "break_even_month": back,
            "lines": dict(self.lines),
        }


@dataclass(frozen=True)
class Comparison:
    """The table of strategies, what it says, and why; `ranking` is from the best mean total value down.

    `firms`: their titles, in the order in which runs hold them.
    """

    scenario: str
    baseline: str
    verdict: str
    reasons: tuple[str, ...]
    runs: int
    months: int
    customers: int
    seed: int
    currency: str
    firms: tuple[str, ...]
    strategies: Mapping[str, Outcome]
    ranking: tuple[str, ...]
    not_told_apart: tuple[str, ...]
    decision: Decision | None = None

    @property
    def enough(self) -> str:
        """How many runs it took, in a sentence; nothing where the number was given."""
        titles = {name: f"“{outcome.title}”" for name, outcome in self.strategies.items()}
        return enough(self.decision, titles, self.currency) if self.decision else ""

    @property
    def explained(self) -> str:
        """The strategy that the reasons and pictures set beside the baseline: the best of the others."""
        return next((name for name in self.ranking if name != self.baseline), self.baseline)

    def as_json(self) -> dict[str, Any]:
        """The contract of `comparison.json`."""
        plain = ("scenario", "baseline", "verdict", "runs", "months", "customers", "seed", "currency")
        return {
            **{name: getattr(self, name) for name in plain},
            "reasons": list(self.reasons),
            "ranking": list(self.ranking),
            "not_told_apart": list(self.not_told_apart),
            "enough_runs": self.decision.as_json() if self.decision else None,
            "strategies": {name: outcome.as_json() for name, outcome in self.strategies.items()},
        }


def compare(scenario: Scenario, runs: Played, plan: Plan | None = None, quick: bool = False) -> Comparison:
    """Sets the strategies that were played beside the scenario's baseline.

    `plan`: how the number of runs was decided on, where it was not given; `quick`: whether this is a first look only.
    """
    played = paired(scenario.baseline, runs)
    decision = decided(plan, values_of(played), scenario.baseline) if plan else None
    base = played[scenario.baseline]
    lines = {name: line_differences(some, base) for name, some in played.items()}
    race = race_of(scenario, played, lines, decision.caution if decision else 1.0)
    best_other = next((name for name in race.ranking if name != scenario.baseline), None)
    return Comparison(
        scenario=base[0].scenario,
        baseline=scenario.baseline,
        verdict=f"{first_look(scenario, base) if quick else ''}{verdict(race)}",
        reasons=tuple(told(race, best_other, played)) if best_other else (),
        runs=len(base),
        months=base[0].months.shape[0] - 1,
        customers=scenario.market.customers,
        seed=base[0].seed,
        currency=scenario.currency,
        firms=tuple(scenario.title_of("firms", name) for name in base[0].firms),
        strategies={
            name: Outcome(race.titles[name], measured(name, played, race), back, lines[name])
            for name, back in race.break_even.items()
        },
        ranking=tuple(race.ranking),
        not_told_apart=tuple(race.not_told_apart()),
        decision=decision,
    )


def first_look(scenario: Scenario, runs: Sequence[Run]) -> str:
    """What goes before a verdict that rests on little."""
    return _(
        "A first look ({runs} of {customers}): ",
        runs=several("{count:,} run", "{count:,} runs", len(runs)),
        customers=several("{count:,} customer", "{count:,} customers", scenario.market.customers),
    )


def values_of(played: Played) -> dict[str, Numbers]:
    """The total value of every strategy in every run."""
    return {name: np.array([total_value(run) for run in some]) for name, some in played.items()}


def paired(baseline: str, runs: Played) -> dict[str, list[Run]]:
    """The runs of every strategy in one order, refused where they are not plays of the same luck."""
    if not runs.get(baseline):
        raise ValueError(f"The baseline {baseline!r} was not played, so there is nothing to compare with.")
    played = {name: sorted(some, key=lambda run: run.run) for name, some in runs.items()}
    expected = [kind_of(run) for run in played[baseline]]
    for name, some in played.items():
        if [kind_of(run) for run in some] != expected:
            raise ValueError(
                f"The runs of {name!r} and of {baseline!r} are not pairs: play both with the same runs, "
                "seed, months and firms."
            )
    return played


def kind_of(run: Run) -> tuple[int, int, int, tuple[str, ...]]:
    """What two runs must share to be a pair."""
    return run.run, run.seed, run.months.shape[0], run.firms


def told(race: Race, name: str, played: Mapping[str, list[Run]]) -> list[str]:
    """Why a strategy ends where it does, seen from the baseline."""
    titles = (race.say(name), race.say(race.baseline))
    return reasons(played[name], played[race.baseline], titles, race.currency)


def race_of(
    scenario: Scenario, played: Mapping[str, list[Run]], lines: Mapping[str, Mapping[str, float]], caution: float
) -> Race:
    """What the verdict needs."""
    base = played[scenario.baseline]
    return Race(
        titles={name: scenario.title_of("strategies", name) for name in played},
        baseline=scenario.baseline,
        currency=scenario.currency,
        total_value=values_of(played),
        break_even={name: break_even(some, base) for name, some in played.items()},
        extra_cost={name: -sum(lines[name][line] for line in COSTS) for name in played},
        caution=caution,
    )


def over_runs(runs: Sequence[Run]) -> dict[str, Numbers]:
    """Every measure as a row of numbers, one a run."""
    each = [measures(run) for run in runs]
    return {name: np.array([row[name] for row in each]) for name in BETTER}


def break_even(runs: Sequence[Run], baseline: Sequence[Run]) -> BreakEven:
    """When the strategy pays back, over the runs in which it does."""
    months = [break_even_month(run, other) for run, other in zip(runs, baseline, strict=True)]
    back = np.array([month for month in months if month is not None], dtype=float)
    return BreakEven(estimate(back), float(np.median(back)) if back.size else None, back.size / len(months))


def measured(name: str, played: Mapping[str, list[Run]], race: Race) -> dict[str, Measured]:
    """Every measure of a strategy, against the baseline."""
    ours, theirs = over_runs(played[name]), over_runs(played[race.baseline])
    found = {
        measure: against(ours[measure], None if name == race.baseline else theirs[measure], better)
        for measure, better in BETTER.items()
    }
    if name == race.baseline:
        return found
    # The number of runs was decided on total value, so its interval allows for having looked several times.
    surely = race.sure_of(race.lead(name, race.baseline))
    return found | {"total_value": replace(found["total_value"], difference=surely)}


def against(values: Numbers, baseline: Numbers | None, better: Better) -> Measured:
    """One measure, and its paired difference where there is a baseline to differ from."""
    if baseline is None:
        return Measured(estimate(values), Estimate(None, None, None), None)
    difference = values - baseline
    sign = {"up": 1.0, "down": -1.0, "none": None}[better]
    return Measured(estimate(values), estimate(difference), None if sign is None else share_better(sign * difference))
