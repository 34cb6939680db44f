"""What came of a game as sheets: standing, accounts, customers, the ladder, every month of every firm."""

from __future__ import annotations

from collections.abc import Iterator

from sim.declarations.quantity import LAYERS
from sim.game.outcome import Outcome
from sim.game.standing import Measure, ranking, split
from sim.language.messages import _, noted
from sim.ledger import COLUMNS, REASONS, REVENUE
from sim.reasons import COSTS, LAYER_WORDS, LINE_WORDS, REASON_WORDS
from sim.report.sheet import Cell, Column, Form, Sheet, in_money
from sim.workshop.pages.sight import Sight

STATES: dict[str, tuple[str, Form]] = {
    "customers": (noted("customers"), "count"),
    "satisfaction": (noted("satisfaction (0 to 100)"), "number"),
    "bond": (noted("bond (0 to 1)"), "number"),
    "wallet": (noted("share of wallet (0 to 1)"), "number"),
    "price": (noted("price (the usual is 1)"), "number"),
    "heads": (noted("front-line people"), "number"),
    "morale": (noted("morale (0 to 1)"), "number"),
    "skill": (noted("skill (0 to 1)"), "number"),
    "load": (noted("load (1 is full)"), "number"),
}
"""How a firm stands, by ledger column."""


def figures_sheets(sight: Sight) -> list[Sheet]:
    """The sheets of what came out, from the whole to the detail."""
    return [
        standing_sheet(sight),
        accounts_sheet(sight),
        states_sheet(sight),
        flows_sheet(sight),
        ladder_sheet(sight),
        months_sheet(sight),
    ]


def by_round(sight: Sight) -> Iterator[tuple[Outcome, str, tuple[Cell, Cell]]]:
    """Every closed round and firm, with the two cells that name them."""
    names = sight.names
    for outcome in sight.played[1:]:
        for firm in outcome.firms:
            yield outcome, firm, (float(outcome.round), names[firm])


def headed(*columns: Column) -> tuple[Column, ...]:
    """The columns of a sheet with a row for every round and firm."""
    return (Column(_("round"), "count"), Column(_("firm")), *columns)


def standing_sheet(sight: Sight) -> Sheet:
    """Total value and what it is made of."""
    rows = []
    for outcome, firm, names in by_round(sight):
        worth = split(outcome, firm)
        money = (worth.total, worth.earned, worth.extra, worth.run_off, worth.profit)
        stands = (float(place_of(outcome, firm, "total")), float(place_of(outcome, firm, "profit")))
        rows.append((*names, *money, *stands, float(outcome.standing[outcome.place(firm)])))
    headings = (
        _("total value"), _("profit of the business so far"), _("information, help and fines so far"),
        _("customers held are still worth"), _("profit so far"),
    )  # fmt: skip
    places = (Column(_("place by total value"), "count"), Column(_("place by profit"), "count"))
    return Sheet(
        _("Standing"),
        _("Total value after every round: profit so far and what the customers held then were still worth."),
        headed(
            *(in_money(one, sight.currency) for one in headings), *places, Column(_("reputation (0 to 1)"), "number")
        ),
        tuple(rows),
    )


def place_of(outcome: Outcome, firm: str, by: Measure) -> int:
    """A firm's place among all."""
    return next(one.place for one in ranking(outcome, outcome.firms, by) if one.firm == firm)


def accounts_sheet(sight: Sight) -> Sheet:
    """Every line of the ledger."""
    signs = {**dict.fromkeys(REVENUE, 1.0), **dict.fromkeys(COSTS, -1.0), "profit": 1.0}
    rows = []
    for outcome, firm, names in by_round(sight):
        lines = (sign * float(outcome.of_round(line)[outcome.place(firm)]) for line, sign in signs.items())
        rows.append((*names, *lines))
    headings = [*(_(LINE_WORDS[line]) for line in (*REVENUE, *COSTS)), _("profit of the business")]
    return Sheet(
        _("Accounts"),
        _("The accounts of every firm in every round; costs are negative, so that the lines sum to profit."),
        headed(*(in_money(heading, sight.currency) for heading in headings)),
        tuple(rows),
    )


def states_sheet(sight: Sight) -> Sheet:
    """How firms stood."""
    rows = [
        (*names, *(float(outcome.now(state)[outcome.place(firm)]) for state in STATES))
        for outcome, firm, names in by_round(sight)
    ]
    return Sheet(
        _("State"),
        _("How every firm stood at the end of every round."),
        headed(*(Column(_(words), form) for words, form in STATES.values())),
        tuple(rows),
    )


def flows_sheet(sight: Sight) -> Sheet:
    """Who went from where to where, and why."""
    rows: list[tuple[Cell, ...]] = []
    for outcome in sight.played[1:]:
        names = [*sight.names.values(), _("no firm")]
        for giver, taker, reason in zip(*outcome.flows.nonzero(), strict=True):
            count = float(outcome.flows[giver, taker, reason])
            rows.append((float(outcome.round), names[giver], names[taker], _(REASON_WORDS[REASONS[reason]]), count))
    columns = (Column(_("round"), "count"), Column(_("from")), Column(_("to")), Column(_("why")))
    return Sheet(
        _("Flows"),
        _("Customers who went from one firm to another in every round, and why."),
        (*columns, Column(_("customers"), "count")),
        tuple(rows),
    )


def ladder_sheet(sight: Sight) -> Sheet:
    """What customers saw and expected, layer by layer."""
    rows = []
    for outcome, firm, names in by_round(sight):
        for layer in LAYERS:
            saw, expected, delivered = (
                float(outcome.now(f"{kind}_{layer}")[outcome.place(firm)]) for kind in ("seen", "expected", "delivered")
            )
            rows.append((*names, _(LAYER_WORDS[layer]), saw, expected, saw - expected, delivered))
    headings = (_("saw (0 to 1)"), _("expected (0 to 1)"), _("gap"), _("delivered (0 to 1)"))
    return Sheet(
        _("Ladder"),
        _("What customers saw and had expected at each layer at the end of every round, and what was delivered."),
        headed(Column(_("layer")), *(Column(heading, "number") for heading in headings)),
        tuple(rows),
    )


def months_sheet(sight: Sight) -> Sheet:
    """The ledger as it is."""
    last, names = sight.played[-1], sight.names
    rows: list[tuple[Cell, ...]] = [
        (float(month), names[firm], *(float(one) for one in last.months[month, place]))
        for month in range(len(last.months))
        for place, firm in enumerate(last.firms)
    ]
    return Sheet(
        _("Months"),
        _("Every column of the ledger for every month and firm, by its name in the program; month 0 is the opening."),
        (Column(_("month"), "count"), Column(_("firm")), *(Column(name, "number") for name in COLUMNS)),
        tuple(rows),
    )
