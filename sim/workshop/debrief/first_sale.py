"""The first sale that lost money and became the best account: a customer of this very game."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from markupsafe import Markup

from sim.game.dealings import FirstSale
from sim.game.exhibits import Exhibits
from sim.game.told import ToldStory
from sim.language.messages import _, several
from sim.web.charts import Line, lines
from sim.wording import in_a_row, money
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.slide import Slide
from sim.workshop.debrief.winners import in_money
from sim.workshop.pages.sight import Sight

FIRST, LAST = 3, 4
"""Months of a long story that are told, from its beginning and from its end."""


def first_sale(sight: Sight, found: Found, ours: str = "") -> Slide:
    """The customer with whom it turned out best, of all teams or of one."""
    one = max((each for each in found.of(ours) if each.first_sale), key=worth, default=None)
    sale = one.first_sale if one else None
    told = found.stories.get(one.seat) if one else None
    return Slide(
        "first-sale",
        _("The first sale that lost money"),
        sale_in_words(sight, one.seat, sale) if one and sale else none_found(sight, ours),
        _("Would your controller have allowed the first sale? What would you tell him now?"),
        (money_chart(sight, sale),) if sale else (),
        story=tale(told) if told else (),
    )


def tale(told: ToldStory) -> tuple[str, ...]:
    """A customer's story: how it began, and of a long one the first months and the last."""
    months = told.months
    if len(months) > FIRST + LAST:
        months = (*months[:FIRST], "…", *months[-LAST:])
    return (told.introduction, *months, told.ending)


def worth(one: Exhibits) -> float:
    """What the customer brought in all."""
    return one.first_sale.worth if one.first_sale else 0.0


def none_found(sight: Sight, ours: str) -> str:
    """Where no such customer is to be told of."""
    if ours:
        return _("None of the customers that {firm} won at a loss has paid for itself yet.", firm=sight.names[ours])
    return _("Nobody won a customer at a loss who has paid for itself yet.")


def sale_in_words(sight: Sight, seat: str, sale: FirstSale) -> str:
    """What the first sale cost, what the customer has brought since, and where it stands among all."""
    said = _(
        "Customer {customer} came to {firm} in month {month}, and the first sale lost {loss}. By now it has brought "
        "{worth}.",
        customer=sale.customer,
        firm=sight.names[seat],
        month=sale.joined,
        loss=money(-sale.own[0], sight.currency),
        worth=money(sale.worth, sight.currency),
    )
    return in_a_row((said, *friends_in_words(sight, sale), place_in_words(sale)))


def friends_in_words(sight: Sight, sale: FirstSale) -> Sequence[str]:
    """What of it came through friends."""
    if not sale.friends:
        return ()
    said = several(
        "{{amount}} of that through {count} friend who came on its word.",
        "{{amount}} of that through {count} friends who came on its word.",
        len(sale.friends),
    )
    return (said.format(amount=money(sum(sale.brought), sight.currency)),)


def place_in_words(sale: FirstSale) -> str:
    """Where the customer stands among all of the team's."""
    if sale.place == 1:
        return _("Of {customers:,} customers none has brought more.", customers=sale.customers)
    return _("It is number {place:,} of {customers:,} customers.", place=sale.place, customers=sale.customers)


def money_chart(sight: Sight, sale: FirstSale) -> Markup:
    """What the customer brought, added up month by month, by itself and with its friends."""
    together = [own + brought for own, brought in zip(sale.own, sale.brought, strict=True)]
    alone = _("by itself") if sale.friends else _("in all")
    rows = [Line(alone, list(accumulate(sale.own)), muted=bool(sale.friends))]
    if sale.friends:
        rows.append(Line(_("with friends"), list(accumulate(together)), ours=True))
    months = [str(month) for month in range(1, len(sale.own) + 1)]
    title = _("Money from customer {customer}, added up by month since it came", customer=sale.customer)
    return lines(title, rows, months, in_money(sight))
