"""Money in tables and charts: one unit for all of it, so that it need not stand in every cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sim.language.messages import language
from sim.wording import SCALES, unit_of_money

THOUSAND, LONG = 1e3, 1e6
"""From which amount on the last digits are left out."""


def in_table(amounts: Iterable[float], currency: str) -> tuple[str, Callable[[float], str]]:
    """The unit that fits a table of money, and how each amount is written in it.

    >>> unit, write = in_table([1_234_567.0, -45_600.0], "CNY")
    >>> unit, write(1_234_567.0), write(-45_600.0), write(-300.0)
    ('thousand CNY', '1,235', '-46', '0')
    >>> unit, write = in_table([9_401.2], "EUR")
    >>> unit, write(9_401.2)
    ('EUR', '9,401')
    """
    if max(map(abs, amounts), default=0.0) < LONG:
        return unit_of_money("", currency), lambda amount: f"{round(amount):,}"
    _least, divisor, word = SCALES[language()][-1]
    decimals = 0 if divisor <= THOUSAND else 1
    return unit_of_money(word, currency), lambda amount: f"{round(amount / divisor, decimals) + 0.0:,.{decimals}f}"
