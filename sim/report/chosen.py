"""Which strategies a picture shows, and how it calls them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from sim.compare import Comparison

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
    if len(title) <= LONGEST // 2:
        title = title.replace(" ", "\N{NO-BREAK SPACE}")
    return f"“{title}”" if len(title) <= LONGEST else f"“{title[: LONGEST - 1].rstrip()}…”"


def heading(comparison: Comparison, name: str, width: int) -> str:
    """A strategy's title over a panel, in two lines at most."""
    return "\n".join(textwrap.wrap(comparison.strategies[name].title, width, max_lines=2, placeholder=" …"))


def side_by_side(comparison: Comparison, figures: Mapping[str, str]) -> str:
    """A figure of each of one or two strategies, in half a sentence; said once where it is the same."""
    names = [quoted(comparison, name) for name in figures]
    found = list(figures.values())
    if len(set(found)) == 1:
        return f"{found[0]} under {with_both(names)}"
    return f"{found[0]} under {names[0]} and {found[1]} under {names[1]}"


def told_of_each(comparison: Comparison, findings: Mapping[str, str]) -> str:
    """What was found under one or two strategies, in one sentence; said once where it is the same."""
    names = [quoted(comparison, name) for name in findings]
    found = list(findings.values())
    if len(set(found)) == 1:
        return f"Under {with_both(names)} {found[0]}"
    return f"Under {names[0]} {found[0]}; under {names[1]} {found[1]}"


def with_both(names: list[str]) -> str:
    """One name, or two that share a finding.

    >>> with_both(["“A”"]), with_both(["“A”", "“B”"])
    ('“A”', 'both “A” and “B”')
    """
    return names[0] if len(names) == 1 else f"both {names[0]} and {names[1]}"
