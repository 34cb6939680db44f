"""What pulling a lever does, in pictures: the baseline beside the changed strategy, drawn as the report draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from scipy import stats

from sim.compare import Comparison
from sim.declarations.quantity import LAYERS
from sim.intervals import CONFIDENCE
from sim.language.messages import _
from sim.ledger import VALUE_PARTS, YEARS
from sim.playing import Played
from sim.reasons import LAYER_WORDS
from sim.report.chosen import baseline_first, told_of_each
from sim.report.flows_plot import LOST, WON, bars_of, title_of
from sim.report.ladder_plot import finding, ladder
from sim.report.money_plots import cumulative_paths
from sim.report.value_plot import PARTS, YEAR_WORDS, value_by_year, value_title
from sim.runs import Numbers, Run
from sim.web import charts
from sim.wording import figure, scale, unit_of_money

Measure = Callable[[Run], Numbers]


@dataclass(frozen=True)
class Picture:
    """A sentence and one panel, or two side by side; `note` says what is drawn."""

    sentence: str
    panels: tuple[Markup, ...]
    note: str = ""


def pictures(comparison: Comparison, played: Played) -> Iterator[Picture]:
    """All pictures, the most telling first."""
    if len(played) > 1:
        yield lead(comparison, played)
    yield over_time(comparison, played)
    yield both_ladders(comparison, played)
    yield both_flows(comparison, played)
    yield both_values(comparison, played)


def lead(comparison: Comparison, played: Played) -> Picture:
    """How far the changed strategy is ahead in profit, month by month."""
    name, base = comparison.explained, comparison.strategies[comparison.baseline].title
    ahead = in_money(comparison, cumulative_paths(played, name, comparison.baseline))
    line = with_band(comparison.strategies[name].title, ahead.rows, ours=True)
    today = charts.Line(base, [0.0] * ahead.rows.shape[1], muted=True)
    sentence = _("Profit added up, compared with “{base}”", base=base)
    drawn = charts.lines(_("Ahead or behind so far"), [today, line], months(ahead.rows), figure, ahead.unit)
    note = _("Where the line crosses zero for good the strategy has paid back. In today's money, band: 95% interval.")
    return Picture(sentence, (drawn,), note)


def over_time(comparison: Comparison, played: Played) -> Picture:
    """Customers and monthly profit of both, month by month."""
    panels = (
        both_lines(comparison, played, _("Customers"), lambda run: run.ours("customers"), in_money=False),
        both_lines(comparison, played, _("Profit a month"), lambda run: run.ours("profit"), in_money=True),
    )
    return Picture(_("Month by month"), panels, _("Line: mean over runs. Band: 95% interval of that mean."))


def both_lines(comparison: Comparison, played: Played, title: str, measure: Measure, in_money: bool) -> Markup:
    """A line with its band for the baseline, in grey, and one for the changed strategy."""
    rows = {name: np.array([measure(run) for run in played[name]]) for name in baseline_first(comparison)}
    largest = max(float(np.abs(values).max()) for values in rows.values())
    divisor, word = scale(largest) if in_money else (1.0, "")
    titles = {name: comparison.strategies[name].title for name in rows}
    base = comparison.baseline
    lines = [with_band(titles[name], each / divisor, name != base, name == base) for name, each in rows.items()]
    unit = unit_of_money(word, comparison.currency) if in_money else ""
    return charts.lines(title, lines, months(next(iter(rows.values()))), figure, unit)


def with_band(name: str, rows: Numbers, ours: bool = False, muted: bool = False) -> charts.Line:
    """The mean over runs with its 95% interval: rows are (runs, months); a single run has no band."""
    mean = rows.mean(axis=0)
    if len(rows) < 2:
        return charts.Line(name, mean.tolist(), ours=ours, muted=muted)
    reach = stats.t.ppf((1 + CONFIDENCE) / 2, len(rows) - 1) * rows.std(axis=0, ddof=1) / np.sqrt(len(rows))
    return charts.Line(name, mean.tolist(), (mean - reach).tolist(), (mean + reach).tolist(), ours, muted)


@dataclass(frozen=True)
class InMoney:
    """Amounts in a scale that is short to read, and what that is."""

    rows: Numbers
    unit: str


def in_money(comparison: Comparison, rows: Numbers) -> InMoney:
    """Amounts as they are drawn."""
    divisor, word = scale(float(np.abs(rows).max(initial=0.0)))
    return InMoney(rows / divisor, unit_of_money(word, comparison.currency))


def months(rows: Numbers) -> list[str]:
    """The months under the lines, from the opening on."""
    return [str(month) for month in range(rows.shape[1])]


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
        held = np.mean([run.ours("customers")[[0, -1]] for run in played[name]], axis=0)
        came, went = ([(words, count[name]) for words, count in bars.items()] for bars in (won, lost))
        panels.append(charts.flows(comparison.strategies[name].title, came, went, float(held[0]), float(held[1])))
    note = _("Our customers over {months} months, mean over runs.", months=comparison.months)
    return Picture(title_of(comparison, won, lost), tuple(panels), note)


def both_values(comparison: Comparison, played: Played) -> Picture:
    """What a customer brings by year of the relationship, and of what that is made."""
    found = {name: value_by_year(played[name]) for name in baseline_first(comparison)}
    divisor, word = scale(max(float(np.nanmax(np.abs(value), initial=0.0)) for value in found.values()))
    unit = unit_of_money(word, comparison.currency)
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
        charts.Part(_(words).replace("\n", " "), value[:, VALUE_PARTS.index(part)].tolist())
        for part, (words, _ink) in PARTS.items()
    ]
