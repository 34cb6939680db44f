"""The market as a Mesa model: its `step` is the table of contents of a month."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import mesa
import numpy as np

from sim import luck
from sim.declarations import Scenario
from sim.ledger import COLUMN
from sim.market import opening
from sim.market.accounts import AccountBounds
from sim.market.beginning import bring_firms, bring_people, set_stage
from sim.market.bookkeeping import Book, amounts, ledger_line, summed
from sim.market.collecting import collector
from sim.market.customers import Customer, live_one_by_one
from sim.market.decisions import Decisions, check_decision, record_decisions
from sim.market.firms import Firm
from sim.market.journal import Journal
from sim.market.public import Line, publish
from sim.market.records import BOOK, Records, Town
from sim.market.saving import Saved, saved, take_up
from sim.market.trends import drift_wants
from sim.rules import month as acts
from sim.runs import Numbers
from sim.scenario.filling import average_bill
from sim.scenario.overlays import Overlay, behaviour, effective, market_numbers, overlays
from sim.scenario.scenario import read

Engine = Literal["compiled", "agents"]
EVERYBODY = (
    acts.everybody_meets_firms,
    acts.everybody_hears_friends,
    acts.everybody_chooses_and_buys,
    acts.everybody_remembers_referrals,
)


class Market(mesa.Model):
    """A market of customers and firms under one strategy of ours, with its own luck.

    `scenario` is a file or a scenario already read; `rng` the seed (the scenario's own where left out), `run` the
    replication. `engine="agents"` steps a Mesa agent for every customer, `"compiled"` the same rules over all rows.
    `watch` names the customer whose events are kept (-1: everybody's). `decisions` are levers by firm and month;
    further keywords set levers of our firm in month 1.
    """

    stage: Records
    """The one record that customers read: (1,) SCENE. What follows are windows on parts of it."""
    segments: Records
    offers: Records
    books: Records
    standing: Numbers
    public: Numbers
    standard: Numbers
    value: Numbers
    relationship_months: Numbers
    flows: Numbers
    last_books: Records
    sums: list[Book]
    last_sums: list[Book]
    ours: Records
    """Our firm's books by segment, summed since month 1: (segments,) BOOK."""
    town: Town
    firms: mesa.agent.AgentSet
    firm_names: tuple[str, ...]
    by_name: dict[str, Firm]

    def __init__(
        self,
        scenario: Scenario | str | Path,
        strategy: str | None = None,
        run: int = 0,
        rng: int | None = None,
        engine: Engine = "compiled",
        watch: int | None = None,
        collect: bool = False,
        kept: Saved | None = None,
        decisions: Decisions | None = None,
        **own_levers: float,
    ) -> None:
        case = read(scenario) if isinstance(scenario, str | Path) else scenario
        self.seed_used = case.seed if rng is None else int(rng)
        super().__init__(rng=self.seed_used)
        self.case, self.run_number, self.engine = case, run, engine
        self.strategy = strategy or case.baseline
        self.key = luck.key_of(self.seed_used, run)
        self.overlays = overlays(case, self.strategy)
        self.bill = average_bill(case)
        self.clock, self.since = 0, case.market.burn_in
        self.world = opening.world_of(case)
        self.capacity = opening.work_capacity(case)
        self.numbers = market_numbers(case.market)
        self.account_bounds = AccountBounds()
        self.record: list[dict[str, Line]] = []
        self.decisions: dict[str, dict[int, dict[str, float]]] = {}
        self.ledger: list[Numbers] = []
        set_stage(self)
        bring_firms(self)
        if kept is None:
            bring_people(self)
        else:
            take_up(self, kept)
        record_decisions(self, decisions or {}, own_levers)
        self.journal = Journal(watch)
        self.journal.make_room(len(self.town.customers), len(self.town.tie_to))
        self.crowd = [Customer(self, who) for who in range(len(self.town.customers))] if engine == "agents" else []
        self.looked_at: dict[int, Customer] = {}
        self.datacollector = collector() if collect else None

    def step(self) -> None:
        """One month, in order: events, firms, moments of truth, talk, choice and buying, changing wants, the books."""
        self.begin_month()
        self.firms.do("decide")
        self.firms.do("invest")
        self.firms.do("lead_people")
        self.hold_out_offers()
        self.meet_firms()
        self.hear_friends()
        self.choose_and_buy()
        self.drift_wants()
        self.close_month()

    def advance(self, months: int) -> None:
        """Plays so many months."""
        for _ in range(months):
            self.step()

    def live_on(self) -> None:
        """A month in which customers go on living and no firm decides anything (the run-off)."""
        self.clock += 1
        self.stage[0]["clock"] = self.clock
        self.books[:] = np.zeros((), BOOK)
        for act in range(len(EVERYBODY)):
            self._everybody(act)

    def decide(self, firm: str, values: Mapping[str, float], month: int | None = None) -> None:
        """Records levers that a firm sets at the beginning of a month to come (the next, where left out).

        Decisions are data, for any firm; together with the seed they are all that is needed to play a market again.
        Raises ScenarioError for what the firm cannot decide.
        """
        when = self.month + 1 if month is None else month
        check_decision(self, firm, values, when)
        self.decisions.setdefault(firm, {}).setdefault(when, {}).update(values)

    def save(self) -> Saved:
        """Puts the market aside as it stands."""
        return saved(self)

    @classmethod
    def restore(cls, kept: Saved, strategy: str | None = None, **options: Any) -> Market:
        """Goes on from a saved market, under the same strategy or another."""
        return cls(kept.case, strategy or kept.strategy, kept.run, kept.seed, kept=kept, **options)

    def begin_month(self) -> None:
        """The calendar moves; events strike; firms whose time has come enter; last month's books become history."""
        self.clock += 1
        self.set_conditions()
        for firm in self.firms:
            firm.enter_when_due(self)
            firm.take(self.decisions.get(firm.name, {}).get(self.month, {}))
        self.last_books, self.last_sums = self.books.copy(), self.sums
        self.books[:] = np.zeros((), BOOK)

    def set_conditions(self) -> None:
        """The month's date, and the market's own numbers with events laid over."""
        for path, value in market_numbers(self.case.market).items():
            self.numbers[path] = effective(value, path, self.month, self.overlays)
        scene = self.stage[0]
        scene["clock"], scene["demand"], scene["outside"] = self.clock, self.numbers["demand"], self.numbers["outside"]
        scene["captivity"] = self.numbers["captivity"] if self.case.market.kind == "captive" else 0.0
        scene["watch"] = self.journal.watch

    def hold_out_offers(self) -> None:
        """Every firm's offers, and what rivals charge on average."""
        for firm in self.firms:
            firm.hold_out_offers()
        open_now = [firm.place for firm in self.firms if firm.open]
        prices, rivals_prices = self.offers["price"], self.offers["rivals_price"]
        for place in range(len(self.offers)):
            rivals = [other for other in open_now if other != place] or [place]
            rivals_prices[place] = prices[rivals].mean(axis=0)

    def meet_firms(self) -> None:
        """Moments of truth, complaints, contact, satisfaction and bond (phases 5 to 9)."""
        self._everybody(0)

    def hear_friends(self) -> None:
        """Word of mouth (phase 10)."""
        self._everybody(1)

    def choose_and_buy(self) -> None:
        """Looking and choosing, buying, coming and going (phases 11, 12, 14)."""
        self._everybody(2)
        self._everybody(3)

    def drift_wants(self) -> None:
        """What customers want drifts (phase 13); it is met from next month on."""
        drift_wants(self.segments, self.case, self.month)

    def close_month(self) -> None:
        """The month's books: identities hold to the last coin; what is public is published."""
        self.books["held"] = self.last_books["customers"]
        self.books["kept"] = self.books["held"] - self.books["left"].sum(axis=2)
        self.sums = [summed(rows) for rows in self.books]
        lines = []
        for firm in self.firms:
            costs = firm.settle_accounts()
            line = ledger_line(firm, self, costs)
            firm.bank(line[COLUMN["profit"]])
            line[COLUMN["cash"]] = firm.cash
            lines.append(line)
        publish(self)
        self.keep(np.stack(lines))
        self.journal.turn_page(self.month)
        if self.datacollector:
            self.datacollector.collect(self)
        self.running = self.month < self.case.market.months

    def _everybody(self, act: int) -> None:
        journal = self.journal
        if self.crowd:
            live_one_by_one(self.crowd, act, self.stage.view(np.recarray)[0], self.town, journal)
        else:
            journal.filed = EVERYBODY[act](self.stage[0], self.town, journal.room, journal.filed)

    @property
    def month(self) -> int:
        """Months since the strategies parted; zero and below during burn-in."""
        return self.clock - self.since

    @property
    def wages(self) -> float:
        """The wage level."""
        return self.numbers["wages"]

    @property
    def us(self) -> int:
        """Our firm's place."""
        return self.firm_names.index(self.case.us)

    def firm(self, name: str) -> Firm:
        """A firm by its name."""
        return self.by_name[name]

    def customer(self, who: int) -> Customer:
        """A person as a Mesa agent, made when somebody first looks."""
        if self.crowd:
            return self.crowd[who]
        if who not in self.looked_at:
            self.looked_at[who] = Customer(self, who)
        return self.looked_at[who]

    def customers_of(self, firm: str) -> mesa.agent.AgentSet:
        """A firm's present customers as a Mesa AgentSet."""
        rows = np.flatnonzero(self.town.customers["provider"] == self.firm(firm).place)
        return mesa.agent.AgentSet([self.customer(int(who)) for who in rows], random=self.random)

    def last_month(self, firm: Firm) -> Book:
        """A firm's books of last month, over all segments."""
        return self.last_sums[firm.place]

    def month_of(self, firm: Firm) -> Book:
        """A firm's books of this month, over all segments."""
        return self.sums[firm.place]

    def laid_over(self, firm: str) -> list[Overlay]:
        """What strategies and events lay over a firm's levers this month."""
        return [one for one in self.overlays if one.firm == firm and one.active(self.month)]

    def behaviour_of(self, firm: Firm) -> str:
        """How a firm decides this month; during burn-in everybody keeps to today's policy."""
        if self.month < 1:
            return "static"
        return behaviour(self.case.firms[firm.name].behaviour, self.month, self.overlays, firm.name)

    def share_of(self, firm: Firm) -> float:
        """A firm's share of all customers served, at the end of last month."""
        served = sum(book["customers"] for book in self.last_sums)
        return self.last_sums[firm.place]["customers"] / served if served > 0 else 0.0

    def open_firms(self) -> int:
        """How many firms are in the market."""
        return sum(firm.open for firm in self.firms)

    def keep(self, lines: Numbers) -> None:
        """Adds a month to the ledger; month 0 is the state after burn-in, and value is counted from there."""
        if self.month < 0:
            return
        self.ledger.append(lines)
        if self.month == 0:
            self.flows[:], self.value[:], self.relationship_months[:] = 0, 0.0, 0
            return
        ours = amounts(self.ours)
        ours += amounts(self.books[self.us])
