"""What the worlds come to, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.discovery import called, number
from sim.language.messages import _, several
from sim.robust.losing import worlds_in_words
from sim.robust.standing import Share, leads
from sim.robust.tornado import Tornado
from sim.robust.unknowns import BEHAVIOUR
from sim.sweep.parameters import Parameter
from sim.wording import (
    in_a_row,
    in_brackets,
    listed,
    money,
    more_or_less,
    per_cent,
    scale,
    span,
    unit_of_money,
)

if TYPE_CHECKING:
    from sim.robust.robustness import Robustness

NAMED = 3
"""How many of the strongest features a sentence names."""


def verdict(found: Robustness) -> str:
    """The verdict in two sentences."""
    if len(found.ranking) == 1:
        return only_one(found)
    if found.strategies[found.favourite].wins.worlds == 0:
        worlds = worlds_in_words(len(found.worlds))
        first = _("No strategy wins: in all {worlds} the best come out exactly alike.", worlds=worlds)
    else:
        first = _("{who_wins}; {when_it_loses}.", who_wins=who_wins(found), when_it_loses=when_it_loses(found))
    return in_a_row([first, enough(found)])


def only_one(found: Robustness) -> str:
    """Nothing to compare with."""
    one = found.strategies[found.favourite]
    return _(
        "{strategy} is worth {worth} on average over {worlds}, between {low} and {high}. It is the only strategy "
        "played, so there is nothing to compare it with.",
        strategy=found.title(found.favourite),
        worth=money(one.total_value.mean or 0.0, found.currency),
        worlds=worlds_in_words(len(found.worlds)),
        low=money(one.least, found.currency),
        high=money(one.most, found.currency),
    )


def who_wins(found: Robustness) -> str:
    """The favourite, and whether luck of the draw may have made it that."""
    first, second = found.ranking[:2]
    wins, others = found.strategies[first].wins, found.strategies[second].wins
    often = f"{in_worlds(found, wins)}{in_brackets(interval(wins))}"
    if not leads(wins, others):
        return _(
            "{first} wins most often, in {often}, but {second} wins nearly as often, in {count:,}, and the two cannot "
            "be told apart",
            first=found.title(first),
            often=often,
            second=found.title(second),
            count=others.worlds,
        )
    if wins.share > 0.5:
        return _("{first} wins in {often}", first=found.title(first), often=often)
    return _("{first} wins most often, in {often}", first=found.title(first), often=often)


def when_it_loses(found: Robustness) -> str:
    """The region in which the favourite loses, else that in which it loses to one other, as the end of a sentence."""
    if found.losing[0].found.cases == 0:
        return _("it loses in none")
    clauses = [one.when for one in found.losing if one.when]
    if not clauses:
        return _("no region was found in which it loses much more often than elsewhere")
    return _("it {clause}", clause=clauses[0])


def enough(found: Robustness) -> str:
    """How often the favourite is good enough, and what it gives up."""
    best = found.strategies[found.favourite]
    gives_up = _(
        "gives up {mean} on average against the best of each world, {worst} at worst",
        mean=money(best.regret.mean.mean or 0.0, found.currency),
        worst=money(best.regret.worst, found.currency),
    )
    if best.good_enough is None:
        return _("It is what we do today, and {gives_up}.", gives_up=gives_up)
    worlds = in_worlds(found, best.good_enough)
    return _("It is worth {bar} in {worlds}, and {gives_up}.", bar=bar_of(found), worlds=worlds, gives_up=gives_up)


def bar_of(found: Robustness) -> str:
    """What is good enough."""
    if found.question.threshold is not None:
        return _("at least {amount}", amount=money(found.question.threshold, found.currency))
    return _("at least as much as {strategy}", strategy=found.title(found.baseline))


def in_worlds(found: Robustness, share: Share) -> str:
    """A count of worlds."""
    return _("{count:,} of {worlds}", count=share.worlds, worlds=worlds_in_words(len(found.worlds)))


def interval(share: Share) -> str:
    """Both ends of the interval of a share.

    >>> interval(Share(83, 0.83, 0.745, 0.891))
    '95% interval 74% to 89%'
    """
    return _("95% interval {interval}", interval=span(per_cent(share.low), per_cent(share.high)))


def what_moves(found: Robustness, one: Tornado) -> str:
    """What moves the difference between two strategies most, of what luck does not explain."""
    first = _(
        "{strategy} is worth {difference} than {other} on average over the worlds.",
        strategy=found.title(one.strategy),
        difference=more_or_less(one.difference.mean or 0.0, found.currency),
        other=found.title(one.against),
    )
    named = [called(bar.feature.meaning) for bar in one.clear[:NAMED]]
    if not named:
        return in_a_row([first, _("No single thing unknown moves that beyond luck.")])
    return in_a_row([first, _("What moves that most: {things}.", things=listed(named))])


def money_unit(found: Robustness) -> tuple[float, str]:
    """The unit in which regrets are given, as a divisor and in words."""
    divisor, word = scale(max(one.regret.worst for one in found.strategies.values()))
    return divisor, unit_of_money(word, found.currency)


def failed_words(found: Robustness) -> str:
    """How many worlds were left out, and why."""
    first = found.failures[0]
    failed = several(
        "{count:,} world could not be played to the end and is left out.",
        "{count:,} worlds could not be played to the end and are left out.",
        len({one.world for one in found.failures}),
    )
    return in_a_row([failed, _("The first, world {world}: {error}", world=first.world, error=first.error)])


def drawn_from(one: Parameter) -> str:
    """The values an unknown may have."""
    if one.path.endswith(BEHAVIOUR):
        return "any of the behaviours"
    if one.values is not None:
        sizes = [f"{number(value)}{one.unit}" for value in one.values if value > 0]
        return f"in every second world {', '.join(sizes[:-1])} or {sizes[-1]}, else none"
    return f"{number(one.low)} to {number(one.high)}{in_brackets(one.unit)}"
