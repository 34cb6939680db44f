"""The report: one file that opens offline, reads on a phone and prints, verdict first and assumptions last."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.compare import Comparison, Outcome
from sim.declarations import Facts, Scenario, Section, World, quantities
from sim.declarations.scenario import Phase, Strategy
from sim.opening_figures import OpeningRow
from sim.scenario.filling import average_bill, share_of
from sim.why.why import Why
from sim.wording import figure, per_cent, scale

ALT = {
    "worth": "What each strategy is worth against the baseline, with intervals",
    "paths": "Profit added up month by month, compared with the baseline",
    "ladder": "The five layers as customers see them, against what they expect",
    "flows": "Where customers came from and why they left",
    "value": "Value per customer by year of the relationship, split into its parts",
    "whale": "Cumulative customer profit, from the most to the least profitable customer",
    "shares": "Shares of the market over time",
    "why_customers": "The difference from the baseline by what happened to customers, bar by bar",
    "why_levers": "The difference from the baseline by lever, bar by bar",
    "why_layers": "The difference from the baseline by layer of the ladder, bar by bar",
    "returns": "What the next unit of money spent on each lever brings back",
    "segments": "What the next unit of money spent on each layer brings back, by segment",
    "curves": "How total value answers to more and to less spending on each layer",
}
"""What each picture shows, for those who cannot see it."""
MOVED = {
    "stayed": "stayed, and would have left",
    "left": "left, and would have stayed",
    "referred": "came by a recommendation, and would not have come",
    "not_referred": "did not come by a recommendation, and would have come",
    "won": "were won otherwise, and would not have been",
    "not_won": "were not won otherwise, and would have been",
}


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
    surroundings = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    found = why or Why()
    return surroundings.get_template("report.html").render(
        why=found,
        said=found.sentences(scenario, comparison.explained),
        moves=moves(scenario, comparison, found),
        levers_of_all=levers_of_all(scenario, comparison, found),
        scenario=scenario,
        comparison=comparison,
        unit=unit_of(comparison)[1],
        rows=[row(comparison, name) for name in comparison.ranking],
        pictures={name: base64.b64encode(picture).decode() for name, picture in pictures.items()},
        alt=ALT,
        opening=[opening_cells(scenario, one) for one in opening],
        strategies=list(strategies(scenario)),
        world=list(world(scenario)),
        marks=marks(),
        set_here=list(set_here(scenario)),
        versions=versions,
        firms=[
            (scenario.title_of("firms", name), firm.behaviour.replace("_", " "))
            for name, firm in scenario.firms.items()
        ],
    )


def moves(scenario: Scenario, comparison: Comparison, found: Why) -> list[tuple[str, dict[str, str], str]]:
    """How many customers the explained strategy moved, by what they did and by segment, with the sum of each row."""
    if comparison.explained not in found.customers:
        return []
    people = found.customers[comparison.explained].people
    return [
        (MOVED[move], {segment: f"{count:,.1f}" for segment, count in by.items()}, f"{sum(by.values()):,.1f}")
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
    return divisor, f"{word} {comparison.currency}".strip()


def row(comparison: Comparison, name: str) -> Row:
    """A strategy's figures as the table shows them: the same as in comparison.json, rounded."""
    outcome = comparison.strategies[name]
    total = outcome.measures["total_value"]
    baseline = name == comparison.baseline
    low, high = total.difference.low, total.difference.high
    divisor, _ = unit_of(comparison)
    return Row(
        title=outcome.title,
        baseline=baseline,
        total_value=amount(total.value.mean, divisor),
        difference="today" if baseline else amount(total.difference.mean, divisor),
        interval="" if low is None or high is None else f"{amount(low, divisor)} to {amount(high, divisor)}",
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
        return "no: worth less"
    if back.median is None:
        return "not here"
    return f"month {back.median:.0f}" + ("" if back.share >= 1 else f", in {per_cent(back.share)}")


def opening_cells(scenario: Scenario, one: OpeningRow) -> tuple[str, str, str, str, str]:
    """A known figure beside the opening, in words."""
    share = one.figure in ("churn", "share")
    words = {"churn": "customers lost a year", "share": "share of customers"}
    figure_in_words = words.get(one.figure, one.figure.replace("_", " "))
    known, produced = ((per_cent(value, 1) if share else figure(value)) for value in (one.known, one.opening))
    return scenario.title_of("firms", one.firm), figure_in_words, known, produced, "met" if one.within else "missed"


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
        return f" in months {first} to {last}"
    return f" from month {first}" if first > 1 else ""


def set_here(scenario: Scenario) -> Iterator[tuple[str, Facts, str]]:
    """Every quantity of the market, a segment or a firm that the scenario sets, with whose it is and the value."""
    bill = average_bill(scenario)
    yield from ((("the market", *rest)) for rest in differing(scenario.market, bill))
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
