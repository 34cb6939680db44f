"""What is computed beside the server: rounds first, again where it failed, nothing that nobody waits for any more."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.game.table import play
from sim.workshop.acts import Asked, Closed, Ended, Joined, Opened, WentBack
from sim.workshop.desk import Desk
from sim.workshop.engine import Engine, EngineError

from .rooms import Table


class Hand(Engine):
    """An engine that computes here and now, one piece at a time, and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.broken = False

    async def result(self, work: Callable[..., Any], *given: Any) -> Any:
        self.asked.append(work.__name__)
        if self.broken:
            self.meanwhile()
            raise EngineError("the process died")
        found = work(*given)
        self.meanwhile()
        return found


async def at_work(desk: Desk) -> None:
    """Lets the desk compute until it waits for something to happen."""
    working = asyncio.create_task(desk.work())
    for _ in range(20):
        await asyncio.sleep(0)
    working.cancel()


def desk_of(table: Table) -> tuple[Desk, Hand]:
    """The desk of a room with a team, and its engine."""
    table.room.do(Joined(member="m", token="t", seat="team_1", team="Larks"))
    hand = Hand()
    return Desk(table.room, hand), hand


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path / "game.sqlite")


def test_the_opening_is_computed_and_a_round_is_played_for_nothing_while_people_join(table: Table) -> None:
    desk, hand = desk_of(table)
    asyncio.run(at_work(desk))
    assert (len(table.room.outcomes), desk.warm, hand.asked) == (1, True, ["play", "play"])


def test_a_round_goes_before_an_answer_and_an_answer_before_the_debrief(table: Table) -> None:
    desk, hand = desk_of(table)
    asyncio.run(at_work(desk))
    for act in (
        Opened(round=1), Asked(seat="team_1", round=1, what="rivals", price=1.0, nonce="q"), Closed(round=1), Ended(),
    ):  # fmt: skip
        table.room.do(act)
    hand.asked.clear()
    asyncio.run(at_work(desk))
    assert hand.asked[:3] == ["play", "answers", "exhibits"]
    assert set(table.room.answers["q"]) == {"en", "zh"}


def test_an_outcome_nobody_waits_for_any_more_is_not_taken(table: Table) -> None:
    desk, hand = desk_of(table)
    asyncio.run(at_work(desk))
    table.room.do(Opened(round=1))
    table.room.do(Closed(round=1))

    def change_of_mind() -> None:
        hand.meanwhile = lambda: None
        table.room.do(WentBack(to=1))

    hand.meanwhile = change_of_mind
    asyncio.run(at_work(desk))
    assert len(table.room.outcomes) == 1


def test_what_cannot_be_computed_is_said_and_tried_again_when_something_happens(table: Table) -> None:
    desk, hand = desk_of(table)
    hand.broken = True
    asyncio.run(at_work(desk))
    assert hand.asked == ["play"]
    assert "go back a round" in table.room.sight().trouble
    hand.broken = False
    table.room.do(Joined(member="n", token="u", seat="team_1", team="Larks"))
    asyncio.run(at_work(desk))
    assert (len(table.room.outcomes), table.room.trouble) == (1, "")


def test_a_failure_on_a_line_that_was_left_troubles_nobody(table: Table) -> None:
    desk, hand = desk_of(table)
    asyncio.run(at_work(desk))
    table.room.do(Opened(round=1))
    table.room.do(Closed(round=1))

    def change_of_mind() -> None:
        hand.meanwhile, hand.broken = lambda: None, False
        table.room.do(WentBack(to=1))

    hand.meanwhile, hand.broken = change_of_mind, True
    asyncio.run(at_work(desk))
    assert (table.room.trouble, table.room.computing) == ("", False)


@pytest.mark.slow
def test_an_engine_whose_process_dies_over_its_work_gives_up_after_three_times_and_works_again() -> None:
    async def tried() -> int:
        engine = Engine()
        try:
            with pytest.raises(EngineError):
                await engine.result(os._exit, 1)
            return await engine.result(len, "abc")
        finally:
            engine.close()

    assert asyncio.run(tried()) == 3


def test_what_a_worker_raises_is_raised_here_and_the_worker_lives_on() -> None:
    async def tried() -> tuple[list[int], list[int]]:
        engine = Engine()
        try:
            await engine.result(len, "abc")
            before = engine.workers
            with pytest.raises(ValueError, match="invalid literal"):
                await engine.result(int, "x")
            return before, engine.workers
        finally:
            engine.close()

    before, after = asyncio.run(tried())
    assert len(before) == 1
    assert after == before


def test_the_desk_computes_what_the_table_computes(table: Table) -> None:
    desk, _hand = desk_of(table)
    asyncio.run(at_work(desk))
    assert repr(table.room.outcomes[0]) == repr(play(table.room.game, table.room.session.history))
