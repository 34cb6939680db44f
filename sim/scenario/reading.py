"""A YAML file as a tree that remembers the line of every key, and refuses whatever could mislead or harm."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import yaml

from sim.scenario.errors import Key, ScenarioError, dotted, shown
from sim.scenario.tree import Node

LARGEST_FILE = 1_000_000
DEEPEST = 30
MOST_VALUES = 100_000

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PlainLoader(Loader):
    """YAML without its traps: on, off, yes, no, true, dates and 1:30 stay text, and 1e3 is a number."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


def resolve(tag: str, pattern: str, firsts: list[str]) -> None:
    """Lets plain text of a certain shape stand for something else than text."""
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), firsts)


resolve("int", r"^[-+]?[0-9][0-9_]*$", list("-+0123456789"))
resolve("float", r"^[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$", list("-+.0123456789"))
resolve("float", r"^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$", list("-+."))
resolve("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""])
resolve("merge", r"^<<$", ["<"])


def tree_of(path: Path) -> Node:
    """The tree of one file."""
    text = text_of(path)
    try:
        check_events(path, text)
        document = yaml.compose(text, PlainLoader)
    except yaml.YAMLError as error:
        raise ScenarioError(not_yaml(path, error)) from None
    if document is None:
        raise ScenarioError(f"{path}: the file is empty; start with `title:` or copy a file from scenarios/")
    if not isinstance(document, yaml.MappingNode):
        raise ScenarioError(
            f"{path}, line {document.start_mark.line + 1}: a scenario is a mapping of keys, "
            "such as `title: Late planes`, not a list or a single value"
        )
    return Growth(path).node(document, (), 1)


def not_yaml(path: Path, error: yaml.YAMLError) -> str:
    """What the YAML parser has to say, with the line."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return f"{path}: this is not valid YAML ({' '.join(str(error).split())[:200]}); save it as plain text"
    begun = f" begun in line {error.context_mark.line + 1}: " if error.context and error.context_mark else ""
    problem = f"{error.context or ''}{begun}{error.problem}"
    remedy = "check indentation, colons and quotes there and in the line above"
    return f"{path}, line {error.problem_mark.line + 1}: this is not valid YAML ({problem}); {remedy}"


def text_of(path: Path) -> str:
    """The text of a file that is there, is a file, is not huge and is UTF-8."""
    try:
        if path.is_dir():
            raise ScenarioError(f"{path}: this is a folder; name a scenario file in it")
        if not path.exists():
            raise ScenarioError(f"{path}: there is no such file{near_name(path)}")
        if not path.is_file():
            raise ScenarioError(f"{path}: this is not an ordinary file; name a YAML file")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ScenarioError(f"{path}: the file cannot be read ({error.strerror}); check its name and rights") from None
    if len(content) > LARGEST_FILE:
        raise ScenarioError(f"{path}: the file is larger than {LARGEST_FILE:,} bytes; a scenario is a few pages")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ScenarioError(f"{path}, line {line}: the file is not UTF-8 text; save it as UTF-8") from None


def near_name(path: Path) -> str:
    """A file in the same folder that may have been meant."""
    names = sorted(p.name for p in path.parent.glob("*") if p.is_file()) if path.parent.is_dir() else []
    near = get_close_matches(path.name, names, n=1)
    return f"; did you mean {path.parent / near[0]}?" if near else "; `python run.py list` shows those there are"


def check_events(path: Path, text: str) -> None:
    """Refuses second documents, tags and depth before anything is built from them."""
    depth = documents = 0
    for event in yaml.parse(text, PlainLoader):
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        where = f"{path}, line {event.start_mark.line + 1}"  # type: ignore[union-attr]
        if documents > 1:
            raise ScenarioError(f"{where}: a second document begins here; keep one scenario a file, without `---`")
        if depth > DEEPEST:
            raise ScenarioError(f"{where}: nested more than {DEEPEST} levels deep; a scenario needs five")
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise ScenarioError(f"{where}: the tag {shown(tag)} is not accepted; write plain values")


class Growth:
    """One file's tree while it grows; it counts, since aliases can make a small file enormous."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.values = 0

    def node(self, source: yaml.Node, key: Key, line: int) -> Node:
        """What a YAML node says, with all that is below it."""
        self.values += 1
        if self.values > MOST_VALUES or len(key) > DEEPEST:
            self.refuse(line, key, "aliases (*name) make this file enormous; write the values out")
        if isinstance(source, yaml.MappingNode):
            return Node(dict(self.pairs(source, key)), self.path, line)
        if isinstance(source, yaml.SequenceNode):
            items = [self.node(item, (*key, at), item.start_mark.line + 1) for at, item in enumerate(source.value)]
            return Node(items, self.path, line)
        assert isinstance(source, yaml.ScalarNode)
        return Node(self.scalar(source, key, line), self.path, line)

    def pairs(self, source: yaml.MappingNode, key: Key) -> Iterator[tuple[str, Node]]:
        """The keys of a mapping, each text and each once."""
        lines: dict[str, int] = {}
        for name, value in source.value:
            line = name.start_mark.line + 1
            if name.tag.endswith(":merge"):
                self.refuse(line, (*key, "<<"), "merge keys are not accepted; write the values out, or use `extends:`")
            if not name.tag.endswith(":str"):
                self.refuse(line, key, f"the key {shown(name.value)} is not text; put it in quotes")
            if name.value in lines:
                text = f"the key is given twice, first in line {lines[name.value]}; keep one"
                self.refuse(line, (*key, name.value), text)
            lines[name.value] = line
            yield name.value, self.node(value, (*key, name.value), line)

    def scalar(self, source: yaml.ScalarNode, key: Key, line: int) -> str | int | float | None:
        """A single value: text, a finite number or nothing."""
        kind = source.tag.rsplit(":", 1)[-1]
        if kind == "null":
            return None
        if kind not in ("int", "float"):
            return str(source.value)
        digits = source.value.replace("_", "")
        number = math.nan if digits.lower().endswith(("inf", "nan")) or len(digits) > 40 else float(digits)
        if not math.isfinite(number):
            self.refuse(line, key, f"{shown(source.value)} is not a finite number; give one")
        return int(digits) if kind == "int" else number

    def refuse(self, line: int, key: Key, text: str) -> NoReturn:
        """Stops with a sentence."""
        where = f" {shown_key(key)}:" if key else ""
        raise ScenarioError(f"{self.path}, line {line}:{where} {text}")


def shown_key(key: Key) -> str:
    """A key on one short line, safe to print."""
    text = dotted(key).encode("unicode_escape").decode() if not dotted(key).isprintable() else dotted(key)
    return text if len(text) <= 120 else text[:117] + "..."
