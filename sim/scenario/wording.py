"""What pydantic found wrong with a file, in words a user can act on."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from sim.scenario.declared import Declared, declared, fits
from sim.scenario.errors import Fault, Key, did_you_mean, shown

Keys = tuple[Declared, ...]


def found_wrong(error: ValidationError, keys: Keys = ()) -> Iterator[Fault]:
    """Every fault pydantic found, each key once. `keys`: those the file can hold; a scenario's where left out."""
    seen: set[Key] = set()
    for detail in error.errors(include_url=False):
        key = cut_at_change(detail["loc"])
        if key not in seen:
            seen.add(key)
            one_of = str(detail["ctx"]["expected"]) if detail["type"] == "literal_error" else ""
            yield Fault(key, words(detail["type"], key, detail["input"], keys or declared(), one_of))


def cut_at_change(key: Key) -> Key:
    """A key without the parts pydantic adds when a change is neither number nor text, or a name is not one of a few.

    >>> cut_at_change(("strategies", "warm", "changes", "price", "float")), cut_at_change(("words", "fr", "[key]"))
    (('strategies', 'warm', 'changes', 'price'), ('words', 'fr'))
    """
    if key and key[-1] == "[key]":
        return key[:-1]
    return key[: key.index("changes") + 2] if "changes" in key[:-2] else key


def words(kind: str, key: Key, value: object, keys: Keys, one_of: str = "") -> str:
    """One fault in words; `one_of`: the words that would fit, where there are only some."""
    if kind == "extra_forbidden":
        return unknown(key, keys)
    wanted = expected(key, keys) or one_of or "a number"
    if kind == "missing":
        return f"this key is missing; give {wanted}"
    if value is None:
        return f"nothing is given; give {wanted}"
    if kind == "too_short":
        return "there is nothing in it; give at least one"
    if "changes" in key[:-1] and isinstance(value, dict):
        return f"a mapping does not fit here; write the path with dots, as in {key[-1]}.{next(iter(value), 'pay')}"
    if kind == "string_type" and isinstance(value, int | float):
        return f"{shown(value)} is a number; expected text, so put it in quotes"
    return f"{shown(value)} does not fit; expected {wanted}"


def expected(key: Key, keys: Keys) -> str:
    """What a key accepts, where it is declared."""
    pattern = tuple(str(part) for part in key)
    if "changes" in key[:-1]:
        return "a number, or a percentage in quotes such as '+20%'"
    exact = next((item.accepts for item in keys if fits(item.parts, pattern)), None)
    return exact or within(pattern, keys)


def within(pattern: tuple[str, ...], keys: Keys) -> str:
    """What a group of keys, or an entry of a list, accepts."""
    names = inside(pattern, keys)
    if "*" in names:
        return (
            "a list of entries"
            if pattern[-1] in ("events", "trends", "phases", "stages", "played")
            else "a mapping by name"
        )
    return f"a mapping of keys such as {', '.join(names[:3])}" if names else ""


def inside(pattern: tuple[str, ...], keys: Keys) -> list[str]:
    """The keys that may stand right below a key.

    >>> inside(("firms", "our_air", "poaching"), declared())
    ['offers', 'discount']
    """
    depth = len(pattern)
    deeper = [item.parts for item in keys if len(item.parts) > depth and fits(item.parts[:depth], pattern)]
    return list(dict.fromkeys(parts[depth] for parts in deeper))


def unknown(key: Key, keys: Keys) -> str:
    """The remedy for a key that does not exist where it stands."""
    name = str(key[-1])
    above = tuple(str(part) for part in key[:-1])
    known = inside(above, keys)
    if name.split(".")[0] in known and "." in name:
        head, _, rest = name.partition(".")
        return f"there is no such key; write {head}: {{{rest}: ...}}"
    home = elsewhere(above, name, keys)
    if home:
        return f"there is no such key here; it belongs {home}"
    return f"there is no such key{did_you_mean(name, known)}"


def elsewhere(above: tuple[str, ...], name: str, keys: Keys) -> str:
    """Where a key does belong, if there is just one such place, further down or anywhere.

    >>> elsewhere(("firms", "our_air"), "pay", declared()), elsewhere(("market",), "seed", declared())
    ('under workforce', 'at the top level')
    """
    depth = len(above)
    anywhere = [item.parts for item in keys if item.parts[-1] == name]
    below = [parts[depth:] for parts in anywhere if fits(parts[:depth], above)]
    homes = below or anywhere
    if len(homes) != 1:
        return ""
    home = ".".join(homes[0][:-1])
    return f"under {home}" if home else "at the top level"
