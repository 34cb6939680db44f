"""The verdict: two sentences on who wins, by how much, how surely, when it pays back and who comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.intervals import CONFIDENCE, Estimate, doubt, estimate, holm, share_better
from sim.runs import Numbers
from sim.sequential import Decision
from sim.wording import listed, money, money_range, more_or_less, per_cent, signed_per_cent, times


@dataclass(frozen=True)
class BreakEven:
    """When a strategy pays back: over the runs in which it does, and the share of runs in which it does."""

    months: Estimate
    median: float | None
    share: float


@dataclass(frozen=True)
class Race:
    """What the verdict is spoken on: the total value of every strategy in every run, paired by run.

    `extra_cost`: discounted costs beyond the baseline's, the mean over runs. `caution`: by how much doubts are enlarged
    because the results were looked at several times before these runs were thought enough.
    """

    titles: Mapping[str, str]
    baseline: str
    currency: str
    total_value: Mapping[str, Numbers]
    break_even: Mapping[str, BreakEven]
    extra_cost: Mapping[str, float]
    caution: float = 1.0

    @property
    def ranking(self) -> list[str]:
        """Strategies from the best mean total value down; of equals the baseline first."""
        return sorted(self.total_value, key=lambda name: (-self.mean(name), name != self.baseline))

    @property
    def runs(self) -> int:
        """How many times each strategy was played."""
        return len(self.total_value[self.baseline])

    def mean(self, name: str) -> float:
        """Mean total value of a strategy."""
        return float(self.total_value[name].mean())

    def lead(self, name: str, over: str) -> Numbers:
        """By how much one strategy is worth more than another, run by run."""
        return np.asarray(self.total_value[name] - self.total_value[over])

    def not_told_apart(self) -> list[str]:
        """Strategies that luck alone may have put behind the best (Holm over all of them)."""
        best, *others = self.ranking
        doubts = holm({name: min(1.0, self.caution * doubt(self.lead(best, name))) for name in others})
        return [name for name in others if doubts[name] > 1 - CONFIDENCE]

    def sure_of(self, lead: Numbers) -> Estimate:
        """A lead with its 95% interval, which allows for having looked several times."""
        return estimate(lead, 1.0 - (1.0 - CONFIDENCE) / self.caution)

    def say(self, name: str) -> str:
        """A strategy's title in quotation marks."""
        return f"“{self.titles[name]}”"


def verdict(race: Race) -> str:
    """The verdict in two sentences."""
    best, *others = race.ranking
    if not others:
        return only_one(race)
    if best == race.baseline:
        return stay(race, others[0])
    if race.baseline in race.not_told_apart():
        return undecided(race, best)
    return change(race, best, others)


def only_one(race: Race) -> str:
    """Nothing to compare with."""
    worth = estimate(race.total_value[race.baseline])
    between = ""
    if worth.low is not None and worth.high is not None:
        between = f" (95% interval {money_range(worth.low, worth.high, race.currency)})"
    return (
        f"{race.say(race.baseline)} is worth {money(race.mean(race.baseline), race.currency)}{between}. "
        "It is the only strategy played, so there is nothing to compare it with."
    )


def stay(race: Race, second: str) -> str:
    """The baseline is best."""
    lead = race.lead(race.baseline, second)
    first = f"Stay as today: no strategy is worth more than {race.say(race.baseline)}, and "
    if not lead.any():
        return f"{first}{race.say(second)} makes no difference at all. {same_in_all(race)}"
    if second in race.not_told_apart():
        return (
            f"{first}the nearest, {race.say(second)}, cannot be told apart from it. "
            f"Its difference of {money(-float(lead.mean()), race.currency)} may be luck{surely(race, -lead)}."
        )
    return (
        f"{first}the nearest, {race.say(second)}, is worth {more_or_less(-float(lead.mean()), race.currency)}"
        f"{surely(race, lead, 'behind')}. {race.say(second)} {pays_back(race, second)}."
    )


def same_in_all(race: Race) -> str:
    """What an exact tie means."""
    return f"Both earned the same money in {'the run' if race.runs == 1 else f'all {race.runs} runs'}."


def undecided(race: Race, best: str) -> str:
    """The best strategy's lead over the baseline may be luck."""
    lead = race.lead(best, race.baseline)
    first = (
        f"{race.say(best)} comes out highest, {more_or_less(float(lead.mean()), race.currency)}"
        f"{of_baseline(race, lead)} than {race.say(race.baseline)}"
    )
    if race.runs == 1:
        return f"{first}, but from a single run the two cannot be told apart. Play more runs before deciding."
    return (
        f"{first}, but the two cannot be told apart: this may be luck{surely(race, lead)}. "
        f"Nothing here justifies a change on its own; it {pays_back(race, best)}, and more runs may settle it."
    )


def change(race: Race, best: str, others: list[str]) -> str:
    """The best strategy is worth more than the baseline; any others that luck alone may have put behind it lead too."""
    lead = race.lead(best, race.baseline)
    equals = [name for name in race.not_told_apart() if race.mean(name) > race.mean(race.baseline)]
    leads = f"{race.say(best)} wins: it is"
    if equals:
        everyone = listed([race.say(name) for name in (best, *equals)])
        leads = f"{everyone} lead and cannot be told apart; {race.say(best)} is"
    first = (
        f"{leads} worth {more_or_less(float(lead.mean()), race.currency)}{of_baseline(race, lead)} than "
        f"{race.say(race.baseline)}{surely(race, lead)}."
    )
    rest = "choose between them on other grounds" if equals else next_best(race, best, others)
    return f"{first} {race.say(best) if equals else 'It'} {pays_back(race, best)}; {rest}."


def next_best(race: Race, best: str, others: list[str]) -> str:
    """Who comes after the best."""
    second = others[0]
    if second == race.baseline:
        return what_it_costs(race, best)
    behind = money(float(race.lead(best, second).mean()), race.currency)
    return f"the runner-up, {race.say(second)}, is worth {behind} less"


def what_it_costs(race: Race, best: str) -> str:
    """The bill, where no other strategy beats the baseline."""
    cost = race.extra_cost[best]
    return f"its costs are {money(abs(cost), race.currency)} {'higher' if cost >= 0 else 'lower'} over the horizon"


def of_baseline(race: Race, lead: Numbers) -> str:
    """A lead as a share of the baseline's value, where that is a meaningful number."""
    worth = race.mean(race.baseline)
    return f" ({signed_per_cent(float(lead.mean()) / worth)})" if worth > 0 else ""


def surely(race: Race, lead: Numbers, where: str = "ahead") -> str:
    """How surely: the interval, and the share of runs in which it was ahead (or behind)."""
    spread = race.sure_of(lead)
    if spread.low is None or spread.high is None:
        return " (a single run, so nobody knows how surely)"
    share = share_better(lead) or 0.0
    interval = money_range(spread.low, spread.high, race.currency)
    return f" (95% interval {interval}; {where} in {per_cent(share)} of {times(race.runs, 'run')})"


def pays_back(race: Race, name: str) -> str:
    """When a strategy's profit overtakes the baseline's for good."""
    back = race.break_even[name]
    if back.median is None:
        return "does not pay back out of profit within the horizon"
    if back.share < 1:
        return f"pays back in {per_cent(back.share)} of the runs, in half of these by month {back.median:.0f}"
    return f"pays back in month {back.median:.0f}"


def enough(decision: Decision, titles: Mapping[str, str], currency: str) -> str:
    """How many runs were made, what they settled, and how many it would have taken without shared luck."""
    if not decision.strategies:
        return ""
    within = f"within {money(decision.indifference, currency)} of today's"
    settled = {"different": "told apart from today", "alike": f"shown to lie {within}"}
    found = [f"{len(decision.found(kind))} {words}" for kind, words in settled.items() if decision.found(kind)]  # type: ignore[arg-type]
    said = f"{times(decision.runs, 'run')} of each strategy were made"
    if decision.is_settled:
        said += f", enough to settle every strategy: {listed(found)}."
    else:
        still = [titles[name] for name in decision.found("open")]
        said += f", and {listed(still)} {'is' if len(still) == 1 else 'are'} still neither told apart from today nor "
        said += f"shown to lie {within}."
    if decision.independent_runs and decision.independent_runs > decision.runs:
        said += f" With luck of its own for every strategy it would have taken {about(decision.independent_runs)}."
    return f"{said} All looks at the results and all strategies are allowed for (95% confidence)."


def about(runs: int) -> str:
    """A number of runs that is an estimate, to two digits.

    >>> about(2135), about(87), about(267413393)
    ('about 2,100', 'about 87', 'more than a million')
    """
    if runs > 1_000_000:
        return "more than a million"
    unit = 10 ** max(0, len(str(runs)) - 2)
    return f"about {round(runs / unit) * unit:,}"
