"""Information a team can buy: its customers asked, its leavers, its rivals, and one customer's story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np

from sim import luck
from sim.declarations import LAYERS
from sim.game.table import at_hand
from sim.game.told import ToldStory, told_story
from sim.language.messages import noted
from sim.ledger import REASONS, REVENUE
from sim.market.behaviours import COPIED
from sim.market.records import Records

if TYPE_CHECKING:
    from sim.game.history import History
    from sim.game.outcome import Outcome
    from sim.game.reading import Game
    from sim.market.saving import Saved
    from sim.runs import Numbers

Name = TypeVar("Name")
Kind = Literal["survey", "leavers", "rivals", "customer"]

OFFERED: dict[Kind, str] = {
    "survey": noted("A survey, layer by layer: what matters to your customers, and what rivals' customers find"),
    "leavers": noted("Why customers left you, and where they went"),
    "rivals": noted("Rivals' prices, reputations and what else can be seen of them"),
    "customer": noted("The story of a single customer"),
}
"""What can be bought, in words."""
ASKED = 100
"""Customers whom a survey asks; of fewer everybody."""
A_SURVEY = luck.SURVEY + 200
"""Draws of who is asked; the firm's place added."""


def price(game: Game, opening: Outcome, kind: Kind) -> float:
    """What a piece of information costs any team: the file's share of a team's mean sales in an opening round."""
    rows, places = opening.months[opening.begins :], [opening.place(seat) for seat in game.seats]
    sales = sum(float(opening.of_round(name)[places].mean()) for name in REVENUE) / len(rows) * game.file.months
    share: float = getattr(game.file.information, kind)
    return float(round(share * sales))


@dataclass(frozen=True)
class AskedLayer:
    """What the customers asked say of a layer: how good they find it, what they expect, how much it matters.

    `seen`, `expected`: 0 to 1; `importance`: share of all five; `rival`: how good the customers of the best rival find
    theirs, 0 to 1.
    """

    layer: str
    seen: float
    expected: float
    importance: float
    rival: float = 0.0

    @property
    def satisfaction(self) -> float:
        """Satisfaction with the layer, 0 to 100; 50 is as expected.

        >>> AskedLayer("contact", 0.5, 0.6, 0.2).satisfaction
        40.0
        """
        return round(min(100.0, max(0.0, 50.0 + 100.0 * (self.seen - self.expected))), 6)


@dataclass(frozen=True)
class Survey:
    """A survey: `asked` customers of `held`, drawn by lot; the fewer are asked, the further off it may be."""

    asked: int
    held: int
    satisfaction: float
    layers: tuple[AskedLayer, ...]


def survey(game: Game, history: History, seat: str, asked: int = ASKED) -> Survey:
    """What some of a team's customers, and as many of every other firm, say at the end of the last round.

    They are drawn by lot. The lot belongs to the game's seed, the month and the firm, so that buying it twice tells
    nothing new.
    """
    kept = at_hand(game).after(history)
    place = list(game.case.firms).index(seat)
    who = drawn(kept, place, asked)
    relations = with_firm(kept, who, place)
    seen, expected = relations["seen"], kept.town.customers["expected"][who]
    importance = kept.town.customers["importance"][who]
    others = [other for other in range(len(game.case.firms)) if other != place]
    theirs = [with_firm(kept, drawn(kept, other, asked), other)["seen"] for other in others]
    layers = (
        AskedLayer(
            layer,
            mean(seen[:, at]),
            mean(expected[:, at]),
            mean(importance[:, at]),
            max((mean(rival[:, at]) for rival in theirs), default=0.0),
        )
        for at, layer in enumerate(LAYERS)
    )
    held = int((kept.town.customers["provider"] == place).sum())
    return Survey(len(who), held, 100.0 * mean(relations["satisfaction"]), tuple(layers))


def with_firm(kept: Saved, who: Numbers, place: int) -> Records:
    """What stands between these people and a firm: (people,) RELATION."""
    relations = kept.town.relations
    return np.asarray(relations[who, place if relations.shape[1] > 1 else 0])


def drawn(kept: Saved, place: int, asked: int) -> Numbers:
    """Customers of a firm drawn by lot: (asked,) or fewer, all different."""
    key = luck.key_of(kept.seed, kept.run)
    draws = luck.draws(key, int(kept.state["clock"]), A_SURVEY + place, len(kept.town.customers))
    theirs = np.flatnonzero(kept.town.customers["provider"] == place)
    return np.asarray(np.sort(theirs[np.argsort(draws[theirs], kind="stable")[:asked]]))


def mean(values: Numbers) -> float:
    """The mean, and nothing where there is nobody."""
    return float(values.mean()) if len(values) else 0.0


@dataclass(frozen=True)
class Leavers:
    """Customers who left a team in a round: how many by reason (a key of `REASONS`), and by the firm they went to.

    `to`: by firm's key, and None for those who went to nobody. Only what there is, the most first.
    """

    reasons: tuple[tuple[str, int], ...]
    to: tuple[tuple[str | None, int], ...]

    @property
    def count(self) -> int:
        """All who left."""
        return sum(number for _reason, number in self.reasons)


def leavers(outcome: Outcome, seat: str) -> Leavers:
    """Who left a team in the last round, and why."""
    gone = outcome.flows[outcome.place(seat)]
    return Leavers(
        most_first(dict(zip(REASONS, gone.sum(axis=0), strict=True))),
        most_first(dict(zip((*outcome.firms, None), gone.sum(axis=1), strict=True))),
    )


def most_first(counts: Mapping[Name, float]) -> tuple[tuple[Name, int], ...]:
    """Counts above nothing, the largest first.

    >>> most_first({"price": 2.0, "bond": 5.0, "contact": 0.0})
    (('bond', 5), ('price', 2))
    """
    return tuple((name, int(count)) for name, count in sorted(counts.items(), key=lambda item: -item[1]) if count > 0)


@dataclass(frozen=True)
class Rival:
    """What can be seen of another firm: its reputation (0 to 1), customers, and the levers visible from outside."""

    firm: str
    reputation: float
    customers: int
    levers: dict[str, float]


def rivals(outcome: Outcome, seat: str) -> tuple[Rival, ...]:
    """Every other firm in the market, as it can be seen at the end of the round."""
    return tuple(
        Rival(
            firm,
            float(outcome.standing[at]),
            int(outcome.now("customers")[at]),
            {path: outcome.levers[firm][path] for path in COPIED},
        )
        for at, firm in enumerate(outcome.firms)
        if firm != seat and outcome.open[at]
    )


def customer_to_tell(game: Game, history: History, seat: str, bought: int) -> int | None:
    """The customer whose story a team gets, another one each time: `bought` stories it has had before.

    By turns the largest of those who left it in the game and the longest-standing of those it has; None where there
    is nobody.
    """
    table, place = at_hand(game), list(game.case.firms).index(seat)
    rounds = [table.after(history.before(number)).town.customers for number in range(1, len(history) + 2)]
    now = rounds[-1]
    theirs = now["provider"] == place
    left = np.any([one["provider"] == place for one in rounds], axis=0) & ~theirs
    by_size = ranked(left, now["spend"] * now["grown"])
    by_years = ranked(theirs, -now["joined"].astype(float))
    by_turns = [int(who) for pair in zip_longest(by_size, by_years) for who in pair if who is not None]
    return by_turns[bought] if bought < len(by_turns) else None


def ranked(people: Numbers, worth: Numbers) -> Numbers:
    """Some people from the highest worth to the lowest, equals by number."""
    who = np.flatnonzero(people)
    return np.asarray(who[np.lexsort((who, -worth[who]))])


def story(game: Game, history: History, seat: str, bought: int, names: Mapping[str, str]) -> ToldStory | None:
    """The story a team buys, in the language spoken. `names`: what the seats call themselves."""
    who = customer_to_tell(game, history, seat, bought)
    return None if who is None else told_story(game, history, who, names)
