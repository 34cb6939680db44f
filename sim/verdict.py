"""The verdict: two sentences on who wins, by how much, how surely, when it pays back and who comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.intervals import CONFIDENCE, Estimate, doubt, estimate, holm, share_better
from sim.language.messages import _, several
from sim.runs import Numbers
from sim.sequential import Decision
from sim.wording import listed, money, money_range, more_or_less, per_cent, signed_per_cent


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
        between = _(" (95% interval {interval})", interval=money_range(worth.low, worth.high, race.currency))
    return _(
        "{strategy} is worth {worth}{between}. It is the only strategy played, so there is nothing to compare it with.",
        strategy=race.say(race.baseline),
        worth=money(race.mean(race.baseline), race.currency),
        between=between,
    )


def stay(race: Race, second: str) -> str:
    """The baseline is best."""
    lead = race.lead(race.baseline, second)
    first = _("Stay as today: no strategy is worth more than {baseline}, and ", baseline=race.say(race.baseline))
    nearest = race.say(second)
    if not lead.any():
        rest = _("{nearest} makes no difference at all. {tie}", nearest=nearest, tie=same_in_all(race))
    elif second in race.not_told_apart():
        rest = _(
            "the nearest, {nearest}, cannot be told apart from it. Its difference of {difference} may be luck{surely}.",
            nearest=nearest,
            difference=money(-float(lead.mean()), race.currency),
            surely=surely(race, -lead),
        )
    else:
        rest = _(
            "the nearest, {nearest}, is worth {difference}{surely}. {nearest} {pays_back}.",
            nearest=nearest,
            difference=more_or_less(-float(lead.mean()), race.currency),
            surely=surely(race, lead, behind=True),
            pays_back=pays_back(race, second),
        )
    return first + rest


def same_in_all(race: Race) -> str:
    """What an exact tie means."""
    if race.runs == 1:
        return _("Both earned the same money in the run.")
    return _("Both earned the same money in all {runs} runs.", runs=race.runs)


def undecided(race: Race, best: str) -> str:
    """The best strategy's lead over the baseline may be luck."""
    lead = race.lead(best, race.baseline)
    first = _(
        "{best} comes out highest, {difference}{share} than {baseline}",
        best=race.say(best),
        difference=more_or_less(float(lead.mean()), race.currency),
        share=of_baseline(race, lead),
        baseline=race.say(race.baseline),
    )
    if race.runs == 1:
        rest = _(", but from a single run the two cannot be told apart. Play more runs before deciding.")
    else:
        rest = _(
            ", but the two cannot be told apart: this may be luck{surely}. "
            "Nothing here justifies a change on its own; it {pays_back}, and more runs may settle it.",
            surely=surely(race, lead),
            pays_back=pays_back(race, best),
        )
    return first + rest


def change(race: Race, best: str, others: list[str]) -> str:
    """The best strategy is worth more than the baseline; any others that luck alone may have put behind it lead too."""
    lead = race.lead(best, race.baseline)
    equals = [name for name in race.not_told_apart() if race.mean(name) > race.mean(race.baseline)]
    told = {
        "best": race.say(best),
        "difference": more_or_less(float(lead.mean()), race.currency),
        "share": of_baseline(race, lead),
        "baseline": race.say(race.baseline),
        "surely": surely(race, lead),
        "pays_back": pays_back(race, best),
    }
    if equals:
        return _(
            "{leaders} lead and cannot be told apart; {best} is worth {difference}{share} than {baseline}{surely}. "
            "{best} {pays_back}; choose between them on other grounds.",
            leaders=listed([race.say(name) for name in (best, *equals)]),
            **told,
        )
    return _(
        "{best} wins: it is worth {difference}{share} than {baseline}{surely}. It {pays_back}; {rest}.",
        rest=next_best(race, best, others),
        **told,
    )


def next_best(race: Race, best: str, others: list[str]) -> str:
    """Who comes after the best."""
    second = others[0]
    if second == race.baseline:
        return what_it_costs(race, best)
    behind = money(float(race.lead(best, second).mean()), race.currency)
    return _("the runner-up, {second}, is worth {amount} less", second=race.say(second), amount=behind)


def what_it_costs(race: Race, best: str) -> str:
    """The bill, where no other strategy beats the baseline."""
    cost = race.extra_cost[best]
    amount = money(abs(cost), race.currency)
    if cost >= 0:
        return _("its costs are {amount} higher over the horizon", amount=amount)
    return _("its costs are {amount} lower over the horizon", amount=amount)


def of_baseline(race: Race, lead: Numbers) -> str:
    """A lead as a share of the baseline's value, where that is a meaningful number."""
    worth = race.mean(race.baseline)
    return _(" ({share})", share=signed_per_cent(float(lead.mean()) / worth)) if worth > 0 else ""


def surely(race: Race, lead: Numbers, behind: bool = False) -> str:
    """How surely: the interval, and the share of runs in which it was ahead (or behind)."""
    spread = race.sure_of(lead)
    if spread.low is None or spread.high is None:
        return _(" (a single run, so nobody knows how surely)")
    told = {
        "interval": money_range(spread.low, spread.high, race.currency),
        "share": per_cent(share_better(lead) or 0.0),
        "runs": several("{count:,} run", "{count:,} runs", race.runs),
    }
    if behind:
        return _(" (95% interval {interval}; behind in {share} of {runs})", **told)
    return _(" (95% interval {interval}; ahead in {share} of {runs})", **told)


def pays_back(race: Race, name: str) -> str:
    """When a strategy's profit overtakes the baseline's for good."""
    back = race.break_even[name]
    if back.median is None:
        return _("does not pay back out of profit within the horizon")
    month = f"{back.median:.0f}"
    if back.share < 1:
        share = per_cent(back.share)
        return _("pays back in {share} of the runs, in half of these by month {month}", share=share, month=month)
    return _("pays back in month {month}", month=month)


def enough(decision: Decision, titles: Mapping[str, str], currency: str) -> str:
    """How many runs were made, what they settled, and how many it would have taken without shared luck."""
    if not decision.strategies:
        return ""
    runs = several("{count:,} run", "{count:,} runs", decision.runs)
    said = _("{runs} of each strategy were made", runs=runs)
    margin = money(decision.indifference, currency)
    said += settled(decision, margin) if decision.is_settled else still_open(decision, titles, margin)
    if decision.independent_runs and decision.independent_runs > decision.runs:
        said += _(
            " With luck of its own for every strategy it would have taken {runs}.",
            runs=about(decision.independent_runs),
        )
    return said + _(" All looks at the results and all strategies are allowed for (95% confidence).")


def settled(decision: Decision, margin: str) -> str:
    """How many strategies were told apart from today's, or shown to be no different."""
    found = []
    if apart := len(decision.found("different")):
        found.append(_("{count} told apart from today", count=apart))
    if alike := len(decision.found("alike")):
        found.append(_("{count} shown to lie within {margin} of today's", count=alike, margin=margin))
    return _(", enough to settle every strategy: {found}.", found=listed(found))


def still_open(decision: Decision, titles: Mapping[str, str], margin: str) -> str:
    """Which strategies more runs would have to settle."""
    names = [titles[name] for name in decision.found("open")]
    if len(names) == 1:
        return _(
            ", and {strategy} is still neither told apart from today nor shown to lie within {margin} of today's.",
            strategy=names[0],
            margin=margin,
        )
    return _(
        ", and {strategies} are still neither told apart from today nor shown to lie within {margin} of today's.",
        strategies=listed(names),
        margin=margin,
    )


def about(runs: int) -> str:
    """A number of runs that is an estimate, to two digits.

    >>> about(2135), about(87), about(267413393)
    ('about 2,100', 'about 87', 'more than a million')
    """
    if runs > 1_000_000:
        return _("more than a million")
    unit = 10 ** max(0, len(str(runs)) - 2)
    return _("about {runs:,}", runs=round(runs / unit) * unit)
