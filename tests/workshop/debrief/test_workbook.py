"""The workbook of a game: all its figures, everything that was done, no secrets, and words that stay words."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from sim.language.messages import speaking
from sim.ledger import COLUMNS
from sim.workshop.acts import Act
from sim.workshop.debrief.found import Found
from sim.workshop.debrief.workbook import game_workbook
from sim.workshop.pages.sight import Sight
from tests.workshop.debrief.conftest import HOSTILE, SECRET


@pytest.fixture(scope="module")
def file(sight: Sight, acts: list[Act], found: Found) -> bytes:
    """The workbook as it is sent."""
    return game_workbook(sight, acts, found)


@pytest.fixture(scope="module")
def book(file: bytes) -> Workbook:
    """The workbook as a reader opens it."""
    return load_workbook(BytesIO(file))


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet by their headings."""
    headings, *cells = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in cells]


def test_every_firms_standing_is_the_outcomes(book: Workbook, sight: Sight) -> None:
    told = rows(book, "Standing")
    assert len(told) == 3 * len(sight.outcomes[-1].firms)
    for row in told:
        outcome = sight.outcomes[int(str(row["round"]))]
        place = [sight.names[firm] for firm in outcome.firms].index(str(row["firm"]))
        assert row["total value (EUR)"] == pytest.approx(outcome.total[place])
        assert row["profit so far (EUR)"] == pytest.approx(outcome.profit[place])
        assert row["customers held are still worth (EUR)"] == pytest.approx(outcome.run_off[place])
        assert row["information, help and fines so far (EUR)"] == pytest.approx(outcome.extra[place])


def test_the_lines_of_the_accounts_sum_to_profit(book: Workbook) -> None:
    for row in rows(book, "Accounts"):
        *_names, profit = row
        lines = [float(str(value)) for name, value in row.items() if name not in ("round", "firm", profit)]
        assert sum(lines) == pytest.approx(float(str(row[profit])))


def test_the_months_are_the_ledger(book: Workbook, sight: Sight) -> None:
    told = rows(book, "Months")
    assert len(told) == 10 * len(sight.outcomes[-1].firms)
    assert tuple(told[0])[2:] == COLUMNS
    assert told[-1]["customers"] == pytest.approx(sight.outcomes[-1].now("customers")[-1])


def test_customers_that_left_one_firm_came_to_another_or_to_none(book: Workbook, sight: Sight) -> None:
    told = sum(float(str(row["customers"])) for row in rows(book, "Flows"))
    assert told == sum(outcome.flows.sum() for outcome in sight.outcomes[1:])


def test_decisions_stand_as_the_teams_saw_them(book: Workbook) -> None:
    told = rows(book, "Decisions")
    cut = next(row for row in told if row["round"] == 1 and row["lever"] == "price" and row["firm"] == HOSTILE)
    assert (cut["before"], cut["after"], cut["decided by"]) == (100, 90, "team")
    assert any(str(row["decided by"]).startswith("computer: relationship builder") for row in told)


def test_events_help_and_what_was_bought_are_told(book: Workbook) -> None:
    assert [row["event"] for row in rows(book, "Events")] == ["Shortage"]
    assert [(row["firm"], row["money (EUR)"]) for row in rows(book, "Help and fines")] == [("Bees", 100)]
    assert [(row["firm"], row["price (EUR)"]) for row in rows(book, "Information")] == [(HOSTILE, 50)]


def test_what_decisions_were_worth_is_told_best_first(book: Workbook, found: Found) -> None:
    told = [float(str(row["brought in total value (EUR)"])) for row in rows(book, "Undone")]
    assert told == pytest.approx(sorted((-one.worth for one in found.undone), reverse=True))


def test_the_record_tells_every_act_and_no_secret(file: bytes, book: Workbook, acts: list[Act]) -> None:
    assert [row["act"] for row in rows(book, "Record")] == [act.model_dump()["kind"] for act in acts]
    with ZipFile(BytesIO(file)) as parts:
        assert not any(SECRET.encode() in parts.read(name) for name in parts.namelist())


def test_no_word_is_a_formula_or_a_link(file: bytes, book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == HOSTILE for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    with ZipFile(BytesIO(file)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
    assert not any(re.search("<f>|<hyperlink", sheet) for sheet in sheets)


def test_the_same_game_is_the_same_bytes_and_other_words_in_chinese(
    file: bytes, sight: Sight, acts: list[Act], found: Found
) -> None:
    assert game_workbook(sight, acts, found) == file
    with speaking("zh"):
        assert load_workbook(BytesIO(game_workbook(sight, acts, found))).sheetnames != []
