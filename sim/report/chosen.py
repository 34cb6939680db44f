"""Which strategies a picture shows, and how it calls them."""

from __future__ import annotations

from collections.abc import Mapping

from sim.compare import Comparison


def two_of(comparison: Comparison) -> list[str]:
    """The baseline and the best of the others; the baseline alone where there are none."""
    return list(dict.fromkeys((comparison.baseline, comparison.explained)))


def baseline_first(comparison: Comparison) -> list[str]:
    """The baseline, then the others from the best down."""
    return list(dict.fromkeys((comparison.baseline, *comparison.ranking)))


def quoted(comparison: Comparison, name: str) -> str:
    """A strategy's title in quotation marks."""
    return f"“{comparison.strategies[name].title}”"


def side_by_side(comparison: Comparison, figures: Mapping[str, str]) -> str:
    """A figure of each of one or two strategies, in half a sentence; said once where it is the same."""
    names = [quoted(comparison, name) for name in figures]
    found = list(figures.values())
    if len(set(found)) == 1:
        return f"{found[0]} under {' as under '.join(names)}"
    return f"{found[0]} under {names[0]} and {found[1]} under {names[1]}"


def told_of_each(comparison: Comparison, findings: Mapping[str, str]) -> str:
    """What was found under one or two strategies, in one sentence; said once where it is the same."""
    names = [quoted(comparison, name) for name in findings]
    found = list(findings.values())
    if len(set(found)) == 1:
        return f"Under {' as under '.join(names)} {found[0]}"
    return f"Under {names[0]} {found[0]}; under {names[1]} {found[1]}"
