"""The room accepts what fits, puts it on record first, and stands again as it was after being away."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.game.reading import read_game
from sim.game.table import play
from sim.language.messages import speaking
from sim.workshop.acts import Act, Asked, Closed, Decided, Ended, Joined, Opened, Paused, Refused, Said, Struck
from sim.workshop.allowing import MOST_STORIES
from sim.workshop.copying import copied_record
from sim.workshop.facilitating import act_of, name_of
from sim.workshop.founding import founded
from sim.workshop.pages.informing import learned
from sim.workshop.record import Record, RecordError
from sim.workshop.room import GRACE, RefusalError, Room
from sim.workshop.sending import ask, decide, join, start_again
from sim.workshop.session import Member

from .rooms import DATA, Table, beginning


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path / "game.sqlite")


def joined(room: Room, team: str, person: str = "") -> Member:
    """A member of a team."""
    member = room.member(join(room, {"team": team, "person": person}))
    assert member is not None
    return member


def does(room: Room, kind: str, **fields: str) -> None:
    """What the facilitator does with a button."""
    room.do(act_of(room, kind, fields))


def sends(room: Room, member: Member, nonce: str, **levers: str) -> None:
    """A decision for the round at hand."""
    decide(room, member, {"round": str(room.session.coming), "nonce": nonce, **levers})


def forbid_writing(record: Record, switch: str) -> None:
    """What a disk does that has become read-only."""
    record._connection.exec_driver_sql(f"PRAGMA query_only={switch}")
    record._connection.commit()


def one_round(table: Table, member: Member, price: str) -> None:
    """A round played with a decision."""
    does(table.computed(), "opened")
    sends(table.room, member, f"n{table.room.session.coming}-{len(table.record)}", price=price)
    does(table.room, "closed")
    table.computed()


def test_a_room_stands_again_as_it_was_from_its_record(table: Table) -> None:
    member = joined(table.room, "Larks", "Ann")
    one_round(table, member, "95")
    does(table.room, "struck", shock="recession", announced="yes")
    does(table.room, "helped", seat="team_1", money="100", why="A bad start")
    does(table.room, "opened", minutes="5", by_clock="yes")
    sends(table.room, member, "last", price="90")
    before, outcomes = table.room.session, table.room.outcomes
    again = table.again()
    assert again.room.session == before
    assert repr(again.computed().outcomes) == repr(outcomes)


def test_nothing_takes_effect_that_could_not_be_recorded(table: Table) -> None:
    member = joined(table.room, "Larks")
    does(table.computed(), "opened")
    forbid_writing(table.record, "ON")
    before = table.room.session
    with pytest.raises(RefusalError, match="could not be recorded") as refused:
        sends(table.room, member, "n", price="95")
    assert refused.value.status == 507
    assert table.room.session == before
    table.room.refuse("decide", "no room on the disk", "m")
    forbid_writing(table.record, "OFF")
    sends(table.room, member, "n", price="95")
    assert table.again().room.session.decisions["team_1"].levers == {"price": 0.95}


def test_a_team_is_joined_by_its_name_however_it_is_typed(table: Table) -> None:
    seats = [joined(table.room, name).seat for name in ("Larks", "Owls", " larks ", "OWLS", "Wrens")]
    assert seats == ["team_1", "team_2", "team_1", "team_2", "team_3"]
    with pytest.raises(RefusalError, match="All seats are taken; join one of these teams: Larks, Owls, Wrens"):
        joined(table.room, "Hawks")


def test_a_dismissed_member_has_to_join_again(table: Table) -> None:
    secret = join(table.room, {"team": "Larks"})
    member = table.room.member(secret)
    assert member
    does(table.room, "dismissed", member=member.member)
    assert table.room.member(secret) is None
    assert joined(table.room, "Larks").seat == "team_1"


def test_a_round_is_closed_by_its_clock_and_by_nobody_before(table: Table) -> None:
    joined(table.room, "Larks")
    does(table.computed(), "opened", minutes="2", by_clock="yes")
    table.time.now += 119.9
    table.room.tick()
    assert (table.room.session.phase, table.room.clock) == ("deciding", pytest.approx(0.1))
    table.time.now += 0.1
    table.room.tick()
    assert table.room.session.phase == "looking"
    assert [act.by for act in table.record.acts() if isinstance(act, Closed)] == ["clock"]


def test_the_clock_can_be_paused_extended_and_resumed(table: Table) -> None:
    joined(table.room, "Larks")
    does(table.computed(), "opened", minutes="2", by_clock="yes")
    table.time.now += 30
    does(table.room, "paused")
    table.time.now += 1e6
    table.room.tick()
    assert table.room.clock == 90
    does(table.room, "extended", minutes="0.5")
    table.time.now += 1e6
    assert table.room.clock == 120
    does(table.room, "resumed")
    does(table.room, "extended", minutes="0.5")
    assert table.room.clock == 150
    table.time.now += 151
    table.room.tick()
    assert table.room.session.phase == "looking"


def test_a_clock_that_ran_out_while_the_server_was_away_leaves_a_little_time(table: Table) -> None:
    joined(table.room, "Larks")
    does(table.computed(), "opened", minutes="2", by_clock="yes")
    table.time.now += 3600
    again = table.again()
    again.room.take_up()
    again.room.tick()
    assert (again.room.session.phase, again.room.clock) == ("deciding", GRACE)


def test_a_round_closes_as_soon_as_every_team_has_decided_where_it_is_asked_for(table: Table) -> None:
    larks, owls = joined(table.room, "Larks"), joined(table.room, "Owls")
    does(table.computed(), "opened", when_all="yes")
    sends(table.room, larks, "a", price="95")
    assert table.room.session.phase == "deciding"
    sends(table.room, owls, "b", price="95")
    assert table.room.session.phase == "looking"


def test_no_round_opens_before_the_last_one_is_played(table: Table) -> None:
    joined(table.room, "Larks")
    with pytest.raises(RefusalError, match="The market is being played") as refused:
        does(table.room, "opened")
    assert refused.value.status == 503


def test_outcomes_of_a_line_that_was_left_are_forgotten_and_late_ones_not_taken(table: Table) -> None:
    member = joined(table.room, "Larks")
    for price in ("95", "90"):
        one_round(table, member, price)
    first, second, third = table.room.outcomes
    left = table.room.session.history
    does(table.room, "went_back", to="2", luck="same")
    assert table.room.outcomes == (first, second)
    table.room.keep(left, third)
    assert table.room.outcomes == (first, second)
    one_round(table, member, "90")
    assert repr(table.room.outcome) == repr(third)
    does(table.room, "went_back", to="2", luck="new")
    one_round(table, member, "90")
    assert repr(table.room.outcome) != repr(third)


def test_what_a_team_bought_is_kept_until_the_game_goes_back_behind_it(table: Table) -> None:
    member = joined(table.room, "Larks")
    does(table.computed(), "opened")
    with pytest.raises(RefusalError, match="no information called 'gossip'"):
        ask(table.room, member, {"round": "1", "nonce": "q", "what": "gossip"})
    ask(table.room, member, {"round": "1", "nonce": "q", "what": "rivals"})
    with pytest.raises(RefusalError, match="counts once"):
        ask(table.room, member, {"round": "1", "nonce": "q", "what": "rivals"})
    (bought,) = table.room.found("team_1")
    assert not bought.ready
    table.room.answers["q"] = {"en": "An answer", "zh": "回答"}
    with speaking("zh"):
        assert table.room.found("team_1")[0].answer == "回答"
    assert table.room.session.spent("team_1") > 0
    does(table.room, "went_back", to="1")
    assert (table.room.found("team_1"), table.room.answers) == ([], {})


def test_nobody_pays_twice_for_the_same_information(table: Table) -> None:
    member = joined(table.room, "Larks")
    does(table.computed(), "opened")
    ask(table.room, member, {"round": "1", "nonce": "q0", "what": "survey"})
    with pytest.raises(RefusalError, match="already"):
        ask(table.room, member, {"round": "1", "nonce": "q1", "what": "survey"})
    for number in range(MOST_STORIES):
        ask(table.room, member, {"round": "1", "nonce": f"s{number}", "what": "customer"})
    with pytest.raises(RefusalError, match="no more"):
        ask(table.room, member, {"round": "1", "nonce": "s", "what": "customer"})
    assert len(table.room.session.bought) == 1 + MOST_STORIES
    told = learned(table.room.sight(), table.room.found(member.seat))
    assert [one.key for one in told] == [*(f"s{number}" for number in reversed(range(MOST_STORIES))), "q0"]


def test_a_plan_may_use_help_and_must_make_do_with_a_fine(table: Table) -> None:
    member = joined(table.room, "Larks")
    does(table.computed(), "opened")
    dear = {"spend.product": "400", "spend.systems": "190"}
    with pytest.raises(RefusalError, match="over the budget"):
        sends(table.room, member, "a", **dear)
    does(table.room, "helped", seat="team_1", money="100000")
    sends(table.room, member, "b", **dear)
    does(table.room, "helped", seat="team_1", money="1000000", sign="fine")
    with pytest.raises(RefusalError, match="over the budget"):
        sends(table.room, member, "c", **dear)


def test_a_game_for_another_room_has_the_same_market_other_secrets_and_nobody_in_it(
    table: Table, tmp_path: Path
) -> None:
    member = joined(table.room, "Larks", "Ann")
    one_round(table, member, "95")
    does(table.room, "said", text="Ann, well done")
    does(table.room, "opened")
    sends(table.room, member, "late", price="70")
    content = copied_record(table.room)
    path = tmp_path / "copy.sqlite"
    path.write_bytes(content)
    copy = Room(Record.opened(path))
    assert copy.session.history == table.room.session.history
    assert (copy.session.phase, copy.session.members, copy.session.names) == ("looking", {}, {})
    secrets = [table.room.founded.facilitator, table.room.founded.screen, table.room.founded.code, member.token]
    for secret in (*secrets, "Larks", "Ann"):
        assert secret.encode() not in content
    assert copy.founded.game == table.room.founded.game
    assert play(copy.game, copy.session.history).profit.tobytes() == table.room.outcomes[1].profit.tobytes()
    assert joined(copy, "Hawks").seat == "team_1"


def test_a_game_written_by_another_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    game = {**beginning().game, "file": {"title": "A game of the future"}}
    later = beginning().model_copy(update={"game": game, "version": "9.0"})
    record = Record.begun(tmp_path / "game.sqlite", [later])
    with pytest.raises(RecordError, match=r"the game in it was written by version 9\.0 and cannot be read"):
        Room(record)


def test_refusals_are_recorded_until_there_are_too_many(table: Table) -> None:
    for _ in range(500):
        table.room.refuse("decide", "out of bounds", "m")
    assert 10 < sum(isinstance(act, Refused) for act in table.record.acts()) < 100


def test_decisions_sent_by_a_machine_do_not_fill_the_disk(table: Table) -> None:
    member = joined(table.room, "Larks")
    does(table.computed(), "opened")
    with pytest.raises(RefusalError, match="wait a little") as refused:
        for number in range(1000):
            sends(table.room, member, f"n{number}", price="95")
    assert refused.value.status == 429
    assert 100 < len(table.record) < 1000


def test_who_plays_alone_goes_from_round_to_round_and_may_start_again(tmp_path: Path) -> None:
    table = Table(tmp_path / "solo.sqlite", solo=True)
    table.computed().tick()
    assert table.room.session.phase == "lobby"
    member = joined(table.room, "Me")
    with pytest.raises(RefusalError, match="All seats are taken"):
        joined(table.room, "Another")
    for number in range(1, table.room.session.last + 1):
        table.computed().tick()
        assert (table.room.session.phase, table.room.session.round) == ("deciding", number)
        sends(table.room, member, f"n{number}")
        assert table.room.session.phase == "looking"
    table.computed().tick()
    assert table.room.session.phase == "debrief"
    assert {seat for seat, _way in table.room.session.history.rounds[0].computers} == {"team_2", "team_3"}
    start_again(table.room, member, {"luck": "same"})
    table.computed().tick()
    assert (table.room.session.phase, table.room.session.round) == ("deciding", 1)
    kinds = [type(act) for act in table.record.acts() if act.by == "clock"]
    assert set(kinds) == {Opened, Closed, Ended}


def test_a_shock_for_a_team_names_the_team(table: Table) -> None:
    does(table.room, "struck", shock="bad_month", seat="team_2")
    assert [act.shock.firm for act in table.record.acts() if isinstance(act, Struck)] == ["team_2"]
    with pytest.raises(RefusalError, match="team_9"):
        does(table.room, "struck", shock="bad_month", seat="team_9")


def test_a_name_is_one_line_that_can_be_seen() -> None:
    assert name_of("  The\t\nLarks\u202e ") == "The Larks"
    assert name_of("百灵鸟") == "百灵鸟"
    with pytest.raises(RefusalError):
        name_of("\u200b\u202e ")


def test_the_bell_rings_for_everything_that_pages_show(table: Table) -> None:
    rung = [table.room.bell.rung]
    things: list[Act] = [
        Joined(member="m", token="t", seat="team_1", team="Larks"),
        Opened(round=1),
        Decided(seat="team_1", round=1, levers={}, nonce="n"),
        Asked(seat="team_1", round=1, what="survey", price=1.0, nonce="q"),
        Paused(left=None),
        Said(text="Hello"),
        Closed(round=1),
    ]
    for act in things:
        table.room.do(act)
        rung.append(table.room.bell.rung)
    assert rung == sorted(set(rung))


def test_a_shock_is_told_in_the_language_of_the_reader(tmp_path: Path) -> None:
    street = read_game(DATA / "street.yaml")
    room = Room(Record.begun(tmp_path / "game.sqlite", [founded(street, False, 0.0)]))
    does(room, "struck", shock="recession", announced="yes")
    (shock,) = room.session.shocks
    assert room.sight().spoken(shock).title == "Recession"
    with speaking("zh"):
        assert room.sight().spoken(shock).title == "不景气"
