"""The figures behind the reasons: by lever, layer and customer, the next money, and the lives told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.compare import Comparison
from sim.declarations import Scenario
from sim.intervals import Estimate
from sim.language.messages import _, noted
from sim.marginal.marginal import Marginal
from sim.report.report import MOVED
from sim.report.sheet import Cell, Column, Sheet, in_money
from sim.report.sheets import with_interval
from sim.why.split import Part, Split
from sim.why.why import Why
from sim.wording import in_a_row


def why_sheets(scenario: Scenario, comparison: Comparison, found: Why) -> list[Sheet]:
    """The sheets of why, those there is something for."""
    customers = {name: one.whole for name, one in found.customers.items()}
    sheets = [
        split_sheet(comparison, _("By lever"), _("What each lever adds (Shapley value)."), found.levers),
        split_sheet(comparison, _("By layer"), _("What the levers of each layer add (Shapley value)."), found.layers),
        split_sheet(comparison, _("By customers"), _("What happened to customers, and what was spent."), customers),
        kept_sheet(comparison, found),
        moves_sheet(scenario, comparison, found),
        stories_sheet(scenario, found),
    ]
    return [sheet for sheet in sheets if sheet.rows]


def split_sheet(comparison: Comparison, name: str, holds: str, found: Mapping[str, Split]) -> Sheet:
    """A difference from the baseline and its parts, every strategy; the parts sum to the whole."""
    rows: list[tuple[Cell, ...]] = []
    for strategy, split in found.items():
        title = comparison.strategies[strategy].title
        rows += [(title, part.title, *amounts(part)) for part in split.parts]
        rows.append((title, _("Together"), split.total, None, None, None))
    explained = _("{holds} The parts of a strategy sum to its difference from the baseline.", holds=holds)
    return Sheet(name, explained, part_columns(comparison), tuple(rows))


def part_columns(comparison: Comparison) -> tuple[Column, ...]:
    """The headings over parts."""
    error = in_money(_("standard error"), comparison.currency)
    return (Column(_("Strategy")), Column(_("part")), *with_interval(_("amount"), comparison.currency), error)


def ends(found: Estimate) -> tuple[Cell, ...]:
    """A mean and the ends of its interval."""
    return found.mean, found.low, found.high


def amounts(part: Part) -> tuple[Cell, ...]:
    """A part's mean, the ends of its interval and its standard error."""
    return *ends(part.amount), part.standard_error


def kept_sheet(comparison: Comparison, found: Why) -> Sheet:
    """Those who stayed and would have left, and the other way round, by reason."""
    stayed = noted("customers who stay and would have left {reason}")
    left = noted("customers who leave {reason} and would have stayed")
    rows = tuple(
        (comparison.strategies[strategy].title, _(words, reason=part.title), *amounts(part))
        for strategy, one in found.customers.items()
        for words, parts in ((stayed, one.stayed), (left, one.left))
        for part in parts
    )
    holds = _("Customers kept, by the reason for which they leave in one of the two worlds.")
    return Sheet(_("Kept and left"), holds, part_columns(comparison), rows)


def moves_sheet(scenario: Scenario, comparison: Comparison, found: Why) -> Sheet:
    """How many people moved, by segment."""
    segments = [scenario.title_of("segments", segment) for segment in scenario.segments]
    counts = tuple(Column(_("{title} (customers)", title=segment), "number") for segment in segments)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (comparison.strategies[strategy].title, _(MOVED[move]), *by.values())
        for strategy, one in found.customers.items()
        for move, by in one.people.items()
    )
    holds = _("Customers at the horizon who are ours in one world only, by segment; mean numbers of a run.")
    return Sheet(_("People"), holds, (Column(_("Strategy")), Column(_("customers who")), *counts), rows)


def stories_sheet(scenario: Scenario, found: Why) -> Sheet:
    """The lives told, a year a row."""
    rows = tuple(
        (story.rule, scenario.title_of("strategies", life.strategy), float(year), in_a_row(sentences))
        for story in found.stories
        for life in story.lives
        for year, sentences in life.years.items()
    )
    columns = (Column(_("customer")), Column(_("Strategy")), Column(_("year"), "count"), Column(_("what happened")))
    return Sheet(_("Stories"), _("Three customers' years, with the same luck under both strategies."), columns, rows)


def marginal_sheets(found: Marginal) -> list[Sheet]:
    """The sheets of the next money, those there is something for."""
    return [sheet for sheet in (returns_sheet(found), segments_sheet(found), curves_sheet(found)) if sheet.rows]


def returns_sheet(found: Marginal) -> Sheet:
    """What the next unit of money spent on each lever brings back."""
    headings = (_("brought back"), _("brought back, low end"), _("brought back, high end"))
    rows = tuple(
        (step.lever.path, step.lever.now, step.lever.then, *ends(step.brings_back), *ends(step.gain), step.spent.mean)
        for step in (*found.returns, *found.steps)
    )
    holds = _("What one unit of money more on each lever brings back under “{strategy}”.", strategy=found.title)
    return Sheet(
        _("Next money"),
        holds,
        (
            Column(_("lever")), Column(_("now"), "number"), Column(_("then"), "number"),
            *(Column(heading, "number") for heading in headings),
            *with_interval(_("gain in total value"), found.currency), in_money(_("spent"), found.currency),
        ),
        rows,
    )  # fmt: skip


def segments_sheet(found: Marginal) -> Sheet:
    """Which segment's customers bring the gain of a step."""
    rows = tuple(
        (step.lever.path, found.segments[segment], *ends(value))
        for step in found.returns
        for segment, value in step.by_segment.items()
    )
    holds = _("What each segment's customers bring more when a lever is moved by a step.")
    return Sheet(
        _("Next money by segment"),
        holds,
        (Column(_("lever")), Column(_("segment")), *with_interval(_("brought more"), found.currency)),
        rows,
    )


def curves_sheet(found: Marginal) -> Sheet:
    """What the firm is worth at other levels of spending on a layer."""
    holds = _("Total value at other levels of spending on each layer, against “{strategy}”.", strategy=found.title)
    columns = (
        Column(_("layer")),
        in_money(_("spending a month"), found.currency),
        *with_interval(_("difference"), found.currency),
    )
    return Sheet(_("Response curves"), holds, columns, tuple(curve_rows(found)))


def curve_rows(found: Marginal) -> Iterator[tuple[Cell, ...]]:
    """A row for each level of each layer."""
    for curve in found.curves:
        for monthly, value in zip(curve.monthly, curve.value, strict=True):
            yield _(curve.layer), monthly, *ends(value)
