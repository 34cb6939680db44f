"""What comes from the network is not trusted: hosts, origins and sizes are checked, and every mistake is a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from sim.web.pages import Pages

LARGEST_BODY = 64 * 1024
"""Bytes that a request may bring."""

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[Any]]


def guarded(
    routes: Sequence[BaseRoute],
    pages: Pages,
    hosts: Iterable[str],
    language: str | None = None,
    lifespan: Lifespan | None = None,
    largest_body: int = LARGEST_BODY,
) -> Starlette:
    """An application of these routes and the pages' own, behind a guard.

    `hosts`: names or addresses, without port, under which the server may be called; `language`: of the house (the
    browser's own where None; its cookie always comes first). While a request is answered, its language is spoken: `_`
    and `several` work anywhere below. To refuse, raise `starlette.exceptions.HTTPException(status, _("A sentence."))`:
    the browser sees a page with that sentence. What nobody foresaw is answered 500 with a sentence, and noted in a
    line on standard error.
    """
    raise NotImplementedError
