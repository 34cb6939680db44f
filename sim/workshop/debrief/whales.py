"""The whale curve: which customers brought the profit, and which took it back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sim.game.exhibits import Exhibits
from sim.language.messages import _
from sim.web.charts import whale
from sim.wording import in_a_row, money, per_cent
from sim.workshop.debrief.slide import Slide
from sim.workshop.debrief.winners import in_money
from sim.workshop.pages.sight import Sight

FIFTH = 20
"""Per cent of customers that a fifth is."""

Curve = Sequence[float]
"""Profit added up from the most to the least profitable customer, at every per cent of them: (101,)."""


def whales(sight: Sight, found: Sequence[Exhibits], ours: str = "") -> Slide:
    """The curve of the team that gave most back, or of one team."""
    one = max(found, key=lambda each: given_back(each.whale))
    return Slide(
        "whale-curve",
        _("The whale curve"),
        curve_in_words(sight, one),
        _("Whom would you serve differently: those at the top, or those who cost more than they bring?"),
        (
            whale(
                _("Profit from customers of {firm}, from the best one to the worst", firm=sight.names[one.seat]),
                steps(one.whale),
                in_money(sight),
            ),
        ),
        notes=(
            _(
                "Customers' profit is what is left of their bills after goods, the cost of serving them and the cost "
                "of winning them: setting up, discounts."
            ),
        ),
    )


def steps(curve: Curve) -> list[float]:
    """By how much each value exceeds the one before.

    >>> steps([0.0, 5.0, 4.0])
    [5.0, -1.0]
    """
    return [after - before for before, after in pairwise(curve)]


def given_back(curve: Curve) -> float:
    """The share of the curve's peak that the worst customers take back.

    >>> given_back([0.0, 5.0, 4.0]), given_back([0.0, -1.0])
    (0.2, 0.0)
    """
    peak = max(curve)
    return (peak - curve[-1]) / peak if peak > 0 else 0.0


def curve_in_words(sight: Sight, one: Exhibits) -> str:
    """What the best fifth brought, and what the worst took back."""
    curve, firm = one.whale, sight.names[one.seat]
    if curve[-1] <= 0:
        return _("All customers of {firm} together brought no profit.", firm=firm)
    said = _(
        "The best fifth of the customers of {firm} brought {share} of its customers' profit.",
        firm=firm,
        share=f"{100 * curve[FIFTH] / curve[-1]:.0f}%",
    )
    losing = (len(curve) - 1 - list(curve).index(max(curve))) / (len(curve) - 1)
    if not losing:
        return in_a_row((said, _("None cost more than they brought.")))
    back = money(max(curve) - curve[-1], sight.currency)
    return in_a_row(
        (said, _("{share} of them cost more than they brought: {amount} in all.", share=per_cent(losing), amount=back))
    )
