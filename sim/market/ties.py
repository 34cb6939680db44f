"""Who knows whom: circles of friends, close ties within, acquaintances across (a small world)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim import luck

Whole = npt.NDArray[np.int64]


class Ties(NamedTuple):
    """Everybody's ties, one row after the other: person i's begin at `start[i]`; the first `close[i]` are close."""

    start: Whole
    to: npt.NDArray[np.int32]
    close: npt.NDArray[np.int16]


def circle_order(key: np.uint64, people: int) -> Whole:
    """People in the order in which they sit in circles of friends, so that circles mix old and new customers."""
    return np.argsort(luck.draws(key, 0, luck.OPENING + 40, people), kind="stable")


def small_world(key: np.uint64, strong: Whole, weak: Whole, community: int, rewiring: float) -> Ties:
    """Ties for people who have `strong` close ones and `weak` acquaintances on average; each tie runs both ways.

    Half of a person's ties are its own doing, the other half are others' (Watts & Strogatz 1998: a ring within each
    circle, some ties led elsewhere; Goldenberg, Libai & Muller 2001: weak ties lead out of the circle).
    """
    order = circle_order(key, len(strong))
    near = _edges(key, order, strong, community, rewiring, local=True)
    far = _edges(key, order, weak, community, 1.0, local=False)
    return _rows(len(strong), near, far)


def _edges(key: np.uint64, order: Whole, wanted: Whole, community: int, rewiring: float, local: bool) -> Whole:
    """Pairs (one, other), shape (2, ties)."""
    people = len(order)
    ones, others = [], []
    for place in range(int(np.ceil(wanted.max() / 2)) if people > 1 else 0):
        base = luck.OPENING + (100 if local else 400) + 4 * place
        keen = wanted[order] / 2 - place
        has = luck.draws(key, 0, base, people)[order] < keen
        rewired = luck.draws(key, 0, base + 1, people)[order] < rewiring
        seat = np.arange(people)
        first = seat - seat % community
        size = np.minimum(community, people - first)
        neighbour = first + (seat - first + 1 + place) % size
        span, start = (size, first) if local else (np.full(people, people), np.zeros(people, dtype=np.int64))
        anywhere = start + (luck.draws(key, 0, base + 2, people)[order] * span).astype(np.int64)
        other = np.where(rewired, anywhere, neighbour)
        kept = has & (other != seat)
        ones.append(order[seat[kept]])
        others.append(order[other[kept]])
    if not ones:
        return np.zeros((2, 0), dtype=np.int64)
    return np.stack([np.concatenate(ones), np.concatenate(others)])


def _rows(people: int, near: Whole, far: Whole) -> Ties:
    """Both directions of every tie, sorted by person, close ones first."""
    one = np.concatenate([near[0], near[1], far[0], far[1]])
    other = np.concatenate([near[1], near[0], far[1], far[0]]).astype(np.int32)
    strength = np.zeros(len(one), dtype=np.int8)
    strength[2 * near.shape[1] :] = 1
    sequence = np.argsort(2 * one + strength, kind="stable")
    counts = np.bincount(one, minlength=people)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    close = np.bincount(one[: 2 * near.shape[1]], minlength=people).astype(np.int16)
    return Ties(start, other[sequence], close)
