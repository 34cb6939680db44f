"""The same people followed in two worlds: who is ours in both, in one or in neither, and what that is worth.

Money of a person and month goes to one of these accounts, so that the accounts sum to the difference in total value:
ours under the strategy only, because the person stayed (by the reason for which it left under the baseline) or was won
(by channel); ours under the baseline only, likewise with the sign turned; ours in both worlds, by kind of money; ours
in neither (in repertoire markets, purchases of other firms' customers).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.declarations import Scenario
from sim.ledger import CHANNELS, REASONS
from sim.market.run_off import RunOff
from sim.market.saving import Saved
from sim.runs import Numbers
from sim.simulate import opened
from sim.why.money import KINDS, WINNING, Flags, Whole
from sim.why.world import YEAR, World

NEITHER, BOTH, STAYED, WON, LEFT, MISSED = range(6)
"""How a person stands in the two worlds, seen from the strategy's: ours there only because it stayed or was won; or
ours under the baseline only because it left there, or was not won."""
ACCOUNTS = (
    *(f"stayed_{reason}" for reason in REASONS),
    *(f"left_{reason}" for reason in REASONS),
    *(f"won_{channel}" for channel in CHANNELS),
    *(f"missed_{channel}" for channel in CHANNELS),
    *(f"both_{kind}" for kind in KINDS if kind != "winning"),
    "neither",
)
ACCOUNT = {name: place for place, name in enumerate(ACCOUNTS)}
FIRST_ACCOUNT = {
    STAYED: ACCOUNT[f"stayed_{REASONS[0]}"],
    LEFT: ACCOUNT[f"left_{REASONS[0]}"],
    WON: ACCOUNT[f"won_{CHANNELS[0]}"],
    MISSED: ACCOUNT[f"missed_{CHANNELS[0]}"],
}
FIRST_OF_BOTH = ACCOUNT["both_sales"]


@dataclass(frozen=True)
class Followed:
    """What came of following everybody through one run of a strategy and of the baseline.

    `money`: (2, ACCOUNTS), discounted, the strategy's less the baseline's: within the horizon, and of the customers
    left at its end; `spending`: (2, UNALLOCATED) the same of what no single customer causes, costs negative.
    `total`: the difference in total value, from the ledgers. `counts`: (segments, ACCOUNTS) people by how they stand at
    the horizon, only those who are ours in one world alone. `gains`: (people,) by how much more each person brought;
    `standing`: (people,) how each stands at the horizon.
    """

    strategy: str
    run: int
    total: float
    money: Numbers
    spending: Numbers
    counts: Whole
    gains: Numbers
    standing: Whole


def followed(
    scenario: Scenario, strategy: str, run: int = 0, seed: int | None = None, opening: Saved | None = None
) -> Followed:
    """Plays a strategy and the baseline side by side, month by month, from the same opening."""
    start = opening or opened(scenario, run, seed)
    return Pair(World.restored(start, strategy), World.restored(start, scenario.baseline)).settled()


class Books:
    """Money of one span of time: (ACCOUNTS,) by account, and (people,) by person."""

    def __init__(self, people: int) -> None:
        self.accounts, self.people = np.zeros(len(ACCOUNTS)), np.zeros(people)

    def add(self, other: Books, times: float) -> None:
        """Adds another's money so many times."""
        self.accounts += times * other.accounts
        self.people += times * other.people


class Pair:
    """Two worlds with the same people and the same luck: our strategy's and the baseline's."""

    def __init__(self, ours: World, base: World) -> None:
        self.ours, self.base = ours, base
        self.nothing = np.zeros_like(ours.money)

    def settled(self) -> Followed:
        """Plays both worlds to the end and says what the accounts hold."""
        ours, base, market = self.ours, self.base, self.ours.market
        horizon = self.lived(market.case.market.months)
        standing = self.fates(ours.after, base.after)
        counts = self.counted(standing)
        here, there = RunOff(market), RunOff(base.market)
        after = self.lived_on(here, there)
        return Followed(
            strategy=market.strategy,
            run=market.run_number,
            total=ours.total(here) - base.total(there),
            money=np.stack([horizon.accounts, after.accounts]),
            spending=base.spent(there) - ours.spent(here),
            counts=counts,
            gains=horizon.people + after.people,
            standing=standing.astype(np.int8),
        )

    def lived(self, months: int) -> Books:
        """Plays so many months in both worlds and books the difference."""
        books = self.empty_books()
        for _ in range(months):
            self.ours.live_a_month()
            self.base.live_a_month()
            worth = self.ours.discount
            self.book(books, worth * self.ours.money, worth * self.base.money)
        return books

    def lived_on(self, here: RunOff, there: RunOff) -> Books:
        """Plays the run-off in both worlds and books what the customers left at the horizon are worth."""
        books, last_year_here, last_year_there = (self.empty_books() for _ in range(3))
        for month in range(1, here.months + 1):
            self.ours.live_on(here)
            self.base.live_on(there)
            worth = self.ours.discount
            self.book(books, worth * self.ours.money, worth * self.base.money)
            if month > here.months - YEAR:
                self.book(last_year_here, self.ours.money, self.nothing)
                self.book(last_year_there, self.nothing, self.base.money)
        us = self.ours.market.us
        books.add(last_year_here, float(here.tail[us]) / YEAR)
        books.add(last_year_there, float(there.tail[us]) / YEAR)
        return books

    def empty_books(self) -> Books:
        """Books with nothing in them."""
        return Books(len(self.ours.after))

    def fates(self, here: Flags, there: Flags) -> Whole:
        """How everybody stands, from whose they are in the two worlds: (people,)."""
        stayed = self.base.seen >= self.ours.since
        left = self.ours.seen >= self.base.since
        alone = [here & there, here & ~there & stayed, here & ~there, there & ~here & left, there & ~here]
        return np.select(alone, [BOTH, STAYED, WON, LEFT, MISSED], NEITHER)

    def accounts(self, fates: Whole) -> Whole:
        """The account of everybody who is not ours in both worlds: (people,)."""
        places = [
            FIRST_ACCOUNT[STAYED] + self.base.reason,
            FIRST_ACCOUNT[WON] + self.ours.channel,
            FIRST_ACCOUNT[LEFT] + self.ours.reason,
            FIRST_ACCOUNT[MISSED] + self.base.channel,
        ]
        return np.select([fates == fate for fate in (STAYED, WON, LEFT, MISSED)], places, ACCOUNT["neither"])

    def book(self, books: Books, here: Numbers, there: Numbers) -> None:
        """Books the difference between this month's money in two worlds, each (people, KINDS)."""
        # Whoever is ours in neither world at the month's end may have brought something before it left.
        neither = ~(self.ours.after | self.base.after)
        fates = self.fates(*(np.where(neither, world.before, world.after) for world in (self.ours, self.base)))
        difference = here - there
        by_person = difference.sum(axis=1)
        books.people += by_person
        both = fates == BOTH
        books.accounts += np.bincount(self.accounts(fates)[~both], weights=by_person[~both], minlength=len(ACCOUNTS))
        books.accounts[FIRST_OF_BOTH : FIRST_OF_BOTH + WINNING] += difference[both, :WINNING].sum(axis=0)
        self.book_winning(books, both, here[:, WINNING], there[:, WINNING])

    def book_winning(self, books: Books, both: Flags, here: Numbers, there: Numbers) -> None:
        """What winning somebody cost who is ours in both worlds goes to the channel by which it was done."""
        accounts = np.where(
            here != 0, FIRST_ACCOUNT[WON] + self.ours.channel, FIRST_ACCOUNT[MISSED] + self.base.channel
        )
        won = both & (here != there)
        books.accounts += np.bincount(accounts[won], weights=(here - there)[won], minlength=len(ACCOUNTS))

    def counted(self, standing: Whole) -> Whole:
        """People who are ours in one world only, by segment and account: (segments, ACCOUNTS)."""
        segments = self.ours.market.town.customers["segment"].astype(np.int64)
        alone = standing >= STAYED
        places = segments[alone] * len(ACCOUNTS) + self.accounts(standing)[alone]
        shape = (len(self.ours.market.case.segments), len(ACCOUNTS))
        return np.bincount(places, minlength=shape[0] * shape[1]).reshape(shape)
