"""Numbers in words: money, shares and months as a strategist reads them."""

from __future__ import annotations

import math

SCALES = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


def scale(largest: float) -> tuple[float, str]:
    """The divisor and the word that make an amount short to read.

    >>> scale(2_500_000)
    (1000000.0, 'million')
    >>> scale(950)
    (1.0, '')
    """
    for divisor, word in SCALES:
        if abs(largest) >= (10 * divisor if divisor == 1e3 else divisor):
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
    before = currency.isupper() or not currency.isalpha()
    return f"{currency} {words}" if before else f"{words} {currency}"


def money(amount: float, currency: str) -> str:
    """An amount of money.

    >>> money(1_234_567, "CNY"), money(-45_600, "units"), money(812.4, "EUR")
    ('CNY 1.23 million', '-45.6 thousand units', 'EUR 812')
    """
    divisor, word = scale(amount)
    return in_currency(f"{figure(amount / divisor)} {word}".strip(), currency)


def money_range(low: float, high: float, currency: str) -> str:
    """An interval of money in one scale.

    >>> money_range(900_000, 1_500_000, "CNY")
    'CNY 0.90 to 1.50 million'
    """
    divisor, word = scale(max(abs(low), abs(high)))
    return in_currency(f"{figure(low / divisor)} to {figure(high / divisor)} {word}".strip(), currency)


def more_or_less(amount: float, currency: str) -> str:
    """A difference of money.

    >>> more_or_less(-2_000_000, "CNY")
    'CNY 2.00 million less'
    """
    return f"{money(abs(amount), currency)} {'less' if amount < 0 else 'more'}"


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
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def times(count: int, thing: str) -> str:
    """A count of things.

    >>> times(1, "run"), times(30, "run")
    ('1 run', '30 runs')
    """
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
