"""The report: one file that opens offline, reads on a phone and prints, verdict first and assumptions last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from sim.compare import Comparison, Outcome
from sim.declarations import Scenario
from sim.language.messages import CHINESE, _, language, noted, several
from sim.marginal.marginal import Marginal
from sim.opening_figures import OpeningRow
from sim.report.assumptions import firms, marks, opening_cells, set_here, since, strategies, when, world
from sim.report.pages import embedded, templates
from sim.robust.robustness import Robustness
from sim.robust.saying import failed_words, verdict, what_moves
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
    "overturning": noted("What moves the lead of the favourite over many plausible worlds, the strongest on top"),
    "worlds": noted("The share of plausible worlds in which each strategy is best, with intervals"),
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
    marginal: Marginal | None = None,
    robustness: Robustness | None = None,
) -> str:
    """The whole report as one HTML page."""
    found = why or Why()
    return (
        surroundings()
        .get_template("report.html")
        .render(
            why=found,
            marginal=marginal,
            robustness=robustness,
            overturning=overturning(comparison, robustness) if robustness else [],
            said=found.sentences(scenario, comparison.explained),
            moves=moves(scenario, comparison, found),
            levers_of_all=levers_of_all(scenario, comparison, found),
            scenario=scenario,
            comparison=comparison,
            unit=unit_of(comparison)[1],
            rows=[row(comparison, name) for name in comparison.ranking],
            pictures=embedded(pictures),
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
    pages = templates()
    pages.globals["_"] = lambda message, **values: Markup(_(message)).format(**values)
    pages.globals |= {"several": several, "capitalised": capitalised, "in_a_row": in_a_row}
    pages.globals["language"] = "zh-CN" if language() == CHINESE else language()
    pages.filters["in_words"] = _
    return pages


def overturning(comparison: Comparison, found: Robustness) -> list[str]:
    """What many plausible worlds say against the verdict, in sentences."""
    best, said = comparison.ranking[0], []
    if found.favourite != best:
        said.append(
            _(
                "In the market as described {best} is worth most; over plausible worlds {favourite} wins most often.",
                best=found.title(best),
                favourite=found.title(found.favourite),
            )
        )
    said.append(verdict(found))
    told = [one for one in found.losing if one.when] or list(found.losing)
    said += told[0].sentences if told else []
    said += [what_moves(found, one) for one in found.tornadoes[:1]]
    return [*said, failed_words(found)] if found.failures else said


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
