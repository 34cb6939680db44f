"""Sweep files: what they may say, and a sentence for what they may not."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.measures import BETTER
from sim.scenario.altering import value_at
from sim.scenario.errors import ScenarioError
from sim.scenario.scenario import read
from sim.sweep.declaration import DesignFile, SweepFile
from sim.sweep.parameters import uncertainties
from sim.sweep.reading import Wanted, read_sweep
from sim.sweep.sweep import Sweep
from sim.sweep.tables import tabled

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "scenarios/sweeps").glob("*.yaml"))
SHOP = (ROOT / "tests/data/shop.yaml").read_text()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a scenario."""
    (tmp_path / "shop.yaml").write_text(SHOP)
    return tmp_path


def swept(folder: Path, text: str, wanted: Wanted | None = None) -> Sweep:
    """The sweep of a file with such a text."""
    (folder / "sweep.yaml").write_text(text)
    return read_sweep(folder / "sweep.yaml", wanted or Wanted())[0]


def refused(folder: Path, text: str, wanted: Wanted | None = None) -> str:
    """What is said of a file that is not in order."""
    with pytest.raises(ScenarioError) as told:
        swept(folder, text, wanted)
    return str(told.value).replace(f"{folder}/", "")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_shipped_sweeps_are_in_order_and_ask_a_question(file: Path) -> None:
    sweep, _ = read_sweep(file, Wanted())
    assert sweep.title and sweep.question.endswith(("?", "?\n"))
    assert len(sweep.points.design(sweep.parameters).between(0, 3)) == 3
    assert len(SHIPPED) == 3


def test_a_file_that_names_its_scenario_only_varies_every_assumption_about_the_world(folder: Path) -> None:
    sweep = swept(folder, "scenario: shop.yaml\n")
    shop = read(folder / "shop.yaml")
    assert sweep.parameters == uncertainties(shop)
    assert sweep.strategies == tuple(shop.strategies)
    assert sweep.outcomes == tuple(BETTER)
    assert (sweep.points.kind, sweep.runs, sweep.seed, sweep.baseline) == ("lhs", 4, shop.seed, "as_is")


def test_a_scenario_can_be_swept_as_it_is(folder: Path) -> None:
    sweep, _ = read_sweep(folder / "shop.yaml", Wanted(kind="random", points=7, runs=2, seed=9))
    assert sweep.parameters == uncertainties(read(folder / "shop.yaml"))
    assert (sweep.name, sweep.points.kind, sweep.points.points, sweep.runs, sweep.seed) == ("shop", "random", 7, 2, 9)


def test_levers_and_uncertainties_are_ranges_or_lists(folder: Path) -> None:
    sweep = swept(
        folder,
        "scenario: shop.yaml\nlevers: {price: [1.1, 0.9], firms.us.lag: {low: 2, high: 6}}\n"
        "uncertainties: {world.memory: {low: 0.1, high: 0.2}, firms.rival.price: {low: 0.8, high: 1}}\n",
    )
    price, lag, memory, rival = sweep.parameters
    assert (price.kind, price.low, price.high, price.values) == ("lever", 0.9, 1.1, (1.1, 0.9))
    assert (lag.kind, lag.low, lag.high, lag.whole) == ("lever", 2, 6, True)
    assert memory.kind == rival.kind == "uncertainty"


def test_constants_are_set_before_anything_varies_and_are_not_varied(folder: Path) -> None:
    sweep = swept(folder, "scenario: shop.yaml\nconstants: {world.memory: '+20%', market.customers: 100}\n")
    assert sweep.scenario
    assert sweep.constants == {"world.memory": pytest.approx(0.18), "market.customers": 100.0}
    assert sweep.scenario.market.customers == 100
    assert value_at("world.memory", sweep.scenario) == pytest.approx(0.18)
    assert "world.memory" not in sweep.paths and "world.bond_growth" in sweep.paths


def test_uncertainties_can_be_left_out(folder: Path) -> None:
    sweep = swept(
        folder, "scenario: shop.yaml\nlevers: {price: [0.9, 1.1]}\nuncertainties: none\ndesign: {kind: grid}\n"
    )
    assert sweep.paths == ("price",)
    assert sweep.rows == 2 * 4 * 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: x\n", "line 1: scenario: this key is missing; give the scenario file"),
        ("scenario: shop.yaml\nlevres: {}\n", "sweep.yaml, line 2: levres: there is no such key; did you mean levers?"),
        ("scenario: shp.yaml\n", "shp.yaml: there is no such file; did you mean shop.yaml?"),
        ("scenario: shop.yaml\nlevers: {prise: [1, 2]}\n", "line 2: levers.prise: there is no such number"),
        ("scenario: shop.yaml\nlevers: {price: [1, 2]\n", "this is not valid YAML"),
        (
            "scenario: shop.yaml\nlevers:\n  price: {low: 1, hihg: 2}\n",
            "price.hihg: there is no such key; did you mean",
        ),
        ("scenario: shop.yaml\nlevers:\n  price: {low: 1}\n", "line 3: levers.price: expected a range {low"),
        ("scenario: shop.yaml\nlevers:\n  price: {low: 2, high: 1}\n", "low 2 is not below high 1"),
        ("scenario: shop.yaml\nlevers:\n  price: {low: 0.5, high: 1000}\n", "expected a number from 0.01 to 100"),
        ("scenario: shop.yaml\nlevers:\n  price: [1, 1]\n", "holds a number twice; give each value once"),
        ("scenario: shop.yaml\nlevers:\n  price: cheap\n", "'cheap' does not fit; expected a range {low"),
        ("scenario: shop.yaml\nlevers: {world.memory: [0.1, 0.2]}\n", "nothing we decide; it belongs under uncert"),
        ("scenario: shop.yaml\nlevers: {price: [1, 2], firms.us.price: [1, 2]}\n", "given under levers as well"),
        ("scenario: shop.yaml\nconstants: {price: 1}\nlevers: {price: [1, 2]}\n", "given under constants as well"),
        ("scenario: shop.yaml\nlevers: {firms.rvial.price: [1, 2]}\n", "there is no 'rvial' here; did you mean rival?"),
        ("scenario: shop.yaml\nconstants: {price: cheap}\n", "'cheap' is given; expected a number, or a share"),
        ("scenario: shop.yaml\nconstants: {market.customers: 0}\n", "expected a whole number from 1 to"),
        ("scenario: shop.yaml\nuncertainties: some\n", "line 2: uncertainties: 'some' does not fit; expected"),
        ("scenario: shop.yaml\nuncertainties: {world.memry: [0.1, 0.2]}\n", "did you mean world.memory?"),
        (
            "scenario: shop.yaml\nstrategies: [as_is, trian]\n",
            "strategies[2]: there is no 'trian'; did you mean train?",
        ),
        ("scenario: shop.yaml\noutcomes: [proft]\n", "outcomes[1]: there is no 'proft'; did you mean profit?"),
        ("scenario: shop.yaml\noutcomes: [profit, profit]\n", "profit is given twice; keep one"),
        ("scenario: shop.yaml\nstrategies: [train]\noutcomes: [break_even_month]\n", "add as_is to strategies"),
        ("scenario: shop.yaml\ndesign: {kind: lsh}\n", "line 2: design.kind: 'lsh' does not fit; expected one of grid"),
        ("scenario: shop.yaml\nruns: 0\n", "line 2: runs: 0 does not fit; expected a whole number from 1"),
        ("scenario: shop.yaml\ndesign: {kind: table}\n", "a table needs its file; give `file:` under design"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_a_remedy(folder: Path, text: str, said: str) -> None:
    assert said in refused(folder, text)


def table(folder: Path, text: str, more: str = "") -> Sweep:
    """The sweep over the points of a CSV with such a text."""
    (folder / "points.csv").write_text(text)
    return swept(folder, f"scenario: shop.yaml\n{more}design: {{kind: table, file: points.csv}}\n")


def test_a_table_says_itself_what_varies(folder: Path) -> None:
    sweep = table(folder, "price,world.memory,market.community\n0.9,0.1,50\n1.1, 0.2 ,60\n1,0.3,40\n")
    assert [(one.path, one.kind, one.low, one.high) for one in sweep.parameters] == [
        ("price", "lever", 0.9, 1.1),
        ("world.memory", "uncertainty", 0.1, 0.3),
        ("market.community", "uncertainty", 40, 60),
    ]
    assert sweep.cells == 3 * 4


def test_the_points_of_a_table_are_kept_to_the_last_digit(folder: Path) -> None:
    rows = 5000
    values = [(place + 0.1) / rows for place in range(rows)]
    pq.write_table(pa.table({"world.memory": [0.01 + value / 2 for value in values]}), folder / "points.parquet")
    (folder / "sweep.yaml").write_text("scenario: shop.yaml\ndesign: {kind: table}\n")
    sweep, content = read_sweep(folder / "sweep.yaml", Wanted(table=folder / "points.parquet"))
    assert content
    (folder / "kept.parquet").write_bytes(content)
    design = tabled(folder / "kept.parquet", sweep.points.checksum)
    assert design.points == rows
    assert [float(value[0]) for value in design.between(0, rows)] == [0.01 + value / 2 for value in values]
    assert design.between(2345, 2346)[0, 0] == 0.01 + values[2345] / 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "price,world.memory\n0.9,0.1\n1.1,\n",
            "points.csv, line 3: world.memory: nothing is given; expected a number",
        ),
        ("price\n0.9\nnan\n", "points.csv, line 3: price: nothing is given; expected a number from 0.01 to 100"),
        ("price\n1\n2\ncheap\n", "points.csv, line 4: price: 'cheap' is given; expected a number"),
        ("price\n1\n1000\n", "points.csv, line 3: price: 1000 is given; expected a number from 0.01 to 100"),
        ("market.community\n50\n50.5\n", "line 3: market.community: 50.5 is given; expected a whole number"),
        ("prise\n1\n", "points.csv: column prise: there is no such number"),
        ("price,price\n1,1\n", "points.csv: column price: it is given twice; keep one"),
        ("price\n", "points.csv: there are no points in it"),
        ("", "points.csv: this is no table of points"),
        ("price,world.memory\n1\n", "points.csv: this is no table of points"),
    ],
)
def test_a_table_that_does_not_fit_is_told_with_its_line(folder: Path, text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as told:
        table(folder, text)
    assert said in str(told.value)


def test_a_table_must_have_a_column_for_all_that_is_said_to_vary(folder: Path) -> None:
    with pytest.raises(ScenarioError, match=r"points.csv: the column world.memory is missing; the sweep file says"):
        table(folder, "price\n1\n", "uncertainties: {world.memory: {low: 0.1, high: 0.2}}\n")


def test_a_table_that_is_not_there_is_told(folder: Path) -> None:
    assert "there is no such file of points" in refused(
        folder, "scenario: shop.yaml\ndesign: {kind: table, file: p.csv}\n"
    )


def test_a_kept_table_that_is_torn_is_told(folder: Path) -> None:
    (folder / "points.parquet").write_bytes(b"PAR1")
    with pytest.raises(ScenarioError, match="the points are torn or corrupt"):
        tabled(folder / "points.parquet", "0")


def test_the_example_in_the_document_is_in_order(tmp_path: Path) -> None:
    example = (ROOT / "docs/sweeps.md").read_text().split("```yaml\n")[1].split("```")[0]
    (tmp_path / "sweeps").mkdir()
    (tmp_path / "grocer.yaml").write_bytes((ROOT / "scenarios/grocer.yaml").read_bytes())
    (tmp_path / "sweeps/example.yaml").write_text(example)
    sweep, _ = read_sweep(tmp_path / "sweeps/example.yaml", Wanted())
    assert sweep.points.count(sweep.parameters) == 128 * (4 + 2)


def test_the_document_describes_every_key() -> None:
    document = (ROOT / "docs/sweeps.md").read_text()
    keys = [*SweepFile.model_fields, *DesignFile.model_fields]
    assert [key for key in keys if f"`{key}`" not in document and f"\n{key}:" not in document] == []
