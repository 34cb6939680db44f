"""Why in the words a person would use: what most of a difference comes from, and what goes against it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.why.customers import CustomerSplit
from sim.why.split import Part, Split
from sim.wording import listed, money, more_or_less

WORTH_A_WORD = 0.05
"""Share of the largest part below which a part goes unsaid."""
PHRASES = {
    "won": ("customers won who would not have been", "customers not won who would have been"),
    "referred": ("customers brought by a recommendation that would not have been made",
                 "customers whom nobody recommended us to any more"),
    "grown": ("what customers buy who are ours either way", "smaller purchases of customers who are ours either way"),
    "premium": ("better prices from them", "lower prices for them"),
    "serving": ("serving them at less cost", "serving them at more cost"),
    "contact": ("less spent on contact with them", "more spent on contact with them"),
    "rewards": ("smaller rewards and less key-account care", "rewards and key-account care"),
    "others": ("what other firms' customers buy from us", "what other firms' customers no longer buy from us"),
}  # fmt: skip


def customer_sentence(found: CustomerSplit, currency: str) -> str:
    """Where a difference comes from: its two largest sources, and the largest thing that goes against it."""
    total = found.whole.total
    sources = sorted(phrases(found), key=lambda source: -abs(source[0]))
    along = [source for source in sources if source[0] * total > 0][:2]
    against = [source for source in sources if source[0] * total < 0][:1]
    if not total or not along:
        return ""
    told_of = [source for source in along if worth_a_word(source[0], along)]
    said = [f"{money(abs(amount), currency)} comes from {phrase}" for amount, phrase in told_of]
    told = f"Of the {more_or_less(total, currency)}, {listed(said)}."
    if against and worth_a_word(against[0][0], along):
        amount, phrase = against[0]
        told += f" Against that stands {money(abs(amount), currency)} from {phrase}."
    return told


def worth_a_word(amount: float, along: list[tuple[float, str]]) -> bool:
    """Whether a part is large enough, beside the largest, to be spoken of."""
    return abs(amount) >= WORTH_A_WORD * abs(along[0][0])


def phrases(found: CustomerSplit) -> Iterator[tuple[float, str]]:
    """Every source with its amount; those kept one by one, by their reason."""
    for one in found.stayed:
        yield one.mean, f"customers who stay and would have left {one.title}"
    for one in found.left:
        yield one.mean, f"customers who leave {one.title} and would have stayed"
    for one in found.whole.parts:
        if one.name in PHRASES:
            yield one.mean, PHRASES[one.name][one.mean < 0]
        elif one.name != "kept":
            yield one.mean, spending(one)


def spending(saved: Part) -> str:
    """What was spent less or more on, as `spending on contact` or `costs for wages`."""
    words = f"{saved.title[0].lower()}{saved.title[1:]}"
    if words.startswith("spending"):
        return f"{'less' if saved.mean > 0 else 'more'} {words}"
    return f"{'lower' if saved.mean > 0 else 'higher'} costs for {words}"


def lever_sentence(found: Split, title: str, currency: str) -> str:
    """What each lever of a strategy brings, the largest first.

    >>> import numpy as np
    >>> from sim.why.split import split
    >>> parts = {"price": np.array([4e6]), "pay": np.array([-1e6])}
    >>> both = split(np.array([3e6]), parts, {"price": "Price", "pay": "Pay"})
    >>> lever_sentence(both, "“Cheap”", "EUR")
    'By lever, “Cheap” is worth EUR 3.00 million more: price EUR 4.00 million, pay EUR -1.00 million.'
    """
    whole = f"By lever, {title} is worth {more_or_less(found.total, currency)}"
    parts = [f"{one.title[0].lower()}{one.title[1:]} {money(one.mean, currency)}" for one in found.largest_first()]
    if not parts:
        return ""
    return f"{whole}: {', '.join(parts)}." if len(parts) > 1 else f"{whole}, all of it by one lever: {parts[0]}."
