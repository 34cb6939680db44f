"""What pulling a lever does, in pictures: the baseline beside the changed strategy, drawn as the report draws them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from scipy import stats

from sim.compare import Comparison
from sim.declarations.quantity import LAYERS
from sim.intervals import CONFIDENCE
from sim.language.messages import _
from sim.ledger import VALUE_PARTS, YEARS
from sim.measures import YEAR
from sim.playing import Played
from sim.reasons import LAYER_WORDS
from sim.report.chosen import baseline_first, told_of_each
from sim.report.flows_plot import LOST, WON, bars_of, title_of
from sim.report.ladder_plot import finding, ladder
from sim.report.money_plots import cumulative_paths
from sim.report.value_plot import PARTS, YEAR_WORDS, value_by_year, value_title
from sim.runs import Numbers, Run
from sim.web import charts
from sim.wording import figure, in_a_row, scale, unit_of_money


@dataclass(frozen=True)
class Picture:
    """A sentence and the panels under it, side by side where there is room; `note` says what is drawn."""

    sentence: str
    panels: tuple[Markup, ...]
    note: str = ""


def pictures(comparison: Comparison, played: Played) -> Iterator[Picture]:
    """All pictures, the most telling first."""
    yield month_by_month(comparison, played)
    yield both_ladders(comparison, played)
    yield both_flows(comparison, played)
    yield both_values(comparison, played)


def month_by_month(comparison: Comparison, played: Played) -> Picture:
    """Profit added up against the baseline's, then customers and monthly profit of both."""
    customers = {name: rows_of(runs, "loyal") for name, runs in played.items()}
    profits = {name: rows_of(runs, "profit")[:, 1:] for name, runs in played.items()}
    panels = [lead(comparison, played)] if len(played) > 1 else []
    panels += [
        both_lines(comparison, _("Customers"), customers, 1.0, "", first=0),
        both_lines(comparison, _("Profit a month"), profits, *money_scale(comparison, profits.values()), first=1),
    ]
    told = _("Along the foot: months. Line: mean over runs. Band: 95% interval of that mean.")
    return Picture(_("Month by month"), tuple(panels), told)


def rows_of(runs: Sequence[Run], column: str) -> Numbers:
    """A column of our firm in every run, from the opening on: (runs, months + 1)."""
    return np.array([run.column(column)[:, run.us] for run in runs])


def money_scale(comparison: Comparison, rows: Iterable[Numbers]) -> tuple[float, str]:
    """By what amounts are divided to be short to read, and the unit that makes."""
    divisor, word = scale(max(float(np.abs(each).max(initial=0.0)) for each in rows))
    return divisor, unit_of_money(word, comparison.currency)


def lead(comparison: Comparison, played: Played) -> Markup:
    """How far the changed strategy is ahead in profit, month by month."""
    name, base = comparison.explained, comparison.strategies[comparison.baseline].title
    ahead = cumulative_paths(played, name, comparison.baseline)
    divisor, unit = money_scale(comparison, [ahead])
    line = with_band(comparison.strategies[name].title, ahead / divisor, ours=True)
    today = charts.Line(base, [0.0] * ahead.shape[1], muted=True)
    title = _("Profit added up, compared with “{base}”", base=base)
    return charts.lines(title, [today, line], years(ahead, first=0), figure, unit)


def both_lines(
    comparison: Comparison, title: str, rows: Mapping[str, Numbers], divisor: float, unit: str, first: int
) -> Markup:
    """A line with its band for the baseline, in grey, and one for the changed strategy; `first`: the first month."""
    titles, base = {name: comparison.strategies[name].title for name in rows}, comparison.baseline
    lines = [with_band(titles[name], each / divisor, name != base, name == base) for name, each in rows.items()]
    return charts.lines(title, lines, years(next(iter(rows.values())), first), figure, unit)


def with_band(name: str, rows: Numbers, ours: bool = False, muted: bool = False) -> charts.Line:
    """The mean over runs with its 95% interval: rows are (runs, months); a single run has no band."""
    mean = rows.mean(axis=0)
    if len(rows) < 2:
        return charts.Line(name, mean.tolist(), ours=ours, muted=muted)
    reach = stats.t.ppf((1 + CONFIDENCE) / 2, len(rows) - 1) * rows.std(axis=0, ddof=1) / np.sqrt(len(rows))
    return charts.Line(name, mean.tolist(), (mean - reach).tolist(), (mean + reach).tolist(), ours, muted)


def years(rows: Numbers, first: int) -> list[str]:
    """What stands under the lines: each twelfth month by its number, and the last.

    >>> [label for label in years(np.zeros((1, 31)), first=0) if label]
    ['0', '12', '24', '30']
    """
    last = first + rows.shape[1] - 1
    return [str(month) if month % YEAR == 0 or month == last else "" for month in range(first, last + 1)]


def both_ladders(comparison: Comparison, played: Played) -> Picture:
    """What customers saw of each layer against what they expected, at the end."""
    found = {name: ladder(played[name]) for name in baseline_first(comparison)}
    panels = (charts.ladder(comparison.strategies[name].title, rungs(steps)) for name, steps in found.items())
    sentence = told_of_each(comparison, {name: finding(steps) for name, steps in found.items()})
    return Picture(sentence, tuple(panels), _("Black line: what customers expect, of 100. Mean over runs, at the end."))


def rungs(steps: Numbers) -> list[charts.Rung]:
    """The steps of a ladder; without numbers where no customers are left."""
    values = steps.tolist() or [[float("nan")] * 2] * len(LAYERS)
    words = (_(LAYER_WORDS[layer]).removeprefix("the ") for layer in LAYERS)
    return [charts.Rung(name, saw, expected) for name, (saw, expected) in zip(words, values, strict=True)]


def both_flows(comparison: Comparison, played: Played) -> Picture:
    """Where customers came from and why they left, over the horizon."""
    order = baseline_first(comparison)
    shown = {name: played[name] for name in order}
    won, lost = bars_of(WON, shown, _("other ways")), bars_of(LOST, shown, _("other reasons"))
    panels = []
    for name in order:
        held = rows_of(played[name], "customers").mean(axis=0)[[0, -1]]
        came, went = ([(words, count[name]) for words, count in bars.items()] for bars in (won, lost))
        panels.append(charts.flows(comparison.strategies[name].title, came, went, float(held[0]), float(held[1])))
    note = _("Our customers over {months} months, mean over runs.", months=comparison.months)
    return Picture(title_of(comparison, won, lost), tuple(panels), note)


def both_values(comparison: Comparison, played: Played) -> Picture:
    """What a customer brings by year of the relationship, and of what that is made."""
    found = {name: value_by_year(played[name]) for name in baseline_first(comparison)}
    divisor, unit = money_scale(comparison, [np.nan_to_num(value) for value in found.values()])
    panels = (
        charts.columns(
            comparison.strategies[name].title, parts(value / divisor), YEAR_WORDS, figure, unit, net=_("in all")
        )
        for name, value in found.items()
    )
    note = _("What a customer leaves in each year with us, after goods and service ({last}+: and later).", last=YEARS)
    return Picture(value_title(comparison, found), tuple(panels), note)


def parts(value: Numbers) -> Sequence[charts.Part]:
    """The parts of a customer's value that add up."""
    return [
        charts.Part(in_a_row(_(words).split("\n")), value[:, VALUE_PARTS.index(part)].tolist())
        for part, (words, _ink) in PARTS.items()
    ]
