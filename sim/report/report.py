"""The report: one file that opens offline, reads on a phone and prints, verdict first and assumptions last."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sim.compare import Comparison, Outcome
from sim.declarations import Facts, Scenario, Section, World, quantities
from sim.declarations.scenario import Phase, Strategy
from sim.language.messages import CHINESE, _, language, noted, several
from sim.opening_figures import OpeningRow
from sim.scenario.filling import average_bill, share_of
from sim.why.why import Why
from sim.wording import capitalised, figure, in_a_row, per_cent, scale, span, unit_of_money

ALT = {
    "worth": noted("What each strategy is worth against the baseline, with intervals"),
    "paths": noted("Profit added up month by month, compared with the baseline"),
    "ladder": noted("The five layers as customers see them, against what they expect"),
    "flows": noted("Where customers came from and why they left"),
    "value": noted("Value per customer by year of the relationship, split into its parts"),
    "whale": noted("Cumulative customer profit, from the most to the least profitable customer"),
    "shares": noted("Shares of the market over time"),
    "why_customers": noted("The difference from the baseline by what happened to customers, bar by bar"),
    "why_levers": noted("The difference from the baseline by lever, bar by bar"),
    "why_layers": noted("The difference from the baseline by layer of the ladder, bar by bar"),
    "returns": noted("What the next unit of money spent on each lever brings back"),
    "segments": noted("What the next unit of money spent on each layer brings back, by segment"),
    "curves": noted("How total value answers to more and to less spending on each layer"),
}
"""What each picture shows, for those who cannot see it."""
MOVED = {
    "stayed": noted("stayed, and would have left"),
    "left": noted("left, and would have stayed"),
    "referred": noted("came by a recommendation, and would not have come"),
    "not_referred": noted("did not come by a recommendation, and would have come"),
    "won": noted("were won otherwise, and would not have been"),
    "not_won": noted("were not won otherwise, and would have been"),
}

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


@dataclass(frozen=True)
class Row:
    """One strategy in the table at the top."""

    title: str
    baseline: bool
    total_value: str
    difference: str
    interval: str
    ahead: str
    retention: str
    satisfaction: str
    market_share: str
    pays_back: str


def report(
    scenario: Scenario,
    comparison: Comparison,
    pictures: Mapping[str, bytes],
    opening: Sequence[OpeningRow],
    versions: Mapping[str, str],
    why: Why | None = None,
) -> str:
    """The whole report as one HTML page."""
    found = why or Why()
    return (
        surroundings()
        .get_template("report.html")
        .render(
            why=found,
            said=found.sentences(scenario, comparison.explained),
            moves=moves(scenario, comparison, found),
            levers_of_all=levers_of_all(scenario, comparison, found),
            scenario=scenario,
            comparison=comparison,
            unit=unit_of(comparison)[1],
            rows=[row(comparison, name) for name in comparison.ranking],
            pictures={name: base64.b64encode(picture).decode() for name, picture in pictures.items()},
            alt={name: _(words) for name, words in ALT.items()},
            not_told_apart=_(", ").join(f"“{comparison.strategies[name].title}”" for name in comparison.not_told_apart),
            opening=[opening_cells(scenario, one) for one in opening],
            strategies=list(strategies(scenario)),
            world=list(world(scenario)),
            marks=marks(),
            set_here=list(set_here(scenario)),
            made_with=", ".join(f"{name} {version}" for name, version in versions.items()),
            firms=firms(scenario),
            when=when,
            since=since,
        )
    )


def surroundings() -> Environment:
    """What pages are made from, in the language spoken; what is put into a message is escaped, the message is not."""
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    pages.globals["_"] = lambda message, **values: Markup(_(message)).format(**values)
    pages.globals |= {"several": several, "capitalised": capitalised, "in_a_row": in_a_row}
    pages.globals["language"] = "zh-CN" if language() == CHINESE else language()
    pages.filters["in_words"] = _
    return pages


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


def moves(scenario: Scenario, comparison: Comparison, found: Why) -> list[tuple[str, dict[str, str], str]]:
    """How many customers the explained strategy moved, by what they did and by segment, with the sum of each row."""
    if comparison.explained not in found.customers:
        return []
    people = found.customers[comparison.explained].people
    return [
        (_(MOVED[move]), {segment: f"{count:,.1f}" for segment, count in by.items()}, f"{sum(by.values()):,.1f}")
        for move, by in people.items()
    ]


def levers_of_all(scenario: Scenario, comparison: Comparison, found: Why) -> list[tuple[str, str]]:
    """By lever in a sentence, of every strategy but the one explained."""
    others = [name for name in comparison.ranking if name in found.levers and name != comparison.explained]
    return [(name, sentence) for name in others for sentence in found.sentences(scenario, name)]


def unit_of(comparison: Comparison) -> tuple[float, str]:
    """The unit in which the table's money is given, as a divisor and in words."""
    totals = [outcome.measures["total_value"].value.mean or 0.0 for outcome in comparison.strategies.values()]
    divisor, word = scale(max(map(abs, totals)))
    return divisor, unit_of_money(word, comparison.currency)


def row(comparison: Comparison, name: str) -> Row:
    """A strategy's figures as the table shows them: the same as in comparison.json, rounded."""
    outcome = comparison.strategies[name]
    total = outcome.measures["total_value"]
    baseline = name == comparison.baseline
    low, high = total.difference.low, total.difference.high
    divisor = unit_of(comparison)[0]
    return Row(
        title=outcome.title,
        baseline=baseline,
        total_value=amount(total.value.mean, divisor),
        difference=_("today") if baseline else amount(total.difference.mean, divisor),
        interval="" if low is None or high is None else span(amount(low, divisor), amount(high, divisor)),
        ahead="" if baseline or total.probability_better is None else per_cent(total.probability_better),
        retention=shown(outcome, "retention", 100, "%"),
        satisfaction=shown(outcome, "satisfaction", 1, ""),
        market_share=shown(outcome, "market_share", 100, "%"),
        pays_back="" if baseline else pays_back(outcome, total.difference.mean or 0.0),
    )


def amount(value: float | None, divisor: float) -> str:
    """An amount in the table's unit.

    >>> amount(1_940_000.0, 1e6), amount(None, 1e6)
    ('1.94', '–')
    """
    return "–" if value is None else figure(value / divisor)


def shown(outcome: Outcome, measure: str, times: float, unit: str) -> str:
    """The mean of a measure, rounded; a dash where there is none."""
    mean = outcome.measures[measure].value.mean
    return "–" if mean is None else f"{times * mean:.0f}{unit}"


def pays_back(outcome: Outcome, difference: float) -> str:
    """The month in which a strategy pays back, with the share of runs where it does not always."""
    back = outcome.break_even
    if difference < 0:
        return _("no: worth less")
    if back.median is None:
        return _("not here")
    if back.share >= 1:
        return _("month {month:.0f}", month=back.median)
    return _("month {month:.0f}, in {share}", month=back.median, share=per_cent(back.share))


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
