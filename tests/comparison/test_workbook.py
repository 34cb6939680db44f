"""The workbook: the same figures as comparison.json and the ledgers, ready to count with, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sim.compare import Comparison, compare
from sim.declarations import LAYERS, Scenario
from sim.language.messages import speaking
from sim.ledger import REASONS
from sim.measures import BETTER, cumulative_difference
from sim.report.robust_sheets import robust_sheets
from sim.report.sheets import sheets
from sim.report.why_sheets import why_sheets
from sim.report.workbook import check_workbook, workbook
from sim.runs import Run
from sim.scenario.errors import ScenarioError
from sim.why.split import split
from sim.why.why import Why
from tests.comparison.conftest import made_up_runs, made_up_scenario
from tests.robust.known import judged
from tests.robust.test_known_payoffs import moved_by_memory

Played = dict[str, list[Run]]


def opened(file: bytes) -> openpyxl.Workbook:
    """A workbook as Excel would open it."""
    return openpyxl.load_workbook(BytesIO(file))


def digits(row: Iterable[Any]) -> list[Any]:
    """Texts as they are and numbers to twelve digits; a workbook holds sixteen."""
    return [f"{cell:.12g}" if isinstance(cell, int | float) else cell for cell in row]


def rows(sheet: Worksheet) -> list[list[Any]]:
    """What stands below the headings."""
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.fixture
def file(comparison: Comparison, runs: Played) -> bytes:
    """The workbook of the airline."""
    return workbook(comparison, ["A sentence."], sheets(comparison, runs))


@pytest.fixture
def book(file: bytes) -> openpyxl.Workbook:
    """The same, opened."""
    return opened(file)


def test_worth_and_measures_are_those_of_comparison_json(book: openpyxl.Workbook, comparison: Comparison) -> None:
    told = comparison.as_json()["strategies"]
    worth, measures = rows(book["Worth"]), rows(book["Measures"])
    assert [row[0] for row in worth] == [told[name]["title"] for name in comparison.ranking]
    for place, name in enumerate(comparison.ranking):
        total, back = told[name]["total_value"], told[name]["break_even_month"]
        paying = [None, None] if name == comparison.baseline else [back["median"], back["share_of_runs"]]
        spread = [total[key] for key in ("difference", "difference_low", "difference_high", "probability_better")]
        assert digits(worth[place][1:]) == digits([total["mean"], *spread, *paying])
        for row, measure in zip(measures[place * len(BETTER) :], BETTER, strict=False):
            assert digits(row[3:]) == digits(told[name][measure].values())


def test_the_ledger_lines_are_those_of_comparison_json(book: openpyxl.Workbook, comparison: Comparison) -> None:
    told = comparison.as_json()["strategies"]
    columns = list(zip(*rows(book["Ledger"]), strict=True))
    others = [name for name in comparison.ranking if name != comparison.baseline]
    for name, column in zip(others, columns[1:], strict=True):
        assert digits(column) == digits(told[name]["lines"].values())


def test_paths_end_where_the_ledgers_end(book: openpyxl.Workbook, runs: Played) -> None:
    last = rows(book["Paths"])[-1]
    pairs = zip(runs["punctual"], runs["as_is"], strict=True)
    assert last[0] == 60
    assert last[1] == pytest.approx(np.mean([cumulative_difference(*pair)[-1] for pair in pairs]))
    assert last[2] <= last[1] <= last[3]


def test_flows_and_shares_are_those_of_the_ledgers(book: openpyxl.Workbook, runs: Played) -> None:
    lost = [row for row in rows(book["Flows"]) if row[0] == "lost"]
    left = [np.mean([run.ours(f"left_{reason}").sum() for run in runs["as_is"]]) for reason in REASONS]
    assert digits(row[2] for row in lost) == digits(left)
    held = rows(book["Shares"])
    assert len(held) == 61
    assert all(sum(row[1:4]) == pytest.approx(1) for row in held)


def test_other_sheets_hold_what_is_drawn(book: openpyxl.Workbook, comparison: Comparison, runs: Played) -> None:
    steps = rows(book["Ladder"])
    assert len(steps) == len(comparison.strategies) * len(LAYERS)
    assert all(gap == saw - expected for *_names, saw, expected, gap in steps)
    value = rows(book["Value by year"])
    assert all(row[2] == pytest.approx(sum(row[3:8])) for row in value)
    whale = rows(book["Whale"])
    assert digits(row[1] for row in whale) == digits(np.mean([run.whale for run in runs["as_is"]], axis=0).tolist())


def test_the_first_sheet_says_what_is_where(book: openpyxl.Workbook, comparison: Comparison) -> None:
    assert book.sheetnames[0] == "Contents"
    said = rows(book["Contents"])
    assert said[0] == ["Verdict", comparison.verdict]
    assert [row[0] for row in said[-len(book.sheetnames) + 1 :]] == book.sheetnames[1:]
    assert all(row[1] for row in said[-len(book.sheetnames) + 1 :])


def test_headings_stay_in_view_name_the_unit_and_numbers_have_a_form(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert all(cell.value for cell in sheet[1])
    worth = book["Worth"]
    assert worth["B1"].value == "total value (CNY)"
    assert (worth["B2"].number_format, worth["F2"].number_format) == ("#,##0", "0.0%")
    assert isinstance(worth["B2"].value, float | int)


def test_the_same_plays_give_the_same_workbook(file: bytes, scenario: Scenario) -> None:
    runs = made_up_runs(6)
    again = compare(scenario, runs)
    assert workbook(again, ["A sentence."], sheets(again, runs)) == file


def test_a_title_that_looks_like_a_formula_or_a_link_stays_text() -> None:
    nasty = {"as_is": {"title": "=1+1"}, "warm": {"title": "http://example.org"}}
    scenario, runs = made_up_scenario(strategies=nasty), made_up_runs(2, {"as_is": 0.0, "warm": 0.2})
    comparison = compare(scenario, runs)
    worth = opened(workbook(comparison, [], sheets(comparison, runs)))["Worth"]
    assert {(cell.value, cell.data_type) for cell in worth["A"][1:]} == {("=1+1", "s"), ("http://example.org", "s")}
    assert not any(cell.hyperlink for cell in worth["A"])


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_not_known_stays_empty(count: int, scenario: Scenario, deserted: Played) -> None:
    for runs in (made_up_runs(count), deserted, made_up_runs(count, {"as_is": 0.0})):
        comparison = compare(scenario, runs)
        book = opened(workbook(comparison, [], sheets(comparison, runs)))
        texts = [cell for sheet in book for row in rows(sheet) for cell in row if isinstance(cell, str)]
        assert not {"nan", "None", "inf"} & {word for text in texts for word in text.split()}


def test_parts_of_a_difference_and_their_sum(scenario: Scenario, comparison: Comparison) -> None:
    parts = {"price": np.array([3.0, 5.0]), "training": np.array([-1.0, -2.0])}
    found = Why({"warm": split(np.array([2.0, 3.0]), parts, {"price": "Price", "training": "Training"})})
    book = opened(workbook(comparison, [], why_sheets(scenario, comparison, found)))
    assert book.sheetnames == ["Contents", "By lever"]
    told = found.as_json(scenario)["attribution"]["warm"]["levers"]
    *pieces, whole = rows(book["By lever"])
    for row, part in zip(pieces, told["parts"], strict=True):
        assert digits(row[1:]) == digits(part[key] for key in ("title", "mean", "low", "high", "standard_error"))
    assert whole[:3] == ["Warmer cabin", "Together", told["total"]]


def test_the_workbook_speaks_chinese_too(scenario: Scenario, runs: Played) -> None:
    with speaking("zh"):
        comparison = compare(scenario, runs)
        book = opened(workbook(comparison, [], sheets(comparison, runs)))
    assert book.sheetnames[:3] == ["目录", "价值对比", "各项指标"]
    assert book["价值对比"]["B1"].value == "总价值（元）"


def test_without_the_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.report.workbook.find_spec", lambda name: None)
    with pytest.raises(ScenarioError, match=r"pip install 'loyalty-ladder\[xlsx\]'"):
        check_workbook()


def test_names_of_sheets_fit_excel_in_both_languages(comparison: Comparison, runs: Played) -> None:
    for spoken in ("en", "zh"):
        with speaking(spoken):
            names = [sheet.name for sheet in sheets(comparison, runs)]
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
        assert all(one != other for one, other in pairwise(sorted(names)))


def test_what_worlds_tell_is_that_of_comparison_json(comparison: Comparison) -> None:
    found = judged(moved_by_memory, worlds=64)
    book = opened(workbook(comparison, [], robust_sheets(found)))
    told = found.as_json()
    for row, name in zip(rows(book["Worlds"]), told["ranking"], strict=True):
        one = told["strategies"][name]
        shares = [*(one["wins"][key] for key in ("share", "low", "high")), (one["good_enough"] or {}).get("share")]
        assert digits(row[:5]) == digits([one["title"], *shares])
    columns = list(zip(*rows(book["Regret"]), strict=True))
    for column, amounts in zip(columns, told["regrets"].values(), strict=True):
        assert digits(column) == digits(amounts)
    bars = [bar for one in told["tornadoes"] for bar in one["bars"]]
    for row, bar in zip(rows(book["Tornado"]), bars, strict=True):
        assert digits(row[2:]) == digits(
            bar[key] for key in ("path", "at_low", "at_high", "swing", "swing_low", "swing_high")
        )
