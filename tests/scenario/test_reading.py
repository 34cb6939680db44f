"""Files that are no scenario are refused in one sentence that says where and what to do."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioError
from sim.scenario.reading import LARGEST_FILE, tree_of
from sim.scenario.scenario import read
from sim.scenario.tree import plain

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        pytest.param(
            "title: [1, 2", 2, "not valid YAML (while parsing a flow sequence begun in line 1", id="an open bracket"
        ),
        pytest.param("title: a\n  b: c\n", 2, "not valid YAML", id="a wrong indentation"),
        pytest.param("title: a\n\tb: c\n", 2, "not valid YAML", id="a tab"),
        pytest.param(
            "title: a\nus: b\ntitle: c\n", 3, "title: the key is given twice, first in line 1", id="a key twice"
        ),
        pytest.param("a: 1\nb: {c: 1, c: 2}\n", 2, "b.c: the key is given twice", id="an inner key twice"),
        pytest.param("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tag", id="a Python tag"),
        pytest.param("a: !mine 1\n", 1, "tag '!mine' is not accepted", id="a tag of one's own"),
        pytest.param("a: !!float 1\n", 1, "is not accepted; write plain values", id="a standard tag"),
        pytest.param(LAUGHS, None, "aliases (*name) make this file enormous", id="a billion laughs"),
        pytest.param("a: &a [*a]\n", 1, "aliases", id="an alias of itself"),
        pytest.param("a: *nowhere\n", 1, "not valid YAML", id="an alias of nothing"),
        pytest.param("a: 1\n---\nb: 2\n", 2, "a second document begins here", id="two documents"),
        pytest.param("- 1\n- 2\n", 1, "a scenario is a mapping", id="a list"),
        pytest.param("just words\n", 1, "a scenario is a mapping", id="a single value"),
        pytest.param("a: 1\n2: b\n", 2, "the key '2' is not text; put it in quotes", id="a number as key"),
        pytest.param("? [a, b]\n: 1\n", 1, "the key a list is not text", id="a list as key"),
        pytest.param("a: 1\n~: 2\n", 2, "the key '~' is not text", id="nothing as key"),
        pytest.param("a: &x {b: 1}\nc:\n  <<: *x\n", 3, "use `extends:`", id="a merge key"),
        pytest.param("a: 1\nb: .nan\n", 2, "b: '.nan' is not a finite number", id="not a number"),
        pytest.param("a: [1, -.inf]\n", 1, "a[2]: '-.inf' is not a finite number", id="infinity"),
        pytest.param("a: 1e999\n", 1, "'1e999' is not a finite number", id="a number beyond all"),
        pytest.param("a: " + "9" * 5000, 1, "is not a finite number", id="five thousand digits"),
        pytest.param("a: " + "[" * 5000 + "]" * 5000, 1, "nested more than 30 levels", id="five thousand lists"),
        pytest.param("{a: " * 200 + "1" + "}" * 200, 1, "nested more than 30 levels", id="two hundred mappings"),
        pytest.param(b"title: ok\nstory: caf\xe9\n", 2, "not UTF-8", id="Latin-1"),
        pytest.param("title: ä".encode("utf-16"), 1, "not UTF-8", id="UTF-16"),
        pytest.param("title: a\x00b\n", None, "not valid YAML", id="a control character"),
    ],
)
def test_text_that_misleads_or_harms_is_refused(refused, content, line, said):
    sentence = refused(content)
    assert said in sentence
    assert "market.yaml" in sentence and "\n" not in sentence and len(sentence) < 500
    assert line is None or f", line {line}:" in sentence


@pytest.mark.parametrize("content", ["", "\n\n", "# nothing here\n", "---\n"])
def test_an_empty_file_is_refused(refused, content):
    assert "empty" in refused(content) or "a scenario is a mapping" in refused(content)


def test_a_hundred_megabytes_are_refused_at_once(tmp_path):
    file = tmp_path / "huge.yaml"
    file.touch()
    os.truncate(file, 100_000_000)
    start = time.perf_counter()
    with pytest.raises(ScenarioError, match=f"larger than {LARGEST_FILE:,} bytes"):
        read(file)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("content", ["9" * 900_000 + "x", "a: " + "1_" * 400_000 + "x", "k" * 900_000 + ": 1"])
def test_long_words_do_not_keep_the_user_waiting(refused, content):
    start = time.perf_counter()
    assert len(refused(content)) < 2000
    assert time.perf_counter() - start < 2


def test_a_missing_file_brings_the_nearest_name_to_mind(tmp_path):
    (tmp_path / "airline.yaml").write_text("title: a")
    with pytest.raises(ScenarioError, match=r"no such file; did you mean .*airline\.yaml\?"):
        read(tmp_path / "airlin.yaml")


def test_a_folder_is_not_a_scenario(tmp_path):
    with pytest.raises(ScenarioError, match="this is a folder"):
        read(tmp_path)


def test_a_pipe_is_not_a_scenario(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(ScenarioError, match="not an ordinary file"):
        read(tmp_path / "pipe.yaml")


def test_a_name_too_long_for_the_disk_is_refused():
    with pytest.raises(ScenarioError, match="cannot be read"):
        read("x" * 5000)


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("1e3", 1000.0), ("5_000", 5000), ("010", 10), (".5", 0.5), ("-1.5E-2", -0.015), ("5.", 5.0),
        ("on", "on"), ("no", "no"), ("true", "true"), ("1:30", "1:30"), ("2024-01-01", "2024-01-01"),
        ("0x10", "0x10"), ("~", None), ("", None), ("'7'", "7"), ("+20%", "+20%"),
    ],
)  # fmt: skip
def test_values_mean_what_they_look_like(tmp_path: Path, written, understood):
    file = tmp_path / "one.yaml"
    file.write_text(f"on: {written}\n")
    assert plain(tree_of(file)) == {"on": understood}


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    (tmp_path / "one.yaml").write_bytes(b"\xef\xbb\xbftitle: a\n")
    assert plain(tree_of(tmp_path / "one.yaml")) == {"title": "a"}


def test_aliases_in_moderation_are_fine(tmp_path):
    (tmp_path / "one.yaml").write_text("a: &x {b: 1}\nc: *x\n")
    assert plain(tree_of(tmp_path / "one.yaml")) == {"a": {"b": 1}, "c": {"b": 1}}
