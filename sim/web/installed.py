"""Whether the libraries are there that serve pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec

from sim.language.messages import _
from sim.scenario.errors import ScenarioError

FOR_PAGES = ("starlette", "uvicorn", "sse_starlette", "python_multipart")
FOR_A_WORKSHOP = ("sqlalchemy", *FOR_PAGES, "segno", "psutil")


def check_installed(needed: Iterable[str], find: Callable[[str], object] = find_spec) -> None:
    """Says what to install where a library is missing."""
    missing = [name for name in needed if not find(name)]
    if missing:
        names = ", ".join(missing)
        raise ScenarioError(_("This needs {names}: pip install -e '.[workshop]'", names=names))
