"""Front-line people: morale, skill, turnover and load; the service-profit chain, in both directions."""

import math


def load_of(work: float, heads: float, skill: float, capacity: float) -> float:
    """Last month's work over what the people can do; above 1 there is more work than can be done well.

    >>> load_of(600.0, 10.0, 0.6, 100.0)
    1.0
    """
    able = heads * skill * capacity
    if able <= 0.0:
        return 1000.0 if work > 0.0 else 0.0
    return min(1000.0, work / able)


def strain(load: float) -> float:
    """What is left of people's quality under load: nearly all of it while there is slack, little beyond capacity.

    >>> round(strain(0.5), 3), round(strain(0.8), 2), round(strain(1.0), 2), round(strain(1.5), 2)
    (0.998, 0.96, 0.87, 0.37)
    """
    return 1.0 / (1.0 + 0.15 * load**6)


def people_quality(skill: float, morale: float, load: float, effort: float) -> float:
    """How well people deliver: skill and morale, under load, with any extra effort that pay draws out.

    >>> round(people_quality(0.64, 0.36, 0.5, 0.0), 2)
    0.48
    """
    return min(1.0, math.sqrt(skill * morale) * strain(load) * (1.0 + effort))


def morale_after(morale: float, causes: float, drift: float) -> float:
    """Morale a month later: it follows its causes.

    >>> morale_after(0.6, 0.8, 0.5)
    0.7
    """
    return morale + drift * (min(1.0, max(0.02, causes)) - morale)


def turnover_after(morale: float, usual: float, slope: float) -> float:
    """Share of people leaving in a month: less with morale.

    >>> round(turnover_after(0.5, 0.24, 3.0), 3)
    0.02
    """
    return min(0.5, usual / 12.0 * math.exp(-slope * (morale - 0.5)))


def skill_after(skill: float, leaving: float, newcomer: float, growth: float, training: float) -> float:
    """Skill a month later: learnt on the job and by training, taken away by those who leave.

    >>> round(skill_after(0.6, 0.0, 0.3, 0.1, 0.5), 3)
    0.635
    """
    learnt = growth * (0.5 + training) * (0.95 - skill) if skill < 0.95 else 0.0
    return max(0.0, min(1.0, skill + learnt - leaving * max(0.0, skill - newcomer)))
