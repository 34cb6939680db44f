"""A session is nothing but its acts, one after the other: whatever happens in whatever order, it stays in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.game.history import History, Round, Shock
from sim.workshop.acts import (
    Act,
    Asked,
    Closed,
    Decided,
    Dismissed,
    Ended,
    Extended,
    Helped,
    Joined,
    Opened,
    Paused,
    Refused,
    Renamed,
    Restarted,
    Resumed,
    Said,
    Seated,
    Shown,
    Struck,
    Vacated,
    WentBack,
    act_from_json,
)
from sim.workshop.allowing import objection
from sim.workshop.course import after
from sim.workshop.session import Rules, Session, begun

SEATS = ("team_1", "team_2", "team_3")
WAYS = {"team_1": "imitator", "team_2": "price_cutter", "team_3": "imitator"}
RULES = Rules(SEATS, ("rival",), WAYS, rounds=4)
HALF_PLAYED = Rules(SEATS, (), WAYS, rounds=4, practice=2, played=History((Round(luck=3), Round())))
FOG = Shock("fog", "Fog", "all", (("conditions.faults", 1.6),), 2)

seats = st.sampled_from((*SEATS, "team_9"))
rounds = st.integers(0, 6)
seconds = st.one_of(st.none(), st.floats(0, 1e9))
nonces = st.sampled_from([f"n{number}" for number in range(40)])
lucks = st.one_of(st.none(), st.integers(0, 5))
acts: st.SearchStrategy[Act] = st.one_of(
    st.builds(Joined, member=nonces, token=nonces, seat=seats, team=st.sampled_from("ABC")),
    st.builds(Dismissed, member=nonces),
    st.builds(Renamed, seat=seats, team=st.sampled_from("ABC")),
    st.builds(Vacated, seat=seats),
    st.builds(Opened, round=rounds, deadline=seconds, by_clock=st.booleans(), when_all=st.booleans()),
    st.builds(Extended, deadline=seconds, left=seconds),
    st.builds(Paused, left=seconds),
    st.builds(Resumed, deadline=seconds),
    st.builds(
        Decided, seat=seats, round=rounds, levers=st.dictionaries(st.sampled_from("ba"), st.floats(0, 9)), nonce=nonces
    ),
    st.builds(Asked, seat=seats, round=rounds, what=st.just("survey"), price=st.floats(0, 9), nonce=nonces),
    st.builds(Closed, round=rounds),
    st.builds(Closed, round=rounds),
    st.builds(WentBack, to=rounds, luck=lucks),
    st.builds(Restarted, luck=lucks, practice=st.booleans()),
    st.builds(Struck, shock=st.sampled_from([FOG, replace(FOG, firm="team_2"), replace(FOG, firm="nobody")])),
    st.builds(Helped, seat=seats, money=st.floats(-9, 9)),
    st.builds(Seated, seat=seats, behaviour=st.sampled_from([None, "static", "imitator"])),
    st.builds(Shown, ranking=st.one_of(st.none(), st.booleans())),
    st.builds(Said, text=st.just("Hello"), seat=st.one_of(st.none(), seats)),
    st.builds(Ended),
    st.builds(Refused, what=st.just("x"), why=st.just("y")),
)


def done(session: Session, things: Iterable[Act]) -> tuple[Session, list[Act]]:
    """A session after all acts that it allows, and which those were."""
    allowed: list[Act] = []
    for act in things:
        if not objection(session, act):
            session = after(session, act)
            allowed.append(act)
    return session, allowed


def in_order(session: Session) -> None:
    """Everything that must hold, whatever has been done."""
    assert 0 <= session.closed <= session.last <= len(session.lucks)
    lucks = tuple(closed.luck for closed in session.history.rounds)
    assert lucks[played(session) :] == session.lucks[played(session) : session.closed]
    assert session.phase != "deciding" or session.coming <= session.last
    assert session.phase == "deciding" or not session.decisions
    assert session.phase == "deciding" or session.clock.seconds(0.0) is None
    assert all(act.round == session.coming and act.seat in session.names for act in session.decisions.values())
    assert all(asked.round <= session.coming for asked in session.bought)
    assert all(number <= session.coming for number, _helped in session.helps)
    assert set(session.names) <= set(SEATS)
    assert len(set(session.names.values())) == len(session.names)
    assert all(member.seat in session.names for member in session.members.values())
    assert all(seat in (*SEATS, "rival") for seat in session.computers)
    if session.coming <= session.last:
        hand = session.at_hand()
        computers = dict(hand.computers)
        assert all(seat in computers or seat in session.names for seat in SEATS)
        assert not set(computers) & set(dict(hand.decisions))


def played(session: Session) -> int:
    return 0 if session.practising else len(session.rules.played)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([RULES, HALF_PLAYED]), st.lists(acts, max_size=60))
def test_whatever_is_done_the_session_stays_in_order(rules: Rules, things: list[Act]) -> None:
    session = begun(rules)
    in_order(session)
    for act in things:
        session, _allowed = done(session, [act])
        in_order(session)


@settings(max_examples=100, deadline=None)
@given(st.lists(acts, max_size=60))
def test_the_same_acts_read_from_paper_give_the_same_session(things: list[Act]) -> None:
    session, allowed = done(begun(RULES), things)
    told = [act_from_json(act.model_dump_json()) for act in allowed]
    assert told == allowed
    again = reduce(after, told, begun(RULES))
    assert again == session
    assert repr(again) == repr(session)


def playing(*things: Act, rules: Rules = RULES) -> Session:
    """A session in which all of this was allowed."""
    session, allowed = done(begun(rules), things)
    assert len(allowed) == len(things)
    return session


LARKS = Joined(member="m1", token="t1", seat="team_1", team="Larks")
OWLS = Joined(member="m2", token="t2", seat="team_2", team="Owls")


def decided(seat: str, number: int, price: float) -> Decided:
    return Decided(seat=seat, round=number, levers={"price": price}, nonce=f"{seat}-{number}-{100 * price:.0f}")


def whole(number: int, price: float) -> list[Act]:
    """A round with a decision of the Larks."""
    return [Opened(round=number), decided("team_1", number, price), Closed(round=number)]


def test_a_later_decision_replaces_an_earlier_one() -> None:
    session = playing(LARKS, Opened(round=1), decided("team_1", 1, 0.9), decided("team_1", 1, 0.8), Closed(round=1))
    assert session.history.rounds[0].of("team_1") == {"price": 0.8}


def test_seats_without_a_team_are_played_by_the_computer_until_one_joins() -> None:
    session = playing(LARKS, *whole(1, 0.9), OWLS, *whole(2, 0.9))
    assert dict(session.history.rounds[0].computers) == {"team_2": "price_cutter", "team_3": "imitator"}
    assert dict(session.history.rounds[1].computers) == {"team_3": "imitator"}


def test_an_absent_team_played_by_the_computer_decides_nothing_and_comes_back() -> None:
    absent = Seated(seat="team_1", behaviour="price_cutter")
    session = playing(LARKS, OWLS, Opened(round=1), decided("team_1", 1, 0.9), absent, Closed(round=1))
    assert session.history.rounds[0].of("team_1") == {}
    assert dict(session.history.rounds[0].computers)["team_1"] == "price_cutter"
    assert "computer plays" in objection(after(session, Opened(round=2)), decided("team_1", 2, 0.9))
    assert playing(LARKS, absent, Seated(seat="team_1"), *whole(1, 0.9)).history.rounds[0].of("team_1")


def test_going_back_forgets_the_rounds_after_and_keeps_the_luck() -> None:
    session = playing(LARKS, *whole(1, 0.9), *whole(2, 0.8), *whole(3, 0.7), WentBack(to=2), *whole(2, 0.6))
    assert [closed.of("team_1")["price"] for closed in session.history.rounds] == [0.9, 0.6]
    assert {closed.luck for closed in session.history.rounds} == {0}


def test_going_back_with_new_luck_changes_it_from_there_on_and_the_same_luck_afterwards_is_that_one() -> None:
    session = playing(LARKS, *whole(1, 0.9), *whole(2, 0.9), WentBack(to=2, luck=7), *whole(2, 0.9), *whole(3, 0.9))
    assert [closed.luck for closed in session.history.rounds] == [0, 7, 7]
    assert [
        one.luck for one in playing(LARKS, *whole(1, 0.9), WentBack(to=1, luck=7), *whole(1, 0.9)).history.rounds
    ] == [7]
    back = reduce(after, [WentBack(to=1), *whole(1, 0.9), *whole(2, 0.9)], session)
    assert [closed.luck for closed in back.history.rounds] == [0, 7]


def test_going_back_in_the_midst_of_a_round_gives_it_up() -> None:
    session = playing(LARKS, *whole(1, 0.9), Opened(round=2), decided("team_1", 2, 0.5), WentBack(to=2))
    assert (session.phase, session.closed, session.decisions) == ("looking", 1, {})


def test_going_back_returns_the_money_of_the_rounds_forgotten() -> None:
    asked = [Asked(seat="team_1", round=number, what="survey", price=5.0, nonce=f"q{number}") for number in (1, 2)]
    session = playing(
        LARKS, Opened(round=1), asked[0], Helped(seat="team_1", money=9.0), Closed(round=1),
        Opened(round=2), asked[1], Helped(seat="team_1", money=-4.0), WentBack(to=2),
    )  # fmt: skip
    assert (session.spent("team_1"), session.given("team_1")) == (0.0, 0.0)
    assert session.bought == (asked[0],)
    assert session.history.rounds[0].bought == (("team_1", 5.0),)
    assert session.history.rounds[0].given == (("team_1", 9.0),)


def test_practice_rounds_do_not_count_after_the_fresh_start() -> None:
    rules = replace(RULES, practice=1)
    session = playing(LARKS, *whole(1, 0.5), Restarted(luck=1), *whole(1, 0.9), *whole(2, 0.9), rules=rules)
    assert [closed.luck for closed in session.history.rounds] == [1, 1]
    over = playing(LARKS, *whole(1, 0.5), rules=rules)
    assert "fresh start" in objection(over, Opened(round=2))


def test_a_half_played_game_begins_where_it_was_left_and_does_not_go_back_behind() -> None:
    rules = replace(HALF_PLAYED, practice=0)
    session = playing(LARKS, *whole(3, 0.9), rules=rules)
    assert session.history.rounds[:2] == rules.played.rounds
    assert "from 3 to 3" in objection(session, WentBack(to=2))
    assert after(session, Restarted()).history == rules.played


def test_a_shock_strikes_in_the_round_at_hand_only() -> None:
    session = playing(LARKS, Struck(shock=FOG), *whole(1, 0.9), *whole(2, 0.9))
    assert [closed.shocks for closed in session.history.rounds] == [(FOG,), ()]


def test_a_late_decision_is_told_that_it_came_too_late() -> None:
    session = playing(LARKS, *whole(1, 0.9), Opened(round=2))
    assert "too late" in objection(session, decided("team_1", 1, 0.5))
    assert "too late" in objection(after(session, Closed(round=2)), decided("team_1", 2, 0.5))


def test_the_clock_closes_a_round_when_it_runs_out_unless_it_stands() -> None:
    session = playing(LARKS, Opened(round=1, deadline=100.0))
    assert not session.due(99.0)
    assert session.due(100.0)
    standing = after(session, Paused(left=30.0))
    assert not standing.due(1e9)
    assert standing.clock.seconds(5.0) == 30.0
    assert after(standing, Resumed(deadline=500.0)).clock.seconds(490.0) == 10.0
    assert not playing(LARKS, Opened(round=1, deadline=100.0, by_clock=False)).due(200.0)


def test_a_round_may_close_as_soon_as_every_team_has_decided() -> None:
    session = playing(LARKS, OWLS, Opened(round=1, when_all=True), decided("team_1", 1, 0.9))
    assert not session.due(0.0)
    assert after(session, decided("team_2", 1, 0.9)).due(0.0)
    assert after(session, Seated(seat="team_2", behaviour="static")).due(0.0)
    assert not playing(Opened(round=1, when_all=True)).due(0.0)


def test_a_team_that_leaves_makes_room_for_another() -> None:
    session = playing(LARKS, OWLS, Opened(round=1), decided("team_1", 1, 0.9), Vacated(seat="team_1"))
    assert (session.taken, session.decisions, list(session.members)) == (("team_2",), {}, ["m2"])
    assert session.computer("team_1") == "imitator"


def test_refusals_and_messages_move_nothing_in_the_market() -> None:
    session = playing(LARKS, Opened(round=1))
    assert after(session, Refused(what="decide", why="late")) == session
    assert after(session, Said(text="Hello")).at_hand() == session.at_hand()


def test_messages_do_not_pile_up() -> None:
    session = reduce(after, [Said(text=str(number)) for number in range(500)], begun(RULES))
    assert [len(session.messages), session.messages[-1].text] == [50, "499"]
