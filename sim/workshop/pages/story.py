"""The round's story for the room: a few sentences made by rules from the round's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.game.history import Shock
from sim.game.outcome import Outcome
from sim.language.messages import _, several
from sim.wording import in_a_row, money
from sim.workshop.pages.movements import BECAUSE, most_first, movement

Names = Mapping[str, str]
"""What the firms are called, by seat or key."""
CLOSED = 0.5
"""Who closes at least this share of its distance to a rival's lever is said to have followed it (an assumption)."""


def story(outcomes: Sequence[Outcome], names: Names, shocks: Sequence[Shock], visible: Mapping[str, str]) -> list[str]:
    """What happened in the last round: who was struck, who won whose customers and why, who was followed.

    `outcomes`: all rounds so far, the opening first; `visible`: levers that rivals can see, by path, as they are
    called. Shocks that were not announced are not told.
    """
    if len(outcomes) < 2:
        return []
    said = [struck(shock, names) for shock in shocks if shock.announced]
    said += [out_of_money(firm, names) for firm in closed_down(outcomes)]
    said += [winner(outcomes[-1], names), loser(outcomes[-1], names), followed(outcomes, names, visible)]
    return [sentence for sentence in said if sentence]


def struck(shock: Shock, names: Names) -> str:
    """What struck whom."""
    if shock.firm in names:
        return _("{what} struck {firm}.", what=shock.title, firm=names[str(shock.firm)])
    if shock.firm == "all":
        return _("{what} struck all firms.", what=shock.title)
    return _("{what} struck the market.", what=shock.title)


def closed_down(outcomes: Sequence[Outcome]) -> list[str]:
    """Firms that were in the market before the last round and are no more."""
    before, now = outcomes[-2], outcomes[-1]
    return [firm for at, firm in enumerate(now.firms) if before.open[at] and not now.open[at]]


def out_of_money(firm: str, names: Names) -> str:
    """Why a firm is no more."""
    return _("{firm} ran out of cash and credit and has closed.", firm=names[firm])


def winner(outcome: Outcome, names: Names) -> str:
    """Who gained most customers, from whom, and why they came."""
    best = max(outcome.firms, key=lambda firm: movement(outcome, firm).net)
    moved = movement(outcome, best)
    if moved.net <= 0:
        return _("Nobody won more customers than it lost.")
    said = _("{firm} gained most: {customers} more than it lost.", firm=names[best], customers=customers(moved.net))
    rival = next((firm for firm in moved.came if firm is not None), None)
    return said if rival is None else in_a_row((said, _exchange(outcome, rival, best, names)))


def loser(outcome: Outcome, names: Names) -> str:
    """Who shrank most, and why its customers left."""
    worst = min(outcome.firms, key=lambda firm: movement(outcome, firm).net)
    moved = movement(outcome, worst)
    if moved.net >= 0:
        return ""
    said = _("{firm} shrank most: {customers} fewer.", firm=names[worst], customers=customers(-moved.net))
    reason = next(iter(moved.reasons), None)
    if reason is None:
        return said
    return in_a_row((said, _("Its customers left most often {why}.", why=_(BECAUSE[reason]))))


def followed(outcomes: Sequence[Outcome], names: Names, visible: Mapping[str, str]) -> str:
    """Who followed whom: a firm that moved, this round, most of the way to what a rival had set earlier."""
    found = [
        (copy, follower, leader, path)
        for path in visible
        for follower in outcomes[-1].firms
        for leader in outcomes[-1].firms
        if follower != leader and (copy := copied(outcomes, path, follower, leader)) > 0
    ]
    if not found:
        return ""
    _share, follower, leader, path = max(found)
    return _(
        "{follower} followed {leader}: {lever}.",
        follower=names[follower],
        leader=names[leader],
        lever=visible[path],
    )


def copied(outcomes: Sequence[Outcome], path: str, follower: str, leader: str) -> float:
    """How much of the distance to a rival's lever a firm closed in this round; 0 where that is no copying.

    Copying is to move, by at least half the distance, toward what the other had set in an earlier round, from the
    opening's value or beyond.
    """
    before, now = outcomes[-2], outcomes[-1]
    model, opening = before.levers[leader].get(path), outcomes[0].levers[leader].get(path)
    was, new = before.levers[follower].get(path), now.levers[follower].get(path)
    if model is None or opening is None or was is None or new is None or model in (opening, was) or new == was:
        return 0.0
    share = 1 - abs(new - model) / abs(was - model)
    return share if share >= CLOSED and (new - was) * (model - opening) > 0 else 0.0


def leading(outcome: Outcome, names: Names, currency: str) -> str:
    """Who is ahead, and whether the same firm has earned most so far: told only where the ranking is shown."""
    ahead, earner = outcome.firms[int(outcome.total.argmax())], outcome.firms[int(outcome.profit.argmax())]
    total, earned = money(float(outcome.total.max()), currency), money(float(outcome.profit.max()), currency)
    if ahead == earner:
        return _(
            "{firm} is ahead with {total}, of which {earned} is earned already.",
            firm=names[ahead],
            total=total,
            earned=earned,
        )
    return _(
        "{earner} has earned most so far ({earned}), but {firm} is ahead with {total}: its customers will bring more.",
        earner=names[earner],
        earned=earned,
        firm=names[ahead],
        total=total,
    )


def _exchange(outcome: Outcome, giver: str, taker: str, names: Names) -> str:
    flows = outcome.flows[outcome.place(giver), outcome.place(taker)]
    reason, _count = next(iter(most_first(flows).items()))
    return _(
        "The largest part came from {rival} ({customers}), most often {why}.",
        rival=names[giver],
        customers=customers(int(flows.sum())),
        why=_(BECAUSE[reason]),
    )


def customers(count: int) -> str:
    """A number of customers."""
    return several("{count:,} customer", "{count:,} customers", count)
