"""Which strategies a picture shows, and how it calls them."""

from __future__ import annotations

from collections.abc import Mapping

from sim.compare import Comparison
from sim.language.lines import in_lines, shortened, width_of
from sim.language.messages import _

LONGEST = 45
"""Letters of a strategy's title that fit into the sentence over a picture."""


def two_of(comparison: Comparison) -> list[str]:
    """The baseline and the best of the others; the baseline alone where there are none."""
    return list(dict.fromkeys((comparison.baseline, comparison.explained)))


def baseline_first(comparison: Comparison) -> list[str]:
    """The baseline, then the others from the best down."""
    return list(dict.fromkeys((comparison.baseline, *comparison.ranking)))


def quoted(comparison: Comparison, name: str) -> str:
    """A strategy's title in quotation marks; a short one is kept on one line, a long one is cut."""
    title = comparison.strategies[name].title
    if width_of(title) <= LONGEST // 2:
        title = title.replace(" ", "\N{NO-BREAK SPACE}")
    return f"“{title}”" if width_of(title) <= LONGEST else f"“{shortened(title, LONGEST - 1)}…”"


def heading(comparison: Comparison, name: str, width: int) -> str:
    """A strategy's title over a panel, in two lines at most."""
    return in_lines(comparison.strategies[name].title, width, most=2)


def side_by_side(comparison: Comparison, figures: Mapping[str, str]) -> str:
    """A figure of each of one or two strategies, in half a sentence; said once where it is the same."""
    names = [quoted(comparison, name) for name in figures]
    found = list(figures.values())
    if len(set(found)) == 1:
        return _("{figure} under {strategy}", figure=found[0], strategy=with_both(names))
    return _(
        "{figure} under {strategy} and {other_figure} under {other}",
        figure=found[0],
        strategy=names[0],
        other_figure=found[1],
        other=names[1],
    )


def told_of_each(comparison: Comparison, findings: Mapping[str, str]) -> str:
    """What was found under one or two strategies, in one sentence; said once where it is the same."""
    names = [quoted(comparison, name) for name in findings]
    found = list(findings.values())
    if len(set(found)) == 1:
        return _("Under {strategy} {finding}", strategy=with_both(names), finding=found[0])
    return _(
        "Under {strategy} {finding}; under {other} {other_finding}",
        strategy=names[0],
        finding=found[0],
        other=names[1],
        other_finding=found[1],
    )


def with_both(names: list[str]) -> str:
    """One name, or two that share a finding.

    >>> with_both(["“A”"]), with_both(["“A”", "“B”"])
    ('“A”', 'both “A” and “B”')
    """
    return names[0] if len(names) == 1 else _("both {strategy} and {other}", strategy=names[0], other=names[1])
