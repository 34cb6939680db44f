"""Why in the words a person would use: what most of a difference comes from, and what goes against it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.language.messages import _, noted
from sim.why.customers import CustomerSplit
from sim.why.split import Part, Split
from sim.wording import money, more_or_less, uncapitalised

WORTH_A_WORD = 0.05
"""Share of the largest part below which a part goes unsaid."""
PHRASES = {
    "won": (noted("customers won who would not have been"), noted("customers not won who would have been")),
    "referred": (noted("customers brought by a recommendation that would not have been made"),
                 noted("customers whom nobody recommended us to any more")),
    "grown": (noted("what customers buy who are ours either way"),
              noted("smaller purchases of customers who are ours either way")),
    "premium": (noted("better prices from them"), noted("lower prices for them")),
    "serving": (noted("serving them at less cost"), noted("serving them at more cost")),
    "contact": (noted("less spent on contact with them"), noted("more spent on contact with them")),
    "rewards": (noted("smaller rewards and less key-account care"), noted("rewards and key-account care")),
    "others": (noted("what other firms' customers buy from us"),
               noted("what other firms' customers no longer buy from us")),
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
    said = [
        _("{amount} comes from {phrase}", amount=money(abs(part), currency), phrase=words) for part, words in told_of
    ]
    told = _("Of the {difference}, {sources}.", difference=more_or_less(total, currency), sources=both(said))
    if against and worth_a_word(against[0][0], along):
        amount, phrase = against[0]
        told += _(" Against that stands {amount} from {phrase}.", amount=money(abs(amount), currency), phrase=phrase)
    return told


def both(sources: list[str]) -> str:
    """One or two sources in one sentence."""
    return sources[0] if len(sources) == 1 else _("{first} and {second}", first=sources[0], second=sources[1])


def worth_a_word(amount: float, along: list[tuple[float, str]]) -> bool:
    """Whether a part is large enough, beside the largest, to be spoken of."""
    return abs(amount) >= WORTH_A_WORD * abs(along[0][0])


def phrases(found: CustomerSplit) -> Iterator[tuple[float, str]]:
    """Every source with its amount; those kept one by one, by their reason."""
    for one in found.stayed:
        yield one.mean, _("customers who stay and would have left {reason}", reason=one.title)
    for one in found.left:
        yield one.mean, _("customers who leave {reason} and would have stayed", reason=one.title)
    for one in found.whole.parts:
        if one.name in PHRASES:
            yield one.mean, _(PHRASES[one.name][one.mean < 0])
        elif one.name != "kept":
            yield one.mean, spending(one)


def spending(saved: Part) -> str:
    """What was spent less or more on, as `spending on contact` or `costs for wages`."""
    words = uncapitalised(saved.title)
    if saved.name.startswith("spend_"):
        return _("less {spending}", spending=words) if saved.mean > 0 else _("more {spending}", spending=words)
    if saved.mean > 0:
        return _("lower costs for {what}", what=words)
    return _("higher costs for {what}", what=words)


def lever_sentence(found: Split, title: str, currency: str) -> str:
    """What each lever of a strategy brings, the largest first.

    >>> import numpy as np
    >>> from sim.why.split import split
    >>> parts = {"price": np.array([4e6]), "pay": np.array([-1e6])}
    >>> both = split(np.array([3e6]), parts, {"price": "Price", "pay": "Pay"})
    >>> lever_sentence(both, "“Cheap”", "EUR")
    'By lever, “Cheap” is worth EUR 3.00 million more: price EUR 4.00 million, pay EUR -1.00 million.'
    """
    whole = _(
        "By lever, {strategy} is worth {difference}", strategy=title, difference=more_or_less(found.total, currency)
    )
    parts = [
        _("{line} {amount}", line=uncapitalised(one.title), amount=money(one.mean, currency))
        for one in found.largest_first()
    ]
    if not parts:
        return ""
    if len(parts) == 1:
        return whole + _(", all of it by one lever: {part}.", part=parts[0])
    return whole + _(": {parts}.", parts=_(", ").join(parts))
