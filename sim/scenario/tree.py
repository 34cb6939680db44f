"""The data of a scenario file as a tree in which every value knows the file and line where its key stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.scenario.errors import Key


@dataclass(frozen=True)
class Node:
    """A value of the file with the place where its key stands."""

    value: Any
    file: Path
    line: int

    @property
    def place(self) -> str:
        """Where the key stands, in words."""
        return f"{self.file}, line {self.line}"


def plain(node: Node) -> Any:
    """The data of a tree without the places."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def nearest(tree: Node, key: Key) -> Node:
    """The node at a key or, where that is missing, the closest one above it."""
    for part in key:
        inside = isinstance(tree.value, dict) and part in tree.value
        listed = isinstance(tree.value, list) and isinstance(part, int) and part < len(tree.value)
        if not (inside or listed):
            break
        tree = tree.value[part]
    return tree


def merged(base: Node, over: Node) -> Node:
    """A tree laid over another: mappings merge, everything else replaces.

    >>> base, over = Node({"a": Node(1, Path("b"), 1)}, Path("b"), 1), Node({"c": Node(2, Path("o"), 1)}, Path("o"), 1)
    >>> plain(merged(base, over))
    {'a': 1, 'c': 2}
    """
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)):
        return over
    value = dict(base.value)
    for key, child in over.value.items():
        value[key] = merged(value[key], child) if key in value else child
    return Node(value, over.file, over.line)
