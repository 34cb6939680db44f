"""Histories are data: what is taken out of one leaves everything else as it was."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sim.game.history import History, Round

SEATS = ("team_1", "team_2", "team_3")
PATHS = ("price", "spend.bond", "workforce.pay")
LEVERS = st.dictionaries(st.sampled_from(PATHS), st.floats(0, 10)).map(lambda values: tuple(values.items()))
ROUNDS = st.builds(
    Round,
    decisions=st.dictionaries(st.sampled_from(SEATS), LEVERS).map(lambda values: tuple(values.items())),
    bought=st.just((("team_1", 5.0),)),
    luck=st.integers(0, 3),
)
HISTORIES = st.lists(ROUNDS, min_size=1, max_size=5).map(lambda rounds: History(tuple(rounds)))
TAKEN = st.lists(st.sampled_from(PATHS), unique=True).map(tuple)


def decisions(history: History) -> set[tuple[int, str, str, float]]:
    """Every single decision of a history: round, seat, lever, value."""
    return {
        (number, seat, path, value)
        for number, closed in enumerate(history.rounds, 1)
        for seat, levers in closed.decisions
        for path, value in levers
    }


@given(HISTORIES, st.data())
def test_without_takes_out_just_these_levers_of_this_seat_in_this_round(history: History, data: st.DataObject) -> None:
    number, seat, paths = (
        data.draw(st.integers(1, len(history))),
        data.draw(st.sampled_from(SEATS)),
        data.draw(TAKEN),
    )
    other = history.without(seat, number, paths)
    gone = decisions(history) - decisions(other)
    assert gone == {one for one in decisions(history) if one[:2] == (number, seat) and one[2] in paths}
    assert decisions(other) <= decisions(history)
    assert other.without(seat, number, paths) == other
    assert [replace(closed, decisions=()) for closed in other.rounds] == [
        replace(closed, decisions=()) for closed in history.rounds
    ]


@given(HISTORIES, st.data())
def test_what_was_before_a_round_and_the_rounds_since_are_the_history(history: History, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(history)))
    again = history.before(number)
    assert len(again) == number - 1
    for closed in history.rounds[number - 1 :]:
        again = again.followed_by(closed)
    assert again == history and hash(again) == hash(history)
