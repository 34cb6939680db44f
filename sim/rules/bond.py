"""The bond: a stock of the pair customer and firm, grown by care, faded by silence, broken by betrayal."""

from sim.rules.rule import rule


@rule
def bond_after(
    bond: float, care: float, delight: float, gate: float, presence: float, growth: float, fade: float
) -> float:
    """The bond a month later: it grows from care and delight while the lower layers hold, and fades without contact.

    >>> bond_after(0.5, 0.0, 0.0, 1.0, 0.0, 0.06, 0.03) < 0.5
    True
    >>> bond_after(0.5, 0.8, 0.2, 1.0, 1.0, 0.06, 0.03) > 0.5
    True
    """
    grown = growth * (care + delight) * gate * (1.0 - bond)
    faded = fade * (1.0 - 0.8 * presence) * bond
    return max(0.0, min(1.0, bond + grown - faded))


@rule
def presence_of(answered: bool, genuine: float) -> float:
    """How present a firm was in the month: by an answer given, or by contact as far as it is meant.

    >>> presence_of(True, 0.2), presence_of(False, 0.2)
    (1.0, 0.2)
    """
    return 1.0 if answered else genuine
