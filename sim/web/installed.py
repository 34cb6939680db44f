"""Whether the libraries are there that serve pages."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from sim.language.messages import _
from sim.scenario.errors import ScenarioError

NEEDED = ("starlette", "uvicorn", "sse_starlette", "python_multipart")


def check_pages_installed(find: Callable[[str], object] = find_spec) -> None:
    """Says what to install where a library is missing."""
    missing = [name for name in NEEDED if not find(name)]
    if missing:
        names = ", ".join(missing)
        raise ScenarioError(_("The pages need {names}: pip install -e '.[workshop]'", names=names))
