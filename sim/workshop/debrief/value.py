"""What value is made of: what was earned, and what the customers held are still worth; and how it grew."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup

from sim.game.outcome import Outcome
from sim.game.standing import Split, ranking, split
from sim.language.messages import _, several
from sim.web.charts import Line, lines
from sim.wording import per_cent
from sim.workshop.debrief.slide import Slide, Table
from sim.workshop.debrief.winners import in_money
from sim.workshop.pages.figures import in_table
from sim.workshop.pages.sight import Sight


def value(sight: Sight, ours: str = "") -> Slide:
    """The parts of every firm's total value, and its way there, round by round."""
    outcome = sight.played[-1]
    order = [one.firm for one in ranking(outcome, outcome.firms)]
    return Slide(
        "value",
        _("What value is made of"),
        to_come(sight, order, ours),
        _("What would you have to do to turn value still to come into profit now, and what would be left afterwards?"),
        (growth_chart(sight, order, ours),),
        split_table(sight, order),
        (lead_changes(sight),),
    )


def still_to_come(worth: Split) -> float | None:
    """The share of total value that customers have still to bring, all of it after losses; none without any value.

    >>> [still_to_come(one) for one in (Split(30.0, -5.0, 75.0), Split(-5.0, 0.0, 15.0), Split(-5.0, 0.0, 1.0))]
    [0.75, 1.0, None]
    """
    return min(1.0, max(0.0, worth.run_off / worth.total)) if worth.total > 0 else None


def to_come(sight: Sight, order: list[str], ours: str) -> str:
    """Whose value lies most in the past, and whose in the customers."""
    outcome, names = sight.played[-1], sight.names
    shares = {firm: share for firm in order if (share := still_to_come(split(outcome, firm))) is not None}
    if ours in shares:
        return _(
            "{share} of the total value of {firm} is still to come, from customers it holds today.",
            share=per_cent(shares[ours]),
            firm=names[ours],
        )
    if ours or not shares:
        return _("Total value is profit so far and what the customers held today are still worth.")
    most, least = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    if shares[most] == shares[least]:
        return _("Everywhere {share} of the value is still to come from customers.", share=per_cent(shares[most]))
    return _(
        "Of the value of {most}, {high} is still to come from the customers it holds; of that of {least}, {low}.",
        most=names[most],
        high=per_cent(shares[most]),
        least=names[least],
        low=per_cent(shares[least]),
    )


def lead_changes(sight: Sight) -> str:
    """How often the lead changed hands, and who led longest."""
    leaders = [outcome.firms[int(outcome.total.argmax())] for outcome in sight.played[1:]]
    changes = sum(one != other for one, other in pairwise(leaders))
    longest = max(dict.fromkeys(leaders), key=leaders.count)
    rounds = several("{count} round", "{count} rounds", leaders.count(longest))
    if not changes:
        return _("{firm} led by total value from the first round to the last.", firm=sight.names[longest])
    said = several(
        "The lead by total value changed hands {count} time",
        "The lead by total value changed hands {count} times",
        changes,
    )
    return _("{said}; {firm} held it longest ({rounds}).", said=said, firm=sight.names[longest], rounds=rounds)


def growth_chart(sight: Sight, order: list[str], ours: str) -> Markup:
    """Total value after every round, the opening first."""
    names, outcomes = sight.names, sight.played
    rows = [
        Line(names[firm], [total_of(outcome, firm) for outcome in outcomes], ours=firm == ours, muted=muted(firm, ours))
        for firm in order
    ]
    rounds = [_("start"), *(str(outcome.round) for outcome in outcomes[1:])]
    return lines(_("Total value, round by round"), rows, rounds, in_money(sight))


def muted(firm: str, ours: str) -> bool:
    """Whether a firm steps back, on the page of another."""
    return bool(ours) and firm != ours


def total_of(outcome: Outcome, firm: str) -> float:
    """A firm's total value after a round."""
    return split(outcome, firm).total


def split_table(sight: Sight, order: list[str]) -> Table:
    """The parts in figures."""
    outcome, names = sight.played[-1], sight.names
    parts = {firm: parts_of(split(outcome, firm)) for firm in order}
    unit, written = in_table((amount for amounts in parts.values() for amount in amounts), sight.currency)
    return Table(
        (
            unit,
            _("Profit of the business"),
            _("Information, help, fines"),
            _("Customers are still worth"),
            _("Total value"),
        ),
        tuple((names[firm], *map(written, amounts)) for firm, amounts in parts.items()),
    )


def parts_of(worth: Split) -> tuple[float, ...]:
    """The parts of a total value, and it."""
    return worth.earned, worth.extra, worth.run_off, worth.total
