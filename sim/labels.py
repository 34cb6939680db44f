"""Names beside what they name, none over another."""

from __future__ import annotations

from collections.abc import Sequence


def spread_out(places: Sequence[float], gap: float) -> list[float]:
    """Heights for labels near their lines, no two closer than a gap.

    >>> spread_out([1.0, 1.1, 5.0], 1.0)
    [0.55, 1.55, 5.0]
    """
    order = sorted(range(len(places)), key=lambda place: places[place])
    groups: list[list[int]] = []
    for place in order:
        groups.append([place])
        while len(groups) > 1 and top(groups[-2], places, gap) + gap > bottom(groups[-1], places, gap):
            groups[-2:] = [groups[-2] + groups[-1]]
    heights = list(places)
    for group in groups:
        for step, place in enumerate(group):
            heights[place] = round(bottom(group, places, gap) + step * gap, 12)
    return heights


def bottom(group: Sequence[int], places: Sequence[float], gap: float) -> float:
    """Where the lowest label of a group goes when the group is centred on its lines."""
    return sum(places[place] for place in group) / len(group) - gap * (len(group) - 1) / 2


def top(group: Sequence[int], places: Sequence[float], gap: float) -> float:
    """Where the highest label of a group goes."""
    return bottom(group, places, gap) + gap * (len(group) - 1)
