"""What a firm is able to do: stocks built by spending, with diminishing returns, and lost without it."""

import math


def capability_sought(spend: float, half: float) -> float:
    """The capability that a level of spending sustains; `half` is the spending that sustains one half.

    >>> capability_sought(3.0, 1.0), capability_sought(0.0, 1.0)
    (0.75, 0.0)
    """
    return spend / (spend + half)


def capability_after(capability: float, spend: float, half: float, speed: float) -> float:
    """A capability a month later: it is built by spending on what is missing, and decays.

    The stock follows dc = speed ((1-c) spend/half - c), solved exactly over the month: much money builds fast.

    >>> round(capability_after(0.5, 1.0, 1.0, 0.1), 6)
    0.5
    >>> 0.5 < capability_after(0.5, 4.0, 1.0, 0.1) < 0.8
    True
    """
    sought = capability_sought(spend, half)
    return sought + (capability - sought) * math.exp(-speed * (1.0 + spend / half))


def execution_quality(process: float, people: float) -> float:
    """Execution as delivered: a good process in the hands of good people; either alone is worth little.

    >>> round(execution_quality(0.64, 0.36), 2), execution_quality(0.9, 0.0)
    (0.48, 0.0)
    """
    return math.sqrt(process * people)


def care_quality(care: float, people: float, personal: float) -> float:
    """Personal care as delivered: the ability, the people, and how personal contact is.

    >>> round(care_quality(0.64, 0.36, 1.0), 2)
    0.48
    """
    return math.sqrt(care * people) * (0.5 + 0.5 * personal)


def slip_chance(quality: float, worst: float, faults: float) -> float:
    """The chance that an encounter fails at a layer: the square of what is missing to perfect.

    >>> slip_chance(0.5, 0.08, 1.0), slip_chance(1.0, 0.08, 1.0)
    (0.02, 0.0)
    """
    return min(1.0, worst * faults * (1.0 - quality) ** 2)


def supply_after_flexibility(supply: float, stock: float, allies: float) -> float:
    """The share of demand that can be met in a shortage, with spare stock and allied suppliers.

    >>> supply_after_flexibility(0.6, 0.0, 0.0), round(supply_after_flexibility(0.6, 1.0, 0.5), 2)
    (0.6, 0.9)
    """
    return 1.0 - (1.0 - supply) * (1.0 - stock / (stock + 1.0)) * (1.0 - allies)


def shares_filled(supply: float, key_volume: float, volume: float, priority: float) -> tuple[float, float]:
    """Scarce supply divided: the share filled for key accounts and for others; priority serves key accounts first.

    >>> shares_filled(0.6, 20.0, 100.0, 0.0)
    (0.6, 0.6)
    >>> shares_filled(0.6, 20.0, 100.0, 1.0)
    (1.0, 0.5)
    """
    if supply >= 1.0 or volume <= 0.0:
        return 1.0, 1.0
    served_first = min(1.0, supply * volume / key_volume) if key_volume > 0.0 else supply
    key = supply + priority * (served_first - supply)
    others = volume - key_volume
    rest = (supply * volume - key * key_volume) / others if others > 0.0 else supply
    return key, max(0.0, min(1.0, rest))
