"""How a finding is put into words: a figure with its interval, and the verdict that several trials come to."""

from __future__ import annotations

from collections.abc import Sequence

from sim.claims.claim import Condition, Verdict
from sim.intervals import Estimate
from sim.wording import figure


def with_interval(value: Estimate, unit: str = "") -> str:
    """A figure, its unit, and its 95% interval where there is one.

    >>> with_interval(Estimate(7.0, 6.0, 8.04), "months"), with_interval(Estimate(0.5, None, None))
    ('7.00 months (95% interval 6.00 to 8.04)', '0.50')
    >>> with_interval(Estimate(None, None, None), "months")
    'not known'
    """
    if value.mean is None:
        return "not known"
    words = f"{figure(value.mean)}{unit if unit.startswith('%') else f' {unit}'}".rstrip()
    if value.low is None or value.high is None or value.low == value.high:
        return words
    return f"{words} (95% interval {figure(value.low)} to {figure(value.high)})"


def surely_above(value: Estimate, level: float) -> bool:
    """Whether the whole interval lies above a level; where there is no interval, whether the figure does.

    >>> surely_above(Estimate(7.0, 6.0, 8.0), 6.5), surely_above(Estimate(7.0, None, None), 6.5)
    (False, True)
    """
    lowest = value.mean if value.low is None else value.low
    return lowest is not None and lowest > level


def surely_below(value: Estimate, level: float) -> bool:
    """Whether the whole interval lies below a level.

    >>> surely_below(Estimate(7.0, 6.0, 8.0), 8.5)
    True
    """
    highest = value.mean if value.high is None else value.high
    return highest is not None and highest < level


def verdict_of(conditions: Sequence[Condition]) -> Verdict:
    """Holds where it held in every trial that could tell, fails where it held in none.

    >>> tried = [Condition("", "", held, Estimate(None, None, None), "") for held in (True, False, None)]
    >>> verdict_of(tried), verdict_of(tried[:1]), verdict_of(tried[1:]), verdict_of(tried[2:])
    ('holds when', 'holds', 'fails', 'cannot be tested here')
    """
    told = [one.holds for one in conditions if one.holds is not None]
    if not told:
        return "cannot be tested here"
    return "holds" if all(told) else "holds when" if any(told) else "fails"


def short(value: Estimate) -> str:
    """A figure alone.

    >>> short(Estimate(7.123, 6.0, 8.0)), short(Estimate(None, None, None))
    ('7.12', 'not known')
    """
    return "not known" if value.mean is None else figure(value.mean)


def about(value: Estimate) -> str:
    """A figure to two digits, for titles.

    >>> about(Estimate(37.4, None, None)), about(Estimate(4.46, 4.0, 5.0)), about(Estimate(0.999, None, None))
    ('37', '4.5', '1.0')
    >>> about(Estimate(1234.0, None, None)), about(Estimate(None, None, None))
    ('1,234', 'an unknown number')
    """
    if value.mean is None:
        return "an unknown number"
    size = abs(value.mean)
    return f"{value.mean:,.0f}" if size >= 9.95 else f"{value.mean:.1f}" if size >= 0.95 else f"{value.mean:.2f}"


def held(true: bool) -> str:
    """How a claim stands in one respect, to begin a sentence with."""
    return "Holds" if true else "Fails"
