"""The figures behind each chart and table of a comparison, as sheets of rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sim.compare import Comparison, Played
from sim.declarations.quantity import LAYERS
from sim.language.messages import _, noted
from sim.ledger import VALUE_PARTS
from sim.measures import BETTER
from sim.reasons import LAYER_WORDS, LINE_WORDS, mean_sum
from sim.report.chosen import baseline_first, two_of
from sim.report.flows_plot import LOST, WON
from sim.report.ladder_plot import ladder
from sim.report.money_plots import cumulative_paths
from sim.report.shares_plot import shares
from sim.report.sheet import Cell, Column, Form, Sheet, in_money
from sim.report.value_plot import PARTS, in_all, value_by_year

MEASURES: dict[str, tuple[str, Form]] = {
    "total_value": (noted("total value"), "money"),
    "profit": (noted("profit up to the horizon"), "money"),
    "base_value": (noted("customers left at the end"), "money"),
    "customers": (noted("customers at the end"), "count"),
    "retention": (noted("retention a year"), "share"),
    "market_share": (noted("share of revenue"), "share"),
    "satisfaction": (noted("satisfaction"), "number"),
    "satisfaction_product": (noted("satisfaction product"), "number"),
    "satisfaction_systems": (noted("satisfaction systems"), "number"),
    "satisfaction_execution": (noted("satisfaction execution"), "number"),
    "satisfaction_contact": (noted("satisfaction contact"), "number"),
    "satisfaction_bond": (noted("satisfaction bond"), "number"),
    "acquisitions": (noted("customers won"), "count"),
    "referrals": (noted("customers won by recommendation"), "count"),
    "complaints": (noted("complaints per 1,000 customers and year"), "number"),
}
"""The measures of a strategy in words."""


def sheets(comparison: Comparison, runs: Played) -> list[Sheet]:
    """All sheets of a comparison, in the order of the report."""
    return [
        worth_sheet(comparison),
        measures_sheet(comparison),
        lines_sheet(comparison),
        paths_sheet(comparison, runs),
        ladder_sheet(comparison, runs),
        flows_sheet(comparison, runs),
        value_sheet(comparison, runs),
        whale_sheet(comparison, runs),
        shares_sheet(comparison, runs),
    ]


def with_interval(heading: str, currency: str) -> tuple[Column, ...]:
    """Three columns of money: a mean and the ends of its interval."""
    ends = (heading, _("{heading}, low end", heading=heading), _("{heading}, high end", heading=heading))
    return tuple(in_money(one, currency) for one in ends)


def worth_sheet(comparison: Comparison) -> Sheet:
    """What each strategy is worth, against the baseline, best first."""
    rows = []
    for name in comparison.ranking:
        outcome = comparison.strategies[name]
        total, back = outcome.measures["total_value"], outcome.break_even
        mean, low, high = total.value.mean, total.difference.low, total.difference.high
        paying = (None, None) if name == comparison.baseline else (back.median, back.share)
        rows.append((outcome.title, mean, total.difference.mean, low, high, total.probability_better, *paying))
    return Sheet(
        _("Worth"),
        _("What each strategy is worth, and how much more than the baseline with the 95% interval; best first."),
        (
            Column(_("Strategy")),
            in_money(_("total value"), comparison.currency),
            *with_interval(_("difference"), comparison.currency),
            Column(_("ahead in (share of runs)"), "share"),
            Column(_("pays back in (month, median)"), "count"),
            Column(_("pays back in (share of runs)"), "share"),
        ),
        tuple(rows),
    )


def measures_sheet(comparison: Comparison) -> Sheet:
    """Every measure of every strategy, as in comparison.json; money in the scenario's currency, shares as such."""
    rows = []
    for name in comparison.ranking:
        outcome = comparison.strategies[name]
        for measure in BETTER:
            found = outcome.measures[measure]
            value, difference = found.value, found.difference
            means = (value.mean, value.low, value.high, difference.mean, difference.low, difference.high)
            words, form = MEASURES[measure]
            unit = _(comparison.currency) if form == "money" else _(UNITS[measure])
            rows.append((outcome.title, _(words), unit, *means, found.probability_better))
    values = (_("mean"), _("low end"), _("high end"))
    differences = (_("difference"), _("difference, low end"), _("difference, high end"))
    return Sheet(
        _("Measures"),
        _("Every measure of every strategy: mean over runs, 95% interval, paired difference from the baseline."),
        (
            Column(_("Strategy")), Column(_("measure")), Column(_("Unit")),
            *(Column(heading, "number") for heading in (*values, *differences)),
            Column(_("better in (share of runs)"), "share"),
        ),
        tuple(rows),
    )  # fmt: skip


UNITS = {
    **dict.fromkeys(("customers", "acquisitions", "referrals"), noted("customers")),
    **dict.fromkeys(("retention", "market_share"), noted("share")),
    **{name: noted("0 to 100") for name in BETTER if name.startswith("satisfaction")},
    "complaints": noted("complaints"),
}
"""What measures other than money are counted in."""


def lines_sheet(comparison: Comparison) -> Sheet:
    """What each line of the ledger adds to discounted profit beyond the baseline's."""
    others = [name for name in comparison.ranking if name != comparison.baseline]
    titles = [comparison.strategies[name].title for name in others]
    lines = comparison.strategies[comparison.baseline].lines
    return Sheet(
        _("Ledger"),
        _("What each line of the ledger adds to discounted profit beyond the baseline's, mean over runs."),
        (Column(_("line")), *(in_money(title, comparison.currency) for title in titles)),
        tuple((_(LINE_WORDS[line]), *(comparison.strategies[name].lines[line] for name in others)) for line in lines),
    )


def paths_sheet(comparison: Comparison, runs: Played) -> Sheet:
    """Profit beyond the baseline's, added up month by month, with the band of nine runs in ten."""
    others = [name for name in comparison.strategies if name != comparison.baseline]
    columns, numbers = [Column(_("month"), "count")], [np.arange(comparison.months + 1, dtype=float)]
    for name in others:
        paths, title = cumulative_paths(runs, name, comparison.baseline), comparison.strategies[name].title
        low, high = np.percentile(paths, [5, 95], axis=0)
        columns += band(title, comparison.currency)
        numbers += [paths.mean(axis=0), low, high]
    return Sheet(
        _("Paths"),
        _("Discounted profit beyond the baseline's, added up month by month: mean, and the band of nine runs in ten."),
        tuple(columns),
        rows_of(numbers),
    )


def band(title: str, currency: str) -> tuple[Column, ...]:
    """Three columns of money: a mean and the ends of the band that holds nine runs in ten."""
    ends = (title, _("{title}, 5 in 100 below", title=title), _("{title}, 5 in 100 above", title=title))
    return tuple(in_money(one, currency) for one in ends)


def rows_of(numbers: Sequence[np.ndarray]) -> tuple[tuple[Cell, ...], ...]:
    """Columns of numbers as rows; what is not known stays empty."""
    table = np.column_stack(numbers)
    return tuple(tuple(float(one) if np.isfinite(one) else None for one in row) for row in table)


def ladder_sheet(comparison: Comparison, runs: Played) -> Sheet:
    """What customers saw and expected at the end, a layer a row."""
    rows = []
    for name in baseline_first(comparison):
        for layer, (saw, expected) in zip(LAYERS, ladder(runs[name]).tolist(), strict=False):
            rows.append((comparison.strategies[name].title, _(LAYER_WORDS[layer]), saw, expected, saw - expected))
    headings = (_("saw (0 to 100)"), _("expected (0 to 100)"), _("gap (points)"))
    return Sheet(
        _("Ladder"),
        _("What customers saw at each layer at the end, and what they had expected; whole points, mean over runs."),
        (Column(_("Strategy")), Column(_("layer")), *(Column(heading, "count") for heading in headings)),
        tuple(rows),
    )


def flows_sheet(comparison: Comparison, runs: Played) -> Sheet:
    """Customers won by channel and lost by reason, a strategy a column."""
    order = baseline_first(comparison)
    titles = [comparison.strategies[name].title for name in order]
    return Sheet(
        _("Flows"),
        _("Customers won by channel and lost by reason over the horizon, mean over runs."),
        (
            Column(_("won or lost")),
            Column(_("how")),
            *(Column(_("{title} (customers)", title=title), "number") for title in titles),
        ),
        (*flow_rows(_("won"), WON, order, runs), *flow_rows(_("lost"), LOST, order, runs)),
    )


def flow_rows(way: str, words: Mapping[str, str], order: Sequence[str], runs: Played) -> Iterator[tuple[Cell, ...]]:
    """A row for each channel or reason."""
    for line, how in words.items():
        yield way, _(how), *(mean_sum(runs[name], [line]) for name in order)


def value_sheet(comparison: Comparison, runs: Played) -> Sheet:
    """What a customer brings by year of the relationship, by part, for the two strategies of the picture."""
    rows = []
    for name in two_of(comparison):
        value = value_by_year(runs[name])
        table = [value[:, VALUE_PARTS.index(part)] for part in (*PARTS, "referrals")]
        for year, row in enumerate(rows_of([in_all(value), *table]), 1):
            rows.append((comparison.strategies[name].title, float(year), *row))
    words = [*(_(heading).replace("\n", " ") for heading, _ink in PARTS.values()), _("friends bring")]
    parts = (in_money(heading, comparison.currency) for heading in words)
    return Sheet(
        _("Value by year"),
        _("What a customer brings a year, by year of the relationship; what friends bring is no part of the sum."),
        (
            Column(_("Strategy")), Column(_("year as a customer"), "count"),
            in_money(_("sum"), comparison.currency), *parts,
        ),
        tuple(rows),
    )  # fmt: skip


def whale_sheet(comparison: Comparison, runs: Played) -> Sheet:
    """Profit added up from the most to the least profitable customer."""
    shown = {name: np.mean([run.whale for run in runs[name]], axis=0) for name in two_of(comparison)}
    titles = [comparison.strategies[name].title for name in shown]
    return Sheet(
        _("Whale"),
        _("Profit of all who were our customers, added up from the most to the least profitable; mean over runs."),
        (Column(_("customers (share)"), "share"), *(in_money(title, comparison.currency) for title in titles)),
        rows_of([np.linspace(0, 1, 101), *shown.values()]),
    )


def shares_sheet(comparison: Comparison, runs: Played) -> Sheet:
    """Shares of the customers by firm and month, for the two strategies of the picture."""
    columns, numbers = [Column(_("month"), "count")], [np.arange(comparison.months + 1, dtype=float)]
    for name in two_of(comparison):
        title = comparison.strategies[name].title
        columns += [Column(_("{title}: {firm} (share)", title=title, firm=firm), "share") for firm in comparison.firms]
        numbers += list(shares(runs[name]).T)
    return Sheet(
        _("Shares"),
        _("Customers of each firm, as a share of all who are any firm's customers; mean over runs."),
        tuple(columns),
        rows_of(numbers),
    )
