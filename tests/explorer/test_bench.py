"""The bench: runs come in pairs, whoever asks last goes first, and a process that ends is replaced."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import numpy as np

from sim.declarations import Scenario
from sim.explorer.bench import KEPT, Bench, Exploration, Played
from sim.explorer.choice import Choice, case_of
from sim.simulate import simulate

RUNS = 10


def at_work(scenario: Scenario, act: Callable[[Bench], Awaitable[Any]]) -> Any:
    """What comes of doing something with a bench that is at work."""

    async def work() -> Any:
        bench = Bench(scenario, RUNS, workers=2)
        tasks = bench.start()
        try:
            return await asyncio.wait_for(act(bench), 120)
        finally:
            for task in tasks:
                task.cancel()
            bench.close()

    return asyncio.run(work())


def of(scenario: Scenario, bench: Bench, **levers: float) -> Exploration:
    """An exploration with some levers pulled."""
    return bench.exploration(case_of(scenario, Choice("train", levers)))


def test_two_runs_come_first_then_more_then_all_and_they_are_those_compare_plays(shop: Scenario) -> None:
    async def look(bench: Bench) -> list[Played]:
        return [played async for played in bench.looks(of(shop, bench, price=0.9))]

    looks = at_work(shop, look)
    assert [len(played["explored"]) for played in looks] == [2, 8, 10]
    for played in looks:
        assert [run.run for run in played["as_is"]] == [run.run for run in played["explored"]]
    alone = simulate(case_of(shop, Choice("train", {"price": 0.9})), "explored", run=3)
    assert np.array_equal(looks[-1]["explored"][3].months, alone.months)
    assert np.array_equal(looks[-1]["explored"][3].base_value, alone.base_value)


def test_whoever_asks_last_goes_first_and_what_nobody_waits_for_is_not_played_on(shop: Scenario) -> None:
    async def look(bench: Bench) -> list[int]:
        first, last = of(shop, bench, price=0.9), of(shop, bench, price=1.1)
        early = bench.looks(first)
        await anext(early)
        begun = len(first.runs)
        waiting = asyncio.ensure_future(anext(early))
        seen, overtaken = [], -1
        async for played in bench.looks(last):
            seen.append(played)
            # Later on, a process that has done its share of the last may go back to the first.
            overtaken = len(first.runs) - begun if overtaken < 0 else overtaken
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await early.aclose()
        await asyncio.sleep(0.5)
        return [len(seen[-1]["explored"]), overtaken, len(first.runs)]

    all_of_last, overtaken, first = at_work(shop, look)
    assert all_of_last == RUNS
    assert overtaken <= 2
    assert first < RUNS


def test_what_was_played_is_remembered_but_not_for_ever(shop: Scenario) -> None:
    bench = Bench(shop, RUNS, workers=1)
    first = of(shop, bench, price=0.5)
    for step in range(KEPT - 1):
        of(shop, bench, price=1 + step / 100)
    assert of(shop, bench, price=0.5).runs is first.runs
    for step in range(KEPT):
        of(shop, bench, price=2 + step / 100)
    assert of(shop, bench, price=0.5).runs is not first.runs


def test_another_name_needs_no_other_runs(shop: Scenario) -> None:
    bench = Bench(shop, RUNS, workers=1)
    before = of(shop, bench, price=0.9)
    named = bench.exploration(case_of(shop, Choice("train", {"price": 0.9}, "Cheap")))
    assert named.runs is before.runs
    assert named.case.strategies["explored"].title == "Cheap"
    assert before.case.strategies["explored"].title == "Train the people, changed"


def test_today_needs_no_runs_of_its_own(shop: Scenario) -> None:
    async def look(bench: Bench) -> Played:
        exploration = bench.exploration(case_of(shop, Choice("as_is")))
        return [played async for played in bench.looks(exploration)][-1]

    played = at_work(shop, look)
    assert list(played) == ["as_is"]
    assert len(played["as_is"]) == RUNS


def test_a_process_that_ends_is_replaced_and_the_figures_are_the_same(shop: Scenario) -> None:
    async def look(kill: bool, bench: Bench) -> Played:
        early = bench.looks(of(shop, bench, price=0.9))
        await anext(early)
        if kill:
            for process in list(bench.hands[0].pool._processes.values()):
                os.kill(process.pid, signal.SIGTERM)
        return [played async for played in early][-1]

    undisturbed, disturbed = (at_work(shop, partial(look, kill)) for kill in (False, True))
    for one, other in zip(undisturbed["explored"], disturbed["explored"], strict=True):
        assert np.array_equal(one.months, other.months)


def test_three_persons_are_told_in_the_language_spoken(shop: Scenario) -> None:
    async def tell(bench: Bench) -> list[list[str]]:
        exploration = of(shop, bench, price=0.9)
        return [[story.lives[0].who for story in await bench.stories(exploration, speech)] for speech in ("en", "zh")]

    english, chinese = at_work(shop, tell)
    assert 1 <= len(english) <= 3
    assert len(chinese) == len(english)
    assert all(told.startswith("Customer ") for told in english)
    assert not any(told.startswith("Customer ") for told in chinese)
