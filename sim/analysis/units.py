"""In what an outcome is given: money in one scale, shares in per cent, everything else as it is."""

from __future__ import annotations

from dataclasses import dataclass

from sim.wording import figure, in_currency, scale

MONEY = ("total_value", "profit", "base_value")
SHARES = ("retention", "market_share")


@dataclass(frozen=True)
class Unit:
    """What a number is divided by to be read, and the word for what is left."""

    divisor: float
    word: str

    def shown(self, value: float | None) -> str:
        """A value in this unit; a dash where there is none."""
        return "–" if value is None else figure(value / self.divisor)

    def told(self, value: float) -> str:
        """A value with its unit.

        >>> Unit(0.01, "%").told(0.123), Unit(1e6, "million CNY").told(2_500_000), Unit(1e6, "million CNY").told(0)
        ('12.3%', 'CNY 2.50 million', '0')
        """
        if self.word == "%":
            return f"{self.shown(value)}%"
        if value == 0:
            return "0"
        scaled, _, currency = self.word.rpartition(" ")
        words = f"{self.shown(value)} {scaled}".strip()
        return in_currency(words, currency) if currency else words


def unit_of(outcome: str, currency: str, largest: float) -> Unit:
    """The unit of an outcome whose largest value is about this.

    >>> unit_of("profit", "CNY", 3e6)
    Unit(divisor=1000000.0, word='million CNY')
    >>> unit_of("retention", "CNY", 0.9), unit_of("customers", "CNY", 400)
    (Unit(divisor=0.01, word='%'), Unit(divisor=1.0, word=''))
    """
    if outcome in MONEY:
        divisor, word = scale(largest)
        return Unit(divisor, f"{word} {currency}".strip())
    return Unit(0.01, "%") if outcome in SHARES else Unit(1.0, "")


WORDS = {
    "customers": "number of customers",
    "acquisitions": "number of customers won",
    "referrals": "number of referrals",
    "complaints": "rate of complaints",
    "break_even_month": "month of breaking even",
}


def words_of(outcome: str) -> str:
    """An outcome as a thing one can speak of in a sentence.

    >>> words_of("total_value"), words_of("satisfaction_contact"), words_of("customers")
    ('total value', 'satisfaction with contact', 'number of customers')
    """
    return WORDS.get(outcome, outcome.replace("satisfaction_", "satisfaction with ").replace("_", " "))
