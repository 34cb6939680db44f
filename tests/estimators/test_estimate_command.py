"""The estimate command on real files: what it takes a log for, what it finds, and what it answers to mistakes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.estimate.finding import Finding
from sim.estimate.log import log
from sim.estimating import ESTIMATORS, as_json
from sim.estimators.beta_geometric import survivors
from sim.estimators.bg_nbd import BgNbd, expected_purchases
from sim.results import json_bytes

from .logs import CHURN, SHARES, SWITCHING, contract_log, lapsing_log, payment_log, purchase_log, written

ROOT = Path(__file__).parents[2]
LAPSING = BgNbd(0.8, 1.5, 0.8, 3.0)
"""Buyers who leave without a word, in months."""


def real(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *arguments], capture_output=True, text=True, timeout=300, cwd=folder
    )


def asked(*arguments: object) -> Result:
    """The command in this process, which is quicker."""
    return CliRunner().invoke(main, ["estimate", *map(str, arguments)], prog_name="run.py")


def found(path: Path, mapped: dict[str, str] | None = None, us: str | None = None, kind: str | None = None) -> dict:
    """The figures of a log, without the drawing."""
    told = log(path, mapped or {}, us, kind)
    answers = [estimator(told) for estimator in ESTIMATORS]
    findings = [answer for answer in answers if isinstance(answer, Finding)]
    gaps = [answer for answer in answers if not isinstance(answer, Finding)]
    return json.loads(json_bytes(as_json(told, findings, gaps)))


def value(told: dict, finding: str, parameter: str) -> float:
    return told["estimates"][finding]["parameters"][parameter]["value"]


@pytest.fixture(scope="module")
def logs(tmp_path_factory) -> Path:
    """A folder with a log of each kind."""
    folder = tmp_path_factory.mktemp("logs")
    contract_log(folder / "contracts.csv")
    payment_log(folder / "payments.csv")
    purchase_log(folder / "purchases.csv")
    lapsing_log(folder / "lapsing.csv", *LAPSING[:4])
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """The event file of a small market, as the program itself writes it."""
    folder = tmp_path_factory.mktemp("market") / "events"
    shop = ROOT / "tests/data/shop.yaml"
    played = real("run", str(shop), "--strategy", "as_is", "--months", "48", "--events", str(folder))
    assert played.returncode == 0, played.stderr
    return folder / "events.parquet"


@pytest.mark.parametrize("name", ["contracts", "payments"])
def test_a_contract_log_gives_back_how_easily_its_customers_leave(logs, name):
    told = found(logs / f"{name}.csv")
    assert told["kind"] == name
    stay = told["estimates"]["tenure"]
    assert stay["period_months"] == 12
    assert stay["fitted_survival"][:7] == pytest.approx(survivors(*CHURN, 7), abs=0.04)
    assert {"buying", "sharing", "switching"} <= set(told["not_estimated"])


def test_a_transaction_log_gives_back_how_freely_its_buyers_switch(logs):
    told = found(logs / "purchases.csv", us="them")
    assert told["kind"] == "purchases" and told["us"] == "them"
    shared = told["estimates"]["sharing"]
    assert value(told, "sharing", "S") == pytest.approx(SWITCHING, abs=0.25)
    assert value(told, "sharing", "share") == pytest.approx(SHARES[1], abs=0.03)
    for observed, expected in zip(shared["observed"], shared["expected"], strict=True):
        assert observed == pytest.approx(expected, rel=0.06, abs=0.04)
    assert 0.3 < value(told, "repeating", "repeat_rate") < 1
    assert {"tenure", "leaving", "switching"} == set(told["not_estimated"])


def test_buyers_who_leave_without_a_word_are_found_out(logs):
    told = found(logs / "lapsing.csv")
    fit = BgNbd(*(value(told, "buying", name) for name in ("r", "alpha", "a", "b")))
    assert float(expected_purchases(fit, 24)) == pytest.approx(float(expected_purchases(LAPSING, 24)), rel=0.08)
    assert fit.leaving == pytest.approx(LAPSING.leaving, abs=0.03)


def test_an_event_file_of_the_market_is_read(small):
    told = found(small, us="shop")
    assert told["kind"] == "events" and told["months"] == 48 and set(told["firms"]) == {"shop", "rival"}
    events = pq.read_table(small).to_pylist()
    left = [row for row in events if row["event"] in ("leave", "exit") and row["firm"] == "shop"]
    reasons = told["estimates"]["leaving"]["left_by_reason"]
    assert {why: sum(counts) for why, counts in reasons.items()} == {
        why: sum(row["outcome"] == why for row in left) for why in {row["outcome"] for row in left}
    }
    firms = told["estimates"]["switching"]["firms"]
    moved = told["estimates"]["switching"]["from_to"][firms.index("shop")]
    assert sum(moved) == len(left)
    sales = sum(row["amount"] for row in events if row["event"] == "buy" and row["firm"] == "shop")
    assert sales > 0 and 0.2 < value(told, "concentration", "top_20") < 1


def test_an_event_file_saved_as_csv_says_the_same(small, tmp_path):
    copy = tmp_path / "events.csv"
    pa.csv.write_csv(pq.read_table(small), copy)
    assert found(copy)["estimates"]["leaving"] == found(small)["estimates"]["leaving"]


def test_the_answer_is_in_plain_words_and_the_same_bytes_every_time(logs, tmp_path):
    named = ["--map", "customer=customer,start=start", "--map", "end=end"]
    for folder, options in (("one", named), ("two", [])):
        (tmp_path / folder).mkdir()
        answer = real("estimate", str(logs / "contracts.csv"), *options, folder=tmp_path / folder)
        assert answer.returncode == 0 and answer.stderr == ""
    told = " ".join(answer.stdout.split())
    assert "Taken for a contract log: one row for each contract" in told
    assert re.search(r"Churn falls from \d+% in year 1 to \d+% in year 5", told)
    assert "of new customers leave in their first year" in told
    assert "the log names one firm only" in told
    one, two = (tmp_path / folder / "results/contracts/estimate" for folder in ("one", "two"))
    names = sorted(file.name for file in one.iterdir())
    assert names == ["estimates.json", "report.html", "tenure.png"]
    assert [(one / name).read_bytes() == (two / name).read_bytes() for name in names] == [True] * 3
    page = (one / "report.html").read_text()
    assert "data:image/png;base64," in page and not re.search(r"(src|href)=.?https?:", page)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["payments", "purchases", "lapsing"])
def test_every_kind_of_log_is_drawn_and_reported(logs, tmp_path, name):
    answer = asked(logs / f"{name}.csv", "--out", tmp_path / "out")
    assert answer.exit_code == 0, answer.output
    drawn = sorted(file.stem for file in (tmp_path / "out").glob("*.png"))
    shown = re.findall(r"<figure>", (tmp_path / "out/report.html").read_text())
    assert drawn and len(shown) == len(drawn)


def test_other_headings_separators_and_parquet_say_the_same(logs, tmp_path):
    plain = found(logs / "contracts.csv")["estimates"]
    table = pa.csv.read_csv(logs / "contracts.csv")
    renamed = table.rename_columns(["Kunde", "Beginn", "Ende"])
    named = {"customer": "Kunde", "start": "Beginn", "end": "Ende"}
    rows = (logs / "contracts.csv").read_text().splitlines()[1:]
    semicolons = written(tmp_path / "a.csv", ("Kunde", "Beginn", "Ende"), [row.split(",") for row in rows], ";")
    pq.write_table(renamed, tmp_path / "b.parquet")
    assert found(semicolons, named)["estimates"] == plain
    assert found(tmp_path / "b.parquet", named)["estimates"] == plain


def test_a_log_may_be_taken_for_what_its_owner_says(logs):
    assert found(logs / "payments.csv", kind="purchases")["kind"] == "purchases"


def test_too_few_customers_are_not_estimated(tmp_path):
    rows = [(who, "2020-01-10", "2021-03-05") for who in range(12)]
    told = found(written(tmp_path / "few.csv", ("customer", "start", "end"), rows))
    assert "12 customers" in told["not_estimated"]["tenure"] and "50" in told["not_estimated"]["tenure"]


def test_a_log_in_which_nobody_leaves_says_so(tmp_path):
    rows = [(who, "2020-01-10", "") for who in range(60)]
    told = found(written(tmp_path / "loyal.csv", ("customer", "start", "end"), rows))
    assert "nobody leaves" in told["not_estimated"]["tenure"]


def test_subscribers_are_not_taken_for_shoppers(tmp_path):
    rows = [(who, month, "ab"[who % 2]) for who in range(120) for month in range(1, 25)]
    told = found(written(tmp_path / "paid.csv", ("customer", "month", "firm"), rows))
    assert told["kind"] == "payments"
    assert "under a contract" in told["not_estimated"]["sharing"]


def test_clockwork_is_not_taken_for_chance(tmp_path):
    rows = [(who, month, "ab"[(who + month) % 2]) for who in range(120) for month in range(1, 25, 2)]
    told = found(written(tmp_path / "clock.csv", ("customer", "month", "firm"), rows))
    assert "clockwork" in told["not_estimated"]["sharing"]


HEAD = "customer,month,firm,amount\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty; expected a heading"),
        (HEAD, "holds no rows"),
        ("client,month\n1,2\n", "there is no column customer; say which it is with --map customer=..."),
        ("customer,when\n1,2\n", "there is no column month; a transaction log needs month"),
        ("customer,start\n1,2020-01\n", "there is no column end"),
        (HEAD + "1,soon,us,5\n", "line 2: month is 'soon'; expected a date such as 2024-01-31"),
        (HEAD + "1,1,us,5\n2,2.5,us,5\n", "line 3: month is '2.5'; expected a date"),
        (HEAD + "1,1,us,5\n2,2024-01-31,us,5\n", "line 3: month is '2024-01-31'; expected a date"),
        (HEAD + "1,nan,us,5\n", "line 2: month is 'nan'"),
        (HEAD + "1,,us,5\n", "line 2: month is empty"),
        (HEAD + "1,2024-02-30,us,5\n", "month is '2024-02-30'"),
        (HEAD + "1,1,us,-5\n", "line 2: amount is '-5'; an amount cannot be negative; take refunds off"),
        (HEAD + "1,1,us,nan\n", "line 2: amount is 'nan'; expected a number"),
        (HEAD + '1,1,us,"1,200"\n', "amount is '1,200'; expected a number such as 12.50"),
        (HEAD + " ,1,us,5\n", "line 2: customer is empty; every row needs one"),
        (HEAD + "1,1,,5\n", "line 2: firm is empty"),
        (HEAD + "1,1,us\n", "cannot be read as csv"),
        ("customer,customer,month\n1,1,1\n", "two columns 'customer'"),
        ("customer,start,end\n1,2020-05-01,2020-04-01\n", "line 2: end is '2020-04-01'; a contract cannot end before"),
        ("customer,start,end\n1,2020-05-01,7\n", "end is '7'; start and end must both be dates"),
        ("month,customer,event,firm,outcome\n1,1,slip,us,minor\n", "nobody who joins"),
    ],
)
def test_a_log_out_of_order_is_refused_with_the_place_and_the_remedy(tmp_path, content, said):
    path = tmp_path / "log.csv"
    path.write_text(content, encoding="utf-8")
    answer = asked(path, "--out", tmp_path / "out")
    assert answer.exit_code == 2
    assert said in answer.output
    assert answer.output.count("\n") == 1 and not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv"], "nowhere.csv: there is no such file"),
        (["."], ".: this is a folder"),
        (["log.xlsx"], "expected a file ending in .csv or .parquet; save the sheet as CSV"),
        (["broken.parquet"], "broken.parquet: the file cannot be read as parquet"),
        (["latin.csv"], "the file is not in UTF-8"),
        (["log.csv", "--map", "client=customer"], "--map: there is no 'client' to map"),
        (["log.csv", "--map", "costumer=customer"], "did you mean customer?"),
        (["log.csv", "--map", "customer=custmer"], "has no such column; did you mean customer?"),
        (["log.csv", "--map", "customer"], "expected pairs such as customer=client_id"),
        (["log.csv", "--map", "firm=firm,firm=month"], "firm is mapped twice"),
        (["log.csv", "--us", "uss"], "--us: there is no firm 'uss' in log.csv; did you mean us?"),
        (["log.csv", "--kind", "contracts"], "there is no column start, which a contract log needs"),
        (["log.csv", "--kind", "events"], "there is no column event"),
        (["log.csv", "--out", "full"], "this folder holds other things"),
        (["log.csv", "--out", "log.csv"], "this is a file"),
    ],
)
def test_mistakes_are_answered_with_a_remedy(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text(HEAD + "1,1,us,5\n2,1,them,5\n", encoding="utf-8")
    Path("log.xlsx").write_bytes(b"PK")
    Path("broken.parquet").write_bytes(b"PAR1 no more")
    Path("latin.csv").write_bytes("Kundé,month\n".encode("latin-1"))
    Path("full").mkdir()
    Path("full/letter.txt").write_text("dear")
    answer = asked(*arguments)
    assert answer.exit_code == 2 and said in answer.output
    assert answer.output.count("\n") == 1


def test_a_mistake_ends_a_real_process_with_2_and_no_traceback(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(HEAD + "1,1,us,minus five\n")
    answer = real("estimate", str(path))
    assert answer.returncode == 2 and answer.stdout == ""
    assert answer.stderr == (
        f"{path}, line 2: amount is 'minus five'; expected a number such as 12.50, "
        "without currency or thousands separators\n"
    )


def test_the_examples_of_the_document_run():
    document = (ROOT / "docs/estimators.md").read_text()
    examples = re.findall(r"^```python\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    assert examples
    for example in examples:
        exec(compile(example, "estimators.md", "exec"), {})
