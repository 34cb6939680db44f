"""The workbook: a sheet for every chart and table with the figures behind it, the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from sim.compare import Comparison
from sim.language.lines import width_of
from sim.language.messages import _
from sim.report.sheet import Cell, Column, Sheet
from sim.scenario.errors import ScenarioError

FORMS = {"text": "@", "money": "#,##0", "share": "0.0%", "number": "#,##0.00", "count": "#,##0"}
"""How Excel shows the numbers of a column."""
MADE = datetime(2000, 1, 1)
"""The date that the file bears, since the same results are the same bytes."""
WIDEST = 60


def check_workbook() -> None:
    """Refuses, before anything is played, where no workbook could be written."""
    if find_spec("xlsxwriter") is None:
        raise ScenarioError("--xlsx needs XlsxWriter, which is not installed: pip install 'loyalty-ladder[xlsx]'")


def workbook(comparison: Comparison, said: Sequence[str], sheets: Sequence[Sheet]) -> bytes:
    """The file of a comparison: first the verdict and what is `said` of it, and what is where; then the sheets."""
    words = [(_("Verdict"), comparison.verdict), *(("", sentence) for sentence in (*said, *comparison.reasons))]
    return bound(comparison.scenario, words, sheets)


def bound(title: str, words: Sequence[tuple[str, str]], sheets: Sequence[Sheet]) -> bytes:
    """Sheets as a file, behind one that says in `words` what came out, and what is where."""
    import xlsxwriter

    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": MADE})
    write(book, contents(words, sheets), frozen=False)
    for sheet in sheets:
        write(book, sheet)
    book.close()
    return file.getvalue()


def contents(words: Sequence[tuple[str, str]], sheets: Sequence[Sheet]) -> Sheet:
    """What is where."""
    rows = (*words, ("", ""), *((sheet.name, sheet.holds) for sheet in sheets))
    return Sheet(_("Contents"), "", (Column(_("sheet")), Column(_("what it holds"))), rows)


def write(book: Any, sheet: Sheet, frozen: bool = True) -> None:
    """Lays a sheet out: its heading bold and in view, numbers as numbers."""
    page = book.add_worksheet(sheet.name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for place, column in enumerate(sheet.columns):
        look = book.add_format({"num_format": FORMS[column.form], "text_wrap": column.form == "text", "valign": "top"})
        cells = [row[place] for row in sheet.rows]
        page.set_column(place, place, width(column, cells))
        page.write_string(0, place, column.heading, bold)
        for row, cell in enumerate(cells, 1):
            write_cell(page, row, place, cell, look)
    if frozen:
        page.freeze_panes(1, 0)


def write_cell(page: Any, row: int, place: int, cell: Cell, look: Any) -> None:
    """A text, a number, or nothing where there is none."""
    if isinstance(cell, str):
        page.write_string(row, place, cell, look)
    elif cell is not None:
        page.write_number(row, place, cell, look)


def width(column: Column, cells: Sequence[Cell]) -> float:
    """Room for what stands in a column."""
    longest = max((width_of(cell) for cell in cells if isinstance(cell, str)), default=0)
    return float(min(WIDEST, max(12, longest + 2, width_of(column.heading) // 2 + 2)))
