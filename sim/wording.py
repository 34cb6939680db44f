"""Numbers in words: money, shares and months as a strategist reads them."""

from __future__ import annotations

import math
from collections.abc import Iterable

from sim.language.messages import CHINESE, ENGLISH, _, language, noted

SCALES = {
    ENGLISH: ((1e9, 1e9, "billion"), (1e6, 1e6, "million"), (1e4, 1e3, "thousand")),
    CHINESE: ((1e8, 1e8, "亿"), (1e4, 1e4, "万")),
}
"""From which amount on, by what it is divided, and the word for that."""
CURRENCIES = (noted("CNY"), noted("EUR"), noted("USD"), noted("GBP"), noted("JPY"), noted("units"))


def scale(largest: float) -> tuple[float, str]:
    """The divisor and the word that make an amount short to read.

    >>> scale(2_500_000)
    (1000000.0, 'million')
    >>> scale(950)
    (1.0, '')
    """
    for least, divisor, word in SCALES[language()]:
        if abs(largest) >= least:
            return divisor, word
    return 1.0, ""


def figure(number: float) -> str:
    """A number to three digits, with commas.

    >>> figure(1234.5), figure(12.345), figure(-0.5), figure(0)
    ('1,234', '12.3', '-0.50', '0')
    """
    if number == 0 or abs(number) < 1e-9:
        return "0"
    decimals = min(2, max(0, 2 - math.floor(math.log10(abs(number)))))
    return f"{number:,.{decimals}f}"


def in_currency(words: str, currency: str) -> str:
    """An amount with its currency: codes and signs go before it, words after it.

    >>> in_currency("1.2 million", "CNY"), in_currency("1.2 million", "units")
    ('CNY 1.2 million', '1.2 million units')
    """
    before = (currency.isupper() or not currency.isalpha()) and _(currency) == currency
    return f"{currency} {words}" if before else _("{amount} {currency}", amount=words, currency=_(currency))


def unit_of_money(scale_word: str, currency: str) -> str:
    """The unit in which amounts are given, as over a column or beside an axis.

    >>> unit_of_money("million", "CNY"), unit_of_money("", "CNY")
    ('million CNY', 'CNY')
    """
    return _("{scale} {currency}", scale=scale_word, currency=_(currency)).strip()


def scaled(number: str, scale_word: str) -> str:
    """A number with its scale.

    >>> scaled("1.2", "million"), scaled("3", "")
    ('1.2 million', '3')
    """
    return _("{number} {scale}", number=number, scale=scale_word).strip()


def money(amount: float, currency: str) -> str:
    """An amount of money.

    >>> money(1_234_567, "CNY"), money(-45_600, "units"), money(812.4, "EUR")
    ('CNY 1.23 million', '-45.6 thousand units', 'EUR 812')
    """
    divisor, word = scale(amount)
    return in_currency(scaled(figure(amount / divisor), word), currency)


def money_range(low: float, high: float, currency: str) -> str:
    """An interval of money in one scale.

    >>> money_range(900_000, 1_500_000, "CNY")
    'CNY 0.90 to 1.50 million'
    """
    divisor, word = scale(max(abs(low), abs(high)))
    return in_currency(scaled(span(figure(low / divisor), figure(high / divisor)), word), currency)


def span(low: str, high: str) -> str:
    """Two ends.

    >>> span("3", "5")
    '3 to 5'
    """
    return _("{low} to {high}", low=low, high=high)


def more_or_less(amount: float, currency: str) -> str:
    """A difference of money.

    >>> more_or_less(-2_000_000, "CNY")
    'CNY 2.00 million less'
    """
    said = money(abs(amount), currency)
    return _("{amount} less", amount=said) if amount < 0 else _("{amount} more", amount=said)


def per_cent(share: float, decimals: int = 0) -> str:
    """A share in per cent; nothing that was not certain is rounded to certainty.

    >>> per_cent(0.123), per_cent(0.999), per_cent(1.0), per_cent(0.001)
    ('12%', '99%', '100%', '1%')
    """
    rounded = round(100 * share, decimals)
    if decimals == 0 and 0 < share < 1:
        rounded = min(99.0, max(1.0, rounded))
    return f"{rounded:.{decimals}f}%"


def signed_per_cent(share: float) -> str:
    """A relative change.

    >>> signed_per_cent(0.123), signed_per_cent(-0.5)
    ('+12.3%', '-50.0%')
    """
    return f"{100 * share:+.1f}%"


def listed(words: list[str]) -> str:
    """Words joined as in speech.

    >>> listed(["price"]), listed(["price", "contact", "bond"])
    ('price', 'price, contact and bond')
    """
    return words[0] if len(words) == 1 else _("{first} and {last}", first=_(", ").join(words[:-1]), last=words[-1])


def capitalised(words: str) -> str:
    """Words with a capital at their head, as they begin a line.

    >>> capitalised("price, offers and advertising")
    'Price, offers and advertising'
    """
    return f"{words[:1].upper()}{words[1:]}"


def uncapitalised(words: str) -> str:
    """Words as they stand within a sentence.

    >>> uncapitalised("How the firm decides")
    'how the firm decides'
    """
    return f"{words[:1].lower()}{words[1:]}"


def in_a_row(sentences: Iterable[str]) -> str:
    """Sentences one after the other, with a space between them where the language has one.

    >>> in_a_row(["Complained.", "Nothing came of it."])
    'Complained. Nothing came of it.'
    """
    return ("" if language() == CHINESE else " ").join(sentences)


def in_brackets(unit: str) -> str:
    """A unit after its number, where there is one.

    >>> in_brackets("0 to 1"), in_brackets("")
    (' (0 to 1)', '')
    """
    return _(" ({unit})", unit=unit) if unit else ""


def times(count: int, thing: str) -> str:
    """A count of things.

    >>> times(1, "run"), times(30, "run")
    ('1 run', '30 runs')
    """
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
