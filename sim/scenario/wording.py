"""What pydantic found wrong with a file, in words a user can act on."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from sim.scenario.declared import declared, fits
from sim.scenario.errors import Fault, Key, did_you_mean, shown


def found_wrong(error: ValidationError) -> Iterator[Fault]:
    """Every fault pydantic found, each key once."""
    seen: set[Key] = set()
    for detail in error.errors(include_url=False, include_context=False):
        key = cut_at_change(detail["loc"])
        if key not in seen:
            seen.add(key)
            yield Fault(key, words(detail["type"], key, detail["input"]))


def cut_at_change(key: Key) -> Key:
    """A key without the parts pydantic adds when a change is neither number nor text.

    >>> cut_at_change(("strategies", "warm", "changes", "price", "float"))
    ('strategies', 'warm', 'changes', 'price')
    """
    return key[: key.index("changes") + 2] if "changes" in key[:-2] else key


def words(kind: str, key: Key, value: object) -> str:
    """One fault in words."""
    if kind == "extra_forbidden":
        return unknown(key)
    if kind == "missing":
        return f"this key is missing; give {expected(key)}"
    if value is None:
        return f"nothing is given; give {expected(key)}"
    if "changes" in key[:-1] and isinstance(value, dict):
        return f"a mapping does not fit here; write the path with dots, as in {key[-1]}.{next(iter(value), 'pay')}"
    if kind == "string_type" and isinstance(value, int | float):
        return f"{shown(value)} is a number; expected text, so put it in quotes"
    return f"{shown(value)} does not fit; expected {expected(key)}"


def expected(key: Key) -> str:
    """What a key accepts."""
    pattern = tuple(str(part) for part in key)
    if "changes" in key[:-1]:
        return "a number, or a percentage in quotes such as '+20%'"
    exact = next((item.accepts for item in declared() if fits(item.parts, pattern)), None)
    return exact or within(pattern) or "a number"


def within(pattern: tuple[str, ...]) -> str:
    """What a group of keys, or an entry of a list, accepts."""
    names = inside(pattern)
    if "*" in names:
        return "a list of entries" if pattern[-1] in ("events", "trends", "phases") else "a mapping by name"
    return f"a mapping of keys such as {', '.join(names[:3])}" if names else ""


def inside(pattern: tuple[str, ...]) -> list[str]:
    """The keys that may stand right below a key.

    >>> inside(("firms", "our_air", "poaching"))
    ['offers', 'discount']
    """
    depth = len(pattern)
    deeper = [item.parts for item in declared() if len(item.parts) > depth and fits(item.parts[:depth], pattern)]
    return list(dict.fromkeys(parts[depth] for parts in deeper))


def unknown(key: Key) -> str:
    """The remedy for a key that does not exist where it stands."""
    name = str(key[-1])
    above = tuple(str(part) for part in key[:-1])
    known = inside(above)
    if name.split(".")[0] in known and "." in name:
        head, _, rest = name.partition(".")
        return f"there is no such key; write {head}: {{{rest}: ...}}"
    home = elsewhere(above, name)
    if home:
        return f"there is no such key here; it belongs {home}"
    return f"there is no such key{did_you_mean(name, known)}"


def elsewhere(above: tuple[str, ...], name: str) -> str:
    """Where a key does belong, if there is just one such place, further down or anywhere.

    >>> elsewhere(("firms", "our_air"), "pay"), elsewhere(("market",), "seed"), elsewhere(("market",), "title")
    ('under workforce', 'at the top level', '')
    """
    depth = len(above)
    anywhere = [item.parts for item in declared() if item.parts[-1] == name]
    below = [parts[depth:] for parts in anywhere if fits(parts[:depth], above)]
    homes = below or anywhere
    if len(homes) != 1:
        return ""
    home = ".".join(homes[0][:-1])
    return f"under {home}" if home else "at the top level"
