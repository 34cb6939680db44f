"""What is said of worlds whose payoffs are known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from sim.robust.saying import verdict
from sim.robust.standing import regrets
from sim.scenario.errors import ScenarioError
from tests.robust.known import MEMORY, SHOP, VOICE, judged, of_strategies

Values = Mapping[str, float]


def failing_in_a_corner(values: Values) -> dict[str, float | Exception]:
    """Training is best unless impressions are made slowly and the bonded speak up."""
    fails = values[MEMORY] < 0.17 and values[VOICE] > 0.8
    return {"as_is": 0.0, "train": -7e5 if fails else 1e6, "cheap": -2e6}


def moved_by_memory(values: Values) -> dict[str, float | Exception]:
    """Memory moves the difference by 22, the voice of the bonded by 4, and both strategies by the same unrest."""
    both = 1000 * values["world.unrest"]
    return {"as_is": both, "train": both + 100 * (values[MEMORY] - 0.08) + 2 * values[VOICE], "cheap": -1e3}


def one_has_an_error(values: Values) -> dict[str, float | Exception]:
    worth: float | Exception = ValueError("no such\nmarket") if values[VOICE] < 0.5 else 2.0
    return {"as_is": 1.0, "train": worth, "cheap": 0.0}


def test_a_planted_failing_region_is_found_and_told_in_plain_words() -> None:
    found = judged(failing_in_a_corner)
    assert found.favourite == "train"
    first = found.losing[0].found.regions[0]
    below, above = first.limits
    assert (below.path, below.low, above.path, above.high) == (MEMORY, None, VOICE, None)
    assert below.high == pytest.approx(0.17, abs=0.015)
    assert above.low == pytest.approx(0.8, abs=0.15)
    assert first.density > 0.8 and first.coverage > 0.8
    told = verdict(found)
    assert "it loses mostly when 'how fast a new experience replaces the old impression' is at most" in told
    assert "world." not in told


def test_where_there_is_no_such_region_that_is_said() -> None:
    found = judged(lambda values: {"as_is": 0.0, "train": 1.0, "cheap": -1.0}, worlds=32)
    assert verdict(found).startswith("“Train the people” wins in 32 of 32 worlds")
    assert "it loses in none" in verdict(found)


def test_too_few_losses_are_said_to_be_too_few() -> None:
    found = judged(lambda values: {"as_is": 0.0, "train": values[VOICE] - 0.05, "cheap": -9.0}, worlds=80)
    assert found.losing[0].found.cases == 2
    assert "No region was found: it loses in 2 of 80 worlds" in found.losing[0].sentences[0]
    assert "no region was found in which it loses much more often" in verdict(found)


def test_losses_by_luck_alone_are_given_no_region() -> None:
    luck = np.random.default_rng(3)
    found = judged(lambda values: {"as_is": 0.0, "train": luck.normal(0.7), "cheap": -9.0})
    assert found.losing[0].found.regions == ()
    assert "nowhere more often than luck alone explains" in found.losing[0].sentences[0]


def test_the_tornado_ranks_what_moves_the_difference_first_and_measures_its_swing() -> None:
    found = judged(moved_by_memory, worlds=128)
    first, second = found.tornadoes[0].bars[:2]
    assert (first.feature.path, second.feature.path) == (MEMORY, VOICE)
    assert (first.swing.mean, second.swing.mean) == pytest.approx((22.0, 4.0))
    assert first.at_high - first.at_low == pytest.approx(22.0)
    assert first.told_apart and second.told_apart


def test_the_interval_of_a_swing_holds_the_true_swing_nineteen_times_in_twenty() -> None:
    luck, held = np.random.default_rng(7), 0
    for _ in range(20):
        found = judged(lambda values: {"as_is": 0.0, "train": values[VOICE] + luck.normal(), "cheap": -99.0}, 64)
        bar = next(bar for bar in found.tornadoes[0].bars if bar.feature.path == VOICE)
        held += bar.swing.low < 2.0 < bar.swing.high
    assert held >= 17


def test_what_moves_both_strategies_alike_does_not_move_their_difference() -> None:
    found = judged(moved_by_memory, worlds=128)
    unrest = next(bar for bar in found.tornadoes[0].bars if bar.feature.path == "world.unrest")
    assert not unrest.told_apart


def test_luck_alone_moves_nothing() -> None:
    luck = np.random.default_rng(5)
    told = 0
    for _ in range(10):
        found = judged(lambda values: {"as_is": 0.0, "train": luck.normal(3.0), "cheap": -9.0}, worlds=64)
        told += bool(found.tornadoes[0].clear)
    assert told <= 2


def test_a_statement_can_move_the_difference() -> None:
    path = "firms.rival.behaviour"
    found = judged(lambda values: {"as_is": 0.0, "train": 5.0 - 8.0 * (values[path] == 3), "cheap": -9.0})
    assert found.tornadoes[0].bars[0].feature.path == f"{path}.poacher"
    assert found.losing[0].when == "loses mostly when rival is a poacher"


def test_the_worst_worlds_are_told_with_what_pushes_the_favourite_down() -> None:
    found = judged(moved_by_memory_or_loss, worlds=128)
    worst = found.worst_worlds[0]
    assert worst.best == "as_is"
    assert worst.regret == max(one.regret for one in found.worst_worlds) == found.strategies["train"].regret.worst
    assert any("how fast a new experience replaces the old impression' is low" in words for words in worst.words)


def moved_by_memory_or_loss(values: Values) -> dict[str, float | Exception]:
    return {"as_is": 0.0, "train": 100 * (values[MEMORY] - 0.12), "cheap": -1e3}


@given(arrays(float, some.tuples(some.integers(1, 8), some.integers(1, 5)), elements=some.floats(-1e9, 1e9)))
def test_regret_is_never_negative_and_nothing_for_the_best_of_each_world(values: np.ndarray) -> None:
    short = regrets(values)
    assert (short >= 0).all()
    assert (short.min(axis=1) == 0).all()


def test_shares_of_worlds_sum_to_one() -> None:
    found = judged(lambda values: {"as_is": 1.0, "train": round(2 * values[VOICE]), "cheap": 3 * values[MEMORY]})
    shares = [one.wins.share for one in found.strategies.values()]
    assert found.nobody.worlds > 0 and min(shares) >= 0
    assert sum(shares) + found.nobody.share == pytest.approx(1.0, abs=1e-12)


def test_two_strategies_alike_tie_without_regret() -> None:
    found = judged(lambda values: {"as_is": values[VOICE], "train": values[VOICE], "cheap": -9.0}, worlds=40)
    assert found.nobody.share == 1.0
    for name in ("as_is", "train"):
        assert found.strategies[name].wins.worlds == 0
        assert found.strategies[name].regret.worst == 0.0
    assert found.strategies["train"].good_enough is not None and found.strategies["train"].good_enough.share == 1.0
    assert verdict(found).startswith("No strategy wins: in all 40 worlds the best come out exactly alike.")


def test_a_threshold_counts_the_worlds_that_reach_it() -> None:
    found = judged(lambda values: {"as_is": 0.0, "train": values[VOICE], "cheap": -9.0}, worlds=100, threshold=0.5)
    train, today = (found.strategies[name].good_enough for name in ("train", "as_is"))
    assert train is not None and (train.worlds, train.share) == (75, 0.75)
    assert today is not None and today.worlds == 0
    assert found.losing[1].what == "is worth less than the threshold"
    assert found.losing[1].when == (
        "is worth less than the threshold mostly when "
        "'how much more readily a fully bonded customer speaks up instead of leaving in silence' is at most "
        f"{found.losing[1].found.regions[0].limits[0].high:.3g} (relative)"
    )


def test_what_cannot_be_played_is_told_and_the_rest_goes_on() -> None:
    found = judged(one_has_an_error, worlds=40)
    assert len(found.worlds) == 30
    assert len(found.failures) == 10
    assert {failure.strategy for failure in found.failures} == {"train"}
    assert found.failures[0].error == "ValueError: no such market"
    assert not {failure.world for failure in found.failures} & set(found.worlds)
    assert found.strategies["train"].wins.share == 1.0


def test_where_nothing_can_be_played_the_first_error_is_told() -> None:
    with pytest.raises(ScenarioError, match="no world could be played to the end; the first error: ValueError: closed"):
        judged(lambda values: dict.fromkeys(SHOP.strategies, ValueError("closed")), worlds=4)


def test_a_single_strategy_has_no_regret_and_nothing_to_lose_to() -> None:
    found = judged(lambda values: {"as_is": 5.0}, worlds=12, scenario=of_strategies(SHOP, "as_is"))
    assert found.strategies["as_is"].regret.worst == 0.0
    assert found.tornadoes == found.losing == found.worst_worlds == ()
    assert "the only strategy played" in verdict(found)


def test_where_it_loses_to_many_the_region_in_which_it_loses_to_the_runner_up_is_told() -> None:
    luck = np.random.default_rng(2)
    found = judged(
        lambda values: {"as_is": 2.0 * (luck.random() < 0.3), "train": 1.0, "cheap": 2.1 * (values[MEMORY] > 0.22)}
    )
    assert [one.what for one in found.losing] == [
        "loses",
        "is worth less than “cheap”",
        "is worth less than “As it is”",
    ]
    assert found.ranking == ("train", "cheap", "as_is")
    limit, *others = found.losing[1].found.regions[0].limits
    assert (limit.path, others) == (MEMORY, [])
    assert limit.low == pytest.approx(0.22, abs=0.01)
    assert found.losing[2].found.regions == ()


def test_what_is_denser_than_elsewhere_but_rare_is_not_said_to_be_mostly_so() -> None:
    luck = np.random.default_rng(2)
    found = judged(
        lambda values: {"as_is": 0.0, "train": 1.0 - 3 * (values[VOICE] > 1 and luck.random() < 0.35), "cheap": -9.0},
        worlds=600,
    )
    assert found.losing[0].when.startswith("loses more often than elsewhere when ")


def test_a_favourite_that_wins_little_more_often_is_not_told_apart() -> None:
    found = judged(lambda values: {"as_is": 1.02, "train": values[VOICE], "cheap": -9.0}, worlds=40)
    assert "but “Train the people” wins nearly as often" in verdict(found)
