"""Files that extend other files: the base first, then what is different."""

from __future__ import annotations

import re
from pathlib import Path

from sim.scenario.errors import ScenarioError, shown
from sim.scenario.reading import near_name, tree_of
from sim.scenario.tree import Node, merged

LONGEST_CHAIN = 10


def extended(path: Path) -> Node:
    """The tree of a file laid over those it extends."""
    seen, trees = [path.name], [tree_of(path)]
    while "extends" in trees[-1].value:
        base = base_of(path.parent, trees[-1].value["extends"])
        if base.name in seen or len(seen) == LONGEST_CHAIN:
            link = trees[-1].value["extends"]
            raise ScenarioError(
                f"{link.place}: extends: the files go round in a circle "
                f"({' -> '.join([*seen, base.name])}); let one of them stand alone"
            )
        seen.append(base.name)
        trees.append(tree_of(base))
    tree = trees.pop()
    while trees:
        tree = merged(tree, trees.pop())
    return Node({key: child for key, child in tree.value.items() if key != "extends"}, tree.file, tree.line)


def base_of(folder: Path, link: Node) -> Path:
    """The file that an `extends` names, which must lie beside the file that names it."""
    name = link.value
    if not isinstance(name, str) or not re.fullmatch(r"[\w .-]{1,100}", name):
        raise ScenarioError(
            f"{link.place}: extends: {shown(name)} is not the name of a file beside this one; "
            "write a name such as airline.yaml, without a folder"
        )
    base = folder / name
    try:
        if base.resolve().parent != folder.resolve():
            raise ScenarioError(f"{link.place}: extends: {shown(name)} leads out of the folder; copy that file here")
        return near_file(base, link)
    except (OSError, RuntimeError):
        raise ScenarioError(f"{link.place}: extends: {shown(name)} cannot be followed; name a file beside it") from None


def near_file(base: Path, link: Node) -> Path:
    """The file itself, or a sentence with the names of those it might have been."""
    if not base.is_file():
        raise ScenarioError(f"{link.place}: extends: there is no file {shown(base.name)} beside it{near_name(base)}")
    return base
