"""A rule is plain Python about one customer, and runs two ways: compiled over all records, or one agent at a time."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import types
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numba
import numba.core.config
from numba.core.dispatcher import Dispatcher
from numba.core.types import Integer, int64, unliteral

KEPT = 3
"""States of the rules whose compiled code is kept."""


def sources() -> list[Path]:
    """The files compiled code is made from: every rule, the luck, the records."""
    package = Path(__file__).parents[1]
    return [
        *sorted((package / "rules").glob("*.py")),
        package / "luck.py",
        package / "ledger.py",
        package / "market/records.py",
    ]


def cache_folder() -> Path:
    """Where compiled code is kept: a folder for each state of the rules, since one rule's code contains others'.

    (Numba itself looks only at the file a function stands in, and would run yesterday's rule inside today's month.)
    """
    state = hashlib.sha256(b"".join(path.read_bytes() for path in sources())).hexdigest()[:16]
    for home in (Path(__file__).parents[1] / "__pycache__", Path.home() / ".cache" / "loyalty-ladder"):
        folder = home / f"compiled-{state}"
        try:
            new = not folder.exists()
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if new:
            forget_older(home)
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.gettempdir()) / f"loyalty-ladder-{state}"


def forget_older(home: Path) -> None:
    """Removes what was compiled from earlier states of the rules, but for the latest few, which may be in use."""
    known = sorted(home.glob("compiled-*"), key=lambda folder: folder.stat().st_mtime)
    for folder in known[:-KEPT]:
        shutil.rmtree(folder, ignore_errors=True)


def is_compiled() -> bool:
    """Whether compiled code is at hand, so that nothing needs compiling at the first month."""
    return any(cache_folder().rglob("*.nbc"))


if not os.environ.get("NUMBA_CACHE_DIR"):
    vars(numba.core.config)["CACHE_DIR"] = str(cache_folder())


def act(function: Callable[..., Any]) -> Any:
    """A rule that is handed the whole town: compiled into the loop that calls it, so that the town is not passed."""
    return rule(function, forceinline=True)


def making_arrays(function: Callable[..., Any]) -> Any:
    """A rule that makes an array, for which references have to be counted."""
    return rule(function, _nrt=True)


def rule(function: Callable[..., Any], **more: Any) -> Any:
    """Compiles a rule when it is first called; the compiled code is kept on disk for the next start."""
    options: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}
    # Whoever calls a rule holds the town: to count references to it all the while took a third of a month.
    options["_nrt"] = False
    compiled: Any = numba.njit(**(options | more))(function)
    choose = compiled.get_call_template

    def for_wide_numbers(args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        return choose(tuple(_wide(arg) for arg in args), kws)

    # Without this a rule is compiled anew for every constant and every width of integer it is called with, which
    # takes half as long again.
    compiled.get_call_template = for_wide_numbers
    return compiled


def _wide(kind: Any) -> Any:
    kind = unliteral(kind)
    narrow = isinstance(kind, Integer) and kind.signed and kind.bitwidth < 64  # type: ignore[attr-defined]
    return int64 if narrow else kind


@cache
def plain(compiled: Dispatcher) -> Callable[..., Any]:
    """The same rule as ordinary Python, calling ordinary Python.

    >>> from sim.rules.numbers import within
    >>> plain(within)(1.2, 0.0, 1.0)
    1.0
    """
    function = compiled.py_func
    around = {
        name: _plain_or_same(function.__globals__[name])
        for name in function.__code__.co_names
        if name in function.__globals__
    }
    return types.FunctionType(function.__code__, {**around, "__builtins__": __builtins__}, function.__name__)


def _plain_or_same(value: Any) -> Any:
    return plain(value) if isinstance(value, Dispatcher) else value
