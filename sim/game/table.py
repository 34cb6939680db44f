"""The table a game is played at: the outcome of every history, the same to the byte whenever and wherever asked for."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from sim.declarations import Event
from sim.game.computers import behaviour_events, behaviours
from sim.game.equal_start import opened_equal
from sim.game.history import History, Round
from sim.game.outcome import Outcome
from sim.game.reading import Game, game_from_json, game_to_json
from sim.game.shocks import event_of
from sim.game.voices import voices_of
from sim.ledger import COLUMN
from sim.market.journal import EVERYBODY, Journal
from sim.market.market import Market
from sim.market.run_off import wind_up
from sim.market.saving import Saved
from sim.runs import Numbers
from sim.scenario.overlays import facts_at

if TYPE_CHECKING:
    from sim.market.firms import Firm

MARKETS, OUTCOMES = 6, 96
"""How many markets, and how many outcomes, a table keeps at hand; what it lets go of is played again when needed."""

SETTLING = 12
"""Months in which capabilities and people settle before the customers held are valued, and in which a price that has
been raised comes to count. *Assumption.*"""

Kept = TypeVar("Kept")


class Table:
    """A game's market, round after round: a pure function of the history, with what was played last kept at hand."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self._opening: Saved | None = None
        self._markets: OrderedDict[History, Saved] = OrderedDict()
        self._outcomes: OrderedDict[History, Outcome] = OrderedDict()

    @property
    def horizon(self) -> int:
        """Months of the whole game."""
        return self.game.file.rounds * self.game.file.months

    def opening(self) -> Outcome:
        """How the market stands before the first round."""
        return self.outcome(History())

    def outcomes(self, history: History) -> list[Outcome]:
        """How the market stood at the opening and after every round: (rounds + 1,)."""
        return [self.outcome(history.before(number)) for number in range(1, len(history) + 2)]

    def outcome(self, history: History) -> Outcome:
        """How the market stands after the history's last round. ScenarioError for what a firm cannot decide."""
        if history not in self._outcomes:
            remember(self._outcomes, history, self._played(history), OUTCOMES)
        self._outcomes.move_to_end(history)
        return self._outcomes[history]

    def after(self, history: History) -> Saved:
        """The market as it stands after the history's last round, put aside."""
        if not history.rounds:
            self._opening = self._opening or opened_equal(self.game.case, self.game.seats, self.game.seed)
            return self._opening
        if history not in self._markets:
            market = self.begun(history)
            market.advance(self.game.file.months)
            remember(self._markets, history, market.save(), MARKETS)
        self._markets.move_to_end(history)
        return self._markets[history]

    def begun(self, history: History, watch: int | None = None) -> Market:
        """The market as the history's last round begins: its luck, its shocks, what each firm decides and is given.

        Information, help and fines move a firm's cash, and nothing else in the market: profit in the ledger is that
        of its business. A firm whose cash falls below its credit line at a month's end is insolvent: it closes for
        good and its customers are free from the next month on. Help therefore saves a firm only in time.
        """
        before, closed = history.before(len(history)), history.rounds[-1]
        case = self.game.case.model_copy(update={"events": events_of(self.game, history)})
        market = Market.restore(replace(self.after(before), case=case, run=closed.luck), watch=watch)
        forget_former_players(market, closed, self.game.rivals)
        for firm, levers in closed.decisions:
            market.decide(firm, dict(levers))
        for firm, money in extra_of(closed).items():
            market.firm(firm).cash += money
        return market

    def _played(self, history: History) -> Outcome:
        if not history.rounds:
            market = Market.restore(self.after(history))
            return outcome_of(market, history, 0, np.zeros_like(market.flows))
        market = self.begun(history, EVERYBODY)
        begins, flows = len(market.ledger), market.flows.copy()
        market.advance(self.game.file.months)
        if history not in self._markets:
            remember(self._markets, history, market.save(), MARKETS)
        voices = voices_of(market, market.journal.events(), self.game)
        return replace(outcome_of(market, history, begins, flows), voices=voices)


def remember(store: OrderedDict[History, Kept], history: History, found: Kept, most: int) -> None:
    """Keeps what was found for a history, and lets go of what has not been asked for longest."""
    store[history] = found
    while len(store) > most:
        store.popitem(last=False)


def events_of(game: Game, history: History) -> list[Event]:
    """What befalls the market in the last round of a history: all shocks so far, and who is played by whom."""
    months = game.file.months
    begins = [1 + at * months for at in range(len(history))]
    shocks = [event_of(shock, month) for month, one in zip(begins, history.rounds, strict=True) for shock in one.shocks]
    last = begins[-1]
    return [*shocks, *behaviour_events(history.rounds[-1], game.rivals, last, last + months - 1)]


def forget_former_players(market: Market, closed: Round, rivals: tuple[str, ...]) -> None:
    """What a behaviour remembers of its own moves is gone once people have decided for a firm."""
    playing = behaviours(closed, rivals)
    for firm in market.firms:
        if closed.of(firm.name) or firm.name not in (*rivals, *playing):
            firm.memory = {}


def extra_of(closed: Round) -> dict[str, float]:
    """Money of a round beside the firms' business: help and fines, less information bought, by firm.

    >>> extra_of(Round(bought=(("team_1", 30.0),), given=(("team_1", 100.0), ("team_2", -20.0))))
    {'team_1': 70.0, 'team_2': -20.0}
    """
    money: dict[str, float] = {}
    for firm, amount in (*((firm, -paid) for firm, paid in closed.bought), *closed.given):
        money[firm] = money.get(firm, 0.0) + amount
    return money


def outcome_of(market: Market, history: History, begins: int, flows_before: Numbers) -> Outcome:
    """What the market shows after a round. It is used up by this: the customers held are valued by living on."""
    firms = list(market.firms)
    extra = np.zeros(len(firms))
    for closed in history.rounds:
        for name, money in extra_of(closed).items():
            extra[market.firm(name).place] += money
    return Outcome(
        round=len(history),
        firms=market.firm_names,
        begins=begins,
        months=np.stack(market.ledger),
        flows=(market.flows - flows_before).astype(float),
        standing=market.standing.copy(),
        sizes=np.array([firm.size for firm in firms]),
        open=tuple(firm.open for firm in firms),
        extra=extra,
        levers={firm.name: levers_set(firm) for firm in firms},
        voices=(),
        run_off=worth_now(market),
    )


def levers_set(firm: Firm) -> dict[str, float]:
    """What a firm has set, by path."""
    return {path: value for path, value in firm.base.items() if facts_at(path, firm.name).lever}


def worth_now(market: Market) -> Numbers:
    """What the customers each firm holds are still worth, in money of today's month: (firms,).

    What firms can do and their people settle first, for a year, at what is now decided: else a team would gain by
    cutting in the last round what customers would have missed in the next. For the same reason a price that has been
    raised counts as far as it has been paid: at its mean over the last year.
    """
    for firm in market.firms:
        firm.base["price"] -= lately_added(market, firm)
    for _ in range(SETTLING):
        market.firms.do("invest")
        market.firms.do("lead_people")
    month, rate = market.month, market.case.market.discount_rate
    market.journal = Journal(None)
    return np.asarray(wind_up(market) * (1.0 + rate) ** (month / 12))


def lately_added(market: Market, firm: Firm) -> float:
    """By how much a firm's price exceeds, on average, what it was in each of the last twelve months.

    Months in which it was higher count as nothing; before the opening it was what it was then.
    """
    months = range(len(market.ledger) - SETTLING, len(market.ledger))
    prices = [float(market.ledger[max(0, month)][firm.place, COLUMN["price"]]) for month in months]
    return sum(max(0.0, firm.base["price"] - price) for price in prices) / SETTLING


def play(game: Game, history: History) -> Outcome:
    """The outcome of a history, for work in several processes."""
    return at_hand(game).outcome(history)


def at_hand(game: Game) -> Table:
    """The table of a game, in whatever language; every process keeps those of the games it was asked for last."""
    return table_of(json.dumps(game_to_json(game.original or game)))


@lru_cache(maxsize=2)
def table_of(told: str) -> Table:
    """The table of a game told as JSON."""
    return Table(game_from_json(json.loads(told)))
