"""What pages show follows from where the game stands; the market behind them is a real one."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from sim.game.history import Shock
from sim.ledger import REVENUE
from sim.workshop.acts import (
    Act,
    Closed,
    Decided,
    Ended,
    Helped,
    Joined,
    Opened,
    Restarted,
    Said,
    Seated,
    Shown,
    Struck,
)
from sim.workshop.pages.accounts import biggest_change
from sim.workshop.pages.facilitator import facilitator_page
from sim.workshop.pages.looking import entries_of
from sim.workshop.pages.next_step import next_step
from sim.workshop.pages.preview import preview_part
from sim.workshop.pages.projector import projector_page
from sim.workshop.pages.sight import Invitation, Sight
from sim.workshop.pages.team import team_page
from tests.workshop.rooms import Table

INVITATION = Invitation("http://127.0.0.1:8000", "ABCDEF", Markup("<svg></svg>"))
JOINED = (
    Joined(member="ann", token="a", seat="team_1", team="Herons", person="Ann"),
    Joined(member="chi", token="c", seat="team_2", team="Larks"),
)
OPEN = Opened(round=1)
FOG = Shock("fog", "Fog", "all", (("conditions.faults", 2.0),), announced=False)


def decided(round: int = 1, **levers: float) -> Decided:
    """The Herons' decision of a round."""
    named = {name.replace("__", "."): value for name, value in levers.items()}
    return Decided(by="ann", seat="team_1", round=round, levers=named, nonce=f"n{round}")


def sight(folder: Path, *acts: Act) -> Sight:
    """The room after these acts."""
    return Table(folder / "game.sqlite", acts=acts).computed().sight()


def test_sales_and_costs_add_up_to_profit_and_help_and_information_to_that_of_the_round(tmp_path: Path) -> None:
    helped = Helped(seat="team_1", money=500.0, why="a loan")
    seen = sight(tmp_path, *JOINED, OPEN, helped, decided(price=0.9), Closed(round=1))
    outcome = seen.played[1]
    entries = entries_of(seen, outcome, "team_1")
    business = next(entry for entry in entries if entry.kind == "sum")
    parts = sum(entry.now for entry in entries if entry.kind in ("sales", "cost"))
    assert parts == pytest.approx(business.now)
    assert business.now == pytest.approx(outcome.of_round("profit")[0])
    assert entries[0].now == pytest.approx(sum(outcome.of_round(line)[0] for line in REVENUE))
    assert entries[-1].now == pytest.approx(business.now + 500.0)
    assert entries[-1].before is None


def test_what_changed_profit_most_went_the_same_way(tmp_path: Path) -> None:
    rounds = (OPEN, Closed(round=1), Opened(round=2), decided(2, price=0.8), Closed(round=2))
    seen = sight(tmp_path, *JOINED, *rounds)
    entries = entries_of(seen, seen.played[2], "team_1")
    found = biggest_change(entries)
    assert entries[-1].change < 0
    assert found is not None
    assert found.label == "Sales"


def test_a_form_holds_only_what_is_open_and_marks_what_was_sent(tmp_path: Path) -> None:
    seen = sight(tmp_path, *JOINED, OPEN, decided(price=0.9))
    page = team_page(seen, seen.session.members["ann"], "nonce", ())
    fields = {field.path: field for group in page["decide"]["groups"] for field in group["fields"]}
    opened = {path for stage in seen.game.file.stages if stage.round == 1 for path in stage.levers}
    assert set(fields) == opened
    assert {path for path, field in fields.items() if field.changed} == {"price"}
    assert (fields["price"].value, fields["price"].was) == ("90", "100")
    assert page["sent"] == "Sent by Ann: 1 decision changed."
    other = team_page(seen, seen.session.members["chi"], "nonce", ())
    assert other["sent"] == ""


def test_what_could_not_be_taken_stands_in_the_form_again(tmp_path: Path) -> None:
    seen = sight(tmp_path, *JOINED, OPEN)
    page = team_page(seen, seen.session.members["ann"], "nonce", (), "Wrong.", {"price": "<b>7000"})
    fields = {field.path: field for group in page["decide"]["groups"] for field in group["fields"]}
    assert fields["price"].value == "<b>7000"
    assert page["wrong"] == "Wrong."


def test_a_preview_says_what_is_wrong_and_what_is_too_dear(tmp_path: Path) -> None:
    seen = sight(tmp_path, *JOINED, OPEN)
    fine = preview_part(seen, "team_1", {"price": "99"})
    assert not fine["wrong"] and not fine["budget"]["over"]
    assert fine["budget"]["changes"] == "1 decision differs from last round"
    assert "much" in preview_part(seen, "team_1", {"price": "much"})["wrong"][0]
    field = team_page(seen, seen.session.members["ann"], "n", ())["decide"]["groups"][1]["fields"][0]
    assert preview_part(seen, "team_1", {field.path: field.most})["budget"]["over"]


def test_a_hidden_ranking_is_on_no_page_of_the_room(tmp_path: Path) -> None:
    seen = sight(tmp_path, *JOINED, OPEN, Closed(round=1), Shown(ranking=False))
    page = team_page(seen, seen.session.members["ann"], "nonce", ())
    assert not page["result"]["ranking"] and not page["result"]["standing"]
    wall = projector_page(seen, INVITATION)
    assert not wall["ranking"]
    assert not any("ahead" in sentence for sentence in wall["told"])
    assert len(facilitator_page(seen, INVITATION)["places"]["rows"]) == len(seen.names)


def test_what_is_said_to_one_team_is_read_by_nobody_else(tmp_path: Path) -> None:
    seen = sight(tmp_path, *JOINED, Said(text="For all."), Said(text="For Larks.", seat="team_2"))
    assert team_page(seen, seen.session.members["ann"], "n", ())["messages"] == ["For all."]
    assert team_page(seen, seen.session.members["chi"], "n", ())["messages"] == ["For Larks.", "For all."]
    assert projector_page(seen, INVITATION)["messages"] == ["For all."]


def test_a_shock_not_announced_stands_only_on_the_facilitators_page(tmp_path: Path) -> None:
    seen = sight(tmp_path, *JOINED, OPEN, Struck(shock=FOG))
    assert facilitator_page(seen, INVITATION)["struck"] == ["Fog (not announced)"]
    assert not projector_page(seen, INVITATION)["announced"]
    assert not team_page(seen, seen.session.members["ann"], "n", ())["announced"]


@pytest.mark.parametrize(
    ("acts", "kind", "urgent"),
    [
        ((), "", True),
        (JOINED, "opened", True),
        ((*JOINED, OPEN), "closed", False),
        ((*JOINED, Seated(seat="team_2", behaviour="imitator"), OPEN, decided(price=0.9)), "closed", True),
        ((*JOINED, OPEN, Closed(round=1)), "opened", True),
        ((*JOINED, OPEN, Closed(round=1), Ended()), "", True),
        ((*JOINED, Restarted(practice=True)), "opened", True),
    ],
)
def test_the_next_step_follows_from_where_the_session_stands(
    tmp_path: Path, acts: tuple[Act, ...], kind: str, urgent: bool
) -> None:
    step = next_step(sight(tmp_path, *acts))
    assert (step.kind, step.urgent) == (kind, urgent)
    assert step.why
    assert bool(step.label) == bool(kind)


def test_after_the_last_round_comes_the_debrief(tmp_path: Path) -> None:
    rounds = [act for number in range(1, 9) for act in (Opened(round=number), Closed(round=number))]
    room = Table(tmp_path / "game.sqlite", acts=(*JOINED, *rounds)).room
    seen = Sight(room.game, room.session, room.outcomes, 0.0)
    assert next_step(seen).kind == ""
    seen = Table(tmp_path / "other.sqlite", acts=(*JOINED, *rounds)).computed().sight()
    assert next_step(seen).kind == "ended"
