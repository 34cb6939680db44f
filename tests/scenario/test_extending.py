"""A file that extends another is the other with what it says differently."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.errors import ScenarioError
from sim.scenario.scenario import read
from sim.scenario.tree import Node, merged, nearest, plain

from .conftest import SHOP

NAMES = st.sampled_from("abc")
TREES = st.recursive(
    st.integers(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=12
)
MAPPINGS = st.dictionaries(NAMES, TREES, max_size=3)


def grown(data: object, file: str = "a.yaml") -> Node:
    """Data as a tree whose every node stands in a file."""
    if isinstance(data, dict):
        return Node({key: grown(value, file) for key, value in data.items()}, Path(file), 1)
    if isinstance(data, list):
        return Node([grown(value, file) for value in data], Path(file), 1)
    return Node(data, Path(file), 1)


def files_of(node: Node) -> set[str]:
    """The files in which the values of a tree stand."""
    inner = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    return {str(node.file)}.union(*(files_of(child) for child in inner))


@given(MAPPINGS)
def test_nothing_laid_over_a_tree_leaves_it_as_it_is(data):
    assert plain(merged(grown(data), grown({}))) == data == plain(merged(grown({}), grown(data)))


@given(MAPPINGS, MAPPINGS, MAPPINGS)
def test_files_can_be_laid_over_each_other_in_any_grouping(a, b, c):
    first = merged(merged(grown(a), grown(b)), grown(c))
    second = merged(grown(a), merged(grown(b), grown(c)))
    both_ways_alike = plain(first) == plain(second)
    # A value between two mappings cuts them apart in one grouping only; without such a cut the grouping is free.
    assert both_ways_alike or cut(a, b, c)


def cut(a: object, b: object, c: object) -> bool:
    """Whether somewhere the middle one puts a value between two mappings."""
    if isinstance(a, dict) and isinstance(c, dict) and not isinstance(b, dict):
        return True
    mappings = [data for data in (a, b, c) if isinstance(data, dict)]
    return len(mappings) == 3 and any(cut(a[key], b[key], c[key]) for key in set(a) & set(b) & set(c))


@given(MAPPINGS, MAPPINGS)
def test_what_lies_over_wins_and_knows_its_file(base, over):
    tree = merged(grown(base, "base.yaml"), grown(over, "over.yaml"))
    for key, value in over.items():
        if not isinstance(value, dict) or not isinstance(base.get(key), dict):
            assert plain(tree.value[key]) == value
            assert files_of(tree.value[key]) == {"over.yaml"}
    assert all(nearest(tree, (key,)).file == Path("base.yaml") for key in set(base) - set(over))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a scenario in order."""
    (tmp_path / "shop.yaml").write_text(SHOP.read_text())
    return tmp_path


def refusal(file: Path, text: str) -> str:
    """What is said of a file with a certain text."""
    file.write_text(text)
    with pytest.raises(ScenarioError) as refused:
        read(file)
    return str(refused.value)


def test_mappings_merge_and_lists_replace(folder):
    (folder / "dear.yaml").write_text("extends: shop.yaml\ntitle: Dear\nfirms: {shop: {price: 1.2}}\nevents: []\n")
    scenario = read(folder / "dear.yaml")
    assert scenario.title == "Dear"
    assert scenario.firms["shop"].price == 1.2
    assert scenario.firms["shop"].workforce.training == 20
    assert scenario.events == []


def test_extensions_can_be_extended(folder):
    (folder / "second.yaml").write_text("extends: shop.yaml\ntitle: Second\ncurrency: CNY\n")
    (folder / "third.yaml").write_text("extends: second.yaml\ntitle: Third\n")
    assert (read(folder / "third.yaml").title, read(folder / "third.yaml").currency) == ("Third", "CNY")


def test_a_fault_is_told_of_the_file_in_which_it_stands(folder):
    text = (folder / "shop.yaml").read_text().replace("lag: 3", "lag: 300")
    (folder / "shop.yaml").write_text(text)
    line = text[: text.index("lag: 300")].count("\n") + 1
    told = refusal(folder / "mine.yaml", "extends: shop.yaml\nfirms:\n  shop:\n    prise: 2\n")
    assert f"{folder / 'shop.yaml'}, line {line}: firms.rival.lag: 300 does not fit" in told
    assert f"{folder / 'mine.yaml'}, line 4: firms.shop.prise: there is no such key; did you mean price?" in told


@pytest.mark.parametrize(
    "name", ["../shop.yaml", "/etc/passwd", "sub/shop.yaml", '"a\\0b"', "7", "[a]", "", "x" * 300, "{}"]
)
def test_only_a_file_beside_it_can_be_extended(folder, name):
    told = refusal(folder / "mine.yaml", f"title: a\nextends: {name}\n")
    assert f"{folder / 'mine.yaml'}, line 2: extends: " in told and "beside this one" in told


@pytest.mark.parametrize("name", ["..", "."])
def test_folders_are_not_extended(folder, name):
    assert "line 1: extends: " in refusal(folder / "mine.yaml", f"extends: {name}\n")


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text("title: secret\n")
    (folder / "link.yaml").symlink_to(outside)
    assert "leads out of the folder" in refusal(folder / "mine.yaml", "extends: link.yaml\n")


def test_a_missing_base_brings_the_nearest_name_to_mind(folder):
    told = refusal(folder / "mine.yaml", "extends: shap.yaml\n")
    assert "line 1: extends: there is no file 'shap.yaml'" in told and "did you mean" in told and "shop.yaml?" in told


def test_files_that_extend_each_other_go_round_in_a_circle(folder):
    (folder / "b.yaml").write_text("extends: a.yaml\n")
    assert "(a.yaml -> b.yaml -> a.yaml)" in refusal(folder / "a.yaml", "extends: b.yaml\n")


def test_a_file_that_extends_itself_goes_round_in_a_circle(folder):
    assert "(a.yaml -> a.yaml)" in refusal(folder / "a.yaml", "extends: a.yaml\n")
