"""Whatever a log holds, it is refused in a sentence or answered by every estimator, and never with a traceback."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.estimate.calendar import NEVER, moment, times
from sim.estimate.finding import Finding
from sim.estimate.log import log
from sim.estimate.reading import LogError, read_log
from sim.estimating import ESTIMATORS, results_of
from sim.results import json_bytes

from .customers import quietly

CELLS = st.one_of(
    st.integers(-5, 40).map(str),
    st.sampled_from(
        ["", " ", "us", "them", "nan", "1e3", "2024-01-31", "2024-02", "20240301", "join", "leave", "buy", "-1"]
    ),
    st.text(max_size=6),
)
HEADINGS = st.lists(
    st.sampled_from(["customer", "month", "firm", "amount", "start", "end", "reason", "event", "outcome", "other"]),
    min_size=1,
    max_size=6,
    unique=True,
)


def answered(path: Path) -> None:
    """Runs everything a log can feed; a refusal is one sentence on one line."""
    try:
        told = log(path, {})
    except LogError as refusal:
        assert str(refusal) and "\n" not in str(refusal)
        return
    for answer in (estimator(told) for estimator in ESTIMATORS):
        json_bytes(answer.as_json() if isinstance(answer, Finding) else {answer.name: answer.reason})


@given(st.data())
@settings(quietly, max_examples=100)
def test_any_sheet_is_answered(tmp_path, data):
    headings = data.draw(HEADINGS)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), max_size=12))
    path = tmp_path / "sheet.csv"
    with path.open("w", newline="", encoding="utf-8", errors="replace") as file:
        csv.writer(file).writerows([headings, *rows])
    answered(path)


def purchase(chance: np.random.Generator, number: int) -> tuple[object, ...]:
    """A purchase: of a customer, in a month, from a firm, for some money."""
    return number // 3, chance.integers(1, 30), chance.choice(["us", "a", "b"]), chance.integers(0, 3)


def contract(chance: np.random.Generator, number: int) -> tuple[object, ...]:
    """A contract: of a customer, since a month, to a month or not ended yet, with a firm."""
    start, stayed = int(chance.integers(1, 60)), int(chance.integers(0, 60))
    return number, start, start + stayed if start + stayed < 60 else "", chance.choice(["us", "a"])


LOGS = {
    "purchases": (("customer", "month", "firm", "amount"), purchase),
    "contracts": (("customer", "start", "end", "firm"), contract),
}


@pytest.mark.parametrize("kind", LOGS)
@given(st.integers(1, 600), st.integers(0, 10_000))
@example(1, 0)
@settings(quietly, max_examples=12)
def test_a_log_of_any_size_is_answered(tmp_path, kind, size, seed):
    headings, row = LOGS[kind]
    chance = np.random.default_rng(seed)
    path = tmp_path / "log.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([headings, *(row(chance, number) for number in range(size))])
    answered(path)


def test_every_finding_of_a_log_is_in_its_results(tmp_path):
    headings, row = LOGS["purchases"]
    chance = np.random.default_rng(1)
    path = tmp_path / "log.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([headings, *(row(chance, number) for number in range(900))])
    told = log(path, {})
    answers = [estimator(told) for estimator in ESTIMATORS]
    findings = [answer for answer in answers if isinstance(answer, Finding)]
    gaps = [answer for answer in answers if not isinstance(answer, Finding)]
    written = json.loads(results_of(told, findings, gaps)["estimates.json"])
    assert set(written["estimates"]) | set(written["not_estimated"]) == {
        "tenure", "leaving", "switching", "buying", "sharing", "repeating", "concentration",
    }  # fmt: skip


@quietly
@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_date_may_be_written_in_several_ways(day):
    assert moment(day.isoformat()) == moment(day.strftime("%Y%m%d")) == moment(f"{day}T09:30:00") == moment(day)
    assert moment(day.isoformat())[0] == moment(f"{day:%Y-%m}")[0] == 12 * day.year + day.month - 1


def test_empty_times_are_never_where_they_may_be(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("customer,start,end\n1,3,\n2,4,9\n")
    sheet = read_log(path, {})
    assert times(sheet, "end", may_be_empty=True).month.tolist() == [NEVER, 9]
    with pytest.raises(LogError, match="line 2: end is empty"):
        times(sheet, "end")
