"""The budget of a round, and what a decision would cost and bring at the customers a team has now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.game.plan import COSTS, PROMISED, REFERRAL_REWARDS, SALES, Footing, projection
from sim.language.messages import _, noted
from sim.wording import in_a_row, money

if TYPE_CHECKING:
    from sim.game.outcome import Outcome
    from sim.game.reading import Game

PLANNED = {
    "spend_product": noted("Layer 1: product"),
    "spend_systems": noted("Layer 2: support systems"),
    "spend_execution": noted("Layer 3: execution"),
    "spend_contact": noted("Layer 4: contact"),
    "spend_bond": noted("Layer 5: bond"),
    "wages": noted("Wages"),
    "training": noted("Training"),
    "contacting": noted("Contacts and answers"),
    "visiting": noted("Visits and training days"),
    "advertising": noted("Advertising and offers"),
    REFERRAL_REWARDS: noted("Referral rewards"),
    PROMISED: noted("Promised to newcomers (comes off sales)"),
    "rewards": noted("Loyalty rewards"),
    "key_accounts": noted("Key accounts"),
    "listening": noted("Listening"),
    "flexibility": noted("Spare stock and allies"),
}
"""What a team plans, by line: the budget is for these. All other costs follow from what customers do."""


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan: money of the last round and of the next. `label` is a message.

    `paid`: whether it is a cost; what is promised to newcomers is planned, and comes off sales.
    """

    label: str
    before: float
    next: float
    paid: bool = True


@dataclass(frozen=True)
class Consequences:
    """What a decision means in money in the next round, at the customers held now, beside the last round.

    `plan`: lines with money in them; `other`: costs that follow from what customers do; `people`: front-line people.
    All money a round.
    """

    sales: PlanLine
    plan: tuple[PlanLine, ...]
    other: PlanLine
    people: PlanLine
    budget: float

    @property
    def planned(self) -> float:
        """What is planned for the next round."""
        return sum(line.next for line in self.plan)

    @property
    def profit(self) -> PlanLine:
        """What is left."""
        before, next = (
            getattr(self.sales, when) - sum(getattr(line, when) for line in (*self.plan, self.other) if line.paid)
            for when in ("before", "next")
        )
        return PlanLine(PROFIT, before, next)

    @property
    def over(self) -> float:
        """By how much the plan exceeds the budget; nothing where it fits."""
        return over_budget(self.planned, self.budget)

    def sentences(self, currency: str) -> list[str]:
        """The consequences in words, in the language spoken."""
        profit = self.profit
        return [
            fit(self.planned, self.budget, currency),
            _(
                "At the customers you have now: sales {sales}, profit {profit} (last round {before}).",
                sales=money(self.sales.next, currency),
                profit=money(profit.next, currency),
                before=money(profit.before, currency),
            ),
            _("What customers and rivals will make of it is not foreseen here."),
        ]


PROFIT = noted("Profit")


def planned(game: Game, outcome: Outcome, seat: str, levers: Mapping[str, float]) -> dict[str, float]:
    """Money a round by line of the plan (a message), at the customers held now; lines without money are left out.

    `levers`: what the team sets, all of it or only what it changes.
    """
    next = projection(game, outcome, seat, levers).next
    return {label: next[line] for line, label in PLANNED.items() if next[line]}


def budget(game: Game, opening: Outcome, outcome: Outcome, seat: str, given: float = 0.0) -> float:
    """What a team may plan for the next round.

    The file's budget times the share of sales that the teams' plans took at the opening, of the last round's sales;
    help and fines of this round (`given`) come on top. So a firm that sells more may spend more, none may spend what
    it has not earned, and all are measured by the same share.
    """
    share = share_planned(game, opening)
    return max(0.0, game.file.budget * share * projection(game, outcome, seat, {}).before[SALES] + given)


def share_planned(game: Game, opening: Outcome) -> float:
    """The share of all teams' sales that their plans took at the opening."""
    first = [projection(game, opening, seat, {}) for seat in game.seats]
    sales = sum(one.before[SALES] for one in first)
    return sum(one.next[line] for one in first for line in PLANNED) / sales if sales > 0 else 0.0


def over_budget(planned: float, budget: float) -> float:
    """By how much a plan exceeds the budget; a thousandth is forgiven, since forms round.

    >>> over_budget(110.0, 100.0), over_budget(100.05, 100.0)
    (10.0, 0.0)
    """
    return planned - budget if planned > 1.001 * budget else 0.0


def fit(planned: float, budget: float, currency: str) -> str:
    """Whether a plan fits its budget, in words.

    >>> fit(900_000.0, 1_000_000.0, "EUR")
    'The plan comes to EUR 900 thousand of a budget of EUR 1.00 million.'
    """
    of = {"planned": money(planned, currency), "budget": money(budget, currency)}
    if not over_budget(planned, budget):
        return _("The plan comes to {planned} of a budget of {budget}.", **of)
    too_much = money(over_budget(planned, budget), currency)
    sentences = (
        _("The plan comes to {planned}, over the budget of {budget}.", **of),
        _("Take {amount} out of it.", amount=too_much),
    )
    return in_a_row(sentences)


def consequences(
    game: Game, opening: Outcome, outcome: Outcome, seat: str, levers: Mapping[str, float], given: float = 0.0
) -> Consequences:
    """What a decision means in money in the next round, beside the last round, and whether it fits the budget."""
    found = projection(game, outcome, seat, levers)
    lines = tuple(
        PlanLine(label, found.before[line], found.next[line], paid=line != PROMISED)
        for line, label in PLANNED.items()
        if found.before[line] or found.next[line]
    )
    others = [line for line in COSTS if line not in PLANNED]
    other = PlanLine(
        noted("Other costs"), sum(found.before[line] for line in others), sum(found.next[line] for line in others)
    )
    return Consequences(
        sales=PlanLine(noted("Sales"), found.before[SALES], found.next[SALES]),
        plan=lines,
        other=other,
        people=people(game, outcome, seat, levers),
        budget=budget(game, opening, outcome, seat, given),
    )


def people(game: Game, outcome: Outcome, seat: str, levers: Mapping[str, float]) -> PlanLine:
    """Front-line people, at the end of the last round and with these levers."""
    place = outcome.place(seat)
    customers, size = float(outcome.now("customers")[place]), float(outcome.sizes[place])
    set_now = outcome.levers[seat] | dict(levers)
    before = float(outcome.now("heads")[place])
    return PlanLine(noted("Front-line people"), before, Footing(game.case, seat, size, customers, set_now).heads)
