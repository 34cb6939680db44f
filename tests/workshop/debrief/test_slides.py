"""The slides: they say what the game's own figures say, of the room and of each team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from sim.game.counterfactual import HELD, best_and_worst, sentence
from sim.game.exhibits import Lead, leads
from sim.game.outcome import Outcome
from sim.language.messages import speaking
from sim.ledger import COLUMN
from sim.workshop.debrief.claims import claim_slides
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.lead import lead
from sim.workshop.debrief.pages import slide_page
from sim.workshop.debrief.slide import Slide
from sim.workshop.debrief.slides import room_slides, team_slides
from sim.workshop.debrief.winners import winners
from sim.workshop.pages.sight import Sight


@dataclass(frozen=True)
class LeadsOf:
    """Of a team's exhibits no more than its leads."""

    seat: str
    leads: tuple[Lead, ...]


def by_key(slides: tuple[Slide, ...]) -> dict[str, Slide]:
    """Slides by their keys; no two share one."""
    found = {slide.key: slide for slide in slides}
    assert len(found) == len(slides)
    return found


def ending(sight: Sight, profits: list[float], run_offs: list[float]) -> Sight:
    """The same game with another end: profit of the last month and what customers are still worth, for the seats."""
    last = sight.outcomes[-1]
    months = last.months.copy()
    months[1:, :, -1] = 0.0
    months[-1, :3, -1] = profits
    rivals = len(last.firms) - 3
    other = replace(last, months=months, run_off=np.array(run_offs + [0.0] * rivals), extra=0.0 * last.extra)
    return replace(sight, outcomes=(*sight.outcomes[:-1], other))


def test_the_room_sees_every_exhibit_and_each_team_its_own(sight: Sight, found: Found) -> None:
    room, team = by_key(room_slides(sight, found)), by_key(team_slides(sight, found, "team_2"))
    common = {"winners", "value", "leads", "whale-curve", "leaky-bucket", "workforce", "first-sale"}
    assert room.keys() == {*common, "decisions", "decisions-team_1", "decisions-team_2", "claims"}
    assert team.keys() == {*common, "decisions-team_2", "rounds", "accounts"}
    assert all(slide.finding and slide.question for key, slide in room.items() if key != "claims")


def test_who_wins_by_total_value_though_another_earned_more_is_told_with_the_reason(sight: Sight) -> None:
    told = winners(ending(sight, [900.0, 500.0, 100.0], [1000.0, 2000.0, 100.0])).finding
    assert told.startswith("Bees won by total value with EUR 2,500. By profit alone ")
    assert "it earned EUR 400 more, but the customers of Bees are still worth EUR 1,000 more." in told


def test_where_both_rankings_agree_that_is_said(sight: Sight) -> None:
    told = winners(ending(sight, [100.0, 900.0, 500.0], [10.0, 2000.0, 100.0])).finding
    assert told == "Bees won by total value (EUR 2,900) and by profit alone (EUR 900). The two rankings agree."


def test_a_firm_that_stands_elsewhere_by_profit_alone_is_named(sight: Sight) -> None:
    told = winners(ending(sight, [500.0, 900.0, 400.0], [10.0, 2000.0, 900.0])).finding
    assert told.endswith("Firm 3 is number 2 by total value and number 3 by profit alone.")


def test_the_parts_of_value_are_the_outcomes(sight: Sight, found: Found) -> None:
    table = by_key(room_slides(sight, found))["value"].table
    assert table is not None
    last: Outcome = sight.outcomes[-1]
    written = {row[0]: [int(cell.replace(",", "")) for cell in row[1:]] for row in table.rows}
    for firm in last.firms:
        at = last.place(firm)
        parts = (last.profit[at] - last.extra[at], last.extra[at], last.run_off[at], last.total[at])
        assert written[sight.names[firm]] == [round(float(part)) for part in parts]


def test_customers_won_and_lost_are_the_ledgers(sight: Sight, found: Found) -> None:
    table = by_key(room_slides(sight, found))["leaky-bucket"].table
    assert table is not None
    for name, start, won, lost, end, _leaked in table.rows:
        at = [sight.names[firm] for firm in sight.outcomes[-1].firms].index(name)
        held = sight.outcomes[-1].column("customers")[:, at]
        assert (int(start), int(end)) == (held[0], held[-1])
        assert int(start) + int(won) - int(lost) == int(end)


def test_a_decision_undone_is_told_with_what_was_held(sight: Sight, found: Found) -> None:
    slide = by_key(room_slides(sight, found))["decisions-team_1"]
    told = [one for one in best_and_worst(one for one in found.undone if one.seat == "team_1") if one]
    assert told
    assert slide.finding == " ".join(sentence(one, "EUR") for one in told)
    assert slide.notes[0] == HELD


def test_results_appear_as_they_are_computed(sight: Sight, found: Found) -> None:
    some = Found(undone=found.undone[:1], to_come=3, waiting=True)
    slides = by_key(room_slides(sight, some))
    assert "leads" not in slides
    assert slides["decisions"].notes[-1] == "3 more decisions are still being undone."


def test_every_slide_knows_its_neighbours(sight: Sight, found: Found) -> None:
    slides = room_slides(sight, found)
    keys = [slide.key for slide in slides]
    for place, key in enumerate(keys):
        page = slide_page(sight, slides, key)
        assert page is not None
        assert [page["previous"]] == (keys[place - 1 : place] or [""])
        assert [page["next"]] == (keys[place + 1 : place + 2] or [""])
    assert slide_page(sight, slides, "no-such-slide") is None


def test_before_a_round_is_closed_there_is_nothing_to_look_back_on(sight: Sight) -> None:
    fresh = replace(sight, outcomes=sight.outcomes[:1])
    assert room_slides(fresh, Found()) == ()
    assert team_slides(fresh, Found(), "team_2") == ()


def test_a_claim_becomes_a_slide_with_its_figure_and_its_picture(claims: Path) -> None:
    (slide,) = claim_slides()
    assert (slide.key, slide.title) == ("claim-C7", "C7. Reactions at the extremes")
    assert slide.notes[1] == "7 points (6 to 8), of the reaction"
    assert slide.image is not None
    assert slide.image.content == (claims / "c07.png").read_bytes()
    with speaking("zh"):
        assert claim_slides()[0].language == "en"


@pytest.mark.parametrize("spoilt", ["", "[1]", '[{"id": "C7"}]', "{"])
def test_claims_that_cannot_be_read_are_as_if_absent(claims: Path, spoilt: str) -> None:
    (claims / "claims.json").write_text(spoilt)
    (slide,) = claim_slides()
    assert "python run.py claims" in slide.notes[0]


def test_a_claim_cannot_reach_for_a_file_elsewhere(claims: Path) -> None:
    (claims.parent / "secret.png").write_bytes(b"secret")
    told = (claims / "claims.json").read_text()
    (claims / "claims.json").write_text(told.replace("c07.png", "../secret.png"))
    assert claim_slides()[0].key == "claims"


def test_a_teams_decisions_stand_by_round_as_it_saw_them(sight: Sight, found: Found) -> None:
    table = by_key(team_slides(sight, found, "team_1"))["rounds"].table
    assert table is not None
    assert [row[0] for row in table.rows] == ["1", "2", "3"]
    assert "Price: 100 → 90" in table.rows[0][1]
    assert "Price: 90 → 100; Pay: 100 → 85" in table.rows[1][1]
    assert table.rows[2][1] == "–"


def test_a_teams_accounts_add_up_to_its_profit_in_every_round(sight: Sight, found: Found) -> None:
    table = by_key(team_slides(sight, found, "team_1"))["accounts"].table
    assert table is not None
    lines = {row[0]: [int(cell.replace(",", "")) for cell in row[1:]] for row in table.rows}
    last = sight.outcomes[-1]
    earned = last.profit[last.place("team_1")] - last.extra[last.place("team_1")]
    assert sum(lines["Profit of the business"]) == pytest.approx(earned, abs=3)
    assert lines["Information bought"] == [0, -50, 0]


def test_leads_are_told_with_who_lost_them_and_why(sight: Sight) -> None:
    last = sight.outcomes[-1]
    months = last.months.copy()
    for layer in ("product", "bond"):
        months[:, :, COLUMN[f"delivered_{layer}"]] = 0.5
    months[3:, 0, COLUMN["delivered_product"]] = 0.6
    months[6:, 1, COLUMN["delivered_product"]] = 0.6
    months[3:, 1, COLUMN["delivered_bond"]] = 0.7
    other = replace(sight, outcomes=(*sight.outcomes[:-1], replace(last, months=months)))
    shown = [LeadsOf(seat, leads(other.outcomes[-1], seat)) for seat in ("team_1", "team_2")]
    told = lead(other, shown).finding  # type: ignore[arg-type]
    assert "led in the product by 10 points in month 3; 0 are left. Rivals caught up." in told
    assert "Bees led in personal care by 20 points in month 3 and kept 20." in told
