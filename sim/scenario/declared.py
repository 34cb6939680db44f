"""Every key a scenario file can hold, found by the name a person would type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.declarations import Facts, Firm, Market, Scenario, Section, facts
from sim.declarations.firm import BY_SEGMENT


@dataclass(frozen=True)
class Declared:
    """A key of the scenario file: its pattern (`*` stands for any name), what it means and what it accepts."""

    path: str
    meaning: str
    accepts: str
    facts: Facts | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The pattern, part by part."""
        return tuple(self.path.split("."))

    @property
    def group(self) -> str:
        """What the key belongs to."""
        return self.path.removesuffix(".*").rpartition(".")[0]


@cache
def declared() -> tuple[Declared, ...]:
    """Every key a scenario can hold, in the order declared."""
    return tuple(below(Scenario, ""))


def below(section: type[Section], prefix: str) -> Iterator[Declared]:
    """Every key below a section."""
    for name, field in section.model_fields.items():
        path = f"{prefix}{field.alias or name}"
        inner, many = section_in(field.annotation)
        if inner:
            yield from below(inner, f"{path}.*." if many else f"{path}.")
        elif section is Firm and name in BY_SEGMENT:
            yield leaf(f"{path}.*", BY_SEGMENT[name])
        else:
            yield leaf(path, field)


def section_in(annotation: Any) -> tuple[type[Section] | None, bool]:
    """The section a field holds, and whether it holds many.

    >>> section_in(dict[str, Firm])
    (<class 'sim.declarations.firm.Firm'>, True)
    >>> section_in(float)
    (None, False)
    """
    inner = get_args(annotation)[-1] if get_origin(annotation) in (dict, list) else annotation
    is_section = isinstance(inner, type) and issubclass(inner, Section)
    return (inner, inner is not annotation) if is_section else (None, False)


def leaf(path: str, field: FieldInfo) -> Declared:
    """A key that holds a value of its own."""
    more = field.json_schema_extra
    known = facts(path, field) if isinstance(more, dict) and "unit" in more else None
    return Declared(path, field.description or "", accepted(field, known), known)


def accepted(field: FieldInfo, known: Facts | None) -> str:
    """What a key accepts, in words."""
    inner = [kind for kind in get_args(field.annotation) or (field.annotation,) if kind is not type(None)]
    if get_origin(field.annotation) is Literal:
        return f"one of {', '.join(get_args(field.annotation))}"
    if known:
        return number_text("a whole number" if known.whole else "a number", *known.bounds) + f" ({known.unit})"
    if get_origin(field.annotation) is dict:
        return "a mapping of names to numbers"
    if get_origin(field.annotation) is tuple:
        return "two numbers such as [0.5, 0.5]"
    if get_origin(field.annotation) is list:
        return "a list such as [first, second]"
    if inner == [str]:
        return "text"
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), -float("inf"))
    high = next((m.le for m in field.metadata if hasattr(m, "le")), float("inf"))
    return number_text("a whole number" if inner == [int] else "a number", low, high)


def number_text(kind: str, low: float, high: float) -> str:
    """Bounds in words.

    >>> number_text("a number", 0, 5)
    'a number from 0 to 5'
    """
    return f"{kind} from {low:,.10g} to {high:,.10g}"


def fits(pattern: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether words say a pattern, in which a star stands for any name.

    >>> fits(("firms", "*", "price"), ("firms", "our_air", "price"))
    True
    """
    return len(pattern) == len(words) and all(p in ("*", w) for p, w in zip(pattern, words, strict=True))


def bare(item: Declared) -> tuple[str, ...]:
    """A key without the names in it, as in `firms.price`."""
    return tuple(part for part in item.parts if part != "*")


def lies_in(words: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether words are the end of a key, as `workforce.pay` or `price`, or name a group it lies in, as `workforce`.

    >>> lies_in(("workforce",), ("firms", "*", "workforce", "pay"))
    True
    """
    spans = [parts[start : start + len(words)] for start in range(len(parts) - len(words) + 1)]
    return any(span[0] == words[0] != "*" and fits(span, words) for span in spans)


def find(key: str) -> tuple[Declared, ...]:
    """What a person may mean by a key: the keys that end in it and those in the group of that name.

    >>> [item.path for item in find("workforce.pay")]
    ['firms.*.workforce.pay']
    >>> [item.path for item in find("loss_aversion")]
    ['world.loss_aversion']
    >>> find("nonsense")
    ()
    """
    words = tuple(key.strip(". ").replace("[", ".").replace("]", "").split("."))
    if words == ("scenario",):
        return tuple(item for item in declared() if len(item.parts) == 1)
    exact = tuple(item for item in declared() if words in (item.parts, bare(item)) or fits(item.parts, words))
    without_names = exact or tuple(item for item in declared() if lies_in(words, bare(item)))
    return without_names or tuple(item for item in declared() if lies_in(words, item.parts))


def vocabulary() -> list[str]:
    """Every word and group a person may look up."""
    words = {part for item in declared() for part in item.parts if part != "*"}
    return sorted(words | {".".join(item.parts[-2:]) for item in declared() if "*" not in item.parts[-2:]})


def groups() -> dict[str, int]:
    """How many keys each group holds, in the order declared."""
    counts: dict[str, int] = {}
    for item in declared():
        counts[item.group or "scenario"] = counts.get(item.group or "scenario", 0) + 1
    return counts


@cache
def changeable() -> dict[str, Facts]:
    """Every number of a firm that can change during a run, by its path below the firm; `*` stands for a segment."""
    prefix = "firms.*."
    names = {item.path.removeprefix(prefix): item.facts for item in declared() if item.path.startswith(prefix)}
    return {
        path: known
        for path, known in names.items()
        if known and (known.lever or path in ("lag", "boldness") or path.startswith(("costs.", "conditions.")))
    }


@cache
def market_wide() -> dict[str, Facts]:
    """The numbers of the market that events can change."""
    names = ("demand", "wages", "captivity", "outside")
    return {name: facts(name, Market.model_fields[name]) for name in names}
