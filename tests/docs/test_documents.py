"""The documents tell the truth: links lead somewhere, names exist, tables hold what is declared, examples run.

`python -m tests.docs.test_documents` brings the tables in docs/model.md and README.md up to date, and copies the
airline's verdict into README.md where results/airline/compare holds one.
"""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.declarations import BEHAVIOURS, LAYERS, Facts
from sim.event_files import EVENTS, OUTCOMES
from sim.ledger import COLUMNS
from sim.measures import BETTER
from sim.scenario.declared import declared, vocabulary
from sim.scenario.scenario import read
from sim.terminal import default, span

ROOT = Path(__file__).parents[2]
README, MODEL = ROOT / "README.md", ROOT / "docs/model.md"
AIRLINE = ROOT / "results/airline/compare/comparison.json"
VERDICT = re.compile(r"(?<=-->\n)> .*?\n(?=<!-- end of verdict -->)", re.DOTALL)
DOCUMENTS = [README, *sorted((ROOT / "docs").glob("*.md")), ROOT / "results/README.md"]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
OPTION = re.compile(r"run\.py +([a-z]+)([^\n`|]*)")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
WORD = re.compile(r"[a-z_]+(\.[a-z_]+)*(: \d+)?|[a-z_]+\*")

HEADS = {
    "parameter": "world.",
    "of a segment": "segments.*.",
    "of the market": "market.",
    "lever": "firms.*.",
    "of a firm": "firms.*.",
}
"""First cells of the tables of parameters, and where their rows are declared."""


def snippets(path: Path, language: str) -> list[str]:
    """The examples of a document, in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    links = [link for link in LINK.findall(path.read_text()) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_pictures_are_there():
    shown = [link for link in LINK.findall(README.read_text()) if link.endswith(".png")]
    assert shown and all((ROOT / link).exists() for link in shown)


def test_a_link_to_nowhere_would_be_found():
    assert LINK.findall("see [the model](docs/model.md#money) and ![a picture](a.png)") == ["docs/model.md", "a.png"]


@pytest.mark.parametrize("path", [MODEL, ROOT / "docs/glossary.md"], ids=lambda path: path.name)
def test_every_name_in_code_letters_exists(path):
    prose = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)
    words = [word for word in CODE.findall(prose) if WORD.fullmatch(word)]
    assert len(words) > 3
    assert [word for word in words if not exists(word)] == []


def test_a_name_that_does_not_exist_would_be_found():
    assert exists("loss_aversion") and exists("steepness: 0") and exists("capability_*") and exists("meet_firms")
    assert not exists("loss_aversoin") and not exists("key_accounts.prise")


def exists(word: str) -> bool:
    """Whether a name is declared, counted in the ledger, an event, a measure or something in the code."""
    name = word.partition(":")[0]
    if name.endswith("*"):
        return any(known.startswith(name[:-1]) for known in (*COLUMNS, *names_declared()))
    return name in names_declared() or name in names_in_code() or name in COUNTED_NAMES


COUNTED_NAMES = {*COLUMNS, *BETTER, *EVENTS, *(word for words in OUTCOMES.values() for word in words)}


@cache
def names_declared() -> frozenset[str]:
    """Every key of a scenario file as a person may write it, and every behaviour."""
    spans = set()
    for item in declared():
        parts = item.path.replace(".*", "").split(".")
        ends = [(start, end) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)]
        spans |= {".".join(parts[start:end]) for start, end in ends}
    return frozenset(spans | set(vocabulary()) | set(BEHAVIOURS))


@cache
def names_in_code() -> frozenset[str]:
    """Functions, classes, fields of records and files of the simulator."""
    names = {"market.py"}
    for path in (ROOT / "sim").rglob("*.py"):
        names |= {path.stem, path.name}
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                names.add(node.value)
    return frozenset(names)


def test_files_named_in_the_documents_are_there():
    file = re.compile(r"`((?:sim|tests|scenarios|docs)/[\w/.]+)`")
    named = {name for path in DOCUMENTS for name in file.findall(path.read_text())}
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_commands_and_their_options_exist():
    listed = CliRunner().invoke(main, ["--help"]).output
    for path in DOCUMENTS:
        for command, rest in OPTION.findall(path.read_text()):
            assert re.search(rf"^  {command} ", listed, re.MULTILINE), f"{path.name}: {command}"
            told = CliRunner().invoke(main, [command, "--help"]).output
            for option in re.findall(r"--[a-z]+", rest):
                assert option in told, f"{path.name}: {command} {option}"


@pytest.mark.parametrize("path", [README, ROOT / "docs/architecture.md"], ids=lambda path: path.name)
def test_python_examples_run(path, monkeypatch):
    monkeypatch.chdir(ROOT)
    examples = snippets(path, "python")
    assert examples
    for example in examples:
        exec(compile(example, path.name, "exec"), {"__name__": "__main__"})


def test_the_example_of_a_scenario_is_in_order(tmp_path):
    written = 0
    for number, example in enumerate(snippets(ROOT / "docs/scenarios.md", "yaml")):
        if example.startswith("title:"):
            file = tmp_path / f"{number}.yaml"
            file.write_text(example)
            assert read(file).title
            written += 1
    assert written


def test_every_key_at_the_top_of_a_scenario_is_described():
    told = (ROOT / "docs/scenarios.md").read_text()
    tops = {item.path.partition(".")[0] for item in declared()}
    assert [key for key in sorted(tops) if f"`{key}`" not in told] == []


def test_every_measure_and_column_is_described():
    told = (ROOT / "docs/results.md").read_text()
    stems = re.findall(r"`([a-z]+_)`", told)
    by_layer = {f"{stem}{layer}" for stem in stems for layer in LAYERS}
    families = tuple(re.findall(r"`([a-z_]+_)\*`", told))
    names = [name for name in (*BETTER, *COLUMNS) if name not in by_layer and not name.startswith(families)]
    missing = [name for name in names if f"`{name}`" not in told]
    assert missing == []


@pytest.mark.parametrize("path", [README, MODEL], ids=lambda path: path.name)
def test_tables_hold_what_is_declared(path):
    text = path.read_text()
    rows = zip(text.split("\n"), brought_up_to_date(text).split("\n"), strict=True)
    wrong = [(old, new) for old, new in rows if old != new]
    assert wrong == [], "run: python -m tests.docs.test_documents"


def test_every_parameter_of_the_world_is_in_the_model_description():
    text = MODEL.read_text()
    missing = [item.path for item in declared() if item.facts and f"| `{own_name(item.path)}` |" not in text]
    assert missing == []


def test_every_scenario_is_in_the_readme():
    text = README.read_text()
    assert [file.name for file in (ROOT / "scenarios").glob("*.yaml") if f"(scenarios/{file.name})" not in text] == []


def test_the_verdict_in_the_readme_speaks_of_strategies_there_are():
    told = VERDICT.search(README.read_text())
    assert told
    titles = {strategy.title for strategy in read(ROOT / "scenarios/airline.yaml").strategies.values()}
    named = set(re.findall(r"“(.*?)”", told[0].replace("\n> ", " ")))
    assert named and named <= titles


def brought_up_to_date(text: str) -> str:
    """A document with the rows of its tables as they are declared."""
    return "\n".join(fresh_lines(text.split("\n")))


def fresh_lines(lines: list[str]) -> Iterator[str]:
    """The lines, each row of a table of parameters or of scenarios written anew."""
    prefix = ""
    for line in lines:
        head = re.match(r"\| ([a-z ]+) \|", line)
        if head:
            prefix = HEADS.get(head[1], "")
        name = re.match(r"\| `([\w.]+)` \|", line)
        scenario = re.match(r"\| \[\w+\]\((scenarios/\w+\.yaml)\) \|", line)
        if prefix and name:
            yield row(prefix, name[1])
        elif scenario and (ROOT / scenario[1]).exists():
            yield scenario_row(ROOT / scenario[1])
        else:
            yield line
        if not line.startswith("|"):
            prefix = ""


def row(prefix: str, name: str) -> str:
    """The row of one parameter."""
    known = facts_of(prefix, name)
    cells = [f"`{name}`", known.meaning, default(known), known.unit]
    if known.lever:
        cells += [known.cost, "seen" if known.visible else ""]
    else:
        cells += [span_of(known), f"{known.mark}: {known.source}" if known.source != "assumption" else known.mark]
    return f"| {' | '.join(cells)} |"


def span_of(known: Facts) -> str:
    """The plausible range."""
    low, high = known.plausible
    return f"{100 * low:.4g}% to {100 * high:.4g}%" if known.of_bill else span(low, high)


def facts_of(prefix: str, name: str) -> Facts:
    """What is declared of a parameter."""
    for item in declared():
        if item.path.startswith(prefix) and own_name(item.path) == name and item.facts:
            return item.facts
    raise LookupError(f"{prefix}{name} is not declared")


def own_name(path: str) -> str:
    """A parameter's name within its table.

    >>> own_name("world.memory"), own_name("firms.*.spend.product"), own_name("firms.*.discount.*")
    ('memory', 'spend.product', 'discount')
    """
    return path.removesuffix(".*").replace(".*", "").partition(".")[2]


def scenario_row(file: Path) -> str:
    """The row of one scenario."""
    scenario = read(file)
    return f"| [{file.stem}](scenarios/{file.name}) | {scenario.title} | {' '.join(scenario.question.split())} |"


def with_verdict(text: str, verdict: str) -> str:
    """A document with another verdict in its place."""
    lines = textwrap.wrap(verdict, 110)
    return VERDICT.sub(lambda _: "".join(f"> {line}\n" for line in lines), text)


def main_of_documents() -> None:
    """Brings the documents up to date."""
    for document in (README, MODEL):
        document.write_text(brought_up_to_date(document.read_text()))
    if AIRLINE.exists():
        README.write_text(with_verdict(README.read_text(), json.loads(AIRLINE.read_text())["verdict"]))


if __name__ == "__main__":
    main_of_documents()
