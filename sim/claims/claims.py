"""The claims there are: a file each in this folder, found by its name, with the claim and how it is tested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sim.claims.claim import Claim, Finding
from sim.laboratory import Laboratory
from sim.scenario.errors import ScenarioError, did_you_mean, shown

FOLDER = Path(__file__).parent


@cache
def claim_files() -> dict[str, str]:
    """The claims' ids with the names of their files, in order: C7 lies in c07_....py."""
    found = ((f"C{int(file.stem[1:3])}", file.stem) for file in sorted(FOLDER.glob("c[0-9][0-9]_*.py")))
    return dict(found)


def chosen(words: Iterable[str]) -> list[str]:
    """The ids that are meant, in order and each once; all of them where none is named.

    >>> chosen(["c10", "10"])
    ['C10']

    Raises ScenarioError for what is no claim.
    """
    known = list(claim_files())
    wanted = {id_of(word) for word in words}
    for word in sorted(wanted.difference(known)):
        remedy = did_you_mean(word, known) or f"; there are {known[0]} to {known[-1]}"
        raise ScenarioError(f"{shown(word)}: there is no such claim{remedy}")
    return [one for one in known if one in wanted] if wanted else known


def id_of(word: str) -> str:
    """A claim's id as people write it.

    >>> id_of("c07"), id_of("7"), id_of("C7"), id_of("price")
    ('C7', 'C7', 'C7', 'price')
    """
    number = re.fullmatch(r"[Cc]?(\d{1,3})", word.strip())
    return f"C{int(number[1])}" if number else word


def claim_of(one: str) -> Claim:
    """A claim, by its id."""
    claim: Claim = module_of(one).CLAIM
    return claim


def finding_of(one: str, laboratory: Laboratory) -> Finding:
    """What testing a claim came to."""
    finding: Finding = module_of(one).finding(laboratory)
    return finding


def module_of(one: str) -> ModuleType:
    """The module that holds a claim."""
    return import_module(f"sim.claims.{claim_files()[one]}")


def claims(ids: Sequence[str]) -> list[Claim]:
    """Several claims, by their ids."""
    return [claim_of(one) for one in ids]
