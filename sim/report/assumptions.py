"""What a report says of the market it rests on: its firms, its opening, the strategies, and every assumption."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from sim.declarations import Facts, Scenario, Section, World, quantities
from sim.declarations.scenario import Phase, Strategy
from sim.language.messages import _, noted
from sim.opening_figures import OpeningRow
from sim.scenario.filling import average_bill, share_of
from sim.wording import figure, per_cent

FIGURES = {
    "churn": noted("customers lost a year"),
    "share": noted("share of customers"),
    "complaints_per_1000": noted("complaints per 1000"),
    "satisfaction": noted("satisfaction"),
    "satisfaction_product": noted("satisfaction product"),
    "satisfaction_systems": noted("satisfaction systems"),
    "satisfaction_execution": noted("satisfaction execution"),
    "satisfaction_contact": noted("satisfaction contact"),
    "satisfaction_bond": noted("satisfaction bond"),
}
"""What is known of firms, in words."""


def firms(scenario: Scenario) -> str:
    """Who sells, with the way each firm decides."""
    told = [
        _("{firm} ({behaviour})", firm=scenario.title_of("firms", name), behaviour=_(firm.behaviour.replace("_", " ")))
        for name, firm in scenario.firms.items()
    ]
    return _(", ").join(told)


def when(month: int, until: int | None) -> str:
    """The months of an event, before its title."""
    if until:
        return _("Month {month} to {until}: ", month=month, until=until)
    return _("Month {month}: ", month=month)


def since(month: int, until: int | None) -> str:
    """The months of a trend, before its title."""
    if until:
        return _("From month {month} to {until}: ", month=month, until=until)
    return _("From month {month}: ", month=month)


def opening_cells(scenario: Scenario, one: OpeningRow) -> tuple[str, str, str, str, str]:
    """A known figure beside the opening, in words."""
    share = one.figure in ("churn", "share")
    figure_in_words = _(FIGURES[one.figure])
    known, produced = ((per_cent(value, 1) if share else figure(value)) for value in (one.known, one.opening))
    return (
        scenario.title_of("firms", one.firm),
        figure_in_words,
        known,
        produced,
        _("met") if one.within else _("missed"),
    )


def strategies(scenario: Scenario) -> Iterator[tuple[str, str, list[str]]]:
    """Every strategy with its story and what it changes."""
    for name, strategy in scenario.strategies.items():
        parts: list[Strategy | Phase] = [strategy, *strategy.phases]
        changes = [
            f"{path} {change}{months(part.from_, part.until)}"
            for part in parts
            for path, change in part.changes.items()
        ]
        yield scenario.title_of("strategies", name), strategy.story or "", changes


def months(first: int, last: int | None) -> str:
    """The months of a change, where they are not simply all.

    >>> months(1, None), months(7, None), months(7, 30)
    ('', ' from month 7', ' in months 7 to 30')
    """
    if last is not None:
        return _(" in months {first} to {last}", first=first, last=last)
    return _(" from month {first}", first=first) if first > 1 else ""


def set_here(scenario: Scenario) -> Iterator[tuple[str, Facts, str]]:
    """Every quantity of the market, a segment or a firm that the scenario sets, with whose it is and the value."""
    bill = average_bill(scenario)
    yield from (((_("the market"), *rest)) for rest in differing(scenario.market, bill))
    for kind in ("segments", "firms"):
        for name, section in getattr(scenario, kind).items():
            yield from ((scenario.title_of(kind, name), *rest) for rest in differing(section, bill))


def differing(section: Section, bill: float) -> Iterator[tuple[Facts, str]]:
    """The quantities below a section that differ from what they would be if left out."""
    for facts in quantities(type(section)):
        value = reduce(getattr, facts.path.split("."), section)
        default = share_of(bill, facts.default) if facts.of_bill else facts.default
        if value != default and isinstance(value, int | float):
            yield facts, f"{value:,.6g}"


def world(scenario: Scenario) -> Iterator[tuple[Facts, str, bool]]:
    """Every parameter of the world, the value used and whether the scenario sets it."""
    for facts in quantities(World):
        value = getattr(scenario.world, facts.path)
        own = not facts.of_bill and value != facts.default
        yield facts, f"{value:,.4g}", own


def marks() -> dict[str, int]:
    """How many parameters of the world rest on publications, on the source documents' claims and on assumption."""
    counts = dict.fromkeys(("published", "claimed", "assumed"), 0)
    for facts in quantities(World):
        counts[facts.mark] += 1
    return counts
