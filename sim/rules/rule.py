"""A rule is plain Python about one customer, and runs two ways: compiled over all records, or one agent at a time."""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache
from typing import Any

import numba
from numba.core.dispatcher import Dispatcher


def rule(function: Callable[..., Any]) -> Any:
    """Compiles a rule when it is first called; the compiled code is kept on disk for the next start."""
    return numba.njit(cache=True, nogil=True, error_model="numpy")(function)


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
