"""Scenario discovery: a planted box is found with its limits, luck is not taken for a region."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from sim.analysis.discovery import Discovery, Limit, Region, discover, region_in_words
from sim.analysis.peeling import Box, everything, peeled, pruned
from sim.runs import Numbers

PATHS = [f"p{place}" for place in range(12)]


@dataclass(frozen=True)
class Known:
    """What a test says of a parameter."""

    meaning: str = "months until a rival copies; longer is better"
    unit: str = "months"
    whole: bool = False


def drawn(count: int, parameters: int, seed: int = 1) -> tuple[Numbers, np.random.Generator]:
    generator = np.random.default_rng(seed)
    return generator.random((count, parameters)), generator


def planted(count: int = 1000, parameters: int = 8) -> Discovery:
    """Cases where the first parameter is below 0.4 and the second above 0.7, with a tenth of exceptions."""
    points, generator = drawn(count, parameters)
    inside = (points[:, 0] < 0.4) & (points[:, 1] > 0.7)
    return discover(points, inside ^ (generator.random(count) < 0.1), PATHS[:parameters])


def test_a_planted_box_is_found_with_its_limits_and_no_others() -> None:
    first, *_ = planted().regions
    below, above = first.limits
    assert (below.path, below.low, above.path, above.high) == ("p0", None, "p1", None)
    assert below.high == pytest.approx(0.4, abs=0.03)
    assert above.low == pytest.approx(0.7, abs=0.03)


def test_a_region_is_counted_on_points_that_had_no_part_in_finding_it() -> None:
    first, *_ = planted(1000).regions
    assert first.points < 0.2 * 500
    assert first.density == first.cases / first.points == pytest.approx(0.9, abs=0.08)


def test_two_planted_boxes_are_found_one_after_the_other() -> None:
    points, _ = drawn(3000, 5)
    one = (points[:, 0] < 0.4) & (points[:, 1] < 0.5)
    other = (points[:, 2] > 0.7) & (points[:, 3] > 0.6)
    found = discover(points, one | other, PATHS[:5])
    limited = [{limit.path for limit in region.limits} for region in found.regions[:2]]
    assert sorted(map(sorted, limited)) == [["p0", "p1"], ["p2", "p3"]]


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_luck_alone_makes_no_region(share: float) -> None:
    found = 0
    for seed in range(20):
        points, generator = drawn(400, 12, seed)
        found += bool(discover(points, generator.random(400) < share, PATHS).regions)
    assert found <= 1


def test_luck_shared_by_the_points_of_a_block_makes_no_region() -> None:
    found = 0
    for seed in range(20):
        bases, generator = drawn(60, 6, seed)
        points = np.repeat(bases, 8, axis=0)
        points[np.arange(480), generator.integers(6, size=480)] = generator.random(480)
        cases = np.repeat(generator.random(60) < 0.3, 8)
        found += bool(discover(points, cases, PATHS[:6], np.repeat(np.arange(60), 8)).regions)
    assert found <= 1


def test_a_box_planted_in_blocks_is_found() -> None:
    bases, generator = drawn(200, 6)
    points = np.repeat(bases, 8, axis=0)
    points[np.arange(1600), generator.integers(6, size=1600)] = generator.random(1600)
    found = discover(points, points[:, 3] > 0.7, PATHS[:6], np.repeat(np.arange(200), 8))
    (limit,) = found.regions[0].limits
    assert limit == Limit("p3", pytest.approx(0.7, abs=0.02), None)


@pytest.mark.parametrize("cases", [0, 19, 481, 500])
def test_too_few_cases_or_others_are_said_to_be_too_few(cases: int) -> None:
    points, _ = drawn(500, 2)
    found = discover(points, np.arange(500) < cases, PATHS[:2])
    assert found.regions == ()
    counted = {0: "none of 500 points", 500: "all 500 points"}.get(cases, f"{cases} of 500 points")
    assert found.remark.startswith(f"happens at {counted}")


def test_whole_numbers_are_cut_between_their_values() -> None:
    generator = np.random.default_rng(3)
    points = generator.integers(1, 7, size=(800, 2)).astype(float)
    found = discover(points, points[:, 0] <= 2, PATHS[:2])
    assert found.regions[0].limits == (Limit("p0", None, 2.0),)


def test_a_single_parameter_is_enough() -> None:
    points, _ = drawn(200, 1)
    found = discover(points, points[:, 0] > 0.5, PATHS[:1])
    assert found.regions[0].limits == (Limit("p0", pytest.approx(0.5, abs=0.05), None),)


def test_a_parameter_that_never_changes_is_no_limit() -> None:
    points, _ = drawn(500, 2)
    points[:, 1] = 7.0
    found = discover(points, points[:, 0] > 0.6, PATHS[:2])
    assert [limit.path for limit in found.regions[0].limits] == ["p0"]


def test_the_same_seed_finds_the_same_regions() -> None:
    assert planted() == planted()


def test_each_box_of_a_peeling_lies_in_the_one_before() -> None:
    points, _ = drawn(300, 3)
    boxes = list(peeled(points, points[:, 0] > 0.5))
    for wider, narrower in pairwise(boxes):
        assert (wider.holds(points) | ~narrower.holds(points)).all()
        assert narrower.holds(points).sum() < wider.holds(points).sum()


def test_limits_that_luck_explains_are_taken_away() -> None:
    points, _ = drawn(500, 3)
    drawn_too_narrow = Box(np.array([0.6, 0.1, -np.inf]), np.array([np.inf, np.inf, 0.95]))
    left = pruned(drawn_too_narrow, points, points[:, 0] > 0.6, np.arange(500))
    assert left.limits() == [(0, True)]
    assert everything(3).limits() == []


def test_a_region_reads_as_a_sentence() -> None:
    region = Region((Limit("lag", None, 4.2), Limit("pay", 0.9, 1.1)), 40, 30, 0.6, 0.75, 0.2, 0.001)
    words = region_in_words("Value falls below today's", region, {"lag": Known(), "pay": Known("pay", "times")})
    assert words == (
        "Value falls below today's when 'months until a rival copies' is at most 4.2 (months) and 'pay' is between 0.9 "
        "and 1.1 (times): in 75% of such points (30 of 40 kept aside to check), against 20% of all; 60% of all such "
        "cases lie here."
    )
