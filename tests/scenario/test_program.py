"""The program answers mistakes with a sentence and the right exit code, and never with a traceback."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.scenario.declared import declared

from .conftest import SHOP

ROOT = Path(__file__).parents[2]


def real(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *arguments],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        **more,
    )  # type: ignore[call-overload, no-any-return]


def told(*arguments: str) -> Result:
    """The program in this process, which is quicker."""
    return CliRunner().invoke(main, list(arguments), prog_name="run.py")


def test_help_comes_at_once():
    start = time.perf_counter()
    answer = real("--help")
    assert answer.returncode == 0 and "check" in answer.stdout
    assert time.perf_counter() - start < 1.0


def test_without_a_command_the_program_says_what_it_can_do():
    answer = real()
    assert answer.returncode == 0
    assert "explain" in answer.stdout and "python run.py compare scenarios/airline.yaml" in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "There is no command 'chek'. Did you mean check?"),
        (["check", "--quik", "a.yaml"], "Did you mean '--quick'?"),
        (["check"], "Missing argument"),
        (["check", "nowhere.yaml"], "nowhere.yaml: there is no such file"),
        (["check", "."], ".: this is a folder"),
        (["explain", "workfroce"], "There is no key 'workfroce'; did you mean workforce?"),
        (["explain", "*"], "There is no key '*'"),
        (["list", "nowhere"], "there is no such folder"),
    ],
)
def test_mistakes_are_answered_with_a_remedy(arguments, said):
    answer = real(*arguments)
    assert answer.returncode == 2
    assert said in answer.stderr and "Traceback" not in answer.stderr + answer.stdout


def test_check_says_which_files_are_in_order_and_what_is_wrong_with_the_others(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(SHOP.read_text().replace("price: 1.0", "prise: 1.0"))
    answer = real("check", "--quick", str(SHOP), str(bad))
    assert answer.returncode == 2
    assert answer.stdout == f"{SHOP}: in order\n"
    assert answer.stderr.startswith(f"{bad}, line ") and "did you mean price?" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_check_of_a_good_file_ends_well_and_shows_the_known_figures():
    answer = told("check", str(SHOP))
    assert answer.exit_code == 0 and "in order" in answer.stdout and "customers lost a year" in answer.stdout


def test_list_names_broken_scenarios_and_goes_on(tmp_path):
    (tmp_path / "a.yaml").write_text("title: [\n")
    (tmp_path / "b.yaml").write_text(SHOP.read_text())
    answer = told("list", str(tmp_path))
    assert answer.exit_code == 0
    assert "not in order" in answer.stdout and "A small market" in answer.stdout


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (None, "python run.py explain market"),
        ("workforce", "front-line"),
        ("workforce.pay", "rivals cannot see it"),
        ("price", "rivals can see it"),
        ("loss_aversion", "Tversky"),
        ("costs.wage", "1000% of the average monthly bill"),
        ("spend.product", "1.8% to 7.2% of the average monthly bill"),
        ("technicians.guests", "per customer of the segment and month"),
        ("scenario", "baseline"),
    ],
)
def test_explain_tells_what_is_declared(key, said):
    answer = told("explain", *([key] if key else []))
    assert answer.exit_code == 0 and said in answer.stdout


@pytest.mark.parametrize("path", [item.path for item in declared()][::7])
def test_every_key_explains_itself(path):
    answer = told("explain", path)
    assert answer.exit_code == 0 and "meaning" in answer.stdout


def test_a_reader_who_leaves_is_no_error():
    command = f"{sys.executable} {ROOT / 'run.py'} schema | head -1"
    answer = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=20, check=False)
    assert answer.stdout == "{\n" and answer.stderr == ""


def test_ctrl_c_ends_without_a_traceback(tmp_path):
    code = "import os, signal, sim.scenario.scenario as s; s.read = lambda f: os.kill(os.getpid(), signal.SIGINT)"
    run = f"{code}\nfrom sim.cli import main\nmain(['check', 'any.yaml'])"
    answer = subprocess.run(
        [sys.executable, "-c", run], cwd=ROOT, capture_output=True, text=True, timeout=20, check=False
    )
    assert answer.returncode == 128 + signal.SIGINT
    assert "Traceback" not in answer.stderr and "stopped" in answer.stderr


def test_the_schema_knows_every_key_and_what_can_change():
    schema = json.loads(told("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"extends", "title", "firms"} <= set(schema["properties"])
    kinds = schema["$defs"]
    assert {"from", "until", "changes", "phases"} <= set(kinds["Strategy"]["properties"])
    assert kinds["World"]["properties"]["loss_aversion"]["mark"] == "published"
    assert kinds["Workforce"]["properties"]["pay"]["plausible"] == [0.85, 1.2]
    assert "price" in kinds["StrategyChanges"]["properties"]
    assert "costs.goods" not in kinds["StrategyChanges"]["properties"]
    assert {"costs.goods", "demand", "behaviour"} <= set(kinds["EventChanges"]["properties"])
    assert set(references(schema)) <= {f"#/$defs/{name}" for name in kinds}


def references(part: object) -> list[str]:
    """Every reference in a schema."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [found for value in part.values() for found in references(value)]
    return [found for value in part for found in references(value)] if isinstance(part, list) else []
