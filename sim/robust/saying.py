"""What the worlds come to, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.discovery import number
from sim.robust.standing import Share, leads
from sim.robust.tornado import Tornado
from sim.robust.unknowns import BEHAVIOUR
from sim.sweep.parameters import Parameter
from sim.wording import listed, money, more_or_less, per_cent, scale, times

if TYPE_CHECKING:
    from sim.robust.robustness import Robustness

NAMED = 3
"""How many of the strongest features a sentence names."""


def verdict(found: Robustness) -> str:
    """The verdict in two sentences."""
    if len(found.ranking) == 1:
        return only_one(found)
    best = found.strategies[found.favourite]
    if best.wins.worlds == 0:
        alike = f"in all {times(len(found.worlds), 'world')} the best come out exactly alike"
        return f"No strategy wins: {alike}. {enough(found)}"
    return f"{who_wins(found)}; {when_it_loses(found)}. {enough(found)}"


def only_one(found: Robustness) -> str:
    """Nothing to compare with."""
    one = found.strategies[found.favourite]
    low, high = (money(value, found.currency) for value in (one.least, one.most))
    worth = money(one.total_value.mean or 0.0, found.currency)
    return (
        f"{found.title(found.favourite)} is worth {worth} on average over {times(len(found.worlds), 'world')}, between "
        f"{low} and {high}. It is the only strategy played, so there is nothing to compare it with."
    )


def who_wins(found: Robustness) -> str:
    """The favourite, and whether luck of the draw may have made it that."""
    first, second = found.ranking[:2]
    wins, others = found.strategies[first].wins, found.strategies[second].wins
    often = f"{in_worlds(found, wins)} ({interval(wins)})"
    if leads(wins, others):
        return f"{found.title(first)} wins {'' if wins.share > 0.5 else 'most often, '}in {often}"
    nearly = f"{found.title(second)} wins nearly as often, in {others.worlds:,}, and the two cannot be told apart"
    return f"{found.title(first)} wins most often, in {often}, but {nearly}"


def when_it_loses(found: Robustness) -> str:
    """The region in which the favourite loses, else that in which it loses to one other, as the end of a sentence."""
    if found.losing[0].found.cases == 0:
        return "it loses in none"
    clauses = [one.when for one in found.losing if one.when]
    return f"it {clauses[0]}" if clauses else "no region was found in which it loses much more often than elsewhere"


def enough(found: Robustness) -> str:
    """How often the favourite is good enough, and what it gives up."""
    best = found.strategies[found.favourite]
    regret = best.regret
    gives_up = (
        f"gives up {money(regret.mean.mean or 0.0, found.currency)} on average against the best of each world, "
        f"{money(regret.worst, found.currency)} at worst"
    )
    if best.good_enough is None:
        return f"It is what we do today, and {gives_up}."
    return f"It is worth {bar_of(found)} in {in_worlds(found, best.good_enough)}, and {gives_up}."


def bar_of(found: Robustness) -> str:
    """What is good enough."""
    if found.question.threshold is not None:
        return f"at least {money(found.question.threshold, found.currency)}"
    return f"at least as much as {found.title(found.baseline)}"


def in_worlds(found: Robustness, share: Share) -> str:
    """A count of worlds."""
    return f"{share.worlds:,} of {times(len(found.worlds), 'world')}"


def interval(share: Share) -> str:
    """Both ends of the interval of a share.

    >>> interval(Share(83, 0.83, 0.745, 0.891))
    '95% interval 74% to 89%'
    """
    return f"95% interval {per_cent(share.low)} to {per_cent(share.high)}"


def what_moves(found: Robustness, one: Tornado) -> str:
    """What moves the difference between two strategies most, of what luck does not explain."""
    lead = more_or_less(one.difference.mean or 0.0, found.currency)
    said = f"{found.title(one.strategy)} is worth {lead} than {found.title(one.against)} on average over the worlds."
    named = [f"'{bar.feature.name}'" for bar in one.clear[:NAMED]]
    if not named:
        return f"{said} No single thing unknown moves that beyond luck."
    return f"{said} What moves that most: {listed(named)}."


def money_unit(found: Robustness) -> tuple[float, str]:
    """The unit in which regrets are given, as a divisor and in words."""
    divisor, word = scale(max(one.regret.worst for one in found.strategies.values()))
    return divisor, f"{word} {found.currency}".strip()


def failed_words(found: Robustness) -> str:
    """How many worlds were left out, and why."""
    failed = len({one.world for one in found.failures})
    first = found.failures[0]
    return (
        f"{times(failed, 'world')} could not be played to the end and {'is' if failed == 1 else 'are'} left out. "
        f"The first, world {first.world}: {first.error}"
    )


def drawn_from(one: Parameter) -> str:
    """The values an unknown may have."""
    if one.path.endswith(BEHAVIOUR):
        return "any of the behaviours"
    if one.values is not None:
        sizes = [f"{number(value)}{one.unit}" for value in one.values if value > 0]
        return f"in every second world {', '.join(sizes[:-1])} or {sizes[-1]}, else none"
    return f"{number(one.low)} to {number(one.high)}{in_brackets(one.unit)}"


def in_brackets(unit: str) -> str:
    """A unit after its number, where there is one.

    >>> in_brackets("0 to 1"), in_brackets("")
    (' (0 to 1)', '')
    """
    return f" ({unit})" if unit else ""
